/** The start page of guests: the questions that were handed to them, and nothing else. */
import { html } from 'hono/html'
import type { HandedToMe } from '../../../../../../../queries/generation/list-delegated-to-me.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { page } from '../../parts/layout.ts'
import { delegatedSection } from '../home-page.ts'

export const guestPage = (session: ConsoleSession, delegated: HandedToMe): Html =>
  page(
    { title: 'Home', session, place: '/' },
    html`<h1>Welcome</h1>
      ${
        delegated.questions.length + delegated.rests.length === 0
          ? html`<p class="empty-line">Nobody asks you anything just now.</p>`
          : delegatedSection(session, delegated)
      }`,
  )
