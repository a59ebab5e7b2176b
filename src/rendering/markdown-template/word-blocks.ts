/**
 * The blocks of a Markdown template as paragraphs and tables of `docx`.
 */
import {
  BorderStyle,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  PageBreak,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { imageSize } from '../docx/render/image-size.ts'
import type { Block, Inline, MarkdownList, MarkdownTable } from '../markdown/blocks.ts'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import type { Mistake } from '../template/mistake.ts'
import type { DataPicture } from './data-pictures.ts'
import { FOOTNOTE } from './footnotes.ts'
import { BULLETS, MAX_LEVEL, type NumberedList } from './list-references.ts'
import { TagWords } from './tag-words.ts'

interface Look {
  readonly subScript?: boolean
  readonly superScript?: boolean
  readonly underline?: object
  readonly bold?: boolean
  readonly italics?: boolean
  readonly strike?: boolean
  readonly font?: string
  readonly style?: string
}

type WordBlock = Paragraph | Table

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
]

const MARKUP_FIX = 'Write it in Markdown, or put it into the Word file that was made of this template.'
const PICTURE_FIX =
  'Write it as a data: address, ask for it with ![{{photo}}](any.png), or put it into the Word file that was made.'
const IS_TAG = /^\{\{[^{}]*\}\}$/
const NO_NOTES: ReadonlyMap<string, string> = new Map()
const TAGS_ONLY = /^(?:\{\{\s*[#^/!][^{}]*\}\}\s*)+$/

/** A paragraph that holds nothing but tags of sections; so deep in a list that it looks like code, too. */
export function isTagsOnly(block: Block, restore: (text: string) => string): boolean {
  if (block.type === 'code') return TAGS_ONLY.test(restore(block.text).trim())
  if (block.type !== 'paragraph') return false
  return TAGS_ONLY.test(restore(block.inline.map((each) => (each.type === 'text' ? each.text : 'x')).join('')).trim())
}

const PLACEHOLDER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsZC7iAAAAABJRU5ErkJggg==',
  'base64',
)

/** Pixels: the box of a placeholder, and the width of the widest picture. */
const BOX = 160

const MAX_PICTURE_WIDTH = 600

/** Whether a list behind section tags goes on with the numbers of another: by its own number, or where all are 1. */
const goesOn = (before: MarkdownList, { ordered, start }: MarkdownList): boolean =>
  before.ordered === ordered && (start === before.last + 1 || (start === 1 && before.last === 1))

/** What the blocks were read from. */
export interface BlockSource {
  readonly pictures: ReadonlyMap<string, DataPicture>
  /** Footnotes by their names. */
  readonly notes: ReadonlyMap<string, string>
  /** Puts tags back in the place of their words. */
  readonly restore: (text: string) => string
  /** The lines that were parsed, and their numbers in the file. */
  readonly lines: readonly string[]
  readonly origins: readonly number[]
}

/**
 * Where blocks stand: how deep in quotations and lists, and the numbered list of which a list numbers the next level.
 */
interface Nesting {
  readonly depth: number
  /** In how many lists. */
  readonly nested?: number
  readonly list?: NumberedList | undefined
}

export class WordBlockBuilder {
  readonly #source: BlockSource
  readonly lists: NumberedList[] = []
  readonly footnotes: Record<string, { readonly children: Paragraph[] }> = {}
  readonly remarks: Mistake[] = []
  #pictures = 0

  constructor(source: BlockSource) {
    this.#source = source
  }

  blocks(blocks: readonly Block[], nesting: Nesting): WordBlock[] {
    /** The last list, when only section tags followed it: the next list goes on with its numbers. */
    let running: { readonly before: MarkdownList; readonly list: NumberedList | undefined } | undefined
    /** Only one list in an item can number the next level: another one would go on with its numbers. */
    let { list: outer } = nesting
    return blocks.flatMap((block) => {
      if (block.type !== 'list') {
        if (!isTagsOnly(block, this.#source.restore)) running = undefined
        return this.#block(block, nesting)
      }
      let list = running !== undefined && goesOn(running.before, block) ? running.list : undefined
      if (block.ordered && list === undefined) {
        list = this.#numbered(block, nesting, outer)
        if (list === outer) outer = undefined
      }
      running = { before: block, list }
      return this.#list(block, nesting, list)
    })
  }

  /** What comes out differently, at a line of what was parsed. */
  #remark(line: number, message: string, fix: string): void {
    const { lines, origins, restore } = this.#source
    const around = restore(lines[line - 1] ?? '')
      .trim()
      .slice(0, 80)
    this.remarks.push({ part: 'text', paragraph: origins[line - 1] ?? line, around, message, fix })
  }

  /** HTML that has no counterpart in Word. */
  remarkLost(line: number, html: string): void {
    const tag = this.#source.restore(html).replace(/\s+/g, ' ').slice(0, 40)
    this.#remark(line, `The HTML “${tag}” has no counterpart here: only the text in it is kept.`, MARKUP_FIX)
  }

  #numbered({ start }: MarkdownList, { depth, nested = 0 }: Nesting, outer: NumberedList | undefined): NumberedList {
    const level = Math.min(depth, MAX_LEVEL)
    // Word begins a level anew itself when an item of the level above comes.
    if (outer !== undefined && start === 1 && depth <= MAX_LEVEL) return outer
    const list = { reference: `numbers-${this.lists.length + 1}`, level, nested, start }
    this.lists.push(list)
    return list
  }

  #block(block: Exclude<Block, MarkdownList>, { depth, nested }: Nesting): WordBlock[] {
    const indent = depth === 0 ? {} : { indent: { left: 720 * depth } }
    const { restore } = this.#source
    switch (block.type) {
      case 'heading': {
        const heading = HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_6
        return [new Paragraph({ heading, children: this.#inline(block.inline, {}) })]
      }
      case 'quote':
        return this.blocks(block.blocks, { depth: depth + 1, ...(nested === undefined ? {} : { nested }) })
      case 'code':
        return block.text
          .split('\n')
          .map(
            (text) =>
              new Paragraph({ ...indent, children: [new TextRun({ text: restore(text), font: 'Courier New' })] }),
          )
      case 'rule':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'auto' } } })]
      case 'page_break':
        return [new Paragraph({ children: [new PageBreak()] })]
      case 'table':
        return [this.#table(block), new Paragraph('')]
      case 'paragraph':
        return [new Paragraph({ ...indent, children: this.#inline(block.inline, {}) })]
    }
  }

  #list(list: MarkdownList, { depth, nested = 0 }: Nesting, numbered: NumberedList | undefined): WordBlock[] {
    const level = Math.min(depth, MAX_LEVEL)
    return list.items.flatMap(({ checked, blocks }) => {
      const [lead, ...rest] = blocks
      const leads = lead?.type === 'paragraph'
      const mark = checked === undefined ? [] : [new TextRun(checked ? '☒ ' : '☐ ')]
      const children = [...mark, ...(leads ? this.#inline(lead.inline, {}) : [])]
      const first = new Paragraph({ children, numbering: { reference: numbered?.reference ?? BULLETS, level } })
      return [first, ...this.blocks(leads ? rest : blocks, { depth: depth + 1, nested: nested + 1, list: numbered })]
    })
  }

  #table({ align, header, rows }: MarkdownTable): Table {
    const row = (cells: readonly (readonly Inline[])[], look: Look, isHeader: boolean): TableRow =>
      new TableRow({
        tableHeader: isHeader,
        children: cells.map((cell, column) => {
          const alignment = align[column]
          const aligned = alignment === undefined ? {} : { alignment }
          return new TableCell({ children: [new Paragraph({ children: this.#inline(cell, look), ...aligned })] })
        }),
      })
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: header.map(() => Math.floor(9_000 / header.length)),
      rows: [row(header, { bold: true }, true), ...rows.map((each) => row(each, {}, false))],
    })
  }

  #inline(inline: readonly Inline[], look: Look): ParagraphChild[] {
    return inline.flatMap((each): ParagraphChild[] => {
      switch (each.type) {
        case 'strong':
          return this.#inline(each.children, { ...look, bold: true })
        case 'em':
          return this.#inline(each.children, { ...look, italics: true })
        case 'del':
          return this.#inline(each.children, { ...look, strike: true })
        case 'sub':
          return this.#inline(each.children, { ...look, subScript: true })
        case 'sup':
          return this.#inline(each.children, { ...look, superScript: true })
        case 'u':
          return this.#inline(each.children, { ...look, underline: {} })
        case 'code':
          return [new TextRun({ ...look, text: this.#source.restore(each.text), font: 'Courier New' })]
        case 'break':
          return [new TextRun({ break: 1 })]
        case 'link': {
          const children = this.#inline(each.children, { ...look, style: 'Hyperlink' })
          return [new ExternalHyperlink({ link: this.#source.restore(each.href), children })]
        }
        case 'image':
          return [this.#image(each, look)]
        case 'text':
          return this.#lines(each.text, look)
      }
    })
  }

  /** A line break in the source is a space, as CommonMark has it; `[^1]` is a footnote where there is one. */
  #lines(text: string, look: Look): ParagraphChild[] {
    const { notes, restore } = this.#source
    const runs: ParagraphChild[] = []
    const put = (piece: string): void => {
      if (piece !== '') runs.push(new TextRun({ ...look, text: restore(piece).replace(/\n/g, ' ') }))
    }
    let at = 0
    for (const { 0: mark, 1: name = '', index } of text.matchAll(FOOTNOTE)) {
      const note = notes.get(name)
      if (note === undefined) continue
      put(text.slice(at, index))
      runs.push(new FootnoteReferenceRun(this.#footnote(note)))
      at = index + mark.length
    }
    put(text.slice(at))
    return runs
  }

  /** The number of a new footnote. */
  #footnote(markdown: string): number {
    const number = Object.keys(this.footnotes).length + 1
    const words = new TagWords(markdown)
    const parsed = parseMarkdown(words.text, 'read')
    const source = { ...this.#source, notes: NO_NOTES, restore: words.restore }
    const inner = new WordBlockBuilder(source).blocks(parsed.ok ? parsed.blocks : [], { depth: 0 })
    const paragraphs = inner.filter((each) => each instanceof Paragraph)
    this.footnotes[number] = { children: paragraphs.length > 0 ? paragraphs : [new Paragraph('')] }
    return number
  }

  #image(image: Extract<Inline, { readonly type: 'image' }>, look: Look): ParagraphChild {
    const data = this.#source.pictures.get(image.href)
    const alt = this.#source.restore(image.alt).trim()
    if (data === undefined && !IS_TAG.test(alt)) {
      const address = this.#source.restore(image.href)
      this.#remark(image.line, `The picture “${address}” is not in the file: only its words are kept.`, PICTURE_FIX)
      return new TextRun({ ...look, text: alt })
    }
    const { type, bytes } = data ?? { type: 'png', bytes: PLACEHOLDER }
    const size =
      data === undefined
        ? { width: BOX, height: BOX }
        : (imageSize({ image: bytes, media_type: type === 'jpg' ? 'image/jpeg' : 'image/png' }) ?? {
            width: BOX,
            height: BOX,
          })
    const scale = Math.min(1, MAX_PICTURE_WIDTH / size.width)
    return new ImageRun({
      type,
      data: bytes,
      transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
      altText: { id: String(++this.#pictures), name: 'Picture', title: '', description: alt },
    })
  }
}
