/** A sign-in link by mail. The answer is the same, after the same work, whether the address is known or not. */
import { Hono } from 'hono'
import { readEmailAddress } from '../../../../../../domain/account/email-address.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import { addressOfLink, askForLink } from '../../../../../../commands/mail/ask-for-link.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { RequestLimits } from '../../../shared/limits/request-limits.ts'
import { incomingOf, ownAddress } from '../../../shared/own-address.ts'
import { fieldText, type ConsoleEnv } from '../../env.ts'
import { readForm } from '../../forms/posted-form.ts'
import { waysOf } from '../../session.ts'
import { linkAskedPage } from '../../views/pages/sign-in/link-pages.ts'
import { signedOutPage } from '../../views/pages/sign-in/sign-in-page.ts'
import { MAX_SIGN_IN_BYTES } from './sign-in.ts'

interface Options {
  /** The tenant of the installation. */
  readonly tenant: string
  readonly public_url: string | undefined
  readonly limits: RequestLimits | undefined
}

export function emailLinkRoutes(app: App, { tenant, public_url, limits }: Options): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.post(
    '/sign-in/email',
    readForm(() => MAX_SIGN_IN_BYTES),
    async (c) => {
      const token = fieldText(c.var.posted, 'token')
      const typed = fieldText(c.var.posted, 'email') ?? ''
      // A link that was mailed leads to its own address; nothing is sent anywhere for another one.
      const email = token === undefined ? typed : await addressOfLink(app, token.slice(0, 1000))
      await limits?.linkRequests(c, readEmailAddress(email ?? ''))
      if (email === undefined) return c.html(linkAskedPage())
      const asked = await askForLink(app, email, { tenant, base: public_url ?? ownAddress(c.req.url, incomingOf(c)) })
      if (asked === 'malformed')
        return c.html(signedOutPage({ ...waysOf(app), typed, problem: 'Enter an address like ada@example.com.' }), 422)
      if (asked === 'no_mail')
        return unwrap(fail('not_found', 'This service sends no mail. Ask an admin for a sign-in link.'))
      if (asked === 'too_many')
        return unwrap(
          fail('too_many', 'Too many sign-in links are asked for just now. Try again in a minute.', {
            retry_after_s: 60,
          }),
        )
      return c.html(linkAskedPage())
    },
  )

  return routes
}
