/**
 * Builds the tree of a part from its tags.
 */
import { attributesIn } from './attributes.ts'
import type { TagReader } from './tag-reader.ts'
import { unescapeXml } from './unescape-xml.ts'
import type { XmlElement, XmlPart } from './xml-tree.ts'

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

const NONE: readonly XmlElement[] = []

/**
 * Formatting that the compiler does not use. It makes up half of a document and is left out of the tree to save time
 * and memory.
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

export class TreeBuilder implements TagReader<ElementKind> {
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
    const known = this.#prefixes === undefined ? name : toConventional(name, this.#prefixes)
    if (bare && !isRoot && FORMATTING.has(known)) return undefined
    this.#names.add(known)
    return { name: known }
  }

  open({ name }: ElementKind, start: number, inner: number): void {
    const element: XmlElement = { name, start, inner, innerEnd: inner, end: inner, parent: this.#at, children: NONE }
    // Most elements have one child or none: `[element]` takes a sixth of the memory of an empty array that grows.
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

function toConventional(name: string, prefixes: Map<string, string>): string {
  const colon = name.indexOf(':')
  const prefix = prefixes.get(colon < 0 ? '' : name.slice(0, colon))
  return prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`
}
