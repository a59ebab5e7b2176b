/** Reads answers that are given by question name, at the top level of a template. */
import { fail, failAll, unwrap, type DomainError, type Result } from '../domain/kernel/errors.ts'
import { didYouMean } from '../domain/questions/naming/did-you-mean.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import { readAnswer } from './read.ts'

/** An answer as its question reads it; `unknown` where the template has no question of that name. */
export type NamedAnswer = readonly [name: string, answer: Result<AnswerValue> | 'unknown']

/** So many mistakes are told at once, and so many names more than questions are read. */
export const MAX_MISTAKES = 100

/** Reads each answer, in the given order. */
export function* readAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): Generator<NamedAnswer> {
  const byName = new Map(questions.map((question) => [question.name, question]))
  for (const [name, raw] of Object.entries(answers)) {
    const question = byName.get(name)
    if (question === undefined) yield [name, 'unknown']
    else if (raw === null && question.required) yield [name, { ok: false, error: refuseMissing(question, name) }]
    else yield [name, readAnswer(question, raw, context)]
  }
}

/** Answers that were given by name: what they are, which questions they leave out, and what is wrong with them. */
export interface GivenAnswers {
  readonly values: readonly (readonly [name: string, value: AnswerValue])[]
  /** The names of optional questions that were left out on purpose. */
  readonly left_out: readonly string[]
  /** By the name that was given. */
  readonly errors: ReadonlyMap<string, DomainError>
}

/**
 * Reads all answers. `null` and empty text leave an optional question out. An error is `unprocessable` for an unknown
 * name, else what `readAnswer` refuses. Throws `Refused` for far more names than there are questions.
 */
export function readGivenAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): GivenAnswers {
  const names = Object.keys(answers).length
  if (names > questions.length + MAX_MISTAKES) unwrap(refuseNameCount(names, questions.length))
  const optional = new Set(questions.filter(({ required }) => !required).map(({ name }) => name))
  const isSkipped = ([name, raw]: readonly [string, unknown]) => optional.has(name) && isLeftOut(raw)
  const [left_out, given] = [Object.entries(answers).filter(isSkipped), { ...answers }]
  for (const [name] of left_out) delete given[name]
  const values: (readonly [name: string, value: AnswerValue])[] = []
  const errors = new Map<string, DomainError>()
  for (const [name, answer] of readAnswers(questions, given, context)) {
    const result = answer === 'unknown' ? refuseUnknownName(name, questions) : answer
    if (result.ok) values.push([name, result.value])
    else errors.set(name, result.error)
  }
  return { values, left_out: left_out.map(([name]) => name), errors }
}

/** The answers, or throws `Refused` with all that is wrong at once. */
export function readAnswersOrThrow(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): Omit<GivenAnswers, 'errors'> {
  const { errors, ...given } = readGivenAnswers(questions, answers, context)
  return errors.size === 0 ? given : unwrap(failAll([...errors.values()].slice(0, MAX_MISTAKES), 'answers'))
}

const refuseNameCount = (names: number, questions: number): Result<never> =>
  fail(
    'unprocessable',
    `“answers” has ${names} names, but this template has ${questions} ${questions === 1 ? 'question' : 'questions'}. ` +
      'Send only names of its questions.',
    { field: 'answers', limit: questions },
  )

/** Whether a value says that there is no answer: `null`, or text without a character. */
const isLeftOut = (raw: unknown): boolean => raw === null || (typeof raw === 'string' && raw.trim() === '')

/** `invalid_answer` for a required question without an answer. */
export const refuseMissing = ({ label }: Pick<Question, 'label'>, address: string): DomainError => ({
  code: 'invalid_answer',
  message: `“${label}” is missing: the document needs it.`,
  details: { field: address },
})

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
