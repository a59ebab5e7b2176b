/** Signing in with a provider: there, and back. */
import { Hono } from 'hono'
import { signInWithIdentity } from '../../../../../../commands/account/issuers/sign-in-with-identity.ts'
import type { RefusalReason } from '../../../../../../domain/account/account-events.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { IdentityProviders, ProviderChoice } from '../../../../../../ports/people/identity-providers.ts'
import { incomingOf, ownAddress } from '../../../shared/own-address.ts'
import { securitySource } from '../../../shared/security-source.ts'
import type { ConsoleEnv, PageContext } from '../../env.ts'
import { safeReturnTo } from '../../return-to.ts'
import { readSessionCookie, setSessionCookie } from '../../session-cookie.ts'
import { collisionPage, refusedPage } from '../../views/pages/sign-in/providers-pages.ts'
import { keepFlow, newState, takeFlow } from './flow-cookies.ts'
import { keepIdentity } from './pending-identity.ts'
import type { CookieDeps } from './sealed-cookie.ts'

export interface ProviderRouteOptions {
  readonly secure: boolean
  /** Of the installation. */
  readonly tenant: string
  readonly public_url: string | undefined
  readonly findSlackPerson: Parameters<typeof signInWithIdentity>[0]['findSlackPerson']
}

/** Where providers send the browser back to: registered there. */
const callbackPath = (provider: string): string => `/sign-in/callback/${provider}`

const STATUS: Readonly<Partial<Record<RefusalReason, 403 | 502 | 503>>> = {
  inactive: 403,
  wrong_tenant: 403,
  denied: 403,
  issuer_unavailable: 503,
  issuer_nonsense: 502,
}

export function providerRoutes(
  app: App,
  identityProviders: IdentityProviders,
  { secure, tenant, public_url, findSlackPerson }: ProviderRouteOptions,
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const cookies: CookieDeps = { ...app, secure }
  const { choices } = identityProviders
  const chosen = (c: PageContext) => choices.find(({ id }) => id === c.req.param('provider'))

  const refuse = (c: PageContext, choice: ProviderChoice, refused: RefusalReason, return_to = '/') => {
    const { request_id } = securitySource(c, 'console', { tenant })
    return c.html(refusedPage(choice, refused, { return_to, request_id }), STATUS[refused] ?? 401)
  }

  routes.get('/sign-in/with/:provider', async (c, next) => {
    const choice = chosen(c)
    if (choice === undefined) return next()
    const return_to = safeReturnTo(c.req.query('return_to'))
    const redirect_uri = new URL(callbackPath(choice.id), public_url ?? ownAddress(c.req.url, incomingOf(c))).href
    const begun = await identityProviders.begin(choice.id, { state: newState(cookies), redirect_uri })
    if ('refused' in begun) {
      // It is recorded with the reason, once in a minute.
      const source = securitySource(c, 'console', { tenant })
      await signInWithIdentity({ ...app, findSlackPerson }, choice.method, begun, { source })
      return refuse(c, choice, begun.refused, return_to)
    }
    const session = c.req.query('add') === undefined ? undefined : await sessionOf(app, c, secure)
    await keepFlow(c, cookies, { flow: begun.flow, return_to, session })
    return c.redirect(begun.address, 303)
  })

  routes.get('/sign-in/callback/:provider', async (c, next) => {
    const choice = chosen(c)
    if (choice === undefined) return next()
    const source = securitySource(c, 'console', { tenant })
    const deps = { ...app, findSlackPerson }
    const pending = await takeFlow(c, cookies, { provider: choice.id, state: c.req.query('state') })
    const proof =
      pending === undefined
        ? ({ refused: 'wrong_state', detail: 'The answer belongs to no sign-in of this browser.' } as const)
        : await identityProviders.finish(pending.flow, new URL(c.req.url).search)
    const return_to = pending?.return_to ?? '/'
    if (pending?.session !== undefined && !('refused' in proof)) {
      if (pending.session !== (await sessionOf(app, c, secure))) return refuse(c, choice, 'wrong_state', return_to)
      await keepIdentity(c, cookies, proof.identity)
      return c.redirect('/sign-in/join', 303)
    }
    const device = c.req.header('user-agent')
    const outcome = await signInWithIdentity(deps, choice.method, proof, { device, source })
    if ('refused' in outcome) return refuse(c, choice, outcome.refused, return_to)
    if ('collision' in outcome && !('refused' in proof)) {
      await keepIdentity(c, cookies, proof.identity)
      return c.html(collisionPage(choice, proof.identity, choices), 409)
    }
    if ('token' in outcome) setSessionCookie(c, secure, outcome.token)
    return c.redirect(return_to, 303)
  })

  return routes
}

const sessionOf = async ({ sessions }: App, c: PageContext, secure: boolean): Promise<string | undefined> => {
  const token = readSessionCookie(c, secure)
  return token === undefined ? undefined : (await sessions.authenticate(token))?.session
}
