/** What every input for an answer has: its attributes, and what was typed in it. */
import { html } from 'hono/html'
import { formatDecimal } from '../../../../../../../answers/parsing/format.ts'
import { type Erased, isAsWritten, isErased, type ShownValue } from '../../../../../../../domain/questions/answer.ts'
import type { QuestionView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'

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

export const autofocusAttribute = (focus: boolean): Html | string => (focus ? html` autofocus` : '')

export const fieldAttributes = ({ id, described, invalid, focus }: AnswerField): Html =>
  html` id="${id}" aria-labelledby="${id}-label"
  aria-describedby="${described}"${invalid ? html` aria-invalid="true"` : ''}${autofocusAttribute(focus)}`

/** An answer that is there as somebody would type it, exactly. */
export function toTypedTexts(
  { kind }: Pick<QuestionView, 'kind'>,
  value: ShownValue | Erased | null | undefined,
  locale: string,
): string[] {
  if (value === null || value === undefined || isErased(value)) return []
  if (isAsWritten(value)) return [value.as_written]
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  if (typeof value === 'string')
    return [kind === 'number' || kind === 'integer' || kind === 'money' ? formatDecimal(value, locale) : value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
