/** The two pages that everybody may see. */
import { html } from 'hono/html'
import type { Html } from '../../env.ts'
import { page } from '../parts/layout.ts'

/** Opening the link changes nothing, so that a link preview does not use it up; the button (or the script) does. */
export function signInPage(token: string): Html {
  return page(
    { title: 'Sign in' },
    html`<section class="empty">
      <h1>Sign in</h1>
      <p>This link signs you in once, in this browser.</p>
      <form method="post" action="/sign-in" data-submit-at-once>
        <input type="hidden" name="token" value="${token}" /><button class="primary" autofocus>Sign in</button>
      </form>
    </section>`,
  )
}

export function signedOutPage(problem?: string): Html {
  return page(
    { title: 'Signed out' },
    html`<section class="empty">
      <h1>${problem ?? 'You are not signed in'}</h1>
      <p>On the machine where DocGen runs, make a new sign-in link with</p>
      <p><code class="command">npx docgen sign-in</code></p>
      <p>and open the address it prints. A link works once, for 15 minutes.</p>
    </section>`,
  )
}
