/**
 * A Markdown template as a Word template: built with docx, tags and all, so that it is compiled and filled like any other.
 * docx writes the current time and random ids; both are replaced, so that equal text gives equal bytes.
 */
import {
  AlignmentType, BorderStyle, Document, ExternalHyperlink, HeadingLevel, ImageRun, LevelFormat, Packer, Paragraph, type ParagraphChild, Table, TableCell, TableRow, TextRun, WidthType,
} from 'docx'
import { type Token, type Tokens, lexer } from 'marked'
import { type Result, ok } from '../../domain/errors.ts'
import { openArchive } from '../docx/archive.ts'
import { imageSize } from '../docx/image-size.ts'
import { packEntry, writeArchive } from '../docx/pack.ts'
import { tooCostly, tooMany } from './limits.ts'
import { partSectionLines } from './section-lines.ts'

/** The bytes of a .docx. Headings, lists, tables, links, quotations, code, pictures (`![{{photo}}](…)` is a placeholder; `data:` addresses are taken in). */
export async function markdownToWord(markdown: string): Promise<Result<Uint8Array>> {
  const { text, pictures } = withoutData(markdown)
  const costly = tooCostly(text)
  if (costly !== undefined) return costly
  const tokens = lexer(partSectionLines(text), { gfm: true })
  const many = tooMany(tokens)
  if (many !== undefined) return many
  const children = new Builder(pictures).blocks(tokens, 0)
  const document = new Document({
    creator: 'DocGen',
    numbering: { config: [numbering('numbers', [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN]), numbering('bullets', [LevelFormat.BULLET])] },
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
    levels: [0, 1, 2, 3, 4, 5].map(level => {
      const format = formats[level % formats.length] ?? LevelFormat.BULLET
      return {
        level, format, text: format === LevelFormat.BULLET ? (level % 2 === 0 ? '•' : '–') : `%${level + 1}.`, alignment: AlignmentType.LEFT,
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

type Block = Paragraph | Table
const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4, HeadingLevel.HEADING_5, HeadingLevel.HEADING_6]
const TAGS_ONLY = /^(?:\{\{\s*[#^/!][^{}]*\}\}\s*)+$/
const PLACEHOLDER = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsZC7iAAAAABJRU5ErkJggg==', 'base64')
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

  blocks(tokens: readonly Token[], depth: number): Block[] {
    return tokens.flatMap(token => {
      const blocks = this.#block(token, depth)
      if (token.type !== 'list' && token.type !== 'space' && !TAGS_ONLY.test(token.raw.trim())) this.#running = undefined
      return blocks
    })
  }

  #block(token: Token, depth: number): Block[] {
    const indent = depth === 0 ? {} : { indent: { left: 720 * depth } }
    switch (token.type) {
      case 'space': case 'def': return []
      case 'heading': {
        const { depth: level, tokens } = token as Tokens.Heading
        return [new Paragraph({ heading: HEADINGS[level - 1] ?? HeadingLevel.HEADING_6, children: this.#inline(tokens, {}) })]
      }
      case 'list': return this.#list(token as Tokens.List, depth)
      case 'blockquote': return this.blocks((token as Tokens.Blockquote).tokens, depth + 1)
      case 'code': return (token as Tokens.Code).text.split('\n').map(line => new Paragraph({ ...indent, children: [new TextRun({ text: line, font: 'Courier New' })] }))
      case 'hr': return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'auto' } } })]
      case 'table': return [this.#table(token as Tokens.Table), new Paragraph('')]
      default: return [new Paragraph({ ...indent, children: this.#inline('tokens' in token && token.tokens !== undefined ? token.tokens : [token], {}) })]
    }
  }

  #list(list: Tokens.List, depth: number): Block[] {
    if (depth === 0 && this.#running !== list.ordered) this.#instance += 1
    if (depth === 0) this.#running = list.ordered
    const instance = this.#instance
    return list.items.flatMap(item => {
      const [lead, ...rest] = item.tokens.filter(each => each.type !== 'space' && each.type !== 'checkbox')
      const leads = lead !== undefined && (lead.type === 'text' || lead.type === 'paragraph')
      const mark = item.task ? [new TextRun(item.checked === true ? '☒ ' : '☐ ')] : []
      const children = [...mark, ...(leads ? this.#inline((lead as Tokens.Text).tokens ?? [lead], {}) : [])]
      const first = new Paragraph({ children, numbering: { reference: list.ordered ? 'numbers' : 'bullets', level: Math.min(depth, 5), instance } })
      return [first, ...this.blocks(leads || lead === undefined ? rest : [lead, ...rest], depth + 1)]
    })
  }

  #table(table: Tokens.Table): Table {
    const row = (cells: readonly Tokens.TableCell[], look: Look, header: boolean): TableRow => new TableRow({
      tableHeader: header,
      children: cells.map(cell => new TableCell({ children: [new Paragraph({ children: this.#inline(cell.tokens, look), ...(cell.align === null ? {} : { alignment: cell.align }) })] })),
    })
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: table.header.map(() => Math.floor(9_000 / table.header.length)),
      rows: [row(table.header, { bold: true }, true), ...table.rows.map(each => row(each, {}, false))],
    })
  }

  #inline(tokens: readonly Token[], look: Look): ParagraphChild[] {
    return tokens.flatMap((token): ParagraphChild[] => {
      switch (token.type) {
        case 'strong': return this.#inline((token as Tokens.Strong).tokens, { ...look, bold: true })
        case 'em': return this.#inline((token as Tokens.Em).tokens, { ...look, italics: true })
        case 'del': return this.#inline((token as Tokens.Del).tokens, { ...look, strike: true })
        case 'codespan': return [new TextRun({ ...look, text: (token as Tokens.Codespan).text, font: 'Courier New' })]
        case 'br': return [new TextRun({ break: 1 })]
        case 'link': return [new ExternalHyperlink({ link: (token as Tokens.Link).href, children: this.#inline((token as Tokens.Link).tokens, { ...look, style: 'Hyperlink' }) })]
        case 'image': return [this.#image(token as Tokens.Image, look)]
        case 'text': {
          const { tokens: inner, text } = token as Tokens.Text
          return inner === undefined ? this.#lines(unescapeHtml(text), look) : this.#inline(inner, look)
        }
        case 'escape': return [new TextRun({ ...look, text: (token as Tokens.Escape).text })]
        default: return this.#lines(token.raw, look)
      }
    })
  }

  /** A line break in the source is a space, as CommonMark has it. */
  #lines(text: string, look: Look): TextRun[] {
    return [new TextRun({ ...look, text: text.replace(/\n/g, ' ') })]
  }

  #image(image: Tokens.Image, look: Look): ParagraphChild {
    const data = this.#data.get(image.href)
    const isTag = /^\{\{[^{}]*\}\}$/.test(image.text.trim())
    if (data === undefined && !isTag) return new TextRun({ ...look, text: image.text })
    const { type, bytes } = data ?? { type: 'png', bytes: PLACEHOLDER }
    const size = data === undefined ? { width: BOX, height: BOX } : imageSize({ image: bytes, media_type: type === 'jpg' ? 'image/jpeg' : 'image/png' }) ?? { width: BOX, height: BOX }
    const scale = Math.min(1, WIDEST / size.width)
    const description = image.text.trim()
    return new ImageRun({
      type, data: bytes, transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
      altText: { id: String(++this.#pictures), name: 'Picture', title: '', description },
    })
  }
}

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '')
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
  const entries = [...archive.value.values()].toSorted((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1))
  return ok(writeArchive(entries.map(entry => {
    if (!/\.(?:xml|rels)$/.test(entry.name)) return entry
    const xml = entry.bytes.toString('utf8')
      .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$11980-01-01T00:00:00Z')
      .replace(/(\s(?:r:id|r:embed|Id)=")(rId[^"\d][^"]*|rId\d*[^"\d][^"]*)"/g, (_whole, start: string, id: string) => `${start}${stable(id)}"`)
    return packEntry(entry.name, Buffer.from(xml, 'utf8'))
  })))
}

/** Word writes the content types first; relationship ids are numbered as they stand in the document. */
const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : name === 'word/document.xml' ? 1 : 2)
