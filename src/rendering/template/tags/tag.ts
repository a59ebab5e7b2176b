/** A tag of the template language, and a mistake in one. */

/** A tag and where it stands in its flow: `start` is the first brace, `end` is behind the last one. */
export interface Tag {
  readonly kind: 'variable' | 'open' | 'inverted' | 'close' | 'comment' | 'literal'
  /** For `literal`, the text that it prints. */
  readonly name: string
  /** `{{#|name|}}`: the section repeats the cells between its tags. */
  readonly columns?: boolean | undefined
  readonly start: number
  readonly end: number
}

/** A mistake in a flow: `at` is an offset in its text. */
export interface TagMistake {
  readonly at: number
  readonly message: string
  readonly fix: string
}
