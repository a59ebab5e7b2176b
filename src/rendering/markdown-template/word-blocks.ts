/**
 * The blocks of a Markdown template as paragraphs and tables of `docx`.
 */
import {
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
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
import type { DataPicture } from './data-pictures.ts'

interface Look {
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

const TAGS_ONLY = /^(?:\{\{\s*[#^/!][^{}]*\}\}\s*)+$/

/** A paragraph that holds nothing but tags of sections. */
function isTagsOnly(block: Block): boolean {
  if (block.type !== 'paragraph') return false
  return TAGS_ONLY.test(
    block.inline
      .map((each) => (each.type === 'text' ? each.text : 'x'))
      .join('')
      .trim(),
  )
}

const PLACEHOLDER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsZC7iAAAAABJRU5ErkJggg==',
  'base64',
)

/** Pixels: the box of a placeholder, and the width of the widest picture. */
const BOX = 160

const MAX_PICTURE_WIDTH = 600

export class WordBlockBuilder {
  readonly #data: ReadonlyMap<string, DataPicture>
  #instance = 0
  #pictures = 0
  /** Whether the last list was ordered, when only section tags followed it: the next list continues its numbers. */
  #running: boolean | undefined

  constructor(data: ReadonlyMap<string, DataPicture>) {
    this.#data = data
  }

  blocks(blocks: readonly Block[], depth: number): WordBlock[] {
    return blocks.flatMap((block) => {
      const made = this.#block(block, depth)
      if (block.type !== 'list' && !isTagsOnly(block)) this.#running = undefined
      return made
    })
  }

  #block(block: Block, depth: number): WordBlock[] {
    const indent = depth === 0 ? {} : { indent: { left: 720 * depth } }
    switch (block.type) {
      case 'heading': {
        const heading = HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_6
        return [new Paragraph({ heading, children: this.#inline(block.inline, {}) })]
      }
      case 'list':
        return this.#list(block, depth)
      case 'quote':
        return this.blocks(block.blocks, depth + 1)
      case 'code':
        return block.text
          .split('\n')
          .map((text) => new Paragraph({ ...indent, children: [new TextRun({ text, font: 'Courier New' })] }))
      case 'rule':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'auto' } } })]
      case 'table':
        return [this.#table(block), new Paragraph('')]
      case 'paragraph':
        return [new Paragraph({ ...indent, children: this.#inline(block.inline, {}) })]
    }
  }

  #list(list: MarkdownList, depth: number): WordBlock[] {
    if (depth === 0 && this.#running !== list.ordered) this.#instance += 1
    if (depth === 0) this.#running = list.ordered
    const instance = this.#instance
    return list.items.flatMap(({ checked, blocks }) => {
      const [lead, ...rest] = blocks
      const leads = lead?.type === 'paragraph'
      const mark = checked === undefined ? [] : [new TextRun(checked ? '☒ ' : '☐ ')]
      const children = [...mark, ...(leads ? this.#inline(lead.inline, {}) : [])]
      const first = new Paragraph({
        children,
        numbering: { reference: list.ordered ? 'numbers' : 'bullets', level: Math.min(depth, 5), instance },
      })
      return [first, ...this.blocks(leads ? rest : blocks, depth + 1)]
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
        case 'code':
          return [new TextRun({ ...look, text: each.text, font: 'Courier New' })]
        case 'break':
          return [new TextRun({ break: 1 })]
        case 'link': {
          const children = this.#inline(each.children, { ...look, style: 'Hyperlink' })
          return [new ExternalHyperlink({ link: each.href, children })]
        }
        case 'image':
          return [this.#image(each, look)]
        case 'text':
          return this.#lines(each.text, look)
      }
    })
  }

  /** A line break in the source is a space, as CommonMark has it. */
  #lines(text: string, look: Look): TextRun[] {
    return [new TextRun({ ...look, text: text.replace(/\n/g, ' ') })]
  }

  #image(image: Extract<Inline, { readonly type: 'image' }>, look: Look): ParagraphChild {
    const data = this.#data.get(image.href)
    const isTag = /^\{\{[^{}]*\}\}$/.test(image.alt.trim())
    if (data === undefined && !isTag) return new TextRun({ ...look, text: image.alt })
    const { type, bytes } = data ?? { type: 'png', bytes: PLACEHOLDER }
    const size =
      data === undefined
        ? { width: BOX, height: BOX }
        : (imageSize({ image: bytes, media_type: type === 'jpg' ? 'image/jpeg' : 'image/png' }) ?? {
            width: BOX,
            height: BOX,
          })
    const scale = Math.min(1, MAX_PICTURE_WIDTH / size.width)
    const description = image.alt.trim()
    return new ImageRun({
      type,
      data: bytes,
      transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
      altText: { id: String(++this.#pictures), name: 'Picture', title: '', description },
    })
  }
}
