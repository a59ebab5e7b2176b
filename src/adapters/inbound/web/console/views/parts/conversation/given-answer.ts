/** One answer that was given: its text, the link and the form to change it, and the button to remove its item. */
import { html } from 'hono/html'
import { isPictureReference } from '../../../../../../../answers/value-shapes.ts'
import { isAsWritten, isErased } from '../../../../../../../domain/questions/answer.ts'
import type { AnswerView, GenerationView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'
import { csrfField } from '../layout.ts'
import { answerEditHref, elementId } from '../question/question-form-model.ts'
import { questionForm } from '../question/question-form.ts'
import { type ConversationPageModel, itemTitle, type OpenForm } from './conversation-model.ts'

export const answerWithLink = (generation: GenerationView, answer: AnswerView): Html =>
  html`${thumbnail(generation, answer)}<span class="said">${answerText(answer)}</span>
    ${printedNote(answer)}${carriedTag(answer)}${changeLink(generation, answer)}`

export function answerText(answer: AnswerView): Html | string {
  if (isErased(answer.value)) return html`<em>erased</em>`
  return answer.skipped && answer.kind !== 'list' ? html`<em>skipped</em>` : answer.shown
}

/** The picture that was answered, which opens whole; nothing for other answers. */
export function thumbnail({ id }: GenerationView, { value, label, shown }: AnswerView): Html {
  if (value === null || isErased(value) || !isPictureReference(value)) return html``
  const { sha256, width, height } = value
  const address = `/generations/${id}/pictures/${sha256}`
  return html`<a class="thumbnail" href="${address}" title="${shown}"
    ><img src="${address}" alt="${label}" loading="lazy" decoding="async" ${sizeAttributes(width, height)}
  /></a> `
}

/** The sizes in pixels give the place its shape before the picture is there. */
const sizeAttributes = (width: number | undefined, height: number | undefined): Html =>
  width === undefined || height === undefined ? html`` : html` width="${width}" height="${height}"`

/** What the document says, where that is not what was shown. */
export const printedNote = ({ printed }: AnswerView): Html =>
  printed === undefined ? html`` : html`<span class="hint printed">in the document: ${printed}</span> `

export const carriedTag = ({ carried, value }: AnswerView): Html =>
  html`${
    isAsWritten(value)
      ? html`<span class="tag" title="Not what was expected here: it stands as it was written.">as written</span> `
      : ''
  }${carriedOverTag(carried)}`

const carriedOverTag = (carried: boolean): Html =>
  carried
    ? html`<span class="tag" title="Given earlier, and used again without being asked: worth a second look."
        >carried over</span
      > `
    : html``

export const changeLink = (generation: GenerationView, { name, label, kind }: AnswerView): Html =>
  html`<a class="change" id="${elementId(name)}-change" href="${answerEditHref(generation.id, name)}"
    >${kind === 'list' ? 'Add or replace' : 'Change'}<span class="hidden"> ${label}</span></a
  >`

export function answerEditForm(
  { session, generation }: ConversationPageModel,
  { question, typed, problem, readings, unclear_rows, chosen, conflict }: OpenForm,
): Html {
  return html`<p
      class="${generation.state === 'reviewing' ? 'hidden' : 'edit-label'}"
      id="${elementId(question.name)}-label"
    >
      ${question.label}
    </p>
    ${questionForm(session, {
      generation: generation.id,
      locale: generation.locale,
      question,
      typed,
      problem,
      readings,
      unclear_rows,
      chosen,
      conflict,
      editing: true,
      focus: true,
    })}`
}

export function removeButton(
  { session, generation }: ConversationPageModel,
  { list, item, ordinal }: AnswerView,
): Html {
  if (list === undefined || item === undefined) return html``
  return html`<form method="post" action="/generations/${generation.id}/items/remove">
    ${csrfField(session)}<input type="hidden" name="name" value="${list}" />
    <input type="hidden" name="item" value="${item}" /><button class="link">
      Remove<span class="hidden"> ${itemTitle(generation, { list, ordinal })}</span>
    </button>
  </form>`
}
