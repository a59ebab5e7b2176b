/**
 * Whole lists: an array of objects, or of plain values where the list has only the field `.`. Each field is read by its
 * own kind. A mistake names its place, `items[2].quantity`.
 */
import {
  noExample,
  sampleCount,
  sampleOf,
  type AnswerKind,
  type AnswerKinds,
  type AnswerReader,
  type ReadContext,
} from '../answer-kind.ts'
import type { ItemAnswer } from '../../domain/questions/answer.ts'
import { failAll, ok, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import { MAX_LIST_ITEMS } from '../../domain/questions/kind-rules.ts'
import type { Question } from '../../domain/questions/question.ts'
import { isPlainList, splitItems } from '../meaning/list-items.ts'
import { readItem } from '../parsing/list-item.ts'
import { markdownLength } from '../parsing/markdown-length.ts'
import { refuse } from '../refusal.ts'
import { countsSchema } from '../json-schema.ts'
import { printFields } from '../print-fields.ts'
import { itemsOf } from '../value-shapes.ts'
import { nameOfType, readTyped } from '../parsing/typed.ts'

/** After so many mistakes the rest of a list is not read. */
const MAX_MISTAKES = 100
/** The most characters of Markdown in one answer. */
const MAX_MARKDOWN = 200_000

const readList: AnswerReader<readonly ItemAnswer[]> = (question, raw, context) => {
  const written = rawItemsOf(question, raw, context)
  if (!written.ok) return written
  const { min_items: min = 0, max_items: limit = MAX_LIST_ITEMS } = question.limits ?? {}
  const max = Math.min(limit, MAX_LIST_ITEMS)
  const count = written.value.length
  if (count < min)
    return refuse(question, context, `At least ${min} ${min === 1 ? 'item is' : 'items are'} needed.`, {
      min_items: min,
    })
  if (count > max)
    return refuse(question, context, `At most ${max} ${max === 1 ? 'item fits' : 'items fit'}.`, { max_items: max })
  if (markdownLength(question, written.value) > MAX_MARKDOWN) {
    const problem = `The list holds more than ${MAX_MARKDOWN} characters of formatted text.`
    const remedy = 'Add its items one by one, or shorten them.'
    return refuse(question, context, `${problem} ${remedy}`, { max_length: MAX_MARKDOWN })
  }
  const items: ItemAnswer[] = []
  const errors: DomainError[] = []
  for (const [index, one] of written.value.entries()) {
    const item = readItem(question, one, context)
    if (item.ok) items.push(item.value)
    else errors.push(...item.error.map((error) => prefixField(error, `${question.name}[${index}]`)))
    if (errors.length >= MAX_MISTAKES) break
  }
  return errors.length === 0 ? ok(items) : failAll(errors, 'answers in the list')
}

/** The items as an array. A list of plain values may also be typed, one per line or separated by semicolons. */
function rawItemsOf(question: Question, raw: unknown, context: ReadContext): Result<readonly unknown[]> {
  if (Array.isArray(raw)) return ok(raw)
  if (typeof raw !== 'string' || !isPlainList(question))
    return refuse(question, context, `The answer is ${nameOfType(raw)}; it has to be an array of items.`)
  const typed = readTyped(question, raw, context, 50_000)
  return typed.ok ? ok(splitItems(typed.value)) : typed
}

/** Prefixes the field with the item's place: `quantity` → `items[2].quantity`, `.` → `items[2]`. */
function prefixField({ code, message, details }: DomainError, place: string): DomainError {
  const field = typeof details?.['field'] === 'string' ? details['field'] : ''
  const path = field === '' || field === '.' ? place : `${place}.${field}`
  return { code, message: `${path}: ${message}`, details: { ...details, field: path } }
}

/** Two items, or as many as the limits ask for. */
const sampleItems = (question: Question, locale: string, kinds: AnswerKinds): ItemAnswer[] =>
  Array.from({ length: sampleCount(question) }, () =>
    Object.fromEntries((question.fields ?? []).map((field) => [field.name, sampleOf(kinds, field, locale)])),
  )

export const list: AnswerKind<readonly ItemAnswer[]> = {
  name: 'List',
  accepts: 'a list of items',
  read: readList,
  print: (question, value, locale, kinds) =>
    itemsOf(question, value).map((item) => printFields(kinds, question.fields ?? [], item, locale)),
  blank: [],
  sample: sampleItems,
  example: noExample,
  schema: (question, itemSchema) => ({ type: 'array', ...countsSchema(question), items: itemSchema() }),
}
