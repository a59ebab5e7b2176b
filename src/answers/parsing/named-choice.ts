/** The choice that a text names: by value, by label, or by place where the number can mean nothing else. */
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Choice, Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { refuseAmbiguous, excerpt, refuse } from '../refusal.ts'
import { areNumbered, type FindChoice } from './choice-finder.ts'

/** The one choice that a text names. Where it could be several, the person is asked. */
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

export function refuseUnknownChoice(question: Question, context: ReadContext, text: string): Result<never> {
  const { choices = [] } = question
  const numbered = areNumbered(choices, context.locale)
  const labels = choices.map(({ label }, index) => (numbered ? `${String(index + 1)}. ${label}` : label))
  const shown = labels.length > 12 ? [...labels.slice(0, 12), '…'] : labels
  return refuse(question, context, `“${excerpt(text)}” is not among the choices (${shown.join(', ')}).`)
}

/** The choice that a text names, if it names one only. */
export function findUnambiguousChoice(find: FindChoice, text: string): Choice | undefined {
  const found = find(text)
  return found !== undefined && 'one' in found ? found.one : undefined
}

/** The label of a choice; a value that is no choice any more is shown as it is. */
export const labelOfChoice = ({ choices = [] }: Question, value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value
