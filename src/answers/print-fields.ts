/** Prints the answers to several questions as one context for rendering. */
import type { AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import type { RenderContext } from '../domain/template/render-data.ts'
import type { AnswerKinds } from './answer-kind.ts'

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
      const kind = kinds[question.kind]
      const answer = Object.hasOwn(answers, question.name) ? answers[question.name] : undefined
      return [question.name, answer === undefined ? (kind.blank ?? '') : kind.print(question, answer, locale, kinds)]
    }),
  )
}
