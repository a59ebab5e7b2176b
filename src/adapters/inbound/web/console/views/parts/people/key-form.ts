/** The form that signs in with an API key: folded, because few people have one. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'

export interface KeyFormModel {
  /** Where the person wanted to go: a path of ours. */
  readonly return_to: string
  /** Why the key that was sent does not open the console. */
  readonly problem?: string | undefined
}

export const keyForm = ({ return_to, problem }: KeyFormModel): Html =>
  html`<details class="key-sign-in" ${problem === undefined ? '' : html` open`}>
    <summary>Sign in with an API key</summary>
    <form method="post" action="/sign-in/key" class="card stack narrow">
      <input type="hidden" name="return_to" value="${return_to}" />
      <label
        >API key<input
          type="password"
          name="key"
          autocomplete="off"
          required
          maxlength="512"
          ${problem === undefined ? '' : html` aria-invalid="true" aria-describedby="key-problem" autofocus`}
      /></label>
      ${problem === undefined ? '' : html`<p class="alert" role="alert" id="key-problem">${problem}</p>`}
      <div class="actions"><button>Sign in</button></div>
    </form>
  </details>`
