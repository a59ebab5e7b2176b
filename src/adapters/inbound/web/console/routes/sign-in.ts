/** Sign-in and sign-out. The GET of a link changes nothing; only the POST redeems the token. */
import { Hono } from 'hono'
import { endSession } from '../../../../../commands/account/end-sessions.ts'
import { issuerSignOut } from '../../../../../commands/account/issuers/issuer-sign-out.ts'
import { signInWithLink } from '../../../../../commands/account/sign-in-with-link.ts'
import type { App } from '../../../../../ports/app.ts'
import { incomingOf, ownAddress } from '../../shared/own-address.ts'
import { securitySource } from '../../shared/security-source.ts'
import { fieldText, type ConsoleEnv } from '../env.ts'
import { readForm } from '../forms/posted-form.ts'
import { clearSessionCookie, setSessionCookie } from '../session-cookie.ts'
import { waysOf } from '../session.ts'
import { signedOutNow, signedOutPage, signInPage } from '../views/pages/sign-in-page.ts'
import { hasPendingIdentity } from './providers/pending-identity.ts'

/** Small, because anybody may send it: a token, and what a browser puts around it. */
const MAX_SIGN_IN_BYTES = 4 * 1024

export function signInRoutes(
  app: App,
  { secure, tenant }: { readonly secure: boolean; readonly tenant: string },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/sign-in', (c) => {
    const token = c.req.query('token')
    if (token !== undefined && token !== '') return c.html(signInPage(token))
    return c.html(signedOutPage({ title: 'Sign in to DocGen', ...waysOf(app, c.req.query('return_to')) }), 401)
  })

  routes.post(
    '/sign-in',
    readForm(() => MAX_SIGN_IN_BYTES),
    async (c) => {
      const token = fieldText(c.var.posted, 'token')
      const outcome = await signInWithLink(app, (token ?? '').slice(0, 1000), {
        device: c.req.header('user-agent'),
        source: securitySource(c, 'console', { tenant }),
      })
      if ('refused' in outcome)
        return c.html(signedOutPage({ title: 'This link does not work any more', ...waysOf(app) }), 401)
      setSessionCookie(c, secure, outcome.token)
      // Whoever was asked “Is this you?” and has come in the way they did before is asked what to add.
      return c.redirect(hasPendingIdentity(c, secure) ? '/sign-in/join' : '/', 303)
    },
  )

  return routes
}

export function signOutRoutes(
  app: App,
  { secure, public_url }: { readonly secure: boolean; readonly public_url: string | undefined },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post('/sign-out', async (c) => {
    const { caller, id } = c.var.session
    const here = new URL('/sign-in', public_url ?? ownAddress(c.req.url, incomingOf(c))).href
    const signOutThere = await issuerSignOut(app, id)
    await endSession(app, caller, id, securitySource(c, 'console', caller))
    clearSessionCookie(c, secure)
    return c.html(signedOutNow(waysOf(app), await signOutThere(here)))
  })
  return routes
}
