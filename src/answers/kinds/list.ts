/**
 * Whole lists: an array of objects, or of plain values where an item is one value (a single field `.`). Each field is
 * read by its own kind; a mistake names its place, `items[2].quantity`.
 */
import type { AnswerContext, AnswerValue, ItemAnswer } from '../../domain/questions/answer.ts'
import { fail, ok, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import { excerpt, refuse, type AnswerReader } from '../refusal.ts'
import { nameOfType, readTyped } from '../parsing/typed.ts'

/** Unless the author's limits say less. */
const MAX_ITEMS = 1_000
/** Characters of Markdown in one answer: each text is read to see that it can be laid out. */
const MAX_MARKDOWN = 200_000

/** A reader of lists, given how a field is read (that is again the reader of all kinds). */
export const listReader =
  (readField: AnswerReader): AnswerReader<readonly ItemAnswer[]> =>
  (question, raw, context) => {
    const written = itemsOf(question, raw, context)
    if (!written.ok) return written
    const { min_items: min = 0, max_items: most = MAX_ITEMS } = question.limits ?? {}
    const max = Math.min(most, MAX_ITEMS)
    if (written.value.length < min)
      return refuse(question, context, `At least ${String(min)} ${min === 1 ? 'item is' : 'items are'} needed.`, {
        min_items: min,
      })
    if (written.value.length > max)
      return refuse(question, context, `At most ${String(max)} ${max === 1 ? 'item fits' : 'items fit'}.`, {
        max_items: max,
      })
    if (markdownIn(question, written.value) > MAX_MARKDOWN) {
      const problem = `The list holds more than ${String(MAX_MARKDOWN)} characters of formatted text.`
      const remedy = 'Add its items one by one, or shorten them.'
      return refuse(question, context, `${problem} ${remedy}`, { max_length: MAX_MARKDOWN })
    }
    const items: ItemAnswer[] = []
    for (const [index, one] of written.value.entries()) {
      const item = readItem(question, one, context, readField)
      if (!item.ok) return within(item.error, `${question.name}[${String(index)}]`)
      items.push(item.value)
    }
    return ok(items)
  }

/** Characters of Markdown in what was sent, before anything of it is read. */
function markdownIn({ fields = [] }: Question, items: readonly unknown[]): number {
  const rich = fields.filter(({ kind, format }) => kind === 'list' || format === 'markdown')
  return rich.length === 0
    ? 0
    : items.reduce<number>(
        (sum, item) =>
          sum +
          rich.reduce((length, field) => {
            const raw = fieldsOf({ fields }, item)?.[field.name]
            return length + (Array.isArray(raw) ? markdownIn(field, raw) : typeof raw === 'string' ? raw.length : 0)
          }, 0),
        0,
      )
}

/** Reads one item; the place in an error is the field's name, or empty for the item itself. */
function readItem(list: Question, raw: unknown, context: AnswerContext, readField: AnswerReader): Result<ItemAnswer> {
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
    const answer = readField(field, value, context)
    if (!answer.ok) return answer
    read.push([field.name, answer.value])
  }
  const item: ItemAnswer = Object.fromEntries(read)
  const missing = fields.find(
    (field) => field.required && !Object.hasOwn(item, field.name) && applies(field, item, names),
  )
  return missing === undefined ? ok(item) : refuse(missing, context, `“${missing.label}” is missing.`)
}

/**
 * Whether the item itself says that the field is needed; a condition on what stands outside the item is left to the
 * interview.
 */
function applies({ when }: Question, item: ItemAnswer, names: ReadonlySet<string>): boolean {
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

/** An item's fields as they were sent; a plain value is the field `.` of a list of plain values. */
function fieldsOf(
  { fields = [] }: Pick<Question, 'fields'>,
  raw: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw)
  const isPlain = fields.length === 1 && fields[0]?.name === '.'
  if (isPlain && !(isObject && Object.hasOwn(raw, '.'))) return { '.': raw ?? '' }
  return isObject ? (raw as Record<string, unknown>) : undefined
}

/**
 * The items as an array; a list of plain values may also be typed, with an item on each line or semicolons between
 * them.
 */
function itemsOf(question: Question, raw: unknown, context: AnswerContext): Result<readonly unknown[]> {
  if (Array.isArray(raw)) return ok(raw)
  const { fields = [] } = question
  if (typeof raw !== 'string' || fields.length !== 1 || fields[0]?.name !== '.')
    return refuse(question, context, `The answer is ${nameOfType(raw)}; it has to be an array of items.`)
  const typed = readTyped(question, raw, context, 50_000)
  return typed.ok
    ? ok(
        typed.value
          .split(typed.value.includes('\n') ? '\n' : ';')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      )
    : typed
}

const namesOf = (fields: readonly Question[]): string =>
  fields
    .slice(0, 8)
    .map(({ name }) => `“${name}”`)
    .join(', ') + (fields.length > 8 ? ' and others' : '')

/** Marks an error as being about the item, or one name in it. */
function atItem(result: Result<never>, name = ''): Result<never> {
  return result.ok ? result : fail(result.error.code, result.error.message, { ...result.error.details, field: name })
}

/** Puts the place of an item before the field: `quantity` → `items[2].quantity`, `.` → `items[2]`. */
function within({ code, message, details }: DomainError, place: string): Result<never> {
  const field = typeof details?.['field'] === 'string' ? details['field'] : ''
  const path = field === '' || field === '.' ? place : `${place}.${field}`
  return fail(code, `${path}: ${message}`, { ...details, field: path })
}
