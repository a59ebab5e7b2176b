/** The pages of signing in with a provider: what went wrong, “Is this you?”, and one’s own ways in. */
import { html } from 'hono/html'
import type { RefusalReason } from '../../../../../../../domain/account/account-events.ts'
import type { WayIn } from '../../../../../../../commands/account/issuers/add-way-in.ts'
import type { ProvedIdentity, ProviderChoice } from '../../../../../../../ports/people/identity-providers.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { buttonForm, page } from '../../parts/layout.ts'
import { providerButtons } from '../../parts/provider-buttons.ts'

const AGAIN = 'Begin again here.'

/** What to do about it. `NAME` is the provider's. */
const TEXTS: Readonly<Partial<Record<RefusalReason, readonly [title: string, text: string]>>> = {
  wrong_state: [
    'This sign-in did not begin here',
    `It was used before, is older than ten minutes, or began in another browser. ${AGAIN}`,
  ],
  used: ['This sign-in was used before', `NAME takes each answer once. ${AGAIN}`],
  expired: [
    'This sign-in is too old',
    `${AGAIN} If it happens again, the clocks of NAME and of this service differ: tell an admin.`,
  ],
  denied: [
    'NAME did not let you in',
    'You said no there, or this service may not use NAME. Try again, or ask an admin to look at the log.',
  ],
  issuer_unavailable: [
    'NAME does not answer',
    'Try again in a moment, or sign in another way. Whoever is signed in can go on.',
  ],
  issuer_nonsense: [
    'NAME answered with something else',
    'Nothing has changed. Try again in a moment; an admin finds the reason in the log.',
  ],
  inactive: ['Your account is not active', 'Ask an admin to let you in again.'],
  wrong_tenant: [
    'Your organisation is not known here',
    'NAME says who you are, but not that you belong to an organisation that uses DocGen. Ask an admin.',
  ],
}

const OTHERWISE = [
  'NAME’s answer does not hold',
  'It is not meant for this sign-in, or was changed on the way. Nobody was signed in. Begin again here; if it ' +
    'happens again, tell an admin.',
] as const

export function refusedPage(
  { name }: ProviderChoice,
  refused: RefusalReason,
  { return_to, request_id }: { readonly return_to: string; readonly request_id: string | undefined },
): Html {
  const [title, text] = (TEXTS[refused] ?? OTHERWISE).map((part) => part.replaceAll('NAME', name))
  return page(
    { title: title ?? '' },
    html`<section class="empty">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a class="button primary" href="/sign-in?return_to=${encodeURIComponent(return_to)}">Sign in</a></p>
      ${request_id === undefined ? '' : html`<p class="hint">For an admin: request ${request_id}</p>`}
    </section>`,
  )
}

/** Somebody else’s account has the address: nobody gets into it by that alone. */
export function collisionPage(
  { name }: ProviderChoice,
  { email, provider }: ProvedIdentity,
  choices: readonly ProviderChoice[],
): Html {
  const others = choices.filter(({ id }) => id !== provider)
  return page(
    { title: 'Is this you?' },
    html`<section class="empty">
      <h1>Is this you?</h1>
      <p>
        There is already an account with the address <strong>${email}</strong>, and nobody has signed in to it with
        ${name}.
      </p>
      <p>
        If it is yours, sign in the way you did before, in this browser and within 15 minutes. Then you can add ${name}
        to it.
      </p>
      ${providerButtons(others, '/sign-in/join')}
      <p><a class="button" href="/sign-in?return_to=%2Fsign-in%2Fjoin">Other ways to sign in</a></p>
      <p class="hint">If it is not yours, or you cannot sign in that way any more, ask an admin.</p>
    </section>`,
  )
}

const WAY_REFUSED: Readonly<Record<Extract<WayIn, { how: 'refused' }>['because'], string>> = {
  wrong_tenant: 'It belongs to another organisation. Sign out, and sign in with it to use that one.',
  inactive: 'The account that it opens is not active. Ask an admin.',
  issuer_unavailable: 'It cannot be looked up just now. Try again in a moment.',
  no_person: 'You are signed in with a key. Sign in as a person, then add it.',
}

/** Asks before anything is added. */
export function joinPage(
  session: ConsoleSession,
  { name: provider }: ProviderChoice,
  identity: ProvedIdentity,
  way: WayIn,
): Html {
  const who = [identity.name, identity.email].filter((part) => part !== undefined && part !== '').join(', ')
  const title = way.how === 'join' ? 'Make these two accounts one?' : `Add ${provider} to your account?`
  return page(
    { title, session },
    html`<section class="empty">
      <h1>${title}</h1>
      <p>You signed in at ${provider} as <strong>${who === '' ? identity.subject : who}</strong>.</p>
      ${
        way.how === 'refused'
          ? html`<p class="alert" role="alert">${WAY_REFUSED[way.because]}</p>`
          : way.how === 'already'
            ? html`<p>That already signs you in to this account.</p>`
            : html`<p>
                  ${
                    way.how === 'join'
                      ? html`It has an account of its own, “${way.other.name}”. Its documents and rights become those of
                        the account that you are signed in to. This cannot be undone.`
                      : 'From then on you can sign in with it, too.'
                  }
                </p>
                ${buttonForm(session, '/sign-in/join', way.how === 'join' ? 'Make them one' : `Add ${provider}`, {
                  look: 'primary',
                })}`
      }
      <p><a class="button" href="/account/sign-in">Leave everything as it is</a></p>
    </section>`,
  )
}

export interface WaysInModel {
  readonly session: ConsoleSession
  readonly choices: readonly ProviderChoice[]
  /** The providers by which the person can sign in. */
  readonly ways: readonly { readonly name: string; readonly subject: string }[]
  readonly done?: string | undefined
}

export function waysInPage({ session, choices, ways, done }: WaysInModel): Html {
  return page(
    { title: 'Ways to sign in', session, place: '/account' },
    html`<h1>Ways to sign in</h1>
      ${done === undefined ? '' : html`<p class="card done" role="status" tabindex="-1" autofocus>${done}</p>`}
      ${
        ways.length === 0
          ? html`<p class="empty-line">No sign-in service opens your account yet.</p>`
          : html`<ul class="rows">
              ${ways.map(
                ({ name, subject }) =>
                  html`<li>
                    <span><strong>${name}</strong> <span class="hint">${subject}</span></span>
                  </li>`,
              )}
            </ul>`
      }
      ${
        choices.length === 0
          ? ''
          : html`<section class="card stack" aria-labelledby="add-way">
              <h2 id="add-way">Add another way</h2>
              <p>Sign in there once; you are asked before anything is added.</p>
              <div class="actions">
                ${choices.map(
                  ({ id, name }) =>
                    html`<a class="button" href="/sign-in/with/${id}?add=1&return_to=%2Faccount%2Fsign-in">${name}</a>`,
                )}
              </div>
            </section>`
      }`,
  )
}
