/** Reads answers that are given by question name, at the top level of a template. */
import { fail, failAll, unwrap, type DomainError, type Result } from '../domain/kernel/errors.ts'
import { didYouMean } from '../domain/questions/naming/did-you-mean.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import { readAnswer } from './read.ts'

/** An answer as its question reads it; `unknown` where the template has no question of that name. */
export type NamedAnswer = readonly [name: string, answer: Result<AnswerValue> | 'unknown']

/** After so many mistakes the rest is not read. */
const MAX_MISTAKES = 100

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

/**
 * The values of all answers. Throws `Refused`: `unprocessable` for an unknown name, else what `readAnswer` refuses; all
 * mistakes are told at once.
 */
export function readAnswersOrThrow(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): (readonly [name: string, value: AnswerValue])[] {
  const names = Object.keys(answers).length
  if (names > questions.length + MAX_MISTAKES) unwrap(refuseNameCount(names, questions.length))
  const read: (readonly [name: string, value: AnswerValue])[] = []
  const errors: DomainError[] = []
  for (const [name, answer] of readAnswers(questions, answers, context)) {
    const result = answer === 'unknown' ? refuseUnknownName(name, questions) : answer
    if (result.ok) read.push([name, result.value])
    else errors.push(result.error)
    if (errors.length >= MAX_MISTAKES) break
  }
  return errors.length === 0 ? read : unwrap(failAll(errors, 'answers'))
}

const refuseNameCount = (names: number, questions: number): Result<never> =>
  fail(
    'unprocessable',
    `“answers” has ${names} names, but this template has ${questions} ${questions === 1 ? 'question' : 'questions'}. ` +
      'Send only names of its questions.',
    { field: 'answers', limit: questions },
  )

function refuseUnknownName(name: string, questions: readonly Question[]): Result<never> {
  const shortName = name.slice(0, 200)
  return fail('unprocessable', unknownNameMessage(shortName, questions), { field: `answers.${shortName}` })
}

/** Says that there is no such question, and which ones are called nearly so. */
export const unknownNameMessage = (name: string, questions: readonly Question[]): string =>
  `This template has no question “${name}”.${didYouMean(
    questions.map((question) => question.name),
    name,
  )}`
