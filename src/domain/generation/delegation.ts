/** The delegation of a question, or of the rest of a conversation, to somebody else. */
import type { Erased } from '../questions/answer.ts'

export interface Delegation {
  /** The colleague's actor id. */
  readonly to: string
  /** The actor who delegated it. */
  readonly by: string
  readonly note: string | Erased | undefined
  readonly at: string
  /** Neither answered nor withdrawn yet. */
  readonly open: boolean
  /** How it was closed. */
  readonly closed?: 'answered' | 'withdrawn' | 'over' | undefined
  /** The id of the hand-over, where somebody was told by mail or in the console; absent for those told in Slack. */
  readonly hand_over?: string | undefined
}

/** How many of a conversation may be with others at one time, by mail or in the console. */
export const MAX_OPEN_HAND_OVERS = 20

/** The addresses of the questions that colleagues have now. */
export const openDelegationAddresses = (delegations: ReadonlyMap<string, Delegation>): ReadonlySet<string> =>
  new Set([...delegations].filter(([, { open }]) => open).map(([name]) => name))
