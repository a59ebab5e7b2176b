/**
 * What a reader of another engine's syntax returns: for one flow of text, the replacement of each of its tags.
 */
import type { ConvertedFile } from './converted-file.ts'
import type { Problem } from './problems.ts'

export interface Edit {
  readonly start: number
  readonly end: number
  /** The tag in this language; empty drops it. */
  readonly text: string
}

export interface FlowConversion {
  readonly edits: readonly Edit[]
  readonly problems: readonly Problem[]
  /**
   * Lists that the other engine marks by an index instead of tags: their rows or paragraphs are put into a section.
   */
  readonly loops?: readonly IndexedLoop[] | undefined
}

/**
 * `items[i]` at each of `at`, whose row or paragraph repeats, and the samples `items[i+1]`, whose rows or paragraphs
 * are dropped.
 */
export interface IndexedLoop {
  readonly name: string
  readonly at: readonly number[]
  readonly samples: readonly number[]
}

export type SyntaxReader = (flow: string, file: ConvertedFile) => FlowConversion

/** A name, or a path of names, that has a meaning here. */
export const PATH = /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\.[\p{L}_$][\p{L}\p{N}_$-]*)*$/u
