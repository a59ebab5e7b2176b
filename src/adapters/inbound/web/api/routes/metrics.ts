/** `/metrics`: on loopback, or with a key of the tenant that runs the installation: they count all tenants. */
import type { Registry } from 'prom-client'
import { INSTALLATION_TENANT, type Caller } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { authenticate } from '../auth.ts'
import type { Api, ApiContext } from '../api-types.ts'

export function addMetricsRoute(api: Api, app: Pick<App, 'apiKeys'>, registry: Registry): void {
  const withKey = authenticate(app)
  api.get(
    '/metrics',
    async (c, next) =>
      isLocal(c)
        ? next()
        : withKey(c, async () => {
            refuseOtherKeys(c.get('caller'))
            await next()
          }),
    async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  )
}

function refuseOtherKeys({ tenant }: Caller): void {
  if (tenant !== INSTALLATION_TENANT)
    unwrap(
      fail('forbidden', 'The metrics count all tenants: they are for keys of the tenant that runs the installation.'),
    )
}

/**
 * The other end is this machine itself. What came through a proxy here is not, nor a page that only borrowed our
 * address (its Host is another).
 */
function isLocal(c: ApiContext): boolean {
  const address = c.env?.incoming?.socket.remoteAddress ?? ''
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  )
  const host = new URL(c.req.url).hostname
  return (
    /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address) &&
    !forwarded &&
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
  )
}
