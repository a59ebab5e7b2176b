/** Signing in with an API key, where the installation lets keys into the console. */
import { Hono } from 'hono'
import { signInWithKey, type KeyRefusal } from '../../../../../../commands/account/sign-in-with-key.ts'
import type { App } from '../../../../../../ports/app.ts'
import { securitySource } from '../../../shared/security-source.ts'
import { fieldText, type ConsoleEnv } from '../../env.ts'
import { readForm } from '../../forms/posted-form.ts'
import { setSessionCookie } from '../../session-cookie.ts'
import { waysOf } from '../../session.ts'
import { signedOutPage } from '../../views/pages/sign-in/sign-in-page.ts'
import { safeReturnTo } from '../../return-to.ts'
import { MAX_SIGN_IN_BYTES } from './sign-in.ts'

/** Longer than any key. */
const MAX_KEY = 512

const PROBLEMS: Readonly<Record<KeyRefusal, string>> = {
  unknown: 'This key is not known. Check that all of it was copied, or ask an admin.',
  expired: 'This key has expired. Ask an admin for another one.',
  revoked: 'This key was revoked. Ask an admin for another one.',
  wrong_scope: 'This key is for parts of the API only. Use one without scopes, or sign in another way.',
  inactive: 'This key was revoked just now. Ask an admin for another one.',
}

export function keySignInRoutes(
  app: App,
  { secure, tenant }: { readonly secure: boolean; readonly tenant: string },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post(
    '/sign-in/key',
    readForm(() => MAX_SIGN_IN_BYTES),
    async (c) => {
      const secret = (fieldText(c.var.posted, 'key') ?? '').trim().slice(0, MAX_KEY)
      const return_to = fieldText(c.var.posted, 'return_to')
      const outcome = await signInWithKey(app, secret, {
        device: c.req.header('user-agent'),
        source: securitySource(c, 'console', { tenant }),
      })
      if ('refused' in outcome)
        return c.html(signedOutPage({ ...waysOf(app, return_to), key_problem: PROBLEMS[outcome.refused] }), 401)
      setSessionCookie(c, secure, outcome.token)
      return c.redirect(safeReturnTo(return_to), 303)
    },
  )
  return routes
}
