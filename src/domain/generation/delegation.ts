/** A question that was handed to a colleague. */
import type { Erased } from '../questions/answer.ts'

export interface Delegation {
  /** The colleague. */
  readonly to: string
  /** Who asked. */
  readonly by: string
  readonly note: string | Erased | undefined
  readonly at: string
  /** Not answered and not taken back yet. */
  readonly open: boolean
}

/** The addresses that wait for a colleague. */
export const openDelegationAddresses = (delegations: ReadonlyMap<string, Delegation>): ReadonlySet<string> =>
  new Set([...delegations].filter(([, { open }]) => open).map(([name]) => name))
