/**
 * What keeps the pages safe: a content security policy without any inline code, and no request that changes something
 * unless it comes from one of our own pages (Sec-Fetch-Site or Origin, and the token in the form).
 */
import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import { fieldText, type ConsoleEnv } from './env.ts'
import { isUnsafeMethod } from './forms/posted-form.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

export const setSecurityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const headers = c.res.headers
  headers.set('Content-Security-Policy', POLICY)
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  // With `no-referrer` browsers send `Origin: null` with our own forms, too.
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'same-origin')
  headers.set('X-Robots-Tag', 'noindex, nofollow')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}

/** Throws `Refused` (`forbidden`) for a changing request that another site may have caused. */
export const requireSameOrigin: MiddlewareHandler = async (c, next) => {
  if (isUnsafeMethod(c.req.method) && !isSameOrigin(c.req.raw)) {
    unwrap(fail('forbidden', 'This form was sent from another site. Open the page here and send it again.'))
  }
  await next()
}

function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('Origin')
  return (
    origin !== null &&
    URL.canParse(origin) &&
    new URL(origin).host === (request.headers.get('Host') ?? new URL(request.url).host)
  )
}

/** Throws `Refused` (`forbidden`) for a form without the token of the session's pages. */
export const requireCsrfToken: MiddlewareHandler<ConsoleEnv> = async (c, next) => {
  if (isUnsafeMethod(c.req.method)) {
    const { csrf, former_csrf = csrf } = c.var.session
    const sent = fieldText(c.var.posted, 'csrf') ?? ''
    if (!equalInConstantTime(sent, csrf) && !equalInConstantTime(sent, former_csrf))
      unwrap(fail('forbidden', 'This page is older than your session. Load it again, then repeat what you did.'))
  }
  await next()
}

function equalInConstantTime(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
