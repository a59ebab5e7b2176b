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
  const { kind, choices = [], guessed } = filled.question
  // Words that were taken as they are may have several lines.
  if (kind !== 'some_of' && filled.typed[0]?.includes('\n') === true) return textArea(filled)
  switch (kind) {
    case 'yes_no':
      return html`${yesNoButtons(filled)}${filled.question.guessed === true ? otherWords(filled) : ''}`
    case 'one_of':
      return choices.length <= MAX_RADIOS
        ? radioButtons(filled)
        : choices.length <= MAX_OPTIONS
          ? selectInput(filled)
          : suggestionInput(filled)
    case 'some_of':
      return checkboxes(filled)
    case 'long_text':
      return textArea(filled)
    case 'date':
      return dateInput(filled)
    case 'image':
      return html`<input type="file" name="value" accept="image/png,image/jpeg" ${fieldAttributes(filled)} />`
    case 'number':
    case 'money':
      // The keys of a phone for numbers have no letters.
      return textInput(filled, 'text', guessed === true ? 'text' : 'decimal')
    case 'integer':
      return textInput(filled, 'text', guessed === true ? 'text' : 'numeric')
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

const textArea = (filled: AnswerField): Html =>
  html`<textarea name="value" rows="5" ${fieldAttributes(filled)}>${filled.typed[0] ?? ''}</textarea>`

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

/** A field for an answer that is neither yes nor no. */
function otherWords({ typed: [given = ''] }: AnswerField): Html {
  const words = given === 'yes' || given === 'no' ? '' : given
  return html`<details ${words === '' ? '' : html` open`}>
    <summary>Neither</summary>
    <input type="text" name="instead" value="${words}" autocomplete="off" aria-label="In other words" />
    <button name="do" value="answer">Answer in these words</button>
  </details>`
}
