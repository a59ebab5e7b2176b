/**
 * What a reader of another engine's templates does: it takes one flow of text and says what to write instead of each of its tags.
 */

export interface Edit {
  readonly start: number
  readonly end: number
  /** The tag in this language; empty drops it. */
  readonly text: string
}

export interface Problem {
  readonly at: number
  readonly message: string
  readonly fix: string
}

export interface Conversion {
  readonly edits: readonly Edit[]
  readonly problems: readonly Problem[]
  /** Lists that the other engine marks by an index instead of by tags: their rows or paragraphs are wrapped in a section. */
  readonly loops?: readonly IndexedLoop[] | undefined
}

/** `items[i]` at `at` and, where there is one, the sample `items[i+1]` at `sample`, whose row or paragraph is dropped. */
export interface IndexedLoop {
  readonly name: string
  readonly at: number
  readonly sample: number | undefined
}

export type Reader = (flow: string) => Conversion

export const SYNTAXES = ['docxtemplater', 'jinja', 'carbone'] as const
export type ForeignSyntax = (typeof SYNTAXES)[number]

/** A name, or a path of names, that has a meaning here. */
export const PATH = /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\.[\p{L}_$][\p{L}\p{N}_$-]*)*$/u

/** A problem with what has no meaning here. */
export const noMeaning = (at: number, tag: string, what: string): Problem => ({
  at,
  message: `"${tag.length > 60 ? `${tag.slice(0, 59)}…` : tag}" ${what}`,
  fix: 'Ask for the finished value under a name of its own, or for a yes/no, and write that name here.',
})
