/** The pages of a sign-in link: what it does, why it does not work, and that one was asked for. */
import { html } from 'hono/html'
import type { LinkRefusal } from '../../../../../../../commands/account/sign-in-with-link.ts'
import type { SignInLinkKind } from '../../../../../../../domain/account/account-events.ts'
import type { Html } from '../../../env.ts'
import { page } from '../../parts/layout.ts'
import { emailLinkForm } from '../../parts/people/email-link-form.ts'
import { providerButtons } from '../../parts/provider-buttons.ts'
import type { SignInWays } from './sign-in-page.ts'

export interface LinkPageModel {
  readonly token: string
  readonly kind: SignInLinkKind
  /** What is known, or was typed. */
  readonly name: string
  readonly email?: string
  /** Whether a script may press the button: never for links that were mailed, which scanners open. */
  readonly atOnce: boolean
  /** For a link of what was handed over: who asks, by name, and whether for one answer. */
  readonly handed?: { readonly by: string; readonly one: boolean } | undefined
  readonly problem?: string
  readonly field?: 'name' | 'email'
}

/** Opening the link changes nothing, so that a preview or a scanner does not use it up; the button does. */
export function linkPage(model: LinkPageModel): Html {
  return model.kind === 'owner'
    ? ownerPage(model)
    : model.kind === 'invitation'
      ? invitationPage(model)
      : model.handed === undefined
        ? signInPage(model)
        : handedOverPage(model.token, model.handed)
}

const handedOverPage = (token: string, { by, one }: NonNullable<LinkPageModel['handed']>): Html =>
  page(
    { title: 'Asked of you' },
    html`<section class="empty">
      <h1>${by} asks you ${one ? 'a question' : 'for answers'}</h1>
      <p>This opens ${one ? 'that question' : 'that conversation'} in this browser, and nothing else. It works once.</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value="${token}" /><button class="primary" autofocus>Continue</button>
      </form>
    </section>`,
  )

const signInPage = ({ token, kind, atOnce }: LinkPageModel): Html =>
  page(
    { title: 'Sign in' },
    html`<section class="empty">
      <h1>Sign in</h1>
      <p>This link signs you in once, in this browser.</p>
      <form method="post" action="/sign-in" ${atOnce && kind === 'own' ? html` data-submit-at-once` : ''}>
        <input type="hidden" name="token" value="${token}" /><button class="primary" autofocus>Sign in</button>
      </form>
    </section>`,
  )

const ownerPage = (model: LinkPageModel): Html =>
  page(
    { title: 'Welcome' },
    html`<h1>Welcome to DocGen</h1>
      <p>
        You are the first here, so you become its administrator. What is your name? Your colleagues and the audit see
        it.
      </p>
      <form method="post" action="/sign-in" class="card stack">
        <input type="hidden" name="token" value="${model.token}" />
        ${nameInput(model)}
        <label
          >E-mail address <span class="hint">optional; you can sign in by mail with it later</span
          ><input
            type="email"
            name="email"
            value="${model.email ?? ''}"
            autocomplete="email"
            maxlength="254"
            ${invalid(model, 'email')}
        /></label>
        ${problemOf(model, 'email')}
        <div class="actions"><button class="primary">Continue</button></div>
      </form>`,
  )

const invitationPage = (model: LinkPageModel): Html =>
  page(
    { title: 'Invitation' },
    html`<h1>You are invited to DocGen</h1>
      <p>Here documents are made by answering questions. Check your name: your colleagues and the audit see it.</p>
      <form method="post" action="/sign-in" class="card stack">
        <input type="hidden" name="token" value="${model.token}" />
        ${nameInput(model)}
        <div class="actions"><button class="primary">Accept and sign in</button></div>
      </form>`,
  )

const nameInput = (model: LinkPageModel): Html =>
  html`<label
      >Your name<input
        name="name"
        value="${model.name}"
        autocomplete="name"
        required
        maxlength="100"
        autofocus
        ${invalid(model, 'name')}
    /></label>
    ${problemOf(model, 'name')}`

const invalid = ({ field }: LinkPageModel, name: 'name' | 'email'): Html | string =>
  field === name ? html` aria-invalid="true" aria-describedby="${name}-problem"` : ''

const problemOf = ({ field, problem }: LinkPageModel, name: 'name' | 'email'): Html | string =>
  field === name ? html`<p class="alert" role="alert" id="${name}-problem">${problem}</p>` : ''

const REFUSALS: Readonly<Record<LinkRefusal, { readonly title: string; readonly text: string }>> = {
  unknown: {
    title: 'This link does not work',
    text: 'It is not one of ours, or it is too old to be known. Check that the whole address was copied.',
  },
  used: {
    title: 'This link was used already',
    text:
      'A link works once, and a newer mail replaces an earlier one. If it was not you who used it, tell an ' +
      'administrator.',
  },
  expired: { title: 'This link has expired', text: 'A link works for a limited time only.' },
  withdrawn: {
    title: 'This was taken back',
    text: 'Whoever asked you does not need your answer any more. Nothing is left for you to do. Thank you.',
  },
  inactive: {
    title: 'You cannot sign in',
    text: 'Your account is deactivated. Ask an administrator to reactivate it.',
  },
}

/** Why a link does not work, and what to do. `token`: of a link whose e-mail address is known. */
export function refusedLinkPage({
  refused,
  token,
  mails,
  providers,
  return_to,
}: SignInWays & {
  readonly refused: LinkRefusal
  readonly token: string | undefined
}): Html {
  const { title, text } = REFUSALS[refused]
  const goesOn = refused !== 'inactive' && refused !== 'withdrawn'
  return page(
    { title },
    html`<section class="empty">
      <h1>${title}</h1>
      <p>${text}</p>
      ${goesOn ? newLink(token, mails) : ''}
      ${
        !goesOn || providers.length === 0
          ? ''
          : html`<p>Or sign in another way:</p>
              ${providerButtons(providers, return_to)}`
      }
    </section>`,
  )
}

const newLink = (token: string | undefined, mails: boolean): Html =>
  token !== undefined
    ? html`<p>Ask for a new link: it is sent to the address that this one was sent to.</p>
        <form method="post" action="/sign-in/email">
          <input type="hidden" name="token" value="${token}" /><button class="primary" autofocus>
            Send me a new link
          </button>
        </form>`
    : mails
      ? html`<p>Ask for a new link:</p>
          ${emailLinkForm()}`
      : html`<p>Ask an administrator for a new link.</p>
          <p>On the machine where DocGen runs, <code class="command">npx docgen sign-in</code> prints one.</p>`

/** The answer to every request for a link. */
export const linkAskedPage = (): Html =>
  page(
    { title: 'Check your mail' },
    html`<section class="empty" role="status">
      <h1>Check your mail</h1>
      <p>If this address is known here, a link is on its way. It works once, within 15 minutes.</p>
      <p>Nothing after a few minutes? Look into the spam folder, or ask an administrator which address they have.</p>
      <p><a class="button" href="/sign-in">Back</a></p>
    </section>`,
  )
