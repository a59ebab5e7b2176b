/**
 * How an answer is refused: a sentence that says what would be accepted, with an example as the person would write it.
 */
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import { fail, type Result } from '../domain/kernel/errors.ts'
import type { Kind, Question } from '../domain/questions/question.ts'
import { areNumbered } from './parsing/choice-finder.ts'
import { exampleFor } from './example.ts'

/** What a reader of one kind gets. It never throws, whatever `raw` is. */
export type AnswerReader<Value extends AnswerValue = AnswerValue> = (
  question: Question,
  raw: unknown,
  context: AnswerContext,
) => Result<Value>

const ACCEPTED: Readonly<Record<Kind, string>> = {
  text: 'one line of text',
  long_text: 'text, of several lines if you like',
  number: 'a number',
  integer: 'a whole number',
  money: 'an amount of money',
  date: 'a date',
  yes_no: 'yes or no',
  one_of: 'one of the choices, by its name',
  some_of: 'any of the choices, by name, with commas between them',
  email: 'an e-mail address',
  link: 'a web or e-mail address',
  phone: 'a telephone number',
  image: 'a PNG or JPEG picture',
  list: 'a list of items',
}

/** What is accepted, in words; numbers of choices only where they choose. */
function acceptedFor({ kind, choices }: Question, locale: string): string {
  const isNumbered = choices !== undefined && (kind === 'one_of' || kind === 'some_of') && areNumbered(choices, locale)
  return isNumbered ? ACCEPTED[kind].replace('name', 'name or number') : ACCEPTED[kind]
}

/**
 * An `invalid_answer`: `problem` says what is wrong, and what is accepted follows with an example.
 * `details` are `{ field, accepted, example }` and what is given besides, such as `readings`.
 */
export function refuse(
  question: Question,
  { locale }: AnswerContext,
  problem: string,
  details: Readonly<Record<string, unknown>> = {},
): Result<never> {
  const example = exampleFor(question, locale)
  const accepted = acceptedFor(question, locale)
  return fail(
    'invalid_answer',
    `${problem} Please give ${accepted}${example === '' ? '' : `, for example ${example}`}.`,
    {
      field: question.name,
      accepted,
      example,
      ...details,
    },
  )
}

/**
 * Refuses what could mean several things. `details.readings` has the readings in wire form, `details.written` the same
 * as the person would write them: written so, each is read as itself.
 */
export function askWhich(
  question: Question,
  context: AnswerContext,
  raw: string,
  readings: readonly { readonly wire: string; readonly shown: string }[],
): Result<never> {
  const said = readings.map(({ shown }) => shown).join(' or ')
  return fail('invalid_answer', `“${excerpt(raw)}” could mean ${said}. Please write which one you mean.`, {
    field: question.name,
    accepted: acceptedFor(question, context.locale),
    example: readings[0]?.shown ?? exampleFor(question, context.locale),
    readings: readings.map(({ wire }) => wire),
    written: readings.map(({ shown }) => shown),
  })
}

/** What the person wrote, short enough to be said back to them. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').slice(0, 60).toWellFormed()
  return line.length < text.length ? `${line.trimEnd()}…` : line
}
