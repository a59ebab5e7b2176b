/** How much Markdown a whole list holds, before any of it is read: each text is laid out to see that it can be. */
import type { Question } from '../../domain/questions/question.ts'
import { fieldsOf } from './list-item.ts'

/** Characters (UTF-16 units) in those fields of the raw items that are Markdown, lists in lists included. */
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
