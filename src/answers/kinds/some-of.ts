/** Some of several choices. On the wire: their values, in the order of the choices. */
import { ok } from '../../domain/kernel/errors.ts'
import type { Choice } from '../../domain/questions/question.ts'
import { sampleCount, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { choicesSchema, countsSchema } from '../json-schema.ts'
import { areNumbered } from '../parsing/choice-finder.ts'
import { readChosenValues } from '../parsing/chosen-values.ts'
import { printTexts } from '../parsing/format.ts'
import { labelOfChoice } from '../parsing/named-choice.ts'
import { refuse } from '../refusal.ts'
import { isTexts } from '../value-shapes.ts'

const readSomeOf: AnswerReader<readonly string[]> = (question, raw, context) => {
  const choices = question.choices ?? []
  const chosen = readChosenValues(question, raw, context)
  if (!chosen.ok) return chosen
  // In the order of the choices, without duplicates: equal selections are equal answers.
  const values = choices.map(({ value }) => value).filter((value) => chosen.value.has(value))
  const { min_items: min = question.required ? 1 : 0, max_items: max = choices.length } = question.limits ?? {}
  if (values.length < min)
    return refuse(question, context, `At least ${formatCount(min)} must be chosen.`, { min_items: min })
  if (values.length > max)
    return refuse(question, context, `At most ${formatCount(max)} may be chosen.`, { max_items: max })
  return ok(values)
}

const formatCount = (count: number): string => (count === 1 ? 'one' : String(count))

/**
 * The first two choices, by number where numbers are accepted, else by name; only one where a comma would split a name.
 */
function exampleChoices(choices: readonly Choice[], locale: string): string {
  const [first, second] = choices
  if (first === undefined) return ''
  if (areNumbered(choices, locale)) return second === undefined ? '1' : '1, 2'
  return second === undefined || /[,;]/.test(first.label + second.label)
    ? first.label
    : `${first.label}, ${second.label}`
}

export const someOf: AnswerKind<readonly string[]> = {
  name: 'Some of',
  accepts: 'any of the choices, by name, with commas between them',
  read: readSomeOf,
  print: (question, value, locale) =>
    isTexts(value)
      ? printTexts(
          value.map((one) => labelOfChoice(question, one)),
          locale,
        )
      : '',
  sample: (question) => (question.choices ?? []).slice(0, sampleCount(question)).map(({ value }) => value),
  example: ({ choices = [] }, _, locale) => exampleChoices(choices, locale),
  schema: (question) => ({
    type: 'array',
    uniqueItems: true,
    ...countsSchema(question),
    items: choicesSchema(question),
  }),
}
