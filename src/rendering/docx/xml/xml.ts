/**
 * Reads an XML part into a light tree that remembers where in the source each element stands, so that everything that
 * is not touched can be copied from the source byte by byte. DTDs are refused.
 */
import { isAscii } from 'node:buffer'
import { Refused } from '../../../domain/kernel/errors.ts'
import { MOST_XML } from '../zip/archive.ts'
import { type ElementBudget, countElements } from './element-budget.ts'
import { readTags } from './read-tags.ts'
import type { TagReader } from './tag-reader.ts'

/** An element and its place: `<name …>` is [start, inner), `</name>` is [innerEnd, end). */
export interface XmlElement {
  /** With the conventional prefix (`w:p`), whichever prefix the file uses. */
  readonly name: string
  readonly start: number
  readonly inner: number
  innerEnd: number
  end: number
  readonly parent: XmlElement | undefined
  children: readonly XmlElement[]
}

export interface XmlPart {
  /** The text that the offsets point into; comments are gone and CDATA is written out. */
  readonly source: string
  readonly root: XmlElement
  /** The prefix of WordprocessingML in this part, with its colon (`w:`, or nothing). */
  readonly prefix: string
  /** Elements with `{{` in an attribute, in document order. */
  readonly tagged: readonly XmlElement[]
  /** The names of its elements. */
  readonly names: ReadonlySet<string>
}

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
  const source = plainSource(name, decodeCharged(name, bytes, budget))
  return readTags(name, source, budget, () => new TreeBuilder(source)).finish()
}

/**
 * Counts the elements of a part that is only copied, and checks that it is well-formed. Throws Refused as `parsePart`
 * does.
 */
export function checkPart(name: string, bytes: Buffer, budget: ElementBudget): void {
  readTags(name, decodeCharged(name, bytes, budget), budget, () => NOBODY)
}

const ANY = {}
const NOBODY: TagReader = { kindOf: (_name, bare) => (bare ? undefined : ANY), open() {}, close() {} }

/** References to characters that cost as much as an element. */
const REFERENCES = 4

/**
 * Decodes a part. What else there is to read one by one counts as elements: comments, CDATA, processing instructions
 * and, some together, references.
 */
function decodeCharged(name: string, bytes: Buffer, budget: ElementBudget): string {
  if (bytes.length > MOST_XML)
    throw refused('too_large', `"${name}" takes more than ${MOST_XML / 1_048_576} MB. Split the document.`)
  const source = decodePart(name, bytes)
  charge(source, '!', '<', 1, budget)
  charge(source, '?', '<', 1, budget)
  charge(source, '&', '', 1 / REFERENCES, budget)
  return source
}

/** Charges each `mark` with `before` before it. Marks are rare, `<` is not: looking for those first is faster. */
function charge(source: string, mark: string, before: string, cost: number, budget: ElementBudget): void {
  for (let at = source.indexOf(mark); at >= 0; at = source.indexOf(mark, at + 1)) {
    if (before === '' || source.startsWith(before, at - 1)) countElements(budget, cost)
  }
}

const NONE: readonly XmlElement[] = []
/**
 * Formatting that no rule of the compiler looks at. Half of a document is made of it; kept out of the tree, it costs
 * neither time nor memory.
 */
const FORMATTING: ReadonlySet<string> = new Set([
  'w:rFonts',
  'w:b',
  'w:bCs',
  'w:i',
  'w:iCs',
  'w:u',
  'w:color',
  'w:sz',
  'w:szCs',
  'w:lang',
  'w:highlight',
  'w:noProof',
  'w:spacing',
  'w:jc',
  'w:ind',
  'w:keepNext',
  'w:keepLines',
  'w:widowControl',
  'w:contextualSpacing',
  'w:proofErr',
  'w:tcW',
  'w:vAlign',
  'w:shd',
  'w:top',
  'w:left',
  'w:bottom',
  'w:right',
])

interface ElementKind {
  /** With the conventional prefix. */
  readonly name: string
}

class TreeBuilder implements TagReader<ElementKind> {
  readonly #source: string
  readonly #document: XmlElement
  readonly #tagged: XmlElement[] = []
  readonly #names = new Set<string>()
  #at: XmlElement
  #prefixes: Map<string, string> | undefined
  #wordPrefix = 'w:'
  #nextTag: number

