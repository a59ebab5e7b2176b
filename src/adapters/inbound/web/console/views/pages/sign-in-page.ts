/** The page for who is not signed in. */
import { html } from 'hono/html'
import type { Html } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { emailLinkForm } from '../parts/people/email-link-form.ts'

export interface SignedOutModel {
  readonly title?: string
  /** Whether sign-in links can be mailed. */
  readonly mails?: boolean
  /** The e-mail address that was typed, and what is wrong with it. */
  readonly typed?: string
  readonly problem?: string
}

export function signedOutPage({ title, mails = false, typed, problem }: SignedOutModel = {}): Html {
  return page(
    { title: 'Sign in' },
    html`<section class="empty">
      <h1>${title ?? 'You are not signed in'}</h1>
      ${
        mails
          ? html`<p>Enter your e-mail address to get a link that signs you in.</p>
              ${emailLinkForm({ ...(typed === undefined ? {} : { typed }), problem })}`
          : html`<p>Ask an administrator for a sign-in link. A link works once.</p>`
      }
      <p>On the machine where DocGen runs, this prints a link, good for 15 minutes:</p>
      <p><code class="command">npx docgen sign-in</code></p>
    </section>`,
  )
}
