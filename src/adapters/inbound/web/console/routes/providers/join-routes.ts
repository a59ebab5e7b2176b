/** One’s own ways in, and adding another one. */
import { Hono } from 'hono'
import { addWayIn, lookAtWayIn } from '../../../../../../commands/account/issuers/add-way-in.ts'
import type { App } from '../../../../../../ports/app.ts'
import { securitySource } from '../../../shared/security-source.ts'
import type { ConsoleEnv, PageContext } from '../../env.ts'
import { joinPage, waysInPage } from '../../views/pages/sign-in/providers-pages.ts'
import { dropIdentity, keptIdentity } from './pending-identity.ts'
import type { ProviderRouteOptions } from './provider-routes.ts'

export function joinRoutes(
  app: App,
  { secure, tenant: home, findSlackPerson }: Omit<ProviderRouteOptions, 'public_url'>,
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const cookies = { ...app, secure }
  const deps = { ...app, findSlackPerson }
  const choices = app.identityProviders?.choices ?? []

  const pendingOf = async (c: PageContext) => {
    const identity = await keptIdentity(c, cookies)
    const choice = choices.find(({ id }) => id === identity?.provider)
    return identity === undefined || choice === undefined ? undefined : { identity, choice }
  }

  const ways = async (c: PageContext, done?: string) => {
    const { session } = c.var
    const { actor, tenant } = session.caller
    const [person, identities] = await Promise.all([
      app.people.findByActor(tenant, actor),
      app.people.identitiesOf(actor),
    ])
    const slack = person?.slack
    const known = identities.map(({ issuer, subject }) => ({ name: issuer, subject }))
    const all = slack == null ? known : [...known, { name: 'Slack', subject: `${slack.user} in ${slack.team}` }]
    return waysInPage({ session, choices, ways: all, done })
  }

  routes.get('/account/sign-in', async (c) => c.html(await ways(c)))

  routes.get('/sign-in/join', async (c) => {
    const pending = await pendingOf(c)
    if (pending === undefined) return c.redirect('/account/sign-in', 303)
    const { identity, choice } = pending
    return c.html(
      joinPage(c.var.session, choice, identity, await lookAtWayIn(deps, c.var.session.caller, identity, home)),
    )
  })

  routes.post('/sign-in/join', async (c) => {
    const { session } = c.var
    const pending = await pendingOf(c)
    if (pending === undefined)
      return c.html(await ways(c, 'That took more than 15 minutes: nothing was added. Begin again below.'), 409)
    const { identity, choice } = pending
    const source = securitySource(c, 'console', session.caller)
    const way = await addWayIn(deps, session.caller, identity, { home, source })
    if (way.how === 'refused') return c.html(joinPage(session, choice, identity, way), 409)
    dropIdentity(c, cookies)
    return c.html(await ways(c, DONE[way.how](choice.name)))
  })

  return routes
}

const DONE = {
  add: (name: string) => `You can sign in with ${name} from now on.`,
  join: (name: string) => `The two accounts are one, and ${name} signs you in to it.`,
  already: (name: string) => `${name} signs you in to this account.`,
}
