/**
 * What a person wrote, from the rich text block that Slack's editor makes of every message: its `text` has markup in
 * it, and shortcodes for emoji. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
import type { Kind, Question } from '../../../../../domain/questions/question.ts'
import { withoutCopyTraces, writtenText } from './message-text.ts'
import { pastedRows, tableAsMarkdown, tableAsText } from './pasted-table.ts'
import {
  plainPiece,
  targetOf,
  type NameOf,
  type RichPiece,
  type ReadingContext,
  type Wordless,
} from './rich-text-piece.ts'

/** What is read of a message event. */
export interface MessageParts {
  readonly text?: string | undefined
  readonly blocks?: readonly unknown[] | undefined
  readonly attachments?: readonly unknown[] | undefined
}

/** A message as it was written. */
export interface WrittenMessage {
  /** Without formatting: what is read, and printed as it is. */
  readonly plain: string
  /** With its formatting as Markdown. */
  readonly markdown: string
  /** The table that was pasted, without words beside it: a row on each line, tabs between the cells. */
  readonly table?: string | undefined
  /** Where the only link leads, if the message is nothing else and its words are not the address itself. */
  readonly link?: string | undefined
  /** What of it has no words, if anything: it cannot be printed as it was meant. */
  readonly wordless?: Wordless | undefined
}

/** A message's words: from its blocks where it has rich text, else from its `text`; and the tables pasted into it. */
export function writtenMessage(
  { text = '', blocks = [], attachments = [] }: MessageParts,
  nameOf: NameOf = () => undefined,
): WrittenMessage {
  const notes: Wordless[] = []
  const context = { nameOf, labels: channelLabels(text), note: (found: Wordless) => void notes.push(found) }
  const own = blocks.filter(isPiece)
  const parts = own.filter(({ type }) => type === 'rich_text').flatMap(({ elements = [] }) => elements)
  const rows = pastedRows(own, attachments.filter(isPiece), (cell) => plainCell(cell, context))
  // `/me`, and messages of apps. Slack does not say where in plain text a star is only a star, and one that a person
  // meant must not be lost; shortcodes are names of a list that is not Slack's (iamcal/emoji-data). Both stay as sent.
  if (parts.length === 0 && rows.length === 0) {
    const plain = writtenText(text, nameOf)
    return { plain, markdown: plain, wordless: isNameless(text, nameOf) ? { kind: 'mention' } : undefined }
  }
  const [asText, asMarkdown] = rows.length === 0 ? [[], []] : [[tableAsText(rows)], [tableAsMarkdown(rows)]]
  const [table] = asText.map(withoutCopyTraces)
  return {
    plain: withoutCopyTraces([...parts.map((part) => plainPart(part, context)), ...asText].join('\n')),
    markdown: withoutCopyTraces([...parts.map((part) => markdownPart(part, context)), ...asMarkdown].join('\n\n')),
    table,
    link: table === undefined ? onlyLink(parts) : undefined,
    wordless: notes[0],
  }
}

/** The address counts, not what it is called. */
const ADDRESSES: ReadonlySet<Kind> = new Set(['link', 'email', 'phone'])

/** The words that answer a question: Markdown, the pasted rows, where a link leads, or the plain words. */
export function wordsOf(
  { plain, markdown, table, link }: WrittenMessage,
  { kind, format }: Pick<Question, 'kind' | 'format'>,
): string {
  if (format === 'markdown') return markdown
  if (kind === 'list' && table !== undefined) return table
  return ADDRESSES.has(kind) && link !== undefined ? link : plain
}

