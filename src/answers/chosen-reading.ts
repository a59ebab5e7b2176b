/**
 * Takes words in the meaning that a person chose. A form sends the words together with the choice; they are read once
 * more, so that a choice counts only while the words can mean it.
 */
import { isAsWritten, type AnswerContext } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import type { DomainError } from '../domain/kernel/errors.ts'
import { readingsOf, type Reading } from './refusal.ts'

const WIRE = 'wire:'
const AS_WRITTEN = 'words'

/** A reading as a text that a form sends back. The words as they are stand in the form already. */
export const readingKey = ({ wire }: Pick<Reading, 'wire'>): string =>
  isAsWritten(wire) ? AS_WRITTEN : `${WIRE}${wire}`

/** The chosen one of the readings that a refused answer could have; undefined where none of them was chosen. */
export function findChosenReading(
  { name }: Pick<Question, 'name'>,
  raw: unknown,
  { chosen = [] }: Pick<AnswerContext, 'chosen'>,
  refused: DomainError,
): Reading | undefined {
  const said = typeof raw === 'number' ? String(raw) : raw
  const choice = chosen.find(({ field, words }) => field === name && words === said)
  return readingsOf(refused.details).find((reading) => readingKey(reading) === choice?.reading)
}
