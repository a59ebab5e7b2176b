/** What `docgen slack check` finds out about the set-up of Slack. */

/** One thing that was looked at. */
export interface SlackFinding {
  /** What was looked at, in a word or two: `token`, `events`. */
  readonly what: string
  /** `unknown`: it cannot be told from here, and is no fault. */
  readonly outcome: 'ok' | 'wrong' | 'unknown'
  /** What was found, in a sentence. */
  readonly found: string
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null
}

/** Looks at everything that can be wrong with the set-up. Throws only where the service's own stores fail. */
export type CheckSlack = () => Promise<readonly SlackFinding[]>
