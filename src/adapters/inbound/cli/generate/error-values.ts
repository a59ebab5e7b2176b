/** Values from an API error, as the conversation shows them. */

import { isAsWritten } from '../../../../domain/questions/answer.ts'

/** A value as one line, for somebody who has to choose between two. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '(left out)'
  if (typeof value === 'string') return value
  if (isAsWritten(value)) return value.as_written
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value).slice(0, 300)
}
