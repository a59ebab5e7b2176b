/** Counters of a run, and its violations. */
export interface Counts {
  begun: number
  ended: number
  /** How many messages people typed and things they clicked or submitted. */
  typed: number
  clicked: number
  submitted: number
  /** Warning signs that people saw because the service did not answer. */
  warning_signs: number
  /** Commands that were not acknowledged, but may have been carried out. */
  unanswered_commands: number
  /** Forms that did not open, so the answers were typed. */
  forms_missing: number
  readonly ways: Record<string, number>
  /** Each is a sentence. A run passes without any. */
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
