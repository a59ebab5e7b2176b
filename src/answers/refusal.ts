/**
 * How an answer is refused: a sentence that says what would be accepted, with an example as the person would write it.
 */
import { fail, type Result } from '../domain/kernel/errors.ts'
import { hasChoices } from '../domain/questions/kind-rules.ts'
import type { Question } from '../domain/questions/question.ts'
import { exampleOf, type ReadContext } from './answer-kind.ts'
import { areNumbered } from './parsing/choice-finder.ts'

/** What is accepted, in words; numbers of choices only where they choose. */
function describeAccepted({ kind, choices }: Question, { kinds, locale }: ReadContext): string {
  const { accepts } = kinds[kind]
  const isNumbered = choices !== undefined && hasChoices(kind) && areNumbered(choices, locale)
  return isNumbered ? accepts.replace('name', 'name or number') : accepts
}

/**
 * An `invalid_answer`: `problem` says what is wrong, and what is accepted follows with an example.
 * `details` are `{ field, accepted, example }` and what is given besides, such as `readings`.
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
 * Refuses what could mean several things. `details.readings` has the readings in wire form, `details.written` the same
 * as the person would write them: written so, each is read as itself.
 */
export function refuseAmbiguous(
  question: Question,
  context: ReadContext,
  raw: string,
  readings: readonly { readonly wire: string; readonly shown: string }[],
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

/** What the person wrote, short enough to be said back to them. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').slice(0, 60).toWellFormed()
  return line.length < text.length ? `${line.trimEnd()}…` : line
}
