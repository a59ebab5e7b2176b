/**
 * Flows of text in a part. Word splits typed text over many runs; a flow joins it again: the paragraphs of one story
 * (body, note, header or text box), a field's instruction, an attribute, or any other text.
 */
import type { Tag } from '../../template/tags/tag.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import type { CopyKind } from './copied-text.ts'

/** One text element in the source, or an element that stands for one character (a tab, a break). */
export interface Atom {
  readonly element: XmlElement
  /** The run (`w:r`) it is in, if any. */
  readonly run: XmlElement | undefined
  /** Range of the (escaped) text in the source. For an element, all of it. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** The text as written in the source, when it holds entities. */
  readonly escaped?: string | undefined
  /** Offset in the paragraph's text. */
  readonly offset: number
  readonly isText: boolean
  /** The field whose result it is in, when that is a copy of text elsewhere. */
  readonly copy?: OpenField | undefined
}

export interface OpenField {
  /** Its first mark; undefined for an instruction outside of all fields. */
  readonly begin: XmlElement | undefined
  instruction: Paragraph | undefined
  /** The mark before its result, once that has begun. */
  separate: XmlElement | undefined
  hasResult: boolean
  /** What its result copies from elsewhere in the document. */
  copies: CopyKind | undefined
}

/** A field from its first mark to its last. */
export interface FieldRange {
  readonly begin: XmlElement
  /** The mark before its result, if it has one. */
  readonly separate: XmlElement | undefined
  readonly end: XmlElement
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

  /** Adds the text of an element, at `range` of the source. */
  addText(
    element: XmlElement,
    run: XmlElement | undefined,
    [from, to]: readonly [number, number],
    text: string,
    escaped: string | undefined,
    copy: OpenField | undefined,
  ): void {
    this.atoms.push({ element, run, from, to, text, escaped, offset: this.text.length, isText: true, copy })
    this.text += text
  }

  /** Adds an element that stands for one character. */
  addElement(element: XmlElement, run: XmlElement | undefined, text: string): void {
    const { start: from, end: to } = element
    const offset = this.text.length
    this.atoms.push({ element, run, from, to, text, escaped: undefined, offset, isText: false, copy: undefined })
    this.text += text
  }

  /** A paragraph with the text of others behind its own. */
  joinedWith(others: readonly Paragraph[]): Paragraph {
    const joined = new Paragraph(this.element, this.number, this.preceding, this.#headings)
    for (const { atoms, text } of [this, ...others]) {
      for (const atom of atoms) joined.atoms.push({ ...atom, offset: joined.text.length + atom.offset })
      joined.text += text
    }
    return joined
  }

  /** The last heading above it. */
  get heading(): string | undefined {
    return this.#headings.above(this.preceding)
  }
}

/** `copy`: a line of a table of contents. */
export type FlowKind = 'text' | 'copy' | 'drawing' | 'instruction' | 'attribute' | 'content' | 'deleted'

/** Paragraphs whose tags belong together: a section must open and close in one flow. */
export interface Flow {
  readonly kind: FlowKind
  /** Where it begins, to put flows in document order. */
  readonly start: number
  /** Those that may hold tags. */
  readonly paragraphs: readonly Paragraph[]
  /** In mc:Fallback, which repeats the content of mc:Choice for older readers: filled, but left out of the outline. */
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
  /** Flows with tags in them, in document order. */
  readonly flows: readonly Flow[]
  /** Offsets of what is visible on the page and is not text. */
  readonly visible: readonly number[]
  /** All paragraphs, with tags or without. */
  readonly paragraphs: readonly Paragraph[]
  /** Section breaks: the `w:sectPr` of paragraphs, in document order. */
  readonly breaks: readonly XmlElement[]
  /** Bookmarks and the ends of other ranges, in document order. */
  readonly marks: readonly XmlElement[]
  /** References to notes and comments, in document order. */
  readonly references: readonly XmlElement[]
  /** Complex fields, inner ones first. */
  readonly fields: readonly FieldRange[]
  /** The instructions of all complex fields, with tags or without. */
  readonly instructions: readonly Paragraph[]
}

/** Whether a text may hold tags of this language. */
export const hasBraces = (text: string): boolean => text.includes('{{') || text.includes('}}')
