/**
 * What a reader of another engine's syntax returns: for one flow of text, the replacement of each of its tags.
 */
import type { ConvertedFile } from './converted-file.ts'
import type { Problem, Remark } from './problems.ts'

export interface Edit {
  readonly start: number
  readonly end: number
  /** The tag in this language; empty drops it. */
  readonly text: string
}

export interface FlowConversion {
  readonly edits: readonly Edit[]
  readonly problems: readonly Problem[]
  readonly remarks?: readonly Remark[] | undefined
  /** Lists that the other engine marks by an index instead of tags, outer ones first: each round becomes a section. */
  readonly loops?: readonly IndexedLoop[] | undefined
  /** Sections round whole elements. */
  readonly wrapped?: readonly WrappedSection[] | undefined
  /** Tags that take the place of the whole element that they stand in. */
  readonly units?: readonly UnitTag[] | undefined
}

/** Where a tag stands in a flow. */
export interface TagRange {
  readonly start: number
  readonly end: number
}

/**
 * A list by index: the tags with `items[i]`, from the first of which each round reaches up to the samples
 * `items[i+1]`, which are dropped.
 */
export interface IndexedLoop {
  readonly name: string
  readonly at: readonly TagRange[]
  readonly samples: readonly TagRange[]
}

/** What a section can stand round, by its name in WordprocessingML. */
export type Unit = 'p' | 'tr' | 'tc' | 'tbl'

/** A section from the element round one place to the element round another. */
export interface WrappedSection {
  readonly name: string
  readonly unit: Unit
  /** Its opening and closing tag as written. */
  readonly open: Edit
  readonly close: Edit
}

/** A tag, its place and its text here. */
export interface UnitTag extends Edit {
  readonly unit: Exclude<Unit, 'tbl'>
}

export type SyntaxReader = (flow: string, file: ConvertedFile) => FlowConversion

/** A brace that is text. */
export const literalBrace = (brace: string): string => `{{"${brace}"}}`

/** Text that is printed as it is: doubled braces would be a tag. */
export const literalText = (text: string): string =>
  text.replace(/\{(?=\{)|(?<=\{)\{|\}(?=\})|(?<=\})\}/g, literalBrace)
