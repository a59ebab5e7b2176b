/**
 * A table of text for a terminal: columns as wide as their content, the widest narrowed until the rows fit; what does
 * not fit is wrapped.
 */
import { pad, widthOf, wrap } from './terminal-text.ts'

const GAP = '  '
/** No column becomes narrower than this on a narrow terminal. */
const MIN_COLUMN_WIDTH = 8

/** The lines of a table. `head` are the columns' titles; `columns` is the room there is. */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): { readonly head: string; readonly body: string[] } {
  const widths = fitWidths(
    head.map((title, index) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? '')))),
    columns,
  )
  return { head: lineOf(head, widths), body: rows.flatMap((row) => rowLines(row, widths)) }
}

function fitWidths(natural: readonly number[], columns: number): number[] {
  const widths = [...natural]
  const room = columns - GAP.length * (widths.length - 1)
  for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
    const widest = widths.indexOf(Math.max(...widths))
    const width = widths[widest] ?? 0
    if (width <= MIN_COLUMN_WIDTH) break
    const next = Math.max(...widths.filter((other) => other < width), MIN_COLUMN_WIDTH)
    widths[widest] = Math.max(width - over, Math.min(next, width - 1))
  }
  return widths
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = widths.map((width, index) => wrap(row[index] ?? '', width))
  const height = Math.max(1, ...cells.map((cell) => cell.length))
  return Array.from({ length: height }, (_, line) =>
    lineOf(
      cells.map((cell) => cell[line] ?? ''),
      widths,
    ),
  )
}

const lineOf = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) => pad(cell, widths[index] ?? 0))
    .join(GAP)
    .trimEnd()

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
