/** The session behind the cookie, and the zone and locale that the browser sent with it. */
import { getCookie } from 'hono/cookie'
import type { MiddlewareHandler } from 'hono'
import { safeLocale } from '../../../../answers/parsing/locale.ts'
import { isTimeZone } from '../../../../answers/parsing/time-zone.ts'
import { hasRole, type Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { App } from '../../../../ports/app.ts'
import { acceptedLocale } from '../shared/accept-language.ts'
import type { ConsoleEnv } from './env.ts'
import { signedOutPage } from './views/pages/sign-in-page.ts'

export const SESSION_COOKIE = 'docgen_session'

/** Requires a session; without one the answer is 401 and a page that says how to sign in. */
export function requireSession(app: App): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const token = getCookie(c, SESSION_COOKIE)
    const known = token === undefined ? undefined : await app.sessions.authenticate(token)
    if (token === undefined || known === undefined) {
      // An open page keeps what was typed in it and only shows a message.
      if (c.req.header('HX-Request') === 'true') {
        c.header('HX-Reswap', 'none')
        c.header('HX-Trigger', 'docgen:signed-out')
      }
      return c.html(signedOutPage({ mails: app.mail !== undefined }), 401)
    }
    const { zone, locale } = browserSettings(
      getCookie(c, 'docgen_zone'),
      getCookie(c, 'docgen_locale'),
      c.req.header('Accept-Language'),
    )
    const { caller, session: id } = known
    c.set('session', { id, caller, token, zone, locale, csrf: app.keyRing.digest(`csrf ${token}`) })
    await next()
  }
}

/** Requires one of the roles; throws `Refused` (`forbidden`). */
export const requireAnyRole =
  (...roles: readonly Role[]): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    if (!roles.some((role) => hasRole(c.var.session.caller, role))) {
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
