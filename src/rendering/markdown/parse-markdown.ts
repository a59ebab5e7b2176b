/**
 * Reads Markdown: CommonMark with tables, strikethrough, task lists and bare addresses, as GitHub has them.
 * markdown-it takes time in proportion to the length of the text, whatever it holds; nesting and the number of
 * nodes are limited here.
 */
import type { Token } from 'markdown-it'
import type { Block, Inline, MarkdownItem, MarkdownList, MarkdownTable } from './blocks.ts'
import { readHtmlBlock, readHtmlTag } from './html.ts'
import { MAX_DEPTH, parser } from './parser.ts'
import { wrapInline, addLeaf, alignOf, toListItem } from './inline-tokens.ts'

/** Limit of paragraphs, cells and runs of equally formatted text. */
const MAX_NODES = 30_000

/** What exceeds a limit: its line, from 1, and what to do. */
export interface LimitExceeded {
  readonly line: number
  readonly message: string
  readonly fix: string
}

/** A piece of HTML that has no counterpart in a document; the text in it stays. */
export interface LostMarkup {
  readonly line: number
  readonly html: string
}

export type ParsedMarkdown =
  | { readonly ok: true; readonly blocks: readonly Block[]; readonly lost: readonly LostMarkup[] }
  | { readonly ok: false; readonly tooMuch: LimitExceeded }

/**
 * The blocks of a text. Text over a limit is refused; the parser itself would leave it out silently. HTML is text in an
 * answer (`text`), and read as far as documents have its like in a template (`read`).
 */
export function parseMarkdown(markdown: string, html: 'text' | 'read' = 'text'): ParsedMarkdown {
  const tree = new BlockTreeBuilder(parser.parse(markdown, {}), html === 'read')
  const blocks = tree.blocks()
  return tree.tooMuch === undefined ? { ok: true, blocks, lost: tree.lost } : { ok: false, tooMuch: tree.tooMuch }
}

class BlockTreeBuilder {
  readonly #tokens: readonly Token[]
  readonly #readsHtml: boolean
  readonly lost: LostMarkup[] = []
  #at = 0
  #nodes = 0
  #line = 0
  tooMuch: LimitExceeded | undefined

  constructor(tokens: readonly Token[], readsHtml: boolean) {
    this.#tokens = tokens
    this.#readsHtml = readsHtml
  }

  /** Blocks up to the end of their container. */
  blocks(): Block[] {
    const blocks: Block[] = []
    for (let token = this.#next(); token !== undefined && token.nesting >= 0; token = this.#next()) {
      const block = this.#block(token)
      if (block !== undefined) blocks.push(block)
    }
    return blocks
  }

