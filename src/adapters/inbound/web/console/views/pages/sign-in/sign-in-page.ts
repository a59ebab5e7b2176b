/** The pages for who is not signed in. */
import { html } from 'hono/html'
import type { ProviderChoice } from '../../../../../../../ports/people/identity-providers.ts'
import type { SignOutThere } from '../../../../../../../commands/account/issuers/issuer-sign-out.ts'
import type { Html } from '../../../env.ts'
import { page } from '../../parts/layout.ts'
import { emailLinkForm } from '../../parts/people/email-link-form.ts'
import { keyForm } from '../../parts/people/key-form.ts'
import { providerButtons } from '../../parts/provider-buttons.ts'

/** The ways to sign in that are set. */
export interface SignInWays {
  readonly providers: readonly ProviderChoice[]
  /** Whether sign-in links can be mailed. */
  readonly mails: boolean
  /** Whether API keys open the console. */
  readonly keys: boolean
  /** Where the person wanted to go: a path of ours. */
  readonly return_to: string
}

export interface SignedOutModel extends Partial<SignInWays> {
  /** What happened, where something did. */
  readonly title?: string | undefined
  /** The e-mail address that was typed, and what is wrong with it. */
  readonly typed?: string | undefined
  readonly problem?: string | undefined
  /** What is wrong with the API key that was sent. */
  readonly key_problem?: string | undefined
}

export function signedOutPage(model: SignedOutModel = {}): Html {
  const { title, providers = [], mails = false, keys = false, return_to = '/', key_problem } = model
  return page(
    { title: 'Sign in' },
    html`<section class="empty">
      <h1>${title ?? 'You are not signed in'}</h1>
      ${providerButtons(providers, return_to)} ${mails || providers.length === 0 ? byLink(model) : ''}
      <details class="owner-sign-in" ${mails || providers.length > 0 ? '' : html` open`}>
        <summary>Sign in with a one-time link</summary>
        <p>On the machine where DocGen runs, this prints a link, good for 15 minutes:</p>
        <p><code class="command">npx docgen sign-in</code></p>
      </details>
      ${keys ? keyForm({ return_to, problem: key_problem }) : ''}
    </section>`,
  )
}

const byLink = ({ providers = [], mails = false, typed, problem }: SignedOutModel): Html =>
  mails
    ? html`<p>${providers.length === 0 ? 'Enter' : 'Or enter'} your e-mail address to get a link that signs you in.</p>
        ${emailLinkForm({ typed, problem, first: providers.length === 0 })}`
    : html`<p>Ask an administrator for a sign-in link. A link works once.</p>`

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
