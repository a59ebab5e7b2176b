/** The review of all answers before the document is made, and the end of a conversation. */
import { html } from 'hono/html'
import { hasRole } from '../../../../../../../domain/kernel/access.ts'
import type { AnswerView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'
import { documentCard } from '../document-card.ts'
import { csrfField } from '../layout.ts'
import { type ConversationPageModel, groupByItem, itemTitle } from './conversation-model.ts'
import {
  answerText,
  carriedTag,
  changeLink,
  answerEditForm,
  printedNote,
  removeButton,
  thumbnail,
} from './given-answer.ts'

export function reviewSection(conversation: ConversationPageModel): Html {
  const { session, generation, focus, editing } = conversation
  const count = Object.keys(generation.answers).length
  return html`<section id="now" class="review" aria-labelledby="review-title" data-question="Look it over">
    <h2 id="review-title" tabindex="-1" ${focus && editing === undefined ? html` autofocus` : ''}>Look it over</h2>
    <p>
      ${
        count === 0
          ? 'This template asks nothing.'
          : conversation.rest === undefined
            ? 'Everything is answered. Change what is not right, then make the document.'
            : `Everything is answered. Change what is not right, then hand it back to ${conversation.rest.by}.`
      }
    </p>
    ${answerTable(conversation, true)}
    ${
      conversation.rest === undefined
        ? html`<form method="post" action="/generations/${generation.id}/confirm" class="actions">
            ${csrfField(session)} <input type="hidden" name="revision" value="${generation.revision}" /><button
              class="primary big"
            >
              Make the document
            </button>
          </form>`
        : html`<form method="post" action="/generations/${generation.id}/hand-back" class="actions" hx-boost="false">
            ${csrfField(session)}<button class="primary big">I am done</button>
          </form>`
    }
  </section>`
}

function answerTable(conversation: ConversationPageModel, editable: boolean): Html {
  const { generation, editing } = conversation
  const row = (answer: AnswerView): Html =>
    html`<div class="row">
      <dt>${answer.label}</dt>
      <dd>
        ${
          editing?.question.name === answer.name
            ? answerEditForm(conversation, editing)
            : html`${thumbnail(generation, answer)}<span class="said">${answerText(answer)}</span>
                ${printedNote(answer)}${carriedTag(answer)}${editable ? changeLink(generation, answer) : ''}`
        }
      </dd>
    </div>`
  return html`<dl class="answers">
    ${groupByItem(generation).map((group) => {
      const [first] = group
      if (first?.item === undefined) return group.map(row)
      return html`<div class="row item-head">
          <dt>${itemTitle(generation, first)}</dt>
          <dd>${editable ? removeButton(conversation, first) : ''}</dd>
        </div>
        ${group.map(row)}`
    })}
  </dl>`
}

export function endSection(conversation: ConversationPageModel): Html {
  const { session, generation, focus } = conversation
  return html`<section id="now" class="end">
    ${documentCard(session, generation, { focus, mayRetry: hasRole(session.caller, 'admin') })}
    ${
      Object.keys(generation.answers).length === 0
        ? ''
        : html`<details class="answers-given">
            <summary>The answers</summary>
            ${answerTable(conversation, false)}
          </details>`
    }
  </section>`
}
