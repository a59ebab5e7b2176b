/**
 * A Markdown template as a Word template: built with docx, tags and all, so that it is compiled and filled like any
 * other. docx writes the current time and random ids; both are replaced, so that equal text gives equal bytes.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { type Result, ok } from '../../domain/kernel/errors.ts'
import { openArchive } from '../docx/zip/archive.ts'
import { imageSize } from '../docx/render/image-size.ts'
import { packEntry, writeArchive } from '../docx/compile/pack.ts'
import type { Block, Inline, List, Table as MarkdownTable } from '../markdown/blocks.ts'
import { refuseCost, tooCostly } from '../markdown/limits.ts'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { partSectionLines } from './section-lines.ts'

/**
 * The bytes of a .docx. Headings, lists, tables, links, quotations, code, pictures (`![{{photo}}](…)` is a placeholder;
 * `data:` addresses are taken in).
 */
export async function markdownToWord(markdown: string): Promise<Result<Uint8Array>> {
  const { text, pictures } = withoutData(markdown)
  const costly = tooCostly(text)
  if (costly !== undefined) return costly
  const parsed = parseMarkdown(partSectionLines(text))
  if (!parsed.ok) return refuseCost(parsed.tooMuch)
  const children = new Builder(pictures).blocks(parsed.blocks, 0)
  const document = new Document({
    creator: 'DocGen',
    numbering: {
      config: [
        numbering('numbers', [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN]),
        numbering('bullets', [LevelFormat.BULLET]),
      ],
    },
    styles: { default: { document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 120 } } } } },
    sections: [{ children: children.length > 0 ? children : [new Paragraph('')] }],
  })
  return normalised(await Packer.toBuffer(document))
}

const DATA = /data:image\/(png|jpeg);base64,([A-Za-z0-9+/=]+)/g

interface DataPicture {
  readonly type: 'png' | 'jpg'
  readonly bytes: Buffer
}

/** Pictures' data are no text to read: a short address stands for each. */
function withoutData(markdown: string): { text: string; pictures: ReadonlyMap<string, DataPicture> } {
  const pictures = new Map<string, DataPicture>()
  const text = markdown.replace(DATA, (_whole, type: string, data: string) => {
    const address = `docgen-data:${pictures.size + 1}`
    pictures.set(address, { type: type === 'jpeg' ? 'jpg' : 'png', bytes: Buffer.from(data, 'base64') })
    return address
  })
  return { text, pictures }
}

function numbering(reference: string, formats: readonly (typeof LevelFormat)[keyof typeof LevelFormat][]) {
  return {
    reference,
    levels: [0, 1, 2, 3, 4, 5].map((level) => {
      const format = formats[level % formats.length] ?? LevelFormat.BULLET
      return {
        level,
        format,
        text: format === LevelFormat.BULLET ? (level % 2 === 0 ? '•' : '–') : `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
      }
    }),
  }
}

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
/** Pixels: a placeholder's box, and the widest picture of a page. */
const BOX = 160
const WIDEST = 600

class Builder {
  readonly #data: ReadonlyMap<string, DataPicture>
  #instance = 0
  #pictures = 0
  /** The kind of the last list when only section tags have come since: it goes on counting. */
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

  #list(list: List, depth: number): WordBlock[] {
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
    const scale = Math.min(1, WIDEST / size.width)
    const description = image.alt.trim()
    return new ImageRun({
      type,
      data: bytes,
      transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
      altText: { id: String(++this.#pictures), name: 'Picture', title: '', description },
    })
  }
}

/** Fixed dates, and relationship ids numbered in the order in which they stand. */
async function normalised(bytes: Uint8Array): Promise<Result<Uint8Array>> {
  const archive = await openArchive(bytes)
  if (!archive.ok) return archive
  const ids = new Map<string, string>()
  const stable = (id: string): string => {
    const known = ids.get(id) ?? `rIdLink${ids.size + 1}`
    ids.set(id, known)
    return known
  }
  const entries = [...archive.value.values()].toSorted(
    (a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1),
  )
  return ok(
    writeArchive(
      entries.map((entry) => {
        if (!/\.(?:xml|rels)$/.test(entry.name)) return entry
        const xml = entry.bytes
          .toString('utf8')
          .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$11980-01-01T00:00:00Z')
          .replace(
            /(\s(?:r:id|r:embed|Id)=")(rId[^"\d][^"]*|rId\d*[^"\d][^"]*)"/g,
            (_whole, start: string, id: string) => `${start}${stable(id)}"`,
          )
        return packEntry(entry.name, Buffer.from(xml, 'utf8'))
      }),
    ),
  )
}

/** Word writes the content types first; relationship ids are numbered as they stand in the document. */
const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : name === 'word/document.xml' ? 1 : 2)
