/** The session behind the cookie, and the zone and locale that the browser sent with it. */
import { getCookie } from 'hono/cookie'
import { endSession } from '../../../../commands/account/end-sessions.ts'
import { replaceSession } from '../../../../commands/account/replace-session.ts'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { safeLocale } from '../../../../answers/parsing/locale.ts'
import { isTimeZone } from '../../../../answers/parsing/time-zone.ts'
import { hasRole, type Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { App } from '../../../../ports/app.ts'
import type { SecurityNotes } from '../shared/security-notes.ts'
import { acceptedLocale } from '../shared/accept-language.ts'
import { securitySource } from '../shared/security-source.ts'
import type { ConsoleEnv, PageContext } from './env.ts'
import { clearSessionCookie, readFormerCookie, readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { safeReturnTo } from './return-to.ts'
import { signedOutPage, type SignInWays } from './views/pages/sign-in/sign-in-page.ts'

/**
 * Requires a session; without one the answer is 401 and a page that says how to sign in. A session whose person’s
 * rights changed is replaced by one with another token. `secure`: whether the console is served over HTTPS.
 */
export function requireSession(app: App, secure: boolean): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const token = readSessionCookie(c, secure)
    const known = token === undefined ? undefined : await app.sessions.authenticate(token)
    if (token === undefined || known === undefined) {
      await endFormerSession(app, c, secure)
      // An open page keeps what was typed in it and only shows a message.
      if (c.req.header('HX-Request') === 'true') {
        c.header('HX-Reswap', 'none')
        c.header('HX-Trigger', 'docgen:signed-out')
      }
      const here = c.req.method === 'GET' ? c.req.path + new URL(c.req.url).search : '/'
      return c.html(signedOutPage(waysOf(app, here)), 401)
    }
    const { zone, locale } = browserSettings(
      getCookie(c, 'docgen_zone'),
      getCookie(c, 'docgen_locale'),
      c.req.header('Accept-Language'),
    )
    const { caller } = known
    // A page's stream comes back by itself: with another token its open forms would not be the session's any more.
    const next_session =
      known.rights_changed && !c.req.path.endsWith('/live')
        ? await replaceSession(app, { ...known, token }, securitySource(c, 'console', caller))
        : undefined
    if (next_session !== undefined) setSessionCookie(c, secure, next_session.token)
    const current = next_session ?? { id: known.session, token }
    const csrfOf = (one: string): string => app.keyRing.digest(`csrf ${one}`)
    c.set('session', {
      ...current,
      caller,
      zone,
      locale,
      csrf: csrfOf(current.token),
      // The form that this request sends was made for the session before.
      ...(next_session === undefined ? {} : { former_csrf: csrfOf(token) }),
    })
    await next()
  }
}

/** The ways to sign in, and where to go after it. */
export const waysOf = (
  { identityProviders, mail, keysOpenConsole = false }: Pick<App, 'identityProviders' | 'mail' | 'keysOpenConsole'>,
  return_to?: string,
): SignInWays => ({
  providers: identityProviders?.choices ?? [],
  mails: mail !== undefined,
  keys: keysOpenConsole,
  return_to: safeReturnTo(return_to),
})

/** A browser that still has the cookie of before HTTPS is signed out there, too. */
async function endFormerSession(app: App, c: PageContext, secure: boolean): Promise<void> {
  const token = readFormerCookie(c, secure)
  if (token === undefined) return
  const known = await app.sessions.authenticate(token, { quietly: true })
  if (known !== undefined)
    await endSession(app, known.caller, known.session, securitySource(c, 'console', known.caller))
  clearSessionCookie(c, secure)
}

/** Requires one of the roles, and notes who lacks them; throws `Refused` (`forbidden`). */
export const requireAnyRole =
  (notes: SecurityNotes, ...roles: readonly Role[]): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    const { caller } = c.var.session
    if (!roles.some((role) => hasRole(caller, role))) {
      const operation = `${c.req.method} ${routePath(c, -1)}`
      await notes.accessRefused(c, 'console', caller, { operation, needs: `role:${roles.join(' or role:')}` })
      unwrap(fail('forbidden', `This page is for people with the role “${roles.join('” or “')}”. Ask an admin for it.`))
    }
    await next()
  }

/** The zone and locale of a browser, from cookies that its script set; UTC and Accept-Language without it. */
export function browserSettings(
  zone: string | undefined,
  locale: string | undefined,
  acceptLanguage: string | undefined,
): { zone: string; locale: string } {
  return {
    zone: isTimeZone(zone) ? zone : 'UTC',
    locale: safeLocale(locale ?? acceptedLocale(acceptLanguage) ?? 'en-US'),
  }
}
