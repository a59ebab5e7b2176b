/** Keys of the API: an admin makes, rotates and revokes them. */
import { Hono } from 'hono'
import { makeKey, OVERLAP, revokeKey, rotateKey } from '../../../../../commands/account/manage-keys.ts'
import { SCOPES } from '../../../../../domain/account/scopes.ts'
import { ROLES } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import type { ApiKey, ApiKeyWithSecret } from '../../../../../ports/people/api-keys.ts'
import { securitySource } from '../../shared/security-source.ts'
import { fieldText, fieldTexts, type ConsoleEnv, type PageContext } from '../env.ts'
import { revokeOwnKeyPage, rotateKeyPage } from '../views/pages/accounts/key-questions-page.ts'
import { EXPIRIES, keysPage, type TypedKey } from '../views/pages/keys-page.ts'

const DAY = 86_400_000

export function keyRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/keys', async (c) => c.html(keysPage(await keysModel(app, c))))

  routes.post('/keys', async (c) => {
    const { caller } = c.var.session
    const typed = typedKey(c)
    const problem = problemOf(typed)
    if (problem !== undefined) return c.html(keysPage({ ...(await keysModel(app, c)), typed, problem }), 422)
    const { name, roles, scopes, expires } = typed
    const days = EXPIRIES.find(({ value }) => value === expires)?.days ?? null
    const expires_at = days === null ? null : new Date(Date.parse(app.clock.now()) + days * DAY).toISOString()
    const wanted = { name, roles, scopes: scopes.length === 0 ? null : scopes, expires_at }
    const shown = await makeKey(app, wanted, caller, securitySource(c, 'console', caller))
    return showSecret(app, c, { ...shown, rotated: false })
  })

  routes.get('/keys/:id/rotate', async (c) =>
    c.html(rotateKeyPage(c.var.session, await findKey(app, c, c.req.param('id')), OVERLAP.standard)),
  )

  routes.post('/keys/:id/rotate', async (c) => {
    const { caller } = c.var.session
    const written = fieldText(c.var.posted, 'overlap_hours') ?? ''
    const overlap_hours = /^\d{1,3}$/.test(written) ? Number(written) : OVERLAP.standard
    if (overlap_hours > OVERLAP.most)
      unwrap(fail('unprocessable', `The old secret can work on for ${OVERLAP.most} hours at most.`))
    const id = c.req.param('id')
    const shown = await rotateKey(app, { id, overlap_hours }, caller, securitySource(c, 'console', caller))
    return showSecret(app, c, { ...shown, rotated: true })
  })

  routes.post('/keys/:id/revoke', async (c) => {
    const { session, posted } = c.var
    const { caller } = session
    const key = await findKey(app, c, c.req.param('id'))
    const even_own = fieldText(posted, 'even_own') === 'true'
    if (key.actor === caller.actor && !even_own) return c.html(revokeOwnKeyPage(session, key), 409)
    await revokeKey(app, { id: key.id, even_own }, caller, securitySource(c, 'console', caller))
    return c.redirect('/keys', 303)
  })

  return routes
}

async function keysModel(app: App, c: PageContext) {
  const { session } = c.var
  const keys = await app.apiKeys.list(session.caller.tenant)
  const names = await app.people.namesOf(keys.flatMap(({ made_by }) => made_by ?? []))
  return { session, keys, names, now: app.clock.now() }
}

const showSecret = async (app: App, c: PageContext, shown: ApiKeyWithSecret & { readonly rotated: boolean }) =>
  c.html(keysPage({ ...(await keysModel(app, c)), shown }))

async function findKey(app: App, c: PageContext, id: string): Promise<ApiKey> {
  return (await app.apiKeys.find(c.var.session.caller.tenant, id)) ?? unwrap(fail('not_found', 'There is no such key.'))
}

function typedKey(c: PageContext): TypedKey {
  const { posted } = c.var
  const [roles, scopes] = [fieldTexts(posted, 'roles'), fieldTexts(posted, 'scopes')]
  return {
    name: (fieldText(posted, 'name') ?? '').trim(),
    roles: ROLES.filter((role) => roles.includes(role)),
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    expires: fieldText(posted, 'expires') ?? 'never',
  }
}

function problemOf({ name, roles, expires }: TypedKey): string | undefined {
  if (name === '' || name.length > 100) return 'A key needs a name of at most 100 characters: who or what will use it?'
  if (roles.length === 0) return 'Choose at least one role.'
  return EXPIRIES.some(({ value }) => value === expires) ? undefined : 'Choose when the key expires.'
}
