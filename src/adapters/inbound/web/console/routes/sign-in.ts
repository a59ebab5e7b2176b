/** Sign-in and sign-out. The GET of a link changes nothing; only the POST redeems the token. */
import { Hono } from 'hono'
import { endSession } from '../../../../../commands/account/end-sessions.ts'
import { signInWithLink } from '../../../../../commands/account/sign-in-with-link.ts'
import type { App } from '../../../../../ports/app.ts'
import { securitySource } from '../../shared/security-source.ts'
import { fieldText, type ConsoleEnv } from '../env.ts'
import { readForm } from '../forms/posted-form.ts'
import { clearSessionCookie, setSessionCookie } from '../session-cookie.ts'
import { signedOutPage, signInPage } from '../views/pages/sign-in-page.ts'

/** Small, because anybody may send it: a token, and what a browser puts around it. */
const MAX_SIGN_IN_BYTES = 4 * 1024

export function signInRoutes(
  app: App,
  { secure, tenant }: { readonly secure: boolean; readonly tenant: string },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/sign-in', (c) => {
    const token = c.req.query('token')
    return token === undefined || token === '' ? c.html(signedOutPage(), 401) : c.html(signInPage(token))
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
      if ('refused' in outcome) return c.html(signedOutPage('This link does not work any more'), 401)
      setSessionCookie(c, secure, outcome.token)
      return c.redirect('/', 303)
    },
  )

  return routes
}

export function signOutRoutes(app: App, secure: boolean): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post('/sign-out', async (c) => {
    const { caller, id } = c.var.session
    await endSession(app, caller, id, securitySource(c, 'console', caller))
    clearSessionCookie(c, secure)
    return c.html(signedOutPage('You are signed out'))
  })
  return routes
}
