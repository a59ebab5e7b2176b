/**
 * The right to move one subscription (a read model, the process manager) forward. One instance holds it at a time,
 * and what it writes commits together with its checkpoint: to lose the right is to lose the ability to write.
 */
import type { Transaction } from 'kysely'
import type { ReadSchema } from './read-schema.ts'
import type { Position } from './event-store.ts'

export interface SubscriptionSession {
  /** The position up to which this subscription has handled everything; undefined at the very start. */
  checkpoint(): Promise<Position | undefined>
  /** Runs `write` and moves the checkpoint in one transaction. */
  commit(position: Position, write: (transaction: Transaction<ReadSchema>) => Promise<void>): Promise<void>
}

export interface SubscriptionSessions {
  /** Waits until the name is free, runs `run` while holding it; ends when `run` does or the right is lost (the signal given to it fires). */
  hold(name: string, signal: AbortSignal, run: (session: SubscriptionSession, held: AbortSignal) => Promise<void>): Promise<void>
}
