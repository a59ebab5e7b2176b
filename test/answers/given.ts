/** Questions and contexts for the tests of answers. */
import type { AnswerContext, AnswerValue } from '../../src/domain/questions/answer.ts'
import type { DomainError } from '../../src/domain/kernel/errors.ts'
import type { Kind, Question } from '../../src/domain/questions/question.ts'
import { readAnswer } from '../../src/answers/read.ts'

/** A Saturday, already Sunday in the Pacific. */
const NOW = '2026-11-21T11:30:00Z'

export const question = (kind: Kind, more: Partial<Question> = {}): Question => ({
  name: 'answer',
  kind,
  label: 'Answer',
  required: true,
  when: [],
  ...more,
})

export const context = (locale = 'en-US', zone = 'Europe/Berlin', now = NOW): AnswerContext => ({ now, zone, locale })

const asQuestion = (kind: Kind | Question): Question => (typeof kind === 'string' ? question(kind) : kind)

/** The value that was read; fails the test where it was refused. */
export function read(kind: Kind | Question, raw: unknown, locale?: string): AnswerValue {
  const result = readAnswer(asQuestion(kind), raw, context(locale))
  if (!result.ok) throw new Error(`refused: ${result.error.message}`)
  return result.value
}

/** The refusal; fails the test where something was read. */
export function refused(kind: Kind | Question, raw: unknown, locale?: string): DomainError {
  const result = readAnswer(asQuestion(kind), raw, context(locale))
  if (result.ok) throw new Error(`read as ${JSON.stringify(result.value)}`)
  return result.error
}

/** What an unclear answer could mean, in wire form. */
export const readings = (kind: Kind | Question, raw: unknown, locale?: string): unknown =>
  refused(kind, raw, locale).details?.['readings']

/** What comes of an answer: the value, the readings of one that could mean several things, or `refused`. */
export function outcome(kind: Kind | Question, raw: unknown, locale?: string, now?: string): unknown {
  const result = readAnswer(asQuestion(kind), raw, context(locale, undefined, now))
  return result.ok ? result.value : (result.error.details?.['readings'] ?? 'refused')
}
