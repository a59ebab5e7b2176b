/** Reads answers that are given by question name, at the top level of a template. */
import { fail, unwrap, type Result } from '../domain/kernel/errors.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import { readAnswer } from './read.ts'

/** An answer as its question reads it; `unknown` where the template has no question of that name. */
export type NamedAnswer = readonly [name: string, answer: Result<AnswerValue> | 'unknown']

/** Reads each answer, in the given order. */
export function* readAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): Generator<NamedAnswer> {
  const byName = new Map(questions.map((question) => [question.name, question]))
  for (const [name, raw] of Object.entries(answers)) {
    const question = byName.get(name)
    yield [name, question === undefined ? 'unknown' : readAnswer(question, raw, context)]
  }
}

/** The values of all answers. Throws `Refused`: `unprocessable` for an unknown name, else what `readAnswer` refuses. */
export function readAnswersOrThrow(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): (readonly [name: string, value: AnswerValue])[] {
  return Array.from(readAnswers(questions, answers, context), ([name, answer]) => [
    name,
    unwrap(answer === 'unknown' ? refuseUnknownName(name) : answer),
  ])
}

function refuseUnknownName(name: string): Result<never> {
  const shortName = name.slice(0, 200)
  return fail('unprocessable', `This template has no question “${shortName}”.`, { field: `answers.${shortName}` })
}
