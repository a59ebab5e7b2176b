/** The HTML that authors write in Markdown, as far as documents have its like. */
import { parser } from './parser.ts'

/** A tag in a line. `none`: a comment, which says nothing. */
export type HtmlTag =
  | { readonly kind: 'break' | 'none' | 'lost' }
  | { readonly kind: 'open'; readonly element: string; readonly type: HtmlMark }
  | { readonly kind: 'close'; readonly element: string }

type HtmlMark = 'strong' | 'em' | 'del' | 'sub' | 'sup' | 'u'

const MARKS: Readonly<Record<string, HtmlMark>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  s: 'del',
  del: 'del',
  strike: 'del',
  sub: 'sub',
  sup: 'sup',
  u: 'u',
  ins: 'u',
}

/** What a tag in a line means. */
export function readHtmlTag(tag: string): HtmlTag {
  if (tag.startsWith('<!--')) return { kind: 'none' }
  const [, slash = '', name = ''] = /^<(\/?)([A-Za-z][\w-]*)/.exec(tag) ?? []
  const element = name.toLowerCase()
  if (element === 'br') return { kind: 'break' }
  const type = MARKS[element]
  if (slash !== '') return { kind: 'close', element }
  return type === undefined || tag.endsWith('/>') ? { kind: 'lost' } : { kind: 'open', element, type }
}

const PAGE_BREAK = /(?:page-)?break-(?:before|after)\s*:\s*(?:page|always)/i

/** What a block of HTML means: a page break, or the text in it. `isLost`: there was more to it. */
export function readHtmlBlock(html: string): {
  readonly text: string
  readonly isPageBreak: boolean
  readonly isLost: boolean
} {
  const shown = html.replace(/<!--[^]*?(?:-->|$)/g, '').trim()
  const text = parser.utils.unescapeAll(shown.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ')).trim()
  const isPageBreak = text === '' && PAGE_BREAK.test(shown)
  return { text, isPageBreak, isLost: shown !== '' && !isPageBreak }
}
