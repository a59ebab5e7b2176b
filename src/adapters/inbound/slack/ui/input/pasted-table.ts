/**
 * A table that was pasted into a message. Slack's editor makes a table block of it, in an attachment: neither `text`
 * nor the message's own blocks have it. https://github.com/vercel/chat/issues/803,
 * https://github.com/openclaw/openclaw/issues/112229
 */
import type { RichPiece } from './rich-text-piece.ts'

/** The cells of all tables of a message, row by row; `wordsIn` reads a cell. */
export function pastedRows(
  blocks: readonly RichPiece[],
  attachments: readonly { readonly blocks?: readonly RichPiece[] }[],
  wordsIn: (cell: RichPiece) => string,
): readonly (readonly string[])[] {
  return [...blocks, ...attachments.flatMap(({ blocks: inside = [] }) => inside)]
    .filter(({ type }) => type === 'table')
    .flatMap(({ rows = [] }) => rows)
    .map((row) => row.map((cell) => wordsIn(cell).replaceAll(/\s+/g, ' ').trim()))
    .filter((row) => row.some((cell) => cell !== ''))
}

/** As it is in the clipboard: a row on each line, tabs between the cells. */
export const tableAsText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join('\t')).join('\n')

/** As Markdown: the first row is the head. */
export function tableAsMarkdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)))
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
