/**
 * Finds where each value of a Markdown template stands. markdown-it reads the template with a harmless word in place of
 * each value, and each word is looked for in what it has read.
 */
import type { Token } from 'markdown-it'
import type { MarkdownText } from '../../template/program.ts'
import { frontMatterLength } from '../../markdown/front-matter.ts'
import { parser } from '../../markdown/parser.ts'
import { findFence, findSpan } from './code-marks.ts'
import { AUTOLINK, type MarkdownFlow } from './flow.ts'
import { noteFrontMatter } from './front-matter.ts'
import { markupPlace } from './markup-place.ts'
import { characterAfter, characterBefore, linePrefix, mayBeginLine } from './neighbours.ts'
import { Places } from './places.ts'

type IsAlone = (tag: { readonly start: number; readonly end: number }) => boolean

/** What the paragraph, heading or cell is that values stand in. */
type Block = Pick<MarkdownText, 'breaks' | 'also' | 'heading'>

/** The marks of quotations and lists are no longer. */
const MAX_LOOK_BACK = 500

/** `isAlone`: whether a tag of the template is a paragraph by itself. */
export function findPlaces(flow: MarkdownFlow, isAlone: IsAlone): Places {
  const places = new Places(flow)
  const begin = frontMatterLength(flow.text)
  if (begin > 0) noteFrontMatter(places, begin)
  const env: { references?: Readonly<Record<string, { readonly href: string; readonly title: string }>> } = {}
  const walk = new TokenWalk(places, begin, isAlone)
  walk.blocks(parser.parse(flow.withAddresses(flow.text.slice(begin)), env))
  for (const each of Object.values(env.references ?? {})) walk.target(each.href, each.title, true)
  walk.rest()
  return places
}

class TokenWalk {
  readonly #places: Places
  readonly #lines: readonly number[]
  readonly #isAlone: IsAlone

  constructor(places: Places, begin: number, isAlone: IsAlone) {
    this.#places = places
    this.#isAlone = isAlone
    const lines = [begin]
    const ends = /\r\n?|\n/g
    ends.lastIndex = begin
    for (let end = ends.exec(places.flow.text); end !== null; end = ends.exec(places.flow.text))
      lines.push(end.index + end[0].length)
    this.#lines = lines
  }

  blocks(tokens: readonly Token[]): void {
    let block: Block = { breaks: 'line' }
    for (const token of tokens) {
      switch (token.type) {
        case 'heading_open':
          block = token.markup.startsWith('#') ? { breaks: 'space', heading: true } : { breaks: 'line' }
          break
        case 'th_open':
        case 'td_open':
          block = { breaks: 'cell' }
          break
        case 'paragraph_open':
          block = { breaks: 'line' }
          break
        case 'inline':
          if (this.#holdsValues(token.content)) this.#inline(token.children ?? [], withSigns(token, block))
          break
        case 'fence':
          this.#fence(token)
          break
        case 'code_block': {
          const from = this.#lines[token.map?.[0] ?? 0] ?? 0
          const indent = /^[ \t]*/.exec(this.#places.flow.text.slice(from, from + 1_000))?.[0] ?? ''
          this.#places.note(token.content, { in: 'code', breaks: `\n${token.level === 0 ? '    ' : indent}` })
          break
        }
        case 'html_block':
          this.#markup(token.content, true)
          break
      }
    }
  }

  /** An address of a link or picture, and its title. */
  target(href: string, title: string, definition = false, bare = false): void {
    for (const { index, from, to } of this.#places.flow.valuesIn(href)) {
      const begins = from > 0 ? {} : { begins: to === href.length ? ('whole' as const) : ('part' as const) }
      this.#places.of.set(index, {
        in: 'address',
        ...begins,
        ...(definition ? { definition } : {}),
        ...(bare ? { bare: true as const } : {}),
      })
    }
    this.#places.note(title, { in: 'title' })
  }

  /** What the parser has read as nothing in particular is text. */
  rest(): void {
    const { flow, of } = this.#places
    for (const [index, { kind }] of flow.pieces.entries())
      if (kind === 'value' && !of.has(index)) this.#text(index, { breaks: 'line', also: '`>()' })
  }

