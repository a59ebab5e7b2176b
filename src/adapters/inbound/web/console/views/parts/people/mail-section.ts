/** The mail of a tenant: what waits, what went out, what failed and why. */
import { html } from 'hono/html'
import type { MailRow, MailView } from '../../../../../../../queries/people/list-mail.ts'
import type { MailKind } from '../../../../../../../ports/mail/mails.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { buttonForm } from '../layout.ts'
import { relativeTime } from '../time.ts'

const KINDS: Readonly<Record<MailKind, string>> = {
  sign_in: 'Sign-in link',
  invitation: 'Invitation',
  handed_over: 'Handed over',
  template_link: 'Link to answer',
}

const STATES: Readonly<Record<MailRow['state'], { readonly label: string; readonly look: string }>> = {
  waiting: { label: 'waiting', look: 'draft' },
  sent: { label: 'sent', look: 'published' },
  failed: { label: 'failed', look: 'failed' },
}

export const mailSection = (session: ConsoleSession, { keeps, mails }: MailView): Html =>
  html`<section class="card" aria-labelledby="mail-title">
    <h2 id="mail-title">${keeps ? 'Outbox' : 'Mail'}</h2>
    ${keeps ? html`<p class="hint">Mail stays here for a day and goes nowhere: DOCGEN_MAIL is “outbox”.</p>` : ''}
    ${
      mails.length === 0
        ? html`<p class="empty-line">None yet.</p>`
        : html`<ul class="rows">
            ${mails.map((mail) => mailRow(session, mail, keeps))}
          </ul>`
    }
  </section>`

function mailRow(session: ConsoleSession, mail: MailRow, keeps: boolean): Html {
  const { id, kind, name, to, state, attempts, words, kept, created_at, sent_at } = mail
  const { label, look } = STATES[state]
  const whom = [name ?? 'several accounts', to].filter((one) => one !== null).join(', ')
  return html`<li class="with-action">
    <span
      ><strong>${KINDS[kind]}</strong> to ${whom}
      <span class="tag ${look}">${keeps && state === 'sent' ? 'kept' : label}</span>
      <span class="hint"
        >${relativeTime(sent_at ?? created_at, session)}${attempts > 1 ? `, tried ${String(attempts)} times` : ''}${
          words === null || keeps ? '' : `: ${words}`
        }</span
      >${
        kept === null
          ? ''
          : html`<details>
              <summary>${kept.subject}</summary>
              <pre class="mail-text" tabindex="0">${linked(kept.text)}</pre>
            </details>`
      }</span
    >${
      state === 'failed'
        ? buttonForm(session, `/operations/mails/${id}/retry`, html`Send again<span class="hidden"> to ${whom}</span>`)
        : ''
    }
  </li>`
}

/** Links of the text can be followed. */
const linked = (text: string): Html[] =>
  text
    .split(/(https?:\/\/\S+[^\s.,])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`))
