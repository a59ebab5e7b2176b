/**
 * Tables as CSV (RFC 4180), safe to open in a spreadsheet: a cell that a spreadsheet would take for a formula begins
 * with an apostrophe.
 */

export type Cell = string | number | null

/** With a head and CRLF line ends; `null` is an empty cell. */
export function formatCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map(formatCsvRow).join('')
}

/** One row with its line end. */
export const formatCsvRow = (row: readonly Cell[]): string => `${row.map(formatCell).join(',')}\r\n`

function formatCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
