/** What others were asked for: who has it, whether the mail went out, whether it was opened or answered. */
import { html } from 'hono/html'
import type { HandOverView } from '../../../../../../../queries/generation/handing/list-hand-overs.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { buttonForm } from '../layout.ts'
import { relativeTime } from '../time.ts'

export const isOpenHandOver = ({ state }: HandOverView): boolean => state === 'open' || state === 'opened'

/** Rows with what can be done: send the mail again, take it back. */
export const handOverRows = (session: ConsoleSession, id: string, handed: readonly HandOverView[]): Html =>
  html`<ul class="rows" id="handed-over" aria-label="With others">
    ${handed.map((one) => handOverRow(session, id, one))}
  </ul>`

function handOverRow(session: ConsoleSession, id: string, one: HandOverView): Html {
  const { question, label, name, state } = one
  const what = label ?? 'everything that is left'
  const fields = { name: question ?? '' }
  const isOpen = isOpenHandOver(one)
  const spoken = html`<span class="hidden"> “${what}”</span>`
  return html`<li class="with-action">
    <span
      >${isOpen ? `Waiting for ${name}:` : `${name}:`} <strong>${what}</strong>
      <span class="tag ${LOOKS[state]}">${TEXTS[state]}</span>
      <span class="hint">${newsOf(session, one)}</span></span
    >
    ${
      isOpen
        ? html`${
            one.mail === null
              ? ''
              : buttonForm(session, `/generations/${id}/hand-over/mail`, html`Send the mail again${spoken}`, {
                  fields,
                  look: 'quiet',
                })
          }
          ${buttonForm(session, `/generations/${id}/questions/withdraw`, html`Take it back${spoken}`, { fields })}`
        : ''
    }
  </li>`
}

const TEXTS: Readonly<Record<HandOverView['state'], string>> = {
  open: 'not opened yet',
  opened: 'opened',
  answered: 'answered',
  withdrawn: 'taken back',
  over: 'no longer needed',
}

const LOOKS: Readonly<Record<HandOverView['state'], string>> = {
  open: 'draft',
  opened: 'published',
  answered: 'published',
  withdrawn: 'retired',
  over: 'retired',
}

function newsOf(session: ConsoleSession, one: HandOverView): Html {
  const { mail, opened_at, at } = one
  if (isOpenHandOver(one) && mail === 'failed')
    return html`The mail could not be delivered. Check the address: send it again, or take it back.`
  if (isOpenHandOver(one) && mail === 'waiting') return html`The mail waits to be sent.`
  return html`asked
  ${relativeTime(at, session)}${opened_at === null ? '' : html`, opened ${relativeTime(opened_at, session)}`}`
}
