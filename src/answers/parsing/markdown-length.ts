/** Measures the Markdown in a whole list before it is read, because checking each text costs a layout. */
import type { Question } from '../../domain/questions/question.ts'
import { fieldsOf } from './list-item.ts'

/** The length (UTF-16 units) of all Markdown fields in the raw items, including nested lists. */
export function markdownLength({ fields = [] }: Pick<Question, 'fields'>, items: readonly unknown[]): number {
  const rich = fields.filter(({ kind, format }) => kind === 'list' || format === 'markdown')
  if (rich.length === 0) return 0
  const lengthOf = (field: Question, raw: unknown): number => {
    if (Array.isArray(raw)) return markdownLength(field, raw)
    return typeof raw === 'string' ? raw.length : 0
  }
  return items
    .flatMap((item) => rich.map((field) => lengthOf(field, fieldsOf({ fields }, item)?.[field.name])))
    .reduce((sum, length) => sum + length, 0)
}
