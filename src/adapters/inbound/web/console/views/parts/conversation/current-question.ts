/** The question that is due. */
import { html } from 'hono/html'
import type { AnswerView, QuestionView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'
import { handOverHref } from '../../pages/handing/hand-over-page.ts'
import { elementId } from '../question/question-form-model.ts'
import { questionForm } from '../question/question-form.ts'
import { type ConversationPageModel, itemTitle } from './conversation-model.ts'

export function currentQuestion(conversation: ConversationPageModel): Html {
  const { session, generation, refused, editing, focus } = conversation
  const question = generation.question
  if (question === null) return html``
  const where = isListInProgress(question) ? question.label : itemTitle(generation, question)
  if (editing !== undefined) {
    return html`<section id="now" class="bubble ask waiting">
      <p class="hint">Next, when this is changed:</p>
      <p>${question.label}</p>
    </section>`
  }
  const back = Object.values(generation.answers)
    .filter(({ name, kind }) => name !== question.name && kind !== 'list')
    .reduce<AnswerView | undefined>(
      (latest, answer) => (latest === undefined || answer.revision >= latest.revision ? answer : latest),
      undefined,
    )
  return html`<section
    id="now"
    class="bubble ask current"
    aria-labelledby="${elementId(question.name)}-label"
    data-question="${question.label}"
  >
    ${where === undefined ? '' : html`<p class="hint">${where}</p>`}
    ${
      question.waits_for === undefined
        ? ''
        : html`<p class="hint">All else is answered. You can also answer this yourself:</p>`
    }
    <h2 id="${elementId(question.name)}-label">${isListInProgress(question) ? 'Another one?' : question.label}</h2>
    ${question.help === undefined ? '' : html`<p class="help">${question.help}</p>`}
    ${questionForm(session, {
      generation: generation.id,
      locale: generation.locale,
      question: refused?.question ?? question,
      typed: refused?.typed ?? [],
      problem: refused?.problem,
      readings: refused?.readings,
      unclear_rows: refused?.unclear_rows,
      chosen: refused?.chosen,
      conflict: refused?.conflict,
      editing: false,
      focus,
      back: back?.name,
    })}
    ${
      conversation.rest === undefined && !isListInProgress(question) && question.waits_for === undefined
        ? html`<p>
            <a
              hx-boost="false"
              href="${handOverHref(generation.id, question.kind === 'list' ? undefined : question.name)}"
              >Ask somebody else</a
            >
          </p>`
        : ''
    }
    <p class="elsewhere" role="status" hidden>
      The conversation went on in another window. What you typed is still here: send it to compare, or
      <a href="/generations/${generation.id}" data-discard="${question.name}">go on without it</a>.
    </p>
  </section>`
}

const isListInProgress = ({ kind, items = 0 }: QuestionView): boolean => kind === 'list' && items > 0
