/** The delegation of a question to a colleague. */
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
}

/** The addresses of the questions that colleagues have now. */
export const openDelegationAddresses = (delegations: ReadonlyMap<string, Delegation>): ReadonlySet<string> =>
  new Set([...delegations].filter(([, { open }]) => open).map(([name]) => name))
