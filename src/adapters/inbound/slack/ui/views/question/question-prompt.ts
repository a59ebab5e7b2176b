/** Why and with how much help a question is asked. */

export interface QuestionPrompt {
  /** 0 the first time; up to 3 after answers that were not understood. */
  readonly help: number
  /** Why it is asked again. */
  readonly reason?: string | undefined
  /** What is wrong with what was written, in a sentence. */
  readonly error?: string | undefined
  /** The person's own words that were not understood, or could mean several things. */
  readonly raw?: string | undefined
  /** What the words could have meant, as the person would write it. */
  readonly readings?: readonly string[] | undefined
}
