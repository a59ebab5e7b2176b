/** The pages that everybody may see. */
import { html } from 'hono/html'
import type { ProviderChoice } from '../../../../../../ports/people/identity-providers.ts'
import type { SignOutThere } from '../../../../../../commands/account/issuers/issuer-sign-out.ts'
import type { Html } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { providerButtons } from '../parts/provider-buttons.ts'

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

/** The ways to sign in that are set. */
export interface SignInWays {
  readonly providers: readonly ProviderChoice[]
  /** Where the person wanted to go: a path of ours. */
  readonly return_to: string
}

export interface SignedOutModel extends Partial<SignInWays> {
  /** What happened, where something did. */
  readonly title?: string | undefined
}

export function signedOutPage({ title, providers = [], return_to = '/' }: SignedOutModel = {}): Html {
  return page(
    { title: 'Sign in' },
    html`<section class="empty">
      <h1>${title ?? 'You are not signed in'}</h1>
      ${providerButtons(providers, return_to)}
      <details class="owner-sign-in" ${providers.length === 0 ? html` open` : ''}>
        <summary>Sign in with a one-time link</summary>
        <p>On the machine where DocGen runs, this prints a link, good for 15 minutes:</p>
        <p><code class="command">npx docgen sign-in</code></p>
      </details>
    </section>`,
  )
}

/** `elsewhere`: where the browser signs out at the provider, too. */
export function signedOutNow(ways: SignInWays, elsewhere: SignOutThere | undefined): Html {
  if (elsewhere === undefined) return signedOutPage({ title: 'You are signed out', ...ways })
  return page(
    { title: 'Signed out' },
    html`<section class="empty">
      <h1>You are signed out</h1>
      <p>${elsewhere.provider} may still know you in this browser.</p>
      <p class="actions">
        <a class="button" href="${elsewhere.address}">Sign out of ${elsewhere.provider}, too</a>
        <a class="button" href="/sign-in">Sign in again</a>
      </p>
    </section>`,
  )
}
