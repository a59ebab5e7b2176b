/** One of several choices. On the wire: its value. */
import { ok } from '../../domain/kernel/errors.ts'
import { textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { choicesSchema } from '../json-schema.ts'
import { choiceFinder } from '../parsing/choice-finder.ts'
import { labelOfChoice, readChoice } from '../parsing/named-choice.ts'
import { readTyped } from '../parsing/typed.ts'

const readOneOf: AnswerReader<string> = (question, raw, context) => {
  const { choices = [] } = question
  // A value is taken as it stands, also where it begins with a space.
  if (context.form !== 'words' && choices.some(({ value }) => value === raw)) return ok(raw as string)
  const typed = readTyped(question, raw, context, 500)
  if (!typed.ok) return typed
  const find = choiceFinder(choices, context.locale, context.form)
  const choice = readChoice(question, context, find, typed.value)
  return choice.ok ? ok(choice.value.value) : choice
}

export const oneOf: AnswerKind<string> = {
  name: 'One of',
  accepts: 'one of the choices, by its name',
  read: readOneOf,
  print: textPrinter(labelOfChoice),
  sample: ({ choices = [] }) => choices[0]?.value ?? '',
  example: textPrinter(({ choices = [] }, value) => choices.find((choice) => choice.value === value)?.label ?? ''),
  schema: choicesSchema,
}
