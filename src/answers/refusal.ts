/** Refusals of answers: a sentence that says what would be accepted, with an example as the person would write it. */
import { fail, type Result } from '../domain/kernel/errors.ts'
import { isAsWritten, type AsWritten } from '../domain/questions/answer.ts'
import { hasChoices } from '../domain/questions/kind-rules.ts'
import type { Question } from '../domain/questions/question.ts'
import { exampleOf, type ReadContext } from './answer-kind.ts'
import { areNumbered } from './parsing/choice-finder.ts'

/** What is accepted, in words. Numbers of choices are mentioned only where they can be used. */
function describeAccepted({ kind, choices }: Question, { kinds, locale }: ReadContext): string {
  const { accepts } = kinds[kind]
  const isNumbered = choices !== undefined && hasChoices(kind) && areNumbered(choices, locale)
  return isNumbered ? accepts.replace('name', 'name or number') : accepts
}

/**
 * `invalid_answer`: `problem` says what is wrong; what is accepted follows with an example. `details` are added to `{
 * field, accepted, example }`.
 */
export function refuse(
  question: Question,
  context: ReadContext,
  problem: string,
  details: Readonly<Record<string, unknown>> = {},
): Result<never> {
  const example = exampleOf(context.kinds, question, context.locale)
  const accepted = describeAccepted(question, context)
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
 * Refuses an ambiguous answer. `details.readings` has the readings in wire form, `details.written` the same as a person
 * would write them, unambiguously.
 */
export function refuseAmbiguous(
  question: Question,
  context: ReadContext,
  raw: string,
  readings: readonly Reading[],
): Result<never> {
  const said = readings.map(({ shown }) => shown).join(' or ')
  return fail('invalid_answer', `“${excerpt(raw)}” could mean ${said}. Please write which one you mean.`, {
    field: question.name,
    accepted: describeAccepted(question, context),
    example: readings[0]?.shown ?? exampleOf(context.kinds, question, context.locale),
    readings: readings.map(({ wire }) => wire),
    written: readings.map(({ shown }) => shown),
  })
}

/**
 * Refuses an answer that was understood and is most likely a slip. `details.readings` has the one reading, so that it
 * can be confirmed with a click, or by sending it in wire form.
 */
export function refuseDoubtful(
  question: Question,
  context: ReadContext,
  raw: string,
  { wire, shown }: Reading,
): Result<never> {
  return fail(
    'invalid_answer',
    `“${excerpt(raw)}” would be ${shown}, which is unusual here. Please confirm it, or write what you mean.`,
    {
      field: question.name,
      accepted: describeAccepted(question, context),
      example: exampleOf(context.kinds, question, context.locale),
      readings: [wire],
      written: [shown],
    },
  )
}

/** What an answer could mean: its value (or the words as they are), and how a person would write it. */
export interface Reading {
  readonly wire: string | AsWritten
  readonly shown: string
}

/** The readings in the details of a refusal; none where there are none. */
export function readingsOf(details: Readonly<Record<string, unknown>> | undefined): readonly Reading[] {
  const { readings, written } = details ?? {}
  if (!Array.isArray(readings) || !readings.every(isReading)) return []
  return readings.map((wire, index) => {
    const shown: unknown = Array.isArray(written) ? written[index] : undefined
    return { wire, shown: typeof shown === 'string' ? shown : isAsWritten(wire) ? wire.as_written : wire }
  })
}

const isReading = (value: unknown): value is Reading['wire'] => typeof value === 'string' || isAsWritten(value)

/** Whether the value is an object, as JSON has it. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** In UTF-16 units. */
const MAX_QUOTED = 60

/** The person's text in one line, shortened between characters so that a message can quote it. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  if (line.length <= MAX_QUOTED) return line.toWellFormed()
  return `${line
    .slice(0, MAX_QUOTED)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toWellFormed()
    .trimEnd()}…`
}
