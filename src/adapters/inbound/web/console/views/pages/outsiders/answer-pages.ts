/** The pages of links for people without an account: what is asked of them, their way back, and why a link fails. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'
import { copiedLink } from '../../parts/copied-link.ts'
import { page } from '../../parts/layout.ts'

/** What a link is about. */
export interface LinkSubject {
  readonly template: string
  /** What the author calls the link. */
  readonly title: string
  /** Who published it. */
  readonly by: string
  readonly asks_email: boolean
  /** Days without an answer after which a conversation ends. */
  readonly idle_days: number
  /** Days that the link back works. */
  readonly return_days: number
}

export interface AnswerPageModel extends LinkSubject {
  readonly token: string
  /** Makes a form that is sent twice one beginning. */
  readonly once: string
  /** Whether this browser has a conversation of a link open already. */
  readonly has_begun: boolean
  /** Who is signed in in this browser. */
  readonly signed_in_as?: string | undefined
  /** What was typed, and what is wrong with it. */
  readonly typed?: string | undefined
  readonly problem?: string | undefined
  /** The address that a one-time link has shown. */
  readonly email?: string | undefined
}

/** Opening a link changes nothing, so that a preview or a scanner uses nothing up; the button does. */
export function answerPage(model: AnswerPageModel): Html {
  const { template, title, by, has_begun, signed_in_as } = model
  return page(
    { title: template },
    html`<h1>${template}</h1>
      ${title === template ? '' : html`<p class="meta">${title}</p>`}
      <p>
        ${by} asks you for answers. They become a document, which you get at the end. You need no account, and you can
        stop and go on later.
      </p>
      ${has_begun ? html`<p><a class="button primary" href="/">Go on where you stopped</a></p>` : ''}
      ${
        signed_in_as === undefined
          ? ''
          : html`<p class="alert">
              You are signed in as ${signed_in_as}. If you begin here, you are signed out in this browser.
            </p>`
      }
      ${model.email === undefined && model.asks_email ? addressForm(model) : beginForm(model)} ${whatIsKept(model)}`,
  )
}

const beginForm = ({ token, once, email, typed, problem, has_begun }: AnswerPageModel): Html =>
  html`<form
    method="post"
    action="${email === undefined ? '/answer' : '/answer/begin'}"
    class="card stack"
    rel="noreferrer"
  >
    <input type="hidden" name="token" value="${token}" />
    ${
      email === undefined
        ? html`<input type="hidden" name="once" value="${once}" />
            <label
              >Your name <span class="hint">optional: so that they know whose answers these are</span
              ><input name="name" value="${typed ?? ''}" autocomplete="name" maxlength="100" ${invalid(problem)}
            /></label>
            ${problemText(problem)}`
        : html`<p>Your address is <strong>${email}</strong>.</p>`
    }
    <div class="actions">
      <button class="${has_begun ? '' : 'primary'}">${has_begun ? 'Begin anew' : 'Begin'}</button>
    </div>
  </form>`

const addressForm = ({ token, typed, problem, has_begun }: AnswerPageModel): Html =>
  html`<form method="post" action="/answer/email" class="card stack" rel="noreferrer">
    <input type="hidden" name="token" value="${token}" />
    <label
      >Your e-mail address <span class="hint">you get a link there, and begin with it</span
      ><input
        type="email"
        name="email"
        value="${typed ?? ''}"
        autocomplete="email"
        required
        maxlength="254"
        ${invalid(problem)}
    /></label>
    ${problemText(problem)}
    <div class="actions"><button class="${has_begun ? '' : 'primary'}">Send me the link</button></div>
  </form>`

const invalid = (problem: string | undefined): Html | string =>
  problem === undefined ? '' : html` aria-invalid="true" aria-describedby="answer-problem"`

const problemText = (problem: string | undefined): Html | string =>
  problem === undefined ? '' : html`<p class="alert" role="alert" id="answer-problem">${problem}</p>`

const whatIsKept = ({ by, asks_email, idle_days, return_days }: LinkSubject): Html =>
  html`<section aria-labelledby="kept-title">
    <h2 id="kept-title">What is kept</h2>
    <ul class="kept">
      <li>Your answers and the document, encrypted. Those who look after this template can be allowed to read them.</li>
      <li>
        ${asks_email ? 'Your e-mail address' : 'The name that you enter, if you enter one'}, and when you did what: this
        stays in the record.
      </li>
      <li>All of it until ${by}, or whoever runs this service, has it erased.</li>
      <li>
        Your own link back works for ${String(return_days)} ${return_days === 1 ? 'day' : 'days'}. If nothing is
        answered for ${String(idle_days)} ${idle_days === 1 ? 'day' : 'days'}, an unfinished conversation ends.
      </li>
    </ul>
  </section>`

/** The answer to every address: what happens next. */
export const proofAskedPage = (email: string, minutes: number): Html =>
  page(
    { title: 'Check your mail' },
    html`<section class="empty" role="status">
      <h1>Check your mail</h1>
      <p>A link is on its way to <strong>${email}</strong>. It works once, within ${String(minutes)} minutes.</p>
      <p>Nothing after a few minutes? Look into the spam folder, or go back and check the address.</p>
    </section>`,
  )

export interface BegunPageModel {
  /** The link back. */
  readonly url: string
  readonly generation: string
  /** A day, in words. */
  readonly until: Html
  readonly mailed_to: string | undefined
}

/** Shown once, before the first question. */
export const begunPage = ({ url, generation, until, mailed_to }: BegunPageModel): Html =>
  page(
    { title: 'Your way back' },
    html`<h1>Keep this link</h1>
      <p>
        It brings you back to your answers and your document, on any device, until ${until}.
        ${mailed_to === undefined ? 'It is shown this once.' : html`It was also mailed to ${mailed_to}.`}
      </p>
      <div class="card stack">
        ${copiedLink('Your link back', url)}
        <p class="hint">Keep it to yourself: whoever has it sees your answers.</p>
        <div class="actions"><a class="button primary big" href="/generations/${generation}">Continue</a></div>
      </div>`,
  )

/** A link back, before the button is pressed. */
export const returnPage = (token: string, template: string): Html =>
  page(
    { title: template },
    html`<section class="empty">
      <h1>${template}</h1>
      <p>This link brings you back to your answers and your document, in this browser.</p>
      <form method="post" action="/answer/return" rel="noreferrer">
        <input type="hidden" name="token" value="${token}" /><button class="primary" autofocus>Go on</button>
      </form>
    </section>`,
  )

/** After “Leave”. */
export const leftPage = (): Html =>
  page(
    { title: 'You have left' },
    html`<section class="empty" role="status">
      <h1>You have left</h1>
      <p>Nobody can go on with your answers in this browser. Your own link brings you back.</p>
    </section>`,
  )
