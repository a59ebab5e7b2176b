/** The input for an answer, by kind. Everything may also be typed as people write it; the server reads it. */
import { html } from 'hono/html'
import { formatDecimal } from '../../../../../../answers/parsing/locale.ts'
import { isErased, type AnswerValue, type Erased } from '../../../../../../domain/questions/answer.ts'
import type { Question } from '../../../../../../domain/questions/question.ts'
import type { Html } from '../../env.ts'
import type { QuestionView } from '../../../../../../queries/generation/present-generation.ts'

export interface AnswerField {
  readonly question: QuestionView
  /** What stands in it: as it was typed, or the answer that is there. */
  readonly typed: readonly string[]
  /** The id of the input and of what describes it. */
  readonly id: string
  readonly described: string
  readonly invalid: boolean
  /** The new question gets the focus; a page that only refreshes itself leaves it where it is. */
  readonly focus: boolean
}

/** Up to here choices are laid open, up to there they are in a select; beyond, one types and picks from suggestions. */
const MAX_RADIOS = 10
const MAX_OPTIONS = 100

export function answerInput(filled: AnswerField): Html {
  const { kind, choices = [] } = filled.question
  switch (kind) {
    case 'yes_no':
      return yesNoButtons(filled)
    case 'one_of':
      return choices.length <= MAX_RADIOS
        ? radios(filled)
        : choices.length <= MAX_OPTIONS
          ? select(filled)
          : suggestionInput(filled)
    case 'some_of':
      return checkboxes(filled)
    case 'long_text':
      return html`<textarea name="value" rows="5" ${attributes(filled)}>${filled.typed[0] ?? ''}</textarea>`
    case 'date':
      return dateInput(filled)
    case 'image':
      return html`<input type="file" name="value" accept="image/png,image/jpeg" ${attributes(filled)} />`
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

const autofocus = (focus: boolean): Html | string => (focus ? html` autofocus` : '')

const attributes = ({ id, described, invalid, focus }: AnswerField): Html =>
  html` id="${id}" aria-describedby="${described}"${invalid ? html` aria-invalid="true"` : ''}${autofocus(focus)}`

const textInput = (filled: AnswerField, type: string, mode: string, autocomplete = 'off'): Html =>
  html`<input
    type="${type}"
    inputmode="${mode}"
    name="value"
    value="${filled.typed[0] ?? ''}"
    autocomplete="${autocomplete}"
    ${attributes(filled)}
  />`

const dateInput = (filled: AnswerField): Html =>
  html`<div class="date">
    <input type="text" name="value" value="${filled.typed[0] ?? ''}" autocomplete="off" ${attributes(filled)} />
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
          ${given === value ? html` aria-pressed="true"` : ''}${autofocus(focus && value === 'yes')}
        >
          ${value === 'yes' ? 'Yes' : 'No'}
        </button>`,
    )}
  </div>`
}

const radios = ({ question, typed, id, described, focus }: AnswerField): Html =>
  html`<div class="choices" role="radiogroup" id="${id}" aria-labelledby="${id}-label" aria-describedby="${described}">
    ${(question.choices ?? []).map(
      ({ value, label }, index) =>
        html`<label class="option"
          ><input
            type="radio"
            name="value"
            value="${value}"
            ${typed.includes(value) ? html` checked` : ''}${autofocus(focus && index === 0)}
          />
          <span>${label}</span></label
        >`,
    )}
  </div>`

const checkboxes = ({ question, typed, id, described, focus }: AnswerField): Html =>
  html`<div class="choices" role="group" id="${id}" aria-labelledby="${id}-label" aria-describedby="${described}">
    ${(question.choices ?? []).map(
      ({ value, label }, index) =>
        html`<label class="option"
          ><input
            type="checkbox"
            name="value"
            value="${value}"
            ${typed.includes(value) ? html` checked` : ''}${autofocus(focus && index === 0)}
          />
          <span>${label}</span></label
        >`,
    )}
  </div>`

const select = (filled: AnswerField): Html =>
  html`<select name="value" ${attributes(filled)}>
    <option value="">Choose…</option>
    ${(filled.question.choices ?? []).map(({ value, label }) => html`<option value="${value}" ${filled.typed.includes(value) ? html` selected` : ''}>${label}</option>`)}
  </select>`

const suggestionInput = (filled: AnswerField): Html =>
  html`<input
      type="text"
      name="value"
      list="${filled.id}-list"
      value="${labelOf(filled.question, filled.typed[0] ?? '')}"
      autocomplete="off"
      ${attributes(filled)}
    />
    <datalist id="${filled.id}-list">
      ${(filled.question.choices ?? []).map(({ label }) => html`<option value="${label}"></option>`)}
    </datalist>`

const labelOf = ({ choices = [] }: Pick<Question, 'choices'>, value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value

/** An answer that is there as somebody would type it, exactly. */
export function typedTextOf(
  { kind }: Pick<QuestionView, 'kind'>,
  value: AnswerValue | Erased | null | undefined,
  locale: string,
): string[] {
  if (value === null || value === undefined || isErased(value)) return []
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  if (typeof value === 'string')
    return [kind === 'number' || kind === 'integer' || kind === 'money' ? formatDecimal(value, locale) : value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