  #holdsValues(text: string): boolean {
    return this.#places.flow.valuesIn(text).length > 0
  }

  #inline(tokens: readonly Token[], block: Block): void {
    let link: 'link' | 'autolink' | 'linkify' | undefined
    for (const token of tokens) {
      switch (token.type) {
        case 'link_open':
          link = token.markup === 'autolink' || token.markup === 'linkify' ? token.markup : 'link'
          if (link === 'autolink' && this.#brackets(String(token.attrGet('href') ?? ''), block)) break
          this.target(String(token.attrGet('href') ?? ''), String(token.attrGet('title') ?? ''), false, link !== 'link')
          break
        case 'link_close':
          link = undefined
          break
        case 'image':
          this.target(String(token.attrGet('src') ?? ''), String(token.attrGet('title') ?? ''))
          for (const { index } of this.#places.flow.valuesIn(token.content))
            this.#text(index, { ...block, breaks: block.breaks === 'cell' ? 'cell' : 'space' }, true)
          break
        case 'code_inline': {
          if (!this.#holdsValues(token.content)) break
          const cell = block.breaks === 'cell' ? { cell: true as const } : {}
          this.#places.note(token.content, { in: 'code', breaks: ' ', ...cell })
          const span = findSpan(this.#places, token)
          if (span !== undefined) this.#places.wraps.push(span)
          break
        }
        case 'html_inline':
          this.#markup(token.content, false)
          break
        default:
          // The words of a bare address are the address itself.
          if (link !== 'autolink' && link !== 'linkify')
            for (const { index } of this.#places.flow.valuesIn(token.content)) this.#text(index, block, link === 'link')
      }
    }
  }

  #text(index: number, block: Block, label = false): void {
    const { flow, of } = this.#places
    const piece = flow.pieces[index]
    if (piece?.kind !== 'value') return
    const { at, tag } = piece
    const before = characterBefore(flow.pieces, index)
    const after = characterAfter(flow.pieces, index)
    const prefix = linePrefix(/[^\n]*$/.exec(flow.text.slice(Math.max(0, at - MAX_LOOK_BACK), at))?.[0] ?? '')
    of.set(index, {
      in: 'text',
      ...block,
      ...(block.breaks === 'line' && this.#isAlone(tag) ? { breaks: 'paragraph' as const } : {}),
      ...(mayBeginLine(flow.pieces, index) ? { start: true as const } : {}),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(prefix === '' ? {} : { prefix }),
      ...(label ? { label: true as const } : {}),
    })
  }

  #fence(token: Token): void {
    if (!this.#holdsValues(token.content) && !this.#holdsValues(token.info)) return
    const [first = 0, end = first + 1] = token.map ?? []
    const { text } = this.#places.flow
    const lines = { from: this.#lines[first] ?? 0, to: this.#lines[end] ?? text.length }
    const found = findFence(this.#places, token, lines)
    this.#places.note(token.content, { in: 'code', breaks: `\n${found?.prefix ?? ''}` })
    this.#places.note(token.info, { in: 'info' })
    if (found !== undefined) this.#places.wraps.push(found.wrapped)
  }

  #markup(html: string, isBlock: boolean): void {
    for (const { index, from } of this.#places.flow.valuesIn(html))
      this.#places.of.set(index, markupPlace(html, from, isBlock))
  }

  /** `<word>` is an address if the answer is one. */
  #brackets(href: string, block: Block): boolean {
    const { flow, of, wraps } = this.#places
    const [word, ...others] = flow.valuesIn(href)
    const piece = flow.pieces[word?.index ?? -1]
    const isAll = word?.from === AUTOLINK.length && word.to === href.length && others.length === 0
    if (word === undefined || piece?.kind !== 'value' || !isAll || flow.text[piece.at - 1] !== '<') return false
    of.set(word.index, { in: 'brackets' })
    const inner = { from: piece.at, to: piece.at + piece.word.length }
    const cell = block.breaks === 'cell' ? { cell: true as const } : {}
    wraps.push({ wrap: { of: 'brackets', ...cell }, from: inner.from - 1, to: inner.to + 1, inner })
    return true
  }
}

/** The block with the signs that are text in it as long as no answer adds their counterparts. */
function withSigns({ children }: Token, block: Block): Block {
  const text = (children ?? []).map((each) => (each.type === 'text' ? each.content : ' ')).join('')
  const also = `${text.includes('`') ? '`' : ''}${text.includes('<') ? '>' : ''}${text.includes('](') ? '()' : ''}`
  return also === '' ? block : { ...block, also }
}
