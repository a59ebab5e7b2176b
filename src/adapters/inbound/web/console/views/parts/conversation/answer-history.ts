/** The conversation so far: each question with its answer, those of one list item together. */
import { html } from 'hono/html'
import type { AnswerView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'
import { type ConversationPageModel, groupByItem, itemTitle } from './conversation-model.ts'
import { answerWithLink, answerEditForm, removeButton } from './given-answer.ts'

export function answerHistory(conversation: ConversationPageModel): Html {
  const { generation } = conversation
  const groups = groupByItem(generation).filter(
    ([first]) => first?.name !== generation.question?.name || (first?.item !== undefined && first.kind !== 'list'),
  )
  return html`<ol class="chat" id="history" aria-label="So far">
    ${groups.map((group) => historyEntry(conversation, group))}
  </ol>`
}

function historyEntry(conversation: ConversationPageModel, group: readonly AnswerView[]): Html {
  const [first] = group
  if (first === undefined) return html``
  const { generation, editing } = conversation
  const inItem = first.item !== undefined
  return html`<li>
    <div class="bubble ask">${inItem ? itemTitle(generation, first) : first.label}</div>
    ${
      !inItem && editing?.question.name === first.name
        ? html`<div class="bubble say editing">${answerEditForm(conversation, editing)}</div>`
        : html`<div class="bubble say">
            ${
              inItem
                ? html`<dl class="item">
                      ${group.map(
                        (answer) =>
                          html`<div>
                            <dt>${answer.label}</dt>
                            <dd>
                              ${
                                editing?.question.name === answer.name
                                  ? answerEditForm(conversation, editing)
                                  : answerWithLink(generation, answer)
                              }
                            </dd>
                          </div>`,
                      )}
                    </dl>
                    ${removeButton(conversation, first)}`
                : answerWithLink(generation, first)
            }
          </div>`
    }
  </li>`
}
