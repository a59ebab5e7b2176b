/**
 * What a person wrote, from the rich text block that Slack's editor makes of every message: its `text` has markup in
 * it, and shortcodes for emoji. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
import { withoutJoiners, writtenText } from './message-text.ts'

/** A message in two forms. */
export interface WrittenMessage {
  /** Without formatting: what is read, and printed as it is. */
  readonly plain: string
  /** With its formatting as Markdown. */
  readonly markdown: string
}

/** A piece of rich text, as far as we read it. Every field may be missing. */
interface Piece {
  readonly type?: string
  readonly text?: string
  readonly url?: string
  readonly user_id?: string
  readonly channel_id?: string
  readonly name?: string
  readonly unicode?: string
  readonly range?: string
  readonly fallback?: string
  readonly value?: string
  readonly indent?: number
  readonly offset?: number
  readonly style?:
    | { readonly bold?: boolean; readonly italic?: boolean; readonly strike?: boolean; readonly code?: boolean }
    | string
  readonly elements?: readonly Piece[]
}

/** Looks up names of people; undefined for those who are not known. */
export type NameOf = (user: string) => string | undefined

/** A message's words: from its blocks where it has rich text, else from its `text`. */
export function writtenMessage(
  { text = '', blocks = [] }: { readonly text?: string | undefined; readonly blocks?: readonly unknown[] | undefined },
  nameOf: NameOf = () => undefined,
): WrittenMessage {
  const parts = blocks
    .filter((block): block is Piece => isPiece(block) && block.type === 'rich_text')
    .flatMap(({ elements = [] }) => elements)
  if (parts.length === 0) {
    const plain = writtenText(text, nameOf)
    return { plain, markdown: plain }
  }
  const context = { nameOf, labels: channelLabels(text) }
  return {
    plain: withoutJoiners(parts.map((part) => plainPart(part, context)).join('\n')),
    markdown: withoutJoiners(parts.map((part) => markdownPart(part, context)).join('\n\n')),
  }
}

/** The ids of people that a message mentions. */
export const mentionedUsers = (text: string): string[] => [
  ...new Set([...text.matchAll(/<@(?<user>[UW][A-Z0-9]+)/g)].map(({ groups }) => groups?.['user'] ?? '')),
]

interface Context {
  readonly nameOf: NameOf
  /** The names of channels that `text` says: rich text has ids only. */
  readonly labels: ReadonlyMap<string, string>
}

const isPiece = (value: unknown): value is Piece => typeof value === 'object' && value !== null

const channelLabels = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/<#(?<id>[A-Z0-9]+)\|(?<name>[^<>]+)>/g)].map(({ groups }) => [
      groups?.['id'] ?? '',
      groups?.['name'] ?? '',
    ]),
  )

const withoutEnd = (text: string): string => text.replace(/\n+$/, '')

function plainPart(part: Piece, context: Context): string {
  const { elements = [] } = part
  if (part.type === 'rich_text_list')
    return elements
      .map((item, index) => `${indentOf(part)}${markOf(part, index, '•')} ${plainPart(item, context)}`)
      .join('\n')
  return withoutEnd(elements.map((piece) => plainPiece(piece, context)).join(''))
}

function markdownPart(part: Piece, context: Context): string {
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
const indentOf = ({ indent = 0 }: Piece): string => '   '.repeat(Math.min(Math.max(indent, 0), 8))

const markOf = ({ style, offset = 0 }: Piece, index: number, bullet: string): string =>
  style === 'ordered' ? `${String(offset + index + 1)}.` : bullet

function plainPiece(
  { type, text, url = '', user_id = '', channel_id = '', ...piece }: Piece,
  context: Context,
): string {
  switch (type) {
    case 'link':
      return text ?? url.replace(/^(?:mailto|tel):/i, '')
    case 'user':
      return `@${context.nameOf(user_id) ?? user_id}`
    case 'channel':
      return `#${context.labels.get(channel_id) ?? channel_id}`
    case 'emoji':
      return emojiOf(piece)
    case 'broadcast':
      return `@${piece.range ?? ''}`
    case 'date':
      return piece.fallback ?? ''
    case 'color':
      return piece.value ?? ''
    default:
      return text ?? ''
  }
}

/** `1f44b-1f3fd` as characters; an emoji of the workspace's own stays a shortcode. */
function emojiOf({ unicode = '', name = '' }: Piece): string {
  const points = unicode.split('-').map((hex) => (/^[0-9a-f]{1,6}$/i.test(hex) ? Number.parseInt(hex, 16) : Number.NaN))
  return points.every((point) => point <= 0x10_ff_ff) ? String.fromCodePoint(...points) : `:${name}:`
}

function markdownPiece(piece: Piece, context: Context): string {
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
