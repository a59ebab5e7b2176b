/** The service with its console on a port of this machine, and links to sign in with. */
import { createConsole, type ConsoleOptions } from '../../../src/adapters/inbound/web/console/console.ts'
import type { Api } from '../../../src/adapters/inbound/web/api/api-types.ts'
import { createHttpApi } from '../../../src/adapters/inbound/web/api/api.ts'
import { createLiveTail } from '../../../src/storage/live-changes.ts'
import { startServer } from '../../../src/adapters/inbound/web/server.ts'
import { openLink } from './sign-in.ts'
import type { Caller, Role } from '../../../src/domain/kernel/access.ts'
import { testApp, type TestApp, type TestAppOptions } from './app.ts'

export interface ConsoleService {
  /** The API and the console, without a port between. */
  readonly api: Api
  readonly app: TestApp
  readonly url: string
  /** A new person with these roles. */
  person(name: string, ...roles: Role[]): Promise<Caller>
  /** A link that signs the person in, once. */
  linkFor(caller: Caller): Promise<string>
  close(): Promise<void>
}

export async function consoleService({
  findSlackPerson,
  ...options
}: TestAppOptions & Pick<ConsoleOptions, 'findSlackPerson'> = {}): Promise<ConsoleService> {
  const made = await testApp(options)
  const app = made
  const live = createLiveTail(app)
  const api = createHttpApi(app, { live, operations: app.operations })
  api.route(
    '/',
    createConsole(app, {
      live,
      retryStream: (subscription, stream) => app.operations.retryStream(subscription, stream),
      findSlackPerson,
    }),
  )
  const server = await startServer({
    fetch: (request, env) => api.fetch(request, env),
    port: 0,
    live,
    clock: app.clock,
    logger: app.logger,
  })
  return {
    api,
    app,
    url: server.url,
    async person(name, ...roles) {
      const { secret } = await app.apiKeys.create({ name, tenant: 'default', roles })
      return (await app.apiKeys.authenticate(secret))!
    },
    linkFor: async (caller) => `${server.url}/sign-in?token=${encodeURIComponent(await openLink(app, caller))}`,
    async close() {
      await server.close(1000)
      await made.close()
    },
  }
}
