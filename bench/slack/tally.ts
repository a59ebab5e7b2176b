/** What is counted, and what went wrong. */
export interface Counts {
  begun: number
  ended: number
  /** How many messages people typed and things they clicked or submitted. */
  typed: number
  clicked: number
  submitted: number
  /** Warning signs that people saw: the service did not answer. */
  warning_signs: number
  /** Commands that nobody acknowledged, and may have been carried out all the same. */
  unanswered_commands: number
  /** Forms that did not come up, so that the answers were typed. */
  forms_missing: number
  readonly ways: Record<string, number>
  /** Each a sentence; none may be there in the end. */
  readonly violations: string[]
}

export const newCounts = (): Counts => ({
  begun: 0,
  ended: 0,
  typed: 0,
  clicked: 0,
  submitted: 0,
  warning_signs: 0,
  unanswered_commands: 0,
  forms_missing: 0,
  ways: {},
  violations: [],
})
