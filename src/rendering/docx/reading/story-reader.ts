/** Reads the paragraphs of one part: what they say, and where they are. */
import { attribute } from '../xml/attributes.ts'
import { unescapeXml } from '../xml/unescape-xml.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import type { TextLine } from './document-text.ts'
import { FieldResults } from './field-results.ts'

/** Formatting, and text that is there no more: deleted, moved away, or written a second time for old programs. */
const SKIPPED: ReadonlySet<string> = new Set([
  'w:pPr',
  'w:rPr',
  'w:tblPr',
  'w:tblGrid',
  'w:tcPr',
  'w:trPr',
  'w:tblPrEx',
  'w:sectPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
])

const SIGNS: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:ptab': ' ',
  'w:br': ' ',
  'w:cr': ' ',
  'a:br': ' ',
  'w:noBreakHyphen': '-',
}

interface Place {
  /** `table 2, row 3`; empty outside of tables. */
  readonly cell: string
  readonly box: boolean
}

/** The lines of a part. `picture` gives the words that stand for the picture of a relationship. */
export function readStory(part: XmlPart, picture: (relationship: string) => string): readonly TextLine[] {
  const reader = new StoryReader(part, picture)
  reader.walk(part.root, { cell: '', box: false })
  return reader.lines
}

class StoryReader {
  readonly lines: TextLine[] = []
  readonly #part: XmlPart
  readonly #picture: (relationship: string) => string
  readonly #fields = new FieldResults()
  #text: string[] | undefined
  #paragraphs = 0
  #tables = 0

  constructor(part: XmlPart, picture: (relationship: string) => string) {
    this.#part = part
    this.#picture = picture
  }

  walk(element: XmlElement, place: Place): void {
    const { name } = element
    if (SKIPPED.has(name)) return
    const sign = SIGNS[name]
    if (sign !== undefined) this.#add(sign)
    else if (name === 'w:p' || name === 'a:p') this.#paragraph(element, place)
    else if (name === 'w:tbl') this.#table(element, place)
    else if (name === 'w:txbxContent') this.#children(element, { ...place, box: true })
    else if (name === 'w:t' || name === 'a:t' || name === 'm:t') this.#add(this.#content(element))
    else if (name === 'w:sym') this.#add(symbol(this.#attribute(element, 'char')))
    else if (name === 'w:instrText') this.#fields.instruct(this.#content(element))
    else if (name === 'w:fldChar') this.#fieldMark(element)
    else if (name === 'w:fldSimple') this.#simpleField(element, place)
    else if (name === 'a:blip') this.#add(this.#shown(element, 'embed'))
    else if (name === 'v:imagedata') this.#add(this.#shown(element, 'id'))
    else this.#children(element, place)
  }

  #children(element: XmlElement, place: Place): void {
    for (const each of element.children) this.walk(each, place)
  }

  #paragraph(element: XmlElement, place: Place): void {
    const outer = this.#text
    const own: string[] = []
    const at = place.cell === '' && !place.box ? `paragraph ${++this.#paragraphs}` : place.cell
    const index = this.lines.length
    this.#text = own
    this.#children(element, place)
    this.#text = outer
    const text = asRead(own.join(''))
    // Its text boxes were met while it was read: they follow it.
    const box = place.box ? `text box${at === '' ? '' : ` in ${at}`}` : at
    if (text !== '') this.lines.splice(index, 0, { place: box, text })
  }

  #table(element: XmlElement, place: Place): void {
    // A table in a cell is part of that cell.
    const number = place.cell === '' ? ++this.#tables : undefined
    let row = 0
    const walkRows = (within: XmlElement): void => {
      for (const each of within.children) {
        if (SKIPPED.has(each.name)) continue
        if (each.name !== 'w:tr') walkRows(each)
        else {
          row += 1
          this.#children(each, number === undefined ? place : { ...place, cell: `table ${number}, row ${row}` })
        }
      }
    }
    walkRows(element)
  }

  #fieldMark(element: XmlElement): void {
    const type = this.#attribute(element, 'fldCharType')
    if (type === 'begin') this.#fields.begin(isOn(this.#attribute(element, 'fldLock')))
    else this.#mark(type === 'separate' ? this.#fields.separate() : this.#fields.end())
  }

  #simpleField(element: XmlElement, place: Place): void {
    this.#fields.begin(isOn(this.#attribute(element, 'fldLock')), this.#attribute(element, 'instr') ?? '')
    this.#mark(this.#fields.separate())
    this.#children(element, place)
    this.#fields.end()
  }

  #add(text: string): void {
    if (!this.#fields.isHidden) this.#text?.push(text)
  }

  #mark(mark: string): void {
    if (mark !== '') this.#text?.push(mark)
  }

  #shown(element: XmlElement, name: string): string {
    const source = this.#part.source.slice(element.start, element.inner)
    const id = new RegExp(String.raw`\s[\w.-]+:${name}\s*=\s*["']([^"']*)["']`).exec(source)?.[1]
    return id === undefined ? '' : this.#picture(unescapeXml(id))
  }

  #content(element: XmlElement): string {
    return unescapeXml(this.#part.source.slice(element.inner, element.innerEnd))
  }

  #attribute(element: XmlElement, name: string): string | undefined {
    return attribute(this.#part, element, `${this.#part.prefix}${name}`)
  }
}

const isOn = (value: string | undefined): boolean => value !== undefined && !/^(?:0|false|off)$/.test(value)

function symbol(code: string | undefined): string {
  const point = Number.parseInt(code ?? '', 16)
  return Number.isNaN(point) || point > 0x10ffff ? '' : String.fromCodePoint(point)
}

/** Text as it is compared: how spaces and hyphens are written differs between programs. */
export const asRead = (text: string): string =>
  text.replaceAll('\u00ad', '').replaceAll('\u2011', '-').normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
