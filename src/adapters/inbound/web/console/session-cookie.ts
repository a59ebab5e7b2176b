/**
 * The cookie that holds the session's token. Over HTTPS its name begins with `__Host-` (RFC 6265bis §4.1.3.2): no other
 * host and no page without HTTPS can set it. The plain name is for HTTP, and for sessions of versions before.
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const NAME = 'docgen_session'

/** The token that the browser shows. `secure`: whether the console is served over HTTPS. */
export const readSessionCookie = (c: Context, secure: boolean): string | undefined =>
  secure ? getCookie(c, NAME, 'host') : getCookie(c, NAME)

/** What a browser still has from before the console was served over HTTPS; it opens nothing there. */
export const readFormerCookie = (c: Context, secure: boolean): string | undefined =>
  secure ? getCookie(c, NAME) : undefined

export function setSessionCookie(c: Context, secure: boolean, token: string): void {
  const options = { httpOnly: true, sameSite: 'Lax', path: '/' } as const
  if (secure) setCookie(c, NAME, token, { ...options, prefix: 'host', secure: true })
  else setCookie(c, NAME, token, options)
}

/** Takes it from the browser, whichever name it has. */
export function clearSessionCookie(c: Context, secure: boolean): void {
  deleteCookie(c, NAME, { path: '/' })
  if (secure) deleteCookie(c, NAME, { path: '/', prefix: 'host', secure: true })
}
