/** Prints the answers to several questions as one context for rendering. */
import { isAsWritten, type AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import type { RenderContext, RenderValue } from '../domain/template/render-data.ts'
import type { AnswerKinds } from './answer-kind.ts'

/** Prints one answer: words as they were written, any other by its kind. */
export const printValue = (kinds: AnswerKinds, question: Question, value: AnswerValue, locale: string): RenderValue =>
  isAsWritten(value) ? value.as_written : kinds[question.kind].print(question, value, locale, kinds)

/**
 * Missing answers print as their kind's blank (empty text, false, no items), so that every name of the template is
 * defined.
 */
export function printFields(
  kinds: AnswerKinds,
  questions: readonly Question[],
  answers: Readonly<Record<string, AnswerValue>>,
  locale: string,
): RenderContext {
  return Object.fromEntries(
    questions.map((question) => {
      const answer = Object.hasOwn(answers, question.name) ? answers[question.name] : undefined
      return [
        question.name,
        answer === undefined ? (kinds[question.kind].blank ?? '') : printValue(kinds, question, answer, locale),
      ]
    }),
  )
}