  constructor(source: string) {
    this.#source = source
    this.#document = {
      name: '#document',
      start: 0,
      inner: 0,
      innerEnd: source.length,
      end: source.length,
      parent: undefined,
      children: NONE,
    }
    this.#at = this.#document
    this.#nextTag = source.indexOf('{{')
  }

  kindOf(name: string, bare: boolean, start: number, inner: number): ElementKind | undefined {
    const isRoot = this.#at === this.#document
    if (isRoot) this.#readPrefixes(start, inner)
    const known = this.#prefixes === undefined ? name : canonical(name, this.#prefixes)
    if (bare && !isRoot && FORMATTING.has(known)) return undefined
    this.#names.add(known)
    return { name: known }
  }

  open({ name }: ElementKind, start: number, inner: number): void {
    const element: XmlElement = { name, start, inner, innerEnd: inner, end: inner, parent: this.#at, children: NONE }
    // Most elements have one child or none: an array that begins with one takes a sixth of the memory of an empty one
    // that grows.
    if (this.#at.children === NONE) this.#at.children = [element]
    else (this.#at.children as XmlElement[]).push(element)
    this.#at = element
    if (this.#nextTag >= 0 && this.#nextTag < inner) this.#noteTag(element, start, inner)
  }

  #noteTag(element: XmlElement, start: number, inner: number): void {
    if (this.#nextTag < start) this.#nextTag = this.#source.indexOf('{{', start)
    if (this.#nextTag >= 0 && this.#nextTag < inner) this.#tagged.push(element)
  }

  close(innerEnd: number, end: number): void {
    this.#at.innerEnd = innerEnd
    this.#at.end = end
    this.#at = this.#at.parent ?? this.#document
  }

  finish(): XmlPart {
    return {
      source: this.#source,
      root: this.#document.children[0] as XmlElement,
      prefix: this.#wordPrefix,
      tagged: this.#tagged,
      names: this.#names,
    }
  }

  #readPrefixes(start: number, inner: number): void {
    for (const { name, from, to } of attributesIn(this.#source, start, inner)) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
      const conventional = CONVENTIONAL[unescapeXml(this.#source.slice(from, to))]
      if (conventional === undefined) continue
      const used = name === 'xmlns' ? '' : name.slice(6)
      if (conventional === 'w') this.#wordPrefix = used === '' ? '' : `${used}:`
      if (used !== conventional) (this.#prefixes ??= new Map()).set(used, conventional)
    }
  }
}

/** The value of an attribute (unescaped) by its name as written, or undefined. */
export function attribute(part: XmlPart, element: XmlElement, name: string): string | undefined {
  const range = attributeRange(part, element, name)
  return range === undefined ? undefined : unescapeXml(part.source.slice(range[0], range[1]))
}

/** The values of all attributes (unescaped) by their names as written. */
export const attributeValues = (part: XmlPart, element: XmlElement): Partial<Record<string, string>> =>
  Object.fromEntries(
    attributesOf(part, element).map((each) => [each.name, unescapeXml(part.source.slice(each.from, each.to))]),
  )

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
export const attributesOf = (part: XmlPart, element: XmlElement): XmlAttribute[] =>
  attributesIn(part.source, element.start, element.inner)

const ATTRIBUTE = /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function attributesIn(source: string, start: number, inner: number): XmlAttribute[] {
  const head = source.slice(start, inner)
  const found: XmlAttribute[] = []
  ATTRIBUTE.lastIndex = 0
  for (let match = ATTRIBUTE.exec(head); match !== null; match = ATTRIBUTE.exec(head)) {
    const to = start + ATTRIBUTE.lastIndex - 1
    found.push({ name: match[1] ?? '', from: to - (match[2] ?? match[3] ?? '').length, to })
  }
  return found
}

/** The first child with a name. */
export const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((each) => each.name === name)

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
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      return NAMED[name ?? ''] ?? whole
    },
  )
}

/** Decodes UTF-8, or UTF-16 with a byte order mark. */
export function decodePart(name: string, bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder(encoding, { fatal: true }).decode(bytes)
    const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(text.slice(0, 200))?.[1]
    if (encoding !== 'utf-8') return text.replace(/^(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+/, '$1UTF-8')
    if (declared !== undefined && declared !== 'UTF-8' && !/^(?:utf-8|us-ascii)$/i.test(declared))
      throw new Error(declared)
    return text
  } catch {
    throw refused('not_xml', `"${name}" is not written in UTF-8. Save the file anew in Word.`)
  }
}

/** Without comments and CDATA, so that what follows need not know of them. */
function plainSource(name: string, source: string): string {
  if (source.includes('!') && source.includes('<!DOCTYPE'))
    throw refused('dtd', `"${name}" holds a DTD, which no Word file needs. Save the file anew in Word.`)
  // `!` and `?` are rare, `<` is not: looking for those first is faster.
  const holds =
    (source.includes('!') && source.includes('<!')) ||
    (source.indexOf('?', source.indexOf('?>') + 1) >= 0 && source.indexOf('<?', 2) >= 0)
  return holds
    ? source.replace(
        /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?(?!xml\s)[\s\S]*?\?>/g,
        (_whole, text: string | undefined) =>
          text === undefined
            ? ''
            : text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;')),
      )
    : source
}

function canonical(name: string, prefixes: Map<string, string>): string {
  const colon = name.indexOf(':')
  const prefix = prefixes.get(colon < 0 ? '' : name.slice(0, colon))
  return prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`
}

const refused = (reason: string, message: string): Refused =>
  new Refused({ code: 'invalid_template', message, details: { reason } })
