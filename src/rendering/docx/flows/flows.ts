/**
 * Flows of text in a part. Word splits what was typed over many elements; a flow joins it again: the paragraphs of the
 * body (or of one note, header or text box), a field's instruction, an attribute, or any other text.
 */
import type { Tag } from '../../template/tags/scan-tags.ts'
import type { XmlElement } from '../xml/xml-tree.ts'

/** A piece of text in the source, or an element that stands for one character (a tab, a break). */
export interface Atom {
  readonly element: XmlElement
  /** The run (`w:r`) it is in, if any. */
  readonly run: XmlElement | undefined
  /** Where the text stands in the source (escaped). For an element, all of it. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** The text as it stands in the source, when it holds entities. */
  readonly escaped?: string | undefined
  /** Offset in the paragraph's text. */
  readonly offset: number
  readonly isText: boolean
}

/** Where a paragraph looks up the heading above it. */
export interface HeadingLookup {
  /** The last heading among the first `count` paragraphs of the part; undefined when there is none. */
  above(count: number): string | undefined
}

export class Paragraph {
  /** `w:p`, `a:p`, or the element or attribute whose text it is. */
  readonly element: XmlElement
  readonly atoms: Atom[] = []
  text = ''
  /** Number in the part, from 1. */
  readonly number: number
  /** How many paragraphs of the part stand before it. */
  readonly preceding: number
  readonly #headings: HeadingLookup

  constructor(element: XmlElement, number: number, preceding: number, headings: HeadingLookup) {
    this.element = element
    this.number = number
    this.preceding = preceding
    this.#headings = headings
  }

  /** The last heading above it. */
  get heading(): string | undefined {
    return this.#headings.above(this.preceding)
  }
}

export type FlowKind = 'text' | 'drawing' | 'instruction' | 'attribute' | 'content' | 'deleted'

/** Paragraphs whose tags belong together: a section must open and close in one flow. */
export interface Flow {
  readonly kind: FlowKind
  /** Where it begins, to put flows in document order. */
  readonly start: number
  /** Those that may hold tags. */
  readonly paragraphs: readonly Paragraph[]
  /** A twin for older readers (mc:Fallback): filled, but its variables are those of the other. */
  readonly isFallback: boolean
}

/** A tag with the text pieces it covers. */
export interface PlacedTag {
  readonly tag: Tag
  readonly paragraph: Paragraph
  /** Where it begins in the paragraph's text. */
  readonly offset: number
  /** Ranges of the source it covers, in order; the first begins where its value goes. */
  readonly pieces: readonly SourcePiece[]
}

export interface SourcePiece {
  readonly atom: Atom
  readonly from: number
  readonly to: number
}

export interface PartFlows {
  /** Flows with tags in them, as they begin. */
  readonly flows: readonly Flow[]
  /** Offsets of what is seen on the page and is no text. */
  readonly visible: readonly number[]
  /** All paragraphs, with tags or without. */
  readonly paragraphs: readonly Paragraph[]
}

/** Whether a text may hold tags of this language. */
export const hasBraces = (text: string): boolean => text.includes('{{') || text.includes('}}')
