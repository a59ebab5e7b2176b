/**
 * Reads an answer where the kind may be a guess: what is not of that kind is refused with one more reading, the words
 * as they are. A kind that the author set is strict.
 */
import { isAsWritten, type AnswerValue, type AsWritten } from '../domain/questions/answer.ts'
import { fail, ok, type DomainError, type Result } from '../domain/kernel/errors.ts'
import type { Question } from '../domain/questions/question.ts'
import type { ReadContext } from './answer-kind.ts'
import { findChosenReading } from './chosen-reading.ts'
import { isRecord, readingsOf, refuse } from './refusal.ts'
import { readTyped } from './parsing/typed.ts'

/** In characters, as for long text. */
const MAX_WORDS = 50_000

/** Reads an answer of any form to a question: of its kind, or words that stand as written, or as the person chose. */
export function readAsked(question: Question, raw: unknown, context: ReadContext): Result<AnswerValue> {
  const read = readOnce(question, raw, context)
  const chosen = read.ok ? undefined : findChosenReading(question, raw, context, read.error)
  return chosen === undefined ? read : readOnce(question, chosen.wire, { ...context, form: 'wire' })
}

function readOnce(question: Question, raw: unknown, context: ReadContext): Result<AnswerValue> {
  if (isRecord(raw) && Object.hasOwn(raw, 'as_written')) return readAsWritten(question, raw, context)
  if (question.asked_as !== undefined) return readLaterKind(question, question.asked_as, raw, context)
  const read = context.kinds[question.kind].read(question, raw, context)
  return read.ok || question.guessed !== true ? read : offerWords(question, raw, context, read.error)
}

/** Words that were sent as such. */
function readAsWritten(
  question: Question,
  raw: Readonly<Record<string, unknown>>,
  context: ReadContext,
): Result<AnswerValue> {
  if (question.guessed !== true)
    return refuse(question, context, 'Words as they are (“as_written”) are taken only where the kind is a guess.')
  if (!isAsWritten(raw))
    return refuse(question, context, 'Words as they are have one text, “as_written”, and nothing beside it.')
  const words = readTyped(question, raw.as_written, context, MAX_WORDS)
  return words.ok ? ok({ as_written: words.value }) : words
}

/** Adds the words to what a refused answer could mean, unless it could be read and only has to be settled. */
function offerWords(question: Question, raw: unknown, context: ReadContext, error: DomainError): Result<AnswerValue> {
  const words = typeof raw === 'string' ? readTyped(question, raw, context, MAX_WORDS) : undefined
  if (words?.ok !== true || readingsOf(error.details).length > 0) return { ok: false, error }
  return fail(error.code, `${error.message} Or let it stand as you wrote it.`, {
    ...error.details,
    readings: [{ as_written: words.value } satisfies AsWritten],
    written: [words.value],
  })
}

/**
 * Reads text where a later version asks for it. Data in the wire form of the guess stay what they are; all else are
 * words, which need no second look.
 */
function readLaterKind(
  question: Question,
  { kind, limits }: NonNullable<Question['asked_as']>,
  raw: unknown,
  context: ReadContext,
): Result<AnswerValue> {
  const data = context.form === 'words' ? undefined : readData(question, raw, context)
  if (data?.ok === true) return data
  const words = context.kinds[kind].read({ ...question, kind, limits }, raw, context)
  return words.ok ? ok({ as_written: words.value as string }) : words
}

function readData(question: Question, raw: unknown, context: ReadContext): Result<AnswerValue> | undefined {
  const read = context.kinds[question.kind].read(question, raw, { ...context, form: 'wire' })
  return read.ok && (context.form === 'wire' || read.value === raw) ? read : undefined
}