  /** The next token; undefined at the end, and once a limit is exceeded. */
  #next(): Token | undefined {
    const token = this.tooMuch === undefined ? this.#tokens[this.#at++] : undefined
    if (token === undefined) return undefined
    this.#line = token.map?.[0] ?? this.#line
    this.#count(token)
    return token
  }

  #count({ nesting, level }: Token): void {
    if (nesting >= 0) this.#nodes += 1
    if (nesting > 0 && level >= MAX_DEPTH - 1) {
      const message = `Lists, quotations or signs of emphasis stand in each other more than ${MAX_DEPTH} deep here.`
      this.#refuse(message, 'Take some of the signs or spaces before the text away.')
    }
    if (this.#nodes > MAX_NODES) {
      const message = `There are more than ${MAX_NODES} paragraphs, cells and pieces of text up to here.`
      this.#refuse(message, 'Make the text shorter, or split it.')
    }
  }

  #refuse(message: string, fix: string): void {
    this.tooMuch ??= { line: this.#line + 1, message, fix }
  }

  #block(token: Token): Block | undefined {
    switch (token.type) {
      case 'paragraph_open':
        return { type: 'paragraph', inline: this.#content() }
      case 'heading_open':
        return { type: 'heading', level: Number(token.tag.slice(1)), inline: this.#content() }
      case 'blockquote_open':
        return { type: 'quote', blocks: this.blocks() }
      case 'bullet_list_open':
        return { type: 'list', ordered: false, start: 1, ...this.#items() }
      case 'ordered_list_open':
        return { type: 'list', ordered: true, start: Number(token.attrGet('start') ?? 1), ...this.#items() }
      case 'code_block':
      case 'fence':
        return { type: 'code', text: token.content.replace(/\n$/, '') }
      case 'hr':
        return { type: 'rule' }
      case 'table_open':
        return this.#table()
      case 'html_block':
        return this.#html(token.content.trim())
      default:
        return undefined
    }
  }

  #html(content: string): Block | undefined {
    if (!this.#readsHtml) return { type: 'paragraph', inline: [{ type: 'text', text: content }] }
    const read = readHtmlBlock(content)
    if (read.isLost) this.lost.push({ line: this.#line + 1, html: content })
    if (read.isPageBreak) return { type: 'page_break' }
    return read.text === '' ? undefined : { type: 'paragraph', inline: [{ type: 'text', text: read.text }] }
  }

  /** The text of a paragraph, heading or cell, and its end. */
  #content(): Inline[] {
    const inline: Inline[] = []
    for (let token = this.#next(); token !== undefined && token.nesting >= 0; token = this.#next()) {
      if (token.children !== null) for (const each of this.#inline(token.children)) inline.push(each)
    }
    return inline
  }

  #items(): Pick<MarkdownList, 'items' | 'last'> {
    const items: MarkdownItem[] = []
    let last = 0
    for (let token = this.#next(); token !== undefined && token.nesting > 0; token = this.#next()) {
      last = Number(token.info) || 0
      items.push(toListItem(this.blocks()))
    }
    return { items, last }
  }

  #table(): MarkdownTable {
    const align: MarkdownTable['align'][number][] = []
    const rows: (readonly Inline[])[][] = []
    let header = 0
    for (let token = this.#next(); token !== undefined && token.type !== 'table_close'; token = this.#next()) {
      if (token.type === 'tr_open') rows.push([])
      else if (token.type === 'th_open' || token.type === 'td_open') {
        if (token.type === 'th_open') align.push(alignOf(token))
        rows.at(-1)?.push(this.#content())
      } else if (token.type === 'thead_close') header = rows.length
    }
    return { type: 'table', align, header: rows.slice(0, header).flat(), rows: rows.slice(header) }
  }

  #inline(tokens: readonly Token[]): Inline[] {
    const root: Inline[] = []
    const open: OpenInline[] = [{ children: root, element: undefined }]
    for (const token of tokens) {
      this.#count(token)
      if (this.tooMuch !== undefined) return root
      const siblings = open.at(-1)?.children ?? root
      if (token.type === 'html_inline' && this.#readsHtml) this.#tag(token.content, open)
      else if (token.nesting < 0) closeInline(open)
      else if (token.nesting > 0) {
        const children: Inline[] = []
        siblings.push(wrapInline(token, children))
        open.push({ children, element: undefined })
      } else {
        if (token.type === 'softbreak' || token.type === 'hardbreak') this.#line += 1
        addLeaf(siblings, token, this.#line + 1)
      }
    }
    return root
  }

  #tag(content: string, open: OpenInline[]): void {
    const read = readHtmlTag(content)
    const top = open.at(-1)
    if (read.kind === 'break') top?.children.push({ type: 'break' })
    else if (read.kind === 'open') {
      const children: Inline[] = []
      top?.children.push({ type: read.type, children })
      open.push({ children, element: read.element })
    } else if (read.kind === 'close' && top?.element === read.element) open.pop()
    else if (read.kind === 'lost') this.lost.push({ line: this.#line + 1, html: content })
  }
}

/** `element`: the HTML element that is open, if it is one. */
interface OpenInline {
  readonly children: Inline[]
  readonly element: string | undefined
}

/** Closes a mark of Markdown, and the elements that were left open in it. */
function closeInline(open: OpenInline[]): void {
  while (open.length > 1 && open.at(-1)?.element !== undefined) open.pop()
  if (open.length > 1) open.pop()
}
