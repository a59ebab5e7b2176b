/** Why a link for people without an account does not work, and what to do. */
import { html } from 'hono/html'
import type { TemplateLinkRefusal } from '../../../../../../../commands/template-links/usable-link.ts'
import type { Html } from '../../../env.ts'
import { page } from '../../parts/layout.ts'

/** A template's link, the one-time link of a mail, or a link back. */
export type LinkSort = 'template' | 'proof' | 'return'

interface RefusedLink {
  readonly status: 404 | 409 | 410
  readonly title: string
  readonly text: string
}

const ASK = 'Ask whoever sent you the link for another one.'

const REFUSALS: Readonly<Record<TemplateLinkRefusal, RefusedLink>> = {
  unknown: {
    status: 404,
    title: 'This link does not work',
    text: 'It is not one of ours, or a part of it is missing. Check that the whole address was copied.',
  },
  expired: { status: 410, title: 'This link has expired', text: `It worked for a limited time only. ${ASK}` },
  withdrawn: {
    status: 410,
    title: 'This link was withdrawn',
    text: 'Whoever published it has ended it, and everything that was begun with it. Ask them what to do.',
  },
  used_up: {
    status: 410,
    title: 'This link was used as often as it may be',
    text: 'If you have begun already, open your own link back. Otherwise ask whoever sent you this one.',
  },
  used: {
    status: 410,
    title: 'This was used already',
    text: 'It works once. Open your own link back; or open the link that you were sent again, and begin anew.',
  },
  not_published: {
    status: 409,
    title: 'Nothing can be answered here just now',
    text: 'The template behind this link is not published at the moment. Try again later, or ask whoever sent it.',
  },
  not_proved: {
    status: 409,
    title: 'Show your address first',
    text: 'This link asks for an e-mail address. Open it again and enter yours.',
  },
}

/** A one-time link, and a link back, end in their own way. */
const OTHERWISE: Readonly<Partial<Record<`${LinkSort} ${TemplateLinkRefusal}`, string>>> = {
  'proof expired': 'It worked for an hour. Open the link that you were sent again, and enter your address once more.',
  'return expired': 'Your way back worked for a limited time only. Ask whoever sent you the first link.',
}

/** The page, and its status. */
export function refusedAnswerPage(
  sort: LinkSort,
  refused: TemplateLinkRefusal,
): { page: Html; status: 404 | 409 | 410 } {
  const { status, title, text } = REFUSALS[refused]
  return {
    status,
    page: page(
      { title },
      html`<section class="empty">
        <h1>${title}</h1>
        <p>${OTHERWISE[`${sort} ${refused}`] ?? text}</p>
      </section>`,
    ),
  }
}
