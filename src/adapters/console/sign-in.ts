/** Coming in and going out. The link's GET changes nothing; only the POST redeems the token. */
import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { App } from '../../ports/app.ts'
import type { Env } from './env.ts'
import { SESSION_COOKIE } from './session.ts'
import { signedOutPage, signInPage } from './views/sign-in-page.ts'

export function signInRoutes(app: App, { secure }: { readonly secure: boolean }): Hono {
  const routes = new Hono()

  routes.get('/sign-in', (c) => {
    const token = c.req.query('token')
    return token === undefined || token === '' ? c.html(signedOutPage(), 401) : c.html(signInPage(token))
  })

  routes.post('/sign-in', async (c) => {
    const { token } = await c.req.parseBody()
    const redeemed = typeof token === 'string' && token.length <= 1000 ? await app.accounts.redeemSignIn(token) : undefined
    if (redeemed === undefined) return c.html(signedOutPage('This link does not work any more'), 401)
    setCookie(c, SESSION_COOKIE, redeemed.session, { httpOnly: true, sameSite: 'Lax', path: '/', secure })
    return c.redirect('/', 303)
  })

  return routes
}

export function signOutRoutes(app: App): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/sign-out', async (c) => {
    await app.accounts.endSession(c.var.visit.session)
    deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.html(signedOutPage('You are signed out'))
  })
  return routes
}
