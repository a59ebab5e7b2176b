/** The form that asks for a sign-in link by mail: part of every page for who is not signed in. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'

export interface EmailLinkFormModel {
  /** What was sent, and what is wrong with it. */
  readonly typed?: string | undefined
  readonly problem?: string | undefined
  /** Whether it is the first of the ways to sign in, by default. */
  readonly first?: boolean
}

export const emailLinkForm = ({ typed = '', problem, first = true }: EmailLinkFormModel = {}): Html =>
  html`<form method="post" action="/sign-in/email" class="card stack narrow">
    <label
      >E-mail address<input
        type="email"
        name="email"
        value="${typed}"
        autocomplete="email"
        required
        maxlength="254"
        ${problem === undefined ? '' : html` aria-invalid="true" aria-describedby="email-problem" autofocus`}
    /></label>
    ${problem === undefined ? '' : html`<p class="alert" role="alert" id="email-problem">${problem}</p>`}
    <div class="actions"><button class="${first ? 'primary' : ''}">Send me a sign-in link</button></div>
  </form>`
