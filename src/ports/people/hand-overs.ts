/**
 * Questions, and rests of conversations, that were handed to somebody: their links, and what became of the mail. The
 * generation says what is still open. Times are ISO 8601 UTC.
 */

export interface HandOver {
  readonly id: string
  readonly tenant: string
  readonly generation: string
  /** The address of the question; null for the rest of the conversation. */
  readonly question: string | null
  /** Whom it was handed to. */
  readonly actor: string
  /** Who handed it over. */
  readonly by: string
  readonly made_at: string
  /** The id of the last mail about it; null where none was sent. */
  readonly mail: string | null
  /** When the link was used, or its page seen, for the first time. */
  readonly opened_at: string | null
  /** When it was taken back. */
  readonly withdrawn_at: string | null
}

export type NewHandOver = Omit<HandOver, 'made_at' | 'mail' | 'opened_at' | 'withdrawn_at'>

export interface HandOvers {
  /** Adds it, unless one of this id is there. */
  add(hand_over: NewHandOver): Promise<HandOver>
  find(id: string): Promise<HandOver | undefined>
  /** Those of a conversation. */
  list(tenant: string, generation: string): Promise<readonly HandOver[]>
  /** The mail with the newest link went into the queue; links of before do not work any more. */
  mailed(id: string, mail: string, link: string): Promise<void>
  /** Somebody has seen it; only the first time is kept. */
  opened(id: string): Promise<void>
  /** Ends its links and sessions; gives the sessions that ended. */
  withdraw(id: string): Promise<readonly string[]>
}
