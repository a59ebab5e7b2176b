/** Reads the choice that a text names: by value, by label, or by position where that is unambiguous. */
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Choice, Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { refuseAmbiguous, excerpt, refuse } from '../refusal.ts'
import { areNumbered, type FindChoice } from './choice-finder.ts'

/** The choice that a text names. An ambiguous text is refused with its candidates. */
export function readChoice(question: Question, context: ReadContext, find: FindChoice, text: string): Result<Choice> {
  const found = text.length > 500 ? undefined : find(text)
  if (found === undefined) return refuseUnknownChoice(question, context, text)
  if ('one' in found) return ok(found.one)
  const readings = found.several.map((choice) => ({
    wire: choice.value,
    shown: findUnambiguousChoice(find, choice.label) === choice ? choice.label : choice.value,
  }))
  return refuseAmbiguous(question, context, text, readings)
}

/** Refuses a text that names no choice, and lists the choices. */
export function refuseUnknownChoice(question: Question, context: ReadContext, text: string): Result<never> {
  const { choices = [] } = question
  const numbered = areNumbered(choices, context.locale)
  const labels = choices.map(({ label }, index) => (numbered ? `${String(index + 1)}. ${label}` : label))
  const shown = labels.length > 12 ? [...labels.slice(0, 12), '…'] : labels
  return refuse(question, context, `“${excerpt(text)}” is not among the choices (${shown.join(', ')}).`)
}

/** The choice that a text names, if it names exactly one. */
export function findUnambiguousChoice(find: FindChoice, text: string): Choice | undefined {
  const found = find(text)
  return found !== undefined && 'one' in found ? found.one : undefined
}

/** The label of a choice. A value that is no longer a choice is returned unchanged. */
export const labelOfChoice = ({ choices = [] }: Question, value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value
