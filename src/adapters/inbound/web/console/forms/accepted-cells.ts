/**
 * Cells of a pasted table whose words were taken as they are, because the kind of their column was only guessed. Each
 * is sent as its column, a line break, and its words, which cannot have one.
 */
import { isAsWritten } from '../../../../../domain/questions/answer.ts'
import { readingsOf } from '../../../../../answers/refusal.ts'
import { problemsOf, type DomainError } from '../../../../../domain/kernel/errors.ts'

/** The rows, with the accepted cells as words. */
export function acceptCells(rows: readonly unknown[], cells: readonly string[]): unknown[] {
  const accepted = new Set(cells)
  const accept = (column: string, cell: unknown): unknown =>
    typeof cell === 'string' && accepted.has(`${column}\n${cell}`) ? { as_written: cell } : cell
  return rows.map((row) =>
    typeof row === 'object' && row !== null
      ? Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, accept(column, cell)]))
      : accept('.', row),
  )
}

/** The first cell that a refused table may be sent again with, and its words; undefined where there is none. */
export function refusedCell(error: DomainError): { readonly cell: string; readonly words: string } | undefined {
  for (const { field, details } of problemsOf(error)) {
    const [reading] = readingsOf(details)
    if (!isAsWritten(reading?.wire)) continue
    const { as_written: words } = reading.wire
    const column = /\]\.(.+)$/s.exec(field)?.[1] ?? '.'
    if (!words.includes('\n')) return { cell: `${column}\n${words}`, words }
  }
  return undefined
}
