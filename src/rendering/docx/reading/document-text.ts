/** What a document says, without how it looks: what stays the same when a word processor saves it again. */

/** A paragraph that says something, and where it is, for people: `paragraph 12`, `table 2, row 3`. */
export interface TextLine {
  readonly place: string
  readonly text: string
}

export interface DocumentText {
  /** The id in the file; undefined where it carries none. */
  readonly content_id?: string | undefined
  readonly lines: readonly TextLine[]
}
