/** One’s own account and sessions, and, for admins, those of everybody. */
import { Hono } from 'hono'
import { endAllSessions, endSession } from '../../../../../commands/account/end-sessions.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import type { Person } from '../../../../../ports/people/people.ts'
import { securitySource } from '../../shared/security-source.ts'
import type { ConsoleEnv, PageContext } from '../env.ts'
import { waysOf } from '../session.ts'
import { clearSessionCookie } from '../session-cookie.ts'
import { accountPage } from '../views/pages/accounts/account-page.ts'
import { sessionsPage } from '../views/pages/accounts/sessions-page.ts'
import { signedOutPage } from '../views/pages/sign-in/sign-in-page.ts'

/** Sessions on the page of admins. */
const MAX_SESSIONS = 200

export function accountRoutes(app: App, secure: boolean): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/account', async (c) => c.html(accountPage(await accountModel(app, c))))

  routes.post('/account/sessions/end', async (c) => {
    const { caller } = c.var.session
    await endAllSessions(app, caller, undefined, securitySource(c, 'console', caller))
    clearSessionCookie(c, secure)
    return c.html(signedOutPage({ title: 'You are signed out everywhere', ...waysOf(app) }))
  })

  routes.post('/account/sessions/:id/end', async (c) => {
    const { caller, id: own } = c.var.session
    const id = c.req.param('id')
    const ended = await endSession(app, caller, id, securitySource(c, 'console', caller))
    if (id !== own) return ended ? c.redirect('/account', 303) : refuseUnknown()
    clearSessionCookie(c, secure)
    return c.html(signedOutPage({ title: 'You are signed out', ...waysOf(app) }))
  })

  routes.get('/sessions', async (c) => {
    const { session } = c.var
    const found = await app.sessions.listAll(session.caller.tenant, MAX_SESSIONS + 1)
    const sessions = found.slice(0, MAX_SESSIONS)
    const names = await app.people.namesOf(sessions.map(({ actor }) => actor))
    return c.html(sessionsPage({ session, sessions, names, more: found.length > MAX_SESSIONS }))
  })

  routes.post('/sessions/:actor/end', async (c) => {
    const { caller } = c.var.session
    const account = { tenant: caller.tenant, actor: c.req.param('actor') }
    await endAllSessions(app, account, undefined, securitySource(c, 'console', caller))
    return c.redirect('/sessions', 303)
  })

  routes.post('/sessions/:actor/:id/end', async (c) => {
    const { caller } = c.var.session
    const { actor, id } = c.req.param()
    const account = { tenant: caller.tenant, actor }
    const ended = await endSession(app, account, id, securitySource(c, 'console', caller))
    return ended ? c.redirect('/sessions', 303) : refuseUnknown()
  })

  return routes
}

const refuseUnknown = (): never => unwrap(fail('not_found', 'There is no such session. It may have ended already.'))

async function accountModel(app: App, c: PageContext) {
  const { session } = c.var
  const { actor, tenant, roles, groups = [] } = session.caller
  const [person, names, sessions] = await Promise.all([
    app.people.findByActor(tenant, actor),
    app.people.namesOf([actor]),
    app.sessions.list(tenant, actor),
  ])
  return {
    session,
    name: person?.name ?? names.get(actor) ?? actor,
    email: person?.email ?? null,
    roles,
    groups,
    ways_in: await waysIn(app, person),
    can_add: person !== undefined && app.identityProviders !== undefined,
    sessions,
  }
}

/** How the person can come in; a key’s session was opened by a link that the key made. */
async function waysIn(app: App, person: Person | undefined): Promise<string[]> {
  if (person === undefined) return ['Links made with this key']
  const identities = await app.people.identitiesOf(person.actor)
  return [
    ...identities.map(({ issuer }) => `Single sign-on (${URL.canParse(issuer) ? new URL(issuer).host : issuer})`),
    ...(person.slack === null ? [] : ['Slack']),
    ...(person.email === null ? [] : ['A link by e-mail']),
    'A link from an admin',
  ]
}
