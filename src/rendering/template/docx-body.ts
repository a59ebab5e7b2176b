/**
 * The compiled form of a Word file: entries that are copied as they are, parts with a program each, and a few entries
 * (content types, relationships) that are extended only when values bring pictures or links.
 */
import type { Program, PoolRange } from './program.ts'

/**
 * A zip entry ready to be copied: local header with data, and its central directory record (whose offset is patched).
 */
export interface ReadyEntry {
  readonly name: string
  readonly entry: PoolRange
  readonly record: PoolRange
  /** SHA-256 (hex) of the unpacked bytes; missing when the template was compiled to be rendered once. */
  readonly sha256?: string | undefined
}

export interface DocxBody {
  readonly kind: 'docx'
  /** Entries that never change, one after the other in the pool: all entries, then all records. */
  readonly untouched: { readonly entries: PoolRange; readonly records: PoolRange; readonly each: readonly ReadyEntry[] }
  /** Parts that hold tags, in the order in which they are rendered. */
  readonly parts: readonly DocxPart[]
  /** `[Content_Types].xml`: written first, as Word does. */
  readonly contentTypes: ExtensibleEntry & { readonly extensions: readonly string[] }
  /** Relationships of the parts; `owner` is the part's name. */
  readonly relationships: readonly (ExtensibleEntry & { readonly owner: string })[]
  /** What the placeholders' own pictures need, where one is shown. */
  readonly placeholders: readonly PlaceholderMedia[]
  /** The numbering part, where lists begin anew in the rounds of a loop, or a value may bring lists. */
  readonly numbering?: NumberingEntry | undefined
  /** New ids begin after `base`; one iteration of a loop uses up to `slots`. */
  readonly ids: { readonly base: number; readonly slots: number }
  /** Ids of the template's styles that links and Markdown use. */
  readonly styles: DocxStyles
  /** Written with the namespaces of the strict standard (ISO 29500-1), not the transitional ones. */
  readonly strict?: boolean | undefined
}

export interface DocxPart {
  readonly name: string
  readonly program: Program
  /**
   * `segments`: packed statics are raw deflate blocks that end on a byte boundary and refer to nothing before them;
   * they are copied, and the rest is stored.
   * `spliced`: packed statics are bits of one Huffman code, written one after the other. `whole`: everything is joined
   * and deflated.
   */
  readonly strategy: 'segments' | 'spliced' | 'whole'
  /** What the packed statics of a spliced part have in common. */
  readonly splice?: PartSplice | undefined
}

/** An XML entry to which elements can be added at one place. */
export interface ExtensibleEntry {
  readonly name: string
  /** The entry when nothing is added; missing when the template has none. */
  readonly ready?: ReadyEntry | undefined
  readonly before: PoolRange
  readonly after: PoolRange
}

/** A relationship that only placeholders of its part use, with the file that only such relationships lead to. */
export interface PlaceholderMedia {
  /** The name of the part. */
  readonly owner: string
  readonly id: string
  /** The element. */
  readonly relationship: string
  readonly file?: ReadyEntry | undefined
}

export interface NumberingEntry extends ExtensibleEntry {
  /** Between the place for new definitions (after `before`) and that for new lists. */
  readonly middle: PoolRange
  /** The prefix of its names, with its colon. */
  readonly prefix: string
  /** New lists and definitions begin after these. */
  readonly highest: number
  readonly highest_definition: number
  /** By the number of the list in the template. */
  readonly lists: Readonly<Record<string, ListDefinition>>
  /** The part that refers to it, where the template has none: then it is written only with lists in it. */
  readonly owner?: string | undefined
}

/** A list that begins another one anew: its XML before and behind its own number. */
export interface ListDefinition {
  readonly start: string
  readonly rest: string
}

export interface DocxStyles {
  readonly headings: readonly string[]
  readonly hyperlink?: string | undefined
  readonly list?: string | undefined
  readonly quote?: string | undefined
  readonly grid?: string | undefined
  /** “List Bullet”, “List Number” and those that follow them, by depth. */
  readonly bullets: readonly ListStyle[]
  readonly numbers: readonly ListStyle[]
}

/** A style of list items. */
export interface ListStyle {
  readonly id: string
  /** Where the style has numbers or bullets itself. */
  readonly list?: string | undefined
  readonly level: number
  /** What the list is defined by, without its number. */
  readonly definition?: string | undefined
}

/**
 * `bytes` of the pool: the lengths of the codes, then operations as 16-bit numbers, little endian. An operation is a
 * phrase (PHRASE + its number) or a run of bytes (how many, the number of their bits, the bits). First come the phrases
 * themselves, a run for each.
 */
export interface PartSplice {
  readonly bytes: PoolRange
  readonly phrases: number
}
