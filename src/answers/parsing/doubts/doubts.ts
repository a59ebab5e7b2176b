/**
 * Answers that can be read and are most likely a slip, by the words of the question: a negative rent, a birth in the
 * future. They are asked once more. The author's own limits settle it instead.
 */
import type { Question } from '../../../domain/questions/question.ts'
import { wordsOf } from '../../../domain/questions/inference/variable-names.ts'
import { compareDecimals } from '../numbers/decimal.ts'
import { RATES, NO_RATES, BIRTHS, NEVER_NEGATIVE } from './words-of-doubts.ts'

/** Words that German puts at the end of others: Kaltmiete, Verkaufspreis. */
const LAST_OF_COMPOUNDS =
  'menge miete kaution gehalt preis gebühr gebuehr kosten fläche flaeche satz zinssatz prozentsatz'.split(' ')

/** Whether one of the question's words is among these. */
function speaksOf({ name, label }: Pick<Question, 'name' | 'label'>, words: ReadonlySet<string>): boolean {
  const said = [...wordsOf(name), ...wordsOf(label)].map((word) => word.toLowerCase())
  return said.some(
    (word) => words.has(word) || LAST_OF_COMPOUNDS.some((last) => words.has(last) && word.endsWith(last)),
  )
}

/** Whether a number below zero is most likely a slip. */
export const doubtsNegative = (question: Question, decimal: string): boolean =>
  decimal.startsWith('-') && question.limits?.min === undefined && speaksOf(question, NEVER_NEGATIVE)

/** Whether the question asks for a percentage: `interest_rate`, `Zinssatz`. */
export const asksForPercentage = (question: Question): boolean =>
  question.label.includes('%') || (speaksOf(question, RATES) && !speaksOf(question, NO_RATES))

/** Whether a percentage without its sign may be a fraction: 0.05 for 5 %. */
export const mayBeFraction = (question: Question, decimal: string): boolean =>
  asksForPercentage(question) &&
  decimal !== '0' &&
  compareDecimals(decimal, '1') < 0 &&
  compareDecimals(decimal, '-1') > 0

/** The longest life that is on record is shorter. */
const LONGEST_LIFE = 125

/** Whether nobody alive was born on that day. */
export function doubtsDay(question: Question, day: string, today: string | undefined): boolean {
  if (today === undefined || question.limits?.min !== undefined || question.limits?.max !== undefined) return false
  return (
    speaksOf(question, BIRTHS) && (day > today || Number(day.slice(0, 4)) < Number(today.slice(0, 4)) - LONGEST_LIFE)
  )
}
