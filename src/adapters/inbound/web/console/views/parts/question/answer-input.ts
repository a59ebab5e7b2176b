/** The input for an answer, by kind. Everything may also be typed as people write it; the server reads it. */
import { html } from 'hono/html'
import type { QuestionView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'
import { type AnswerField, fieldAttributes, autofocusAttribute } from './answer-field.ts'
import { checkboxes, radioButtons, selectInput, suggestionInput } from './choice-inputs.ts'

/** Up to so many choices are radio buttons. */
const MAX_RADIOS = 10
/** Up to so many choices are a select; with more, the person types and picks from suggestions. */
const MAX_OPTIONS = 100

export function answerInput(filled: AnswerField): Html {
  const { kind, choices = [] } = filled.question
  switch (kind) {
    case 'yes_no':
      return yesNoButtons(filled)
    case 'one_of':
      return choices.length <= MAX_RADIOS
        ? radioButtons(filled)
        : choices.length <= MAX_OPTIONS
          ? selectInput(filled)
          : suggestionInput(filled)
    case 'some_of':
      return checkboxes(filled)
    case 'long_text':
      return html`<textarea name="value" rows="5" ${fieldAttributes(filled)}>${filled.typed[0] ?? ''}</textarea>`
    case 'date':
      return dateInput(filled)
    case 'image':
      return html`<input type="file" name="value" accept="image/png,image/jpeg" ${fieldAttributes(filled)} />`
    case 'number':
    case 'money':
      return textInput(filled, 'text', 'decimal')
    case 'integer':
      return textInput(filled, 'text', 'numeric')
    case 'email':
      return textInput(filled, 'email', 'email', 'email')
    case 'link':
      return textInput(filled, 'url', 'url')
    case 'phone':
      return textInput(filled, 'tel', 'tel', 'tel')
    default:
      return textInput(filled, 'text', 'text')
  }
}

/** Whether the buttons of the input itself send the answer. */
export const hasOwnButtons = ({ kind }: Pick<QuestionView, 'kind'>): boolean => kind === 'yes_no'

const textInput = (filled: AnswerField, type: string, mode: string, autocomplete = 'off'): Html =>
  html`<input
    type="${type}"
    inputmode="${mode}"
    name="value"
    value="${filled.typed[0] ?? ''}"
    autocomplete="${autocomplete}"
    ${fieldAttributes(filled)}
  />`

const dateInput = (filled: AnswerField): Html =>
  html`<div class="date">
    <input type="text" name="value" value="${filled.typed[0] ?? ''}" autocomplete="off" ${fieldAttributes(filled)} />
    <input
      type="date"
      name="picked"
      aria-label="Pick the day from a calendar"
      title="Pick the day from a calendar"
      data-picks="${filled.id}"
    />
  </div>`

/** Two buttons that answer at once. */
function yesNoButtons({ id, described, typed, focus }: AnswerField): Html {
  const given = typed[0]
  return html`<div class="buttons" id="${id}" role="group" aria-describedby="${described}">
    ${(['yes', 'no'] as const).map(
      (value) =>
        html`<button
          name="value"
          value="${value}"
          class="${given === value ? 'chosen' : 'choice'}"
          ${given === value ? html` aria-pressed="true"` : ''}${autofocusAttribute(focus && value === 'yes')}
        >
          ${value === 'yes' ? 'Yes' : 'No'}
        </button>`,
    )}
  </div>`
}
