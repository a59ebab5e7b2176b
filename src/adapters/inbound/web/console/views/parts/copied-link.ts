/** A link that is shown once, with a button that copies it. */
import { html } from 'hono/html'
import type { Html } from '../../env.ts'

/** Without script the text can be marked and copied. */
export const copiedLink = (label: string, url: string): Html =>
  html`<div class="copied-link">
    <label>${label}<input id="copied-link" value="${url}" readonly autocomplete="off" spellcheck="false" /></label
    ><button type="button" data-copy="copied-link" hidden>Copy</button>
  </div>`
