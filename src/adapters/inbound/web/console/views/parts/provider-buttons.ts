/** The buttons of the providers that people can sign in with. */
import { html } from 'hono/html'
import type { ProviderChoice } from '../../../../../../ports/people/identity-providers.ts'
import type { Html } from '../../env.ts'

/** `return_to` is a path of ours. */
export const providerButtons = (choices: readonly ProviderChoice[], return_to: string): Html | '' =>
  choices.length === 0
    ? ''
    : html`<ul class="sign-in-ways">
        ${choices.map(
          ({ id, name, method }, index) =>
            html`<li>
              <a
                class="button ${index === 0 ? 'primary' : ''}"
                href="/sign-in/with/${id}?return_to=${encodeURIComponent(return_to)}"
                >${method === 'slack' ? 'Sign in with Slack' : `Continue with ${name}`}</a
              >
            </li>`,
        )}
      </ul>`
