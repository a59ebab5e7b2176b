/** Sample answers for dry runs, and examples in the person's locale for hints and refusals. */
import type { AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import { exampleOf, sampleOf } from './answer-kind.ts'
import { ANSWER_KINDS } from './answer-kinds.ts'

/** Sample answers to all questions, for a dry run. */
export function sampleAnswers(questions: readonly Question[], locale = 'en-US'): Record<string, AnswerValue> {
  return Object.fromEntries(questions.map((question) => [question.name, sampleAnswer(question, locale)]))
}

/** A sample in wire form within the question's limits: its default, or one that shows its purpose (`«Tenant name»`). */
export const sampleAnswer = (question: Question, locale: string): AnswerValue =>
  sampleOf(ANSWER_KINDS, question, locale)

/**
 * An example as a person would type it, `21 Nov 2026` in English and `21.11.2026` in German. `readAnswer` accepts it.
 * Empty for pictures and lists, which are not typed.
 */
export const exampleFor = (question: Question, locale: string): string => exampleOf(ANSWER_KINDS, question, locale)
