/** Reads one item of a list: an object with the list's fields, or a plain value. */
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import type { AnswerValue, ItemAnswer } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { readAsked } from '../as-written.ts'
import { excerpt, refuse } from '../refusal.ts'
import { nameOfType } from './typed.ts'

/** Reads one item. The field in an error is the name inside the item, or empty for the item itself. */
export function readItem(list: Question, raw: unknown, context: ReadContext): Result<ItemAnswer> {
  const fields = list.fields ?? []
  const given = fieldsOf(list, raw)
  if (given === undefined)
    return atItem(
      refuse(list, context, `An item is ${nameOfType(raw)}; it has to be an object with ${namesOf(fields)}.`),
    )
  const names = new Set(fields.map(({ name }) => name))
  const unknown = Object.keys(given).find((name) => !names.has(name))
  if (unknown !== undefined)
    return atItem(refuse(list, context, `An item has no “${excerpt(unknown)}”, only ${namesOf(fields)}.`), unknown)
  const read: [string, AnswerValue][] = []
  for (const field of fields) {
    const value: unknown = Object.hasOwn(given, field.name) ? given[field.name] : undefined
    if (value === undefined || value === null) continue
    const answer = readAsked(field, value, context)
    if (!answer.ok) return answer
    read.push([field.name, answer.value])
  }
  const item: ItemAnswer = Object.fromEntries(read)
  const missing = fields.find(
    (field) => field.required && !Object.hasOwn(item, field.name) && isFieldApplicable(field, item, names),
  )
  return missing === undefined ? ok(item) : refuse(missing, context, `“${missing.label}” is missing.`)
}

/** Whether a field applies by the item's own values. Conditions on names outside the item are left to the interview. */
function isFieldApplicable({ when }: Question, item: ItemAnswer, names: ReadonlySet<string>): boolean {
  if (when.length === 0) return true
  return when.some((conditions) =>
    conditions.every(
      ({ section, is }) =>
        names.has(section) && isShown(Object.hasOwn(item, section) ? item[section] : undefined) === is,
    ),
  )
}

const isShown = (value: AnswerValue | undefined): boolean =>
  value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0)

/** The fields of an item as they were sent. A plain value is the field `.`; undefined where the form does not fit. */
export function fieldsOf(
  { fields = [] }: Pick<Question, 'fields'>,
  raw: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw)
  const isPlain = fields.length === 1 && fields[0]?.name === '.'
  if (isPlain && !(isObject && Object.hasOwn(raw, '.'))) return { '.': raw }
  return isObject ? (raw as Record<string, unknown>) : undefined
}

const namesOf = (fields: readonly Question[]): string =>
  fields
    .slice(0, 8)
    .map(({ name }) => `“${name}”`)
    .join(', ') + (fields.length > 8 ? ' and others' : '')

/** Sets the field of an error to a name in the item, or to the item itself. */
function atItem(result: Result<never>, name = ''): Result<never> {
  return result.ok ? result : fail(result.error.code, result.error.message, { ...result.error.details, field: name })
}
