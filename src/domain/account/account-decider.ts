/** An account’s stream as an aggregate. Accounts are rows (ADR 24), so nothing is folded but that it was read. */
import type { Decider } from '../kernel/decider.ts'
import type { AccountEvent } from './account-events.ts'

export const accountDecider: Decider<null, AccountEvent> = {
  initial: () => null,
  evolve: () => null,
  copy: () => null,
  snapshot: { shape: 1, write: () => null, read: () => null },
}
