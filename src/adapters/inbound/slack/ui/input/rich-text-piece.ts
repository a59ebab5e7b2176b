/** The pieces of rich text and of pasted tables, as far as we read them, as plain words. */

/** A block, a part of it, or a piece within a part. Every field may be missing. */
export interface RichPiece {
  readonly type?: string
  readonly text?: string
  readonly url?: string
  readonly user_id?: string
  readonly channel_id?: string
  readonly name?: string
  readonly unicode?: string
  readonly range?: string
  readonly fallback?: string
  readonly value?: string | number
  readonly indent?: number
  readonly offset?: number
  readonly style?:
    | { readonly bold?: boolean; readonly italic?: boolean; readonly strike?: boolean; readonly code?: boolean }
    | string
  readonly elements?: readonly RichPiece[]
  readonly rows?: readonly (readonly RichPiece[])[]
}

/** Looks up names of people; undefined for those who are not known. */
export type NameOf = (user: string) => string | undefined

/**
 * What of a message has no words: a mention of which Slack tells only the id (channels, user groups, strangers), an
 * emoji of the workspace's own, a date without its text.
 */
export type Wordless =
  | { readonly kind: 'mention' }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'date' }

/** With what a message is read. */
export interface ReadingContext {
  readonly nameOf: NameOf
  /** The names of channels that `text` says: rich text has ids only. */
  readonly labels: ReadonlyMap<string, string>
  /** Takes note of what has no words. */
  readonly note: (wordless: Wordless) => void
}

/** A piece without its formatting. */
export function plainPiece(piece: RichPiece, context: ReadingContext): string {
  const { type, text, url = '', user_id = '', channel_id = '', range = '', fallback = '', value = '' } = piece
  const wordless = (kind: 'mention' | 'date', shown: string): string => {
    context.note({ kind })
    return shown
  }
  switch (type) {
    case 'link':
      return text || targetOf(url)
    case 'user':
      return context.nameOf(user_id) ?? wordless('mention', `@${user_id}`)
    case 'channel': {
      const name = context.labels.get(channel_id)
      return name === undefined ? wordless('mention', `#${channel_id}`) : `#${name}`
    }
    case 'usergroup':
    case 'team':
      return wordless('mention', '@')
    case 'emoji':
      return emojiOf(piece, context)
    case 'broadcast':
      return `@${range}`
    case 'date':
      return fallback || wordless('date', '')
    case 'color':
    case 'raw_number':
      return text || String(value)
    default:
      return text ?? ''
  }
}

/** Where a link leads, without the scheme of addresses and numbers. */
export const targetOf = (url: string): string => url.replace(/^(?:mailto|tel):/i, '')

/** `1f44b-1f3fd` as characters; an emoji of the workspace's own stays a shortcode. */
function emojiOf({ unicode = '', name = '' }: RichPiece, { note }: ReadingContext): string {
  const points = unicode.split('-').map((hex) => (/^[0-9a-f]{1,6}$/i.test(hex) ? Number.parseInt(hex, 16) : Number.NaN))
  if (points.every((point) => point <= 0x10_ff_ff)) return String.fromCodePoint(...points)
  note({ kind: 'emoji', name })
  return `:${name}:`
}
