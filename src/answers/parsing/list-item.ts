/** Reads one item of a list: an object with the list's fields, or a plain value. */
import { ok, problemsOf, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import { didYouMean } from '../../domain/questions/naming/did-you-mean.ts'
import type { AnswerValue, ItemAnswer } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { readAsked } from '../as-written.ts'
import { excerpt, refuse } from '../refusal.ts'
import { nameOfType } from './typed.ts'

/**
 * Reads one item, or gives all its mistakes. The field in an error is the name inside the item, or empty for the item
 * itself.
 */
export function readItem(
  list: Question,
  raw: unknown,
  context: ReadContext,
): Result<ItemAnswer, readonly DomainError[]> {
  const fields = list.fields ?? []
  const given = fieldsOf(list, raw)
  if (given === undefined)
    return wrong([
      atItem(refuse(list, context, `An item is ${nameOfType(raw)}; it has to be an object with ${namesOf(fields)}.`)),
    ])
  const names = new Set(fields.map(({ name }) => name))
  const errors: DomainError[] = Object.keys(given)
    .filter((name) => !names.has(name))
    .slice(0, 20)
    .map((name) => {
      const meant = didYouMean([...names], name) || ` Its fields are ${namesOf(fields)}.`
      return atItem(refuse(list, context, `An item has no “${excerpt(name)}”.${meant}`), name)
    })
  const read: [string, AnswerValue][] = []
  const unread = new Set<string>()
  for (const field of fields) {
    const value: unknown = Object.hasOwn(given, field.name) ? given[field.name] : undefined
    if (value === undefined || value === null || (!field.required && isEmptyText(value))) continue
    const answer = readAsked(field, value, context)
    if (answer.ok) read.push([field.name, answer.value])
    else {
      errors.push(...errorsIn(answer.error))
      unread.add(field.name)
    }
  }
  const item: ItemAnswer = Object.fromEntries(read)
  for (const field of fields) {
    if (!field.required || unread.has(field.name) || Object.hasOwn(item, field.name)) continue
    if (!isFieldApplicable(field, item, names)) continue
    errors.push(errorOf(refuse(field, context, `“${field.label}” is missing.`)))
  }
  return errors.length === 0 ? ok(item) : wrong(errors)
}

const isEmptyText = (value: unknown): boolean => typeof value === 'string' && value.trim() === ''

const wrong = (error: readonly DomainError[]): Result<never, readonly DomainError[]> => ({ ok: false, error })

/** The mistakes that an error was made of. */
const errorsIn = (error: DomainError): readonly DomainError[] =>
  problemsOf(error).map(({ code, message, details }) => ({ code, message, details }))

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

/** The error of a refusal. */
function errorOf(result: Result<never>): DomainError {
  if (result.ok) throw new Error('It was not refused.')
  return result.error
}

/** The error with the field set to a name in the item, or to the item itself. */
function atItem(result: Result<never>, name = ''): DomainError {
  const { code, message, details } = errorOf(result)
  return { code, message, details: { ...details, field: name } }
}
