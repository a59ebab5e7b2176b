/**
 * Reads an XML part into a light tree that remembers where in the source each element stands, so that everything that is not
 * touched can be copied from the source byte by byte. saxes checks that the part is well-formed; DTDs are refused.
 */
import { SaxesParser } from 'saxes'
import { Refused } from '../../domain/errors.ts'

/** An element and its place: `<name …>` is [start, inner), `</name>` is [innerEnd, end). */
export interface XmlElement {
  /** With the conventional prefix (`w:p`), whichever prefix the file uses. */
  readonly name: string
  readonly start: number
  readonly inner: number
  innerEnd: number
  end: number
  readonly parent: XmlElement | undefined
  readonly children: XmlElement[]
}

export interface XmlPart {
  /** The text that the offsets point into; comments are gone and CDATA is written out. */
  readonly source: string
  readonly root: XmlElement
  /** The prefix of WordprocessingML in this part, with its colon (`w:`, or nothing). */
  readonly prefix: string
  /** Elements with `{{` in an attribute, in document order. */
  readonly tagged: readonly XmlElement[]
}

/** Counts elements over all parts of a file. */
export interface ElementBudget {
  left: number
}
export const MOST_ELEMENTS = 160_000
const DEEPEST = 250

const CONVENTIONAL: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing': 'wp',
  'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing': 'wp',
  'http://schemas.openxmlformats.org/drawingml/2006/picture': 'pic',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
}

/** Parses a part. Throws Refused (`not_xml`, `dtd`, `too_many_elements`) naming it. */
export function parsePart(name: string, bytes: Buffer, budget: ElementBudget): XmlPart {
  const source = plainSource(name, decodePart(name, bytes))
  if (hasMoreThan(source, '<', 2 * budget.left + 2)) throw tooMany()
  const parser = new SaxesParser({ position: false })
  const root: XmlElement = { name: '#document', start: 0, inner: 0, innerEnd: source.length, end: source.length, parent: undefined, children: [] }
  const tagged: XmlElement[] = []
  let at = root
  let depth = 0
  let prefixes: Map<string, string> | undefined
  let wordPrefix = 'w:'
  let nextTag = source.indexOf('{{')
  parser.on('error', () => { throw refused('not_xml', `"${name}" is not well-formed XML. Save the file anew in Word.`) })
  parser.on('doctype', () => { throw refused('dtd', `"${name}" holds a DTD, which no Word file needs. Save the file anew in Word.`) })
  parser.on('opentag', tag => {
    if (depth === 0) ({ prefixes, wordPrefix } = readPrefixes(tag.attributes as Record<string, string>))
    depth += 1
    budget.left -= 1
    if (budget.left < 0 || depth > DEEPEST) throw tooMany()
    const inner = parser.position
    const start = source.lastIndexOf('<', inner - 1)
    const element: XmlElement = {
      name: prefixes === undefined ? tag.name : canonical(tag.name, prefixes),
      start, inner, innerEnd: inner, end: inner, parent: at, children: [],
    }
    at.children.push(element)
    at = element
    if (nextTag >= 0 && nextTag < inner) {
      if (nextTag < start) nextTag = source.indexOf('{{', start)
      if (nextTag >= 0 && nextTag < inner) tagged.push(element)
    }
  })
  parser.on('closetag', () => {
    const end = parser.position
    at.end = end
    at.innerEnd = end === at.inner ? end : source.lastIndexOf('<', end - 1)
    at = at.parent ?? root
    depth -= 1
  })
  parser.write(source).close()
  const top = root.children[0]
  if (top === undefined) throw refused('not_xml', `"${name}" is empty. Save the file anew in Word.`)
  return { source, root: top, prefix: wordPrefix, tagged }
}

/** The value of an attribute (unescaped) by its name as written, or undefined. */
export function attribute(part: XmlPart, element: XmlElement, name: string): string | undefined {
  const range = attributeRange(part, element, name)
  return range === undefined ? undefined : unescapeXml(part.source.slice(range[0], range[1]))
}

/** Where an attribute's value stands in the source. */
export function attributeRange(part: XmlPart, element: XmlElement, name: string): [number, number] | undefined {
  for (const each of attributesOf(part, element)) if (each.name === name) return [each.from, each.to]
  return undefined
}

export interface XmlAttribute {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** All attributes of an element with the range of their values. */
export function attributesOf(part: XmlPart, element: XmlElement): XmlAttribute[] {
  const head = part.source.slice(element.start, element.inner)
  const found: XmlAttribute[] = []
  for (const match of head.matchAll(/\s([^\s=]+)\s*=\s*(["'])([\s\S]*?)\2/g)) {
    const from = element.start + match.index + match[0].length - 1 - (match[3] ?? '').length
    found.push({ name: match[1] ?? '', from, to: from + (match[3] ?? '').length })
  }
  return found
}

/** The first child with a name. */
export const child = (element: XmlElement, name: string): XmlElement | undefined => element.children.find(each => each.name === name)

/** The nearest ancestor with one of the names. */
export function ancestor(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at = element.parent
  while (at !== undefined && !names.includes(at.name)) at = at.parent
  return at
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its entities resolved. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    return NAMED[name ?? ''] ?? whole
  })
}

/** Decodes UTF-8, or UTF-16 with a byte order mark. */
export function decodePart(name: string, bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(text.slice(0, 200))?.[1]?.toLowerCase()
    if (encoding !== 'utf-8') return text.replace(/^(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+/, '$1UTF-8')
    if (declared !== undefined && declared !== 'utf-8' && declared !== 'us-ascii') throw new Error(declared)
    return text
  } catch {
    throw refused('not_xml', `"${name}" is not written in UTF-8. Save the file anew in Word.`)
  }
}

/** Without comments and CDATA, so that what follows need not know of them. */
function plainSource(name: string, source: string): string {
  if (source.includes('<!DOCTYPE')) throw refused('dtd', `"${name}" holds a DTD, which no Word file needs. Save the file anew in Word.`)
  let plain = source
  if (plain.includes('<!') || plain.indexOf('<?', 2) >= 0) {
    plain = plain.replace(/<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?(?!xml\s)[\s\S]*?\?>/g, (_whole, text: string | undefined) =>
      text === undefined ? '' : text.replace(/[&<>]/g, char => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;')))
  }
  return plain
}

function readPrefixes(attributes: Record<string, string>): { prefixes: Map<string, string> | undefined; wordPrefix: string } {
  let prefixes: Map<string, string> | undefined
  let wordPrefix = 'w:'
  for (const [key, uri] of Object.entries(attributes)) {
    if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue
    const conventional = CONVENTIONAL[uri]
    if (conventional === undefined) continue
    const used = key === 'xmlns' ? '' : key.slice(6)
    if (conventional === 'w') wordPrefix = used === '' ? '' : `${used}:`
    if (used !== conventional) (prefixes ??= new Map()).set(used, conventional)
  }
  return { prefixes, wordPrefix }
}

function canonical(name: string, prefixes: Map<string, string>): string {
  const colon = name.indexOf(':')
  const prefix = prefixes.get(colon < 0 ? '' : name.slice(0, colon))
  return prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`
}

function hasMoreThan(text: string, char: string, most: number): boolean {
  let count = 0
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) {
    count += 1
    if (count > most) return true
  }
  return false
}

const tooMany = (): Refused => refused('too_many_elements', `The file holds more than ${MOST_ELEMENTS} elements (or nests them too deeply). Split the document.`)
const refused = (reason: string, message: string): Refused => new Refused({ code: 'invalid_template', message, details: { reason } })
