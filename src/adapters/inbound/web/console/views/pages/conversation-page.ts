/** The conversation: what was asked and answered, the one question now, the review, and the document at the end. */
import { html } from 'hono/html'
import { nameNotCarried } from '../../../../../../queries/generation/present-not-carried.ts'
import type { GenerationView } from '../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../env.ts'
import { answerHistory } from '../parts/conversation/answer-history.ts'
import type { ConversationPageModel } from '../parts/conversation/conversation-model.ts'
import { handOverRows } from '../parts/conversation/hand-over-rows.ts'
import { currentQuestion } from '../parts/conversation/current-question.ts'
import { endSection, reviewSection } from '../parts/conversation/review.ts'
import { conversationLanguages } from '../parts/language-input.ts'
import { buttonForm, isOutsider, page } from '../parts/layout.ts'

export function conversationPage(conversation: ConversationPageModel): Html {
  const { session, generation, rest } = conversation
  const { id, template_name, state } = generation
  const open = state === 'asking' || state === 'reviewing'
  return page(
    { title: template_name, session, place: '/' },
    html`<header class="page-head">
        <div>
          ${isOutsider(session) ? '' : html`<p class="crumb"><a href="/">Home</a></p>`}
          <h1>${template_name}</h1>
        </div>
        <div class="page-actions">
          ${
            rest === undefined
              ? html`${
                  isOutsider(session)
                    ? ''
                    : html`<a class="button quiet" href="/generations/${id}/timeline">Timeline</a>`
                }
                ${
                  open
                    ? buttonForm(session, `/generations/${id}/cancel`, 'Cancel', {
                        look: 'quiet cancel',
                        confirm: 'Cancel this conversation? Its answers stay in the record, but no document is made.',
                      })
                    : ''
                }`
              : buttonForm(session, `/generations/${id}/hand-back`, 'Hand it back', {
                  look: 'quiet',
                  confirm: `Hand this back to ${rest.by}? They go on with what is answered so far.`,
                })
          }
        </div>
      </header>
      ${rest === undefined ? '' : restNote(rest)}
      <div hx-boost:inherited='target:"#talk", select:"#talk", swap:"outerHTML show:none"'>
        ${conversationBody(conversation)}
      </div>
      ${open && rest === undefined ? conversationLanguages(session, generation) : ''}
      <p id="announce" class="hidden" aria-live="polite"></p>
      <div id="live" hx-sse:connect="/generations/${id}/live"></div>
      <div
        id="refresh"
        hx-get="/generations/${id}"
        hx-trigger="changed from:#live"
        hx-target="#talk"
        hx-select="#talk"
        hx-swap="outerHTML"
        hx-sync="this:replace"
      ></div>`,
  )
}

function conversationBody(conversation: ConversationPageModel): Html {
  const { generation, problem } = conversation
  return html`<div id="talk" data-revision="${generation.revision}" data-state="${generation.state}">
    ${generation.state === 'asking' ? progressBar(generation) : ''}
    ${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}
    ${generation.state === 'asking' || generation.state === 'reviewing' ? notCarriedNotes(generation) : ''}
    ${
      generation.state === 'asking'
        ? html`${answerHistory(conversation)}${withOthers(conversation)}${currentQuestion(conversation)}`
        : ''
    }
    ${generation.state === 'reviewing' ? html`${withOthers(conversation)}${reviewSection(conversation)}` : ''}
    ${generation.state === 'asking' || generation.state === 'reviewing' ? '' : endSection(conversation)}
  </div>`
}

/** What others were asked for, and taking it back. */
const withOthers = ({ session, generation, handed }: ConversationPageModel): Html =>
  handed.length === 0 ? html`` : handOverRows(session, generation.id, handed)

const restNote = ({ by, note }: NonNullable<ConversationPageModel['rest']>): Html =>
  html`<p>${by} asks you to answer what is left. You see all answers, and may change them; ${by} makes the document.</p>
    ${note === null ? '' : html`<blockquote>${note}</blockquote>`}`

/** More are no help any more. */
const MAX_NOT_CARRIED = 50

/** What the conversation that this one was made from had, and this one has not. */
function notCarriedNotes({ not_carried }: GenerationView): Html {
  if (not_carried.length === 0) return html``
  return html`<aside class="notes" id="not-carried" aria-label="Not carried over">
    <h2>Not carried over</h2>
    <ul>
      ${not_carried
        .slice(0, MAX_NOT_CARRIED)
        .map((one) => html`<li><strong>${nameNotCarried(one)}</strong>: ${one.why}</li>`)}
    </ul>
    ${not_carried.length > MAX_NOT_CARRIED ? html`<p>… and ${not_carried.length - MAX_NOT_CARRIED} more.</p>` : ''}
  </aside>`
}

function progressBar({ progress: { answered, open } }: GenerationView): Html {
  return html`<div class="progress">
    <progress max="${answered + open}" value="${answered}" aria-label="Progress"></progress>
    <span
      >${answered === 0 ? 'The first question' : `${String(answered)} answered`} ·
      ${open === 1 ? 'the last one' : `about ${String(open)} to go`}</span
    >
  </div>`
}