/** The ids of people that a message mentions. */
export const mentionedUsers = ({ text = '', blocks, attachments }: MessageParts): string[] => {
  const ids = `${text} ${JSON.stringify([blocks, attachments])}`
  const found = [...ids.matchAll(/(?:<@|"user_id":")(?<user>[UW][A-Z0-9]+)/g)]
  return [...new Set(found.map(({ groups }) => groups?.['user'] ?? ''))]
}

const isPiece = (value: unknown): value is RichPiece & { readonly blocks?: readonly RichPiece[] } =>
  typeof value === 'object' && value !== null

const channelLabels = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/<#(?<id>[A-Z0-9]+)\|(?<name>[^<>]+)>/g)].map(({ groups }) => [
      groups?.['id'] ?? '',
      groups?.['name'] ?? '',
    ]),
  )

/** Whether a message without rich text mentions something by its id alone. */
const isNameless = (text: string, nameOf: NameOf): boolean =>
  /<(?:#[A-Z0-9]+|!subteam\^[A-Z0-9]+)\|?>/.test(text) ||
  [...text.matchAll(/<@(?<user>[UW][A-Z0-9]+)>/g)].some(({ groups }) => nameOf(groups?.['user'] ?? '') === undefined)

/** The address behind the only link; words that are its end (`acme.com` of `http://acme.com`) are the address. */
function onlyLink(parts: readonly RichPiece[]): string | undefined {
  const pieces = parts
    .flatMap(({ elements = [] }) => elements)
    .filter(({ type, text = '' }) => type !== 'text' || text.trim() !== '')
  const [{ type, text = '', url = '' } = {}] = pieces
  return pieces.length === 1 && type === 'link' && text !== '' && !url.endsWith(text) ? targetOf(url) : undefined
}

const withoutEnd = (text: string): string => text.replace(/\n+$/, '')

function plainPart(part: RichPiece, context: ReadingContext): string {
  const { elements = [] } = part
  if (part.type === 'rich_text_list')
    return elements
      .map((item, index) => `${indentOf(part)}${markOf(part, index, '•')} ${plainPart(item, context)}`)
      .join('\n')
  return withoutEnd(elements.map((piece) => plainPiece(piece, context)).join(''))
}

/** A cell of a table holds a text, a number or rich text. */
const plainCell = (cell: RichPiece, context: ReadingContext): string =>
  cell.type === 'rich_text'
    ? (cell.elements ?? []).map((part) => plainPart(part, context)).join(' ')
    : plainPiece(cell, context)

function markdownPart(part: RichPiece, context: ReadingContext): string {
  const { elements = [] } = part
  const inside = (): string => withoutEnd(elements.map((piece) => markdownPiece(piece, context)).join(''))
  switch (part.type) {
    case 'rich_text_list':
      return elements
        .map((item, index) => `${indentOf(part)}${markOf(part, index, '-')} ${markdownPart(item, context)}`)
        .join('\n')
    case 'rich_text_quote':
      return inside().replaceAll(/^/gm, '> ')
    case 'rich_text_preformatted':
      return `\`\`\`\n${plainPart(part, context)}\n\`\`\``
    default:
      return inside()
  }
}

/** Lists stand within each other by their indent alone, eight deep. */
const indentOf = ({ indent = 0 }: RichPiece): string => '   '.repeat(Math.min(Math.max(indent, 0), 8))

const markOf = ({ style, offset = 0 }: RichPiece, index: number, bullet: string): string =>
  style === 'ordered' ? `${String(offset + index + 1)}.` : bullet

function markdownPiece(piece: RichPiece, context: ReadingContext): string {
  const words = plainPiece(piece, context)
  const { type, text, url = '' } = piece
  const linked = type === 'link' && text !== undefined && !url.endsWith(text) ? `[${text}](${url})` : words
  const style = typeof piece.style === 'object' ? piece.style : {}
  if (style.code === true) return around(linked, '`')
  const slanted = style.italic === true ? around(linked, '*') : linked
  const bold = style.bold === true ? around(slanted, '**') : slanted
  return style.strike === true ? around(bold, '~~') : bold
}

/** Marks stand beside letters, not beside blanks. */
const around = (text: string, mark: string): string =>
  text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (_, before: string, words: string, after: string) =>
    words === '' ? text : `${before}${mark}${words}${mark}${after}`,
  )
