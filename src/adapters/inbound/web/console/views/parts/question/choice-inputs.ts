/** Inputs that offer the choices of a question: radios, checkboxes, a select, or suggestions to type. */
import { html } from 'hono/html'
import type { Question } from '../../../../../../../domain/questions/question.ts'
import type { Html } from '../../../env.ts'
import { type AnswerField, fieldAttributes, autofocusAttribute } from './answer-field.ts'

/** One of a few choices, all of them in sight. */
export const radioButtons = (field: AnswerField): Html => openChoices(field, 'radio', 'radiogroup')

/** Any of a few choices. */
export const checkboxes = (field: AnswerField): Html => openChoices(field, 'checkbox', 'group')

const openChoices = (
  { question, typed, id, described, focus }: AnswerField,
  type: 'radio' | 'checkbox',
  role: 'radiogroup' | 'group',
): Html =>
  html`<div class="choices" role="${role}" id="${id}" aria-labelledby="${id}-label" aria-describedby="${described}">
    ${(question.choices ?? []).map(
      ({ value, label }, index) =>
        html`<label class="option"
          ><input
            type="${type}"
            name="value"
            value="${value}"
            ${typed.includes(value) ? html` checked` : ''}${autofocusAttribute(focus && index === 0)}
          />
          <span>${label}</span></label
        >`,
    )}
  </div>`

export const selectInput = (filled: AnswerField): Html =>
  html`<select name="value" ${fieldAttributes(filled)}>
    <option value="">Choose…</option>
    ${(filled.question.choices ?? []).map(
      ({ value, label }) =>
        html`<option value="${value}" ${filled.typed.includes(value) ? html` selected` : ''}>${label}</option>`,
    )}
  </select>`

export const suggestionInput = (filled: AnswerField): Html =>
  html`<input
      type="text"
      name="value"
      list="${filled.id}-list"
      value="${labelOf(filled.question, filled.typed[0] ?? '')}"
      autocomplete="off"
      ${fieldAttributes(filled)}
    />
    <datalist id="${filled.id}-list">
      ${(filled.question.choices ?? []).map(({ label }) => html`<option value="${label}"></option>`)}
    </datalist>`

const labelOf = ({ choices = [] }: Pick<Question, 'choices'>, value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value
