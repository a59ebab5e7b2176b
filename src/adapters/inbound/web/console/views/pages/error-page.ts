/** A page for what went wrong. */
import { html } from 'hono/html'
import type { Html, ConsoleSession } from '../../env.ts'
import { page } from '../parts/layout.ts'

export function errorPage(title: string, message: string, session: ConsoleSession | undefined): Html {
  return page(
    { title, session },
    html`<section class="empty">
      <h1>${title}</h1>
      <p>${message}</p>
      <p><a class="button" href="/">Go to the start page</a></p>
    </section>`,
  )
}
