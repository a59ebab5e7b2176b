/**
 * The right to move one subscription (a read model, the process manager) forward. One instance holds it at a time,
 * and what it writes commits together with its checkpoint: to lose the right is to lose the ability to write.
 */
import type { Transaction } from 'kysely'
import type { ReadSchema } from '../read-models/read-schema.ts'
import type { Position } from './event-store.ts'

/** How far a subscription has come. */
export interface Checkpoint {
  /** Everything up to here is handled; undefined at the very start. */
  readonly position: Position | undefined
  /** How many events that were. */
  readonly handled: number
}

/** The checkpoint to write, with how fast it is moving (events per second). */
export interface Progress extends Checkpoint {
  readonly rate: number
}

export interface SubscriptionSession {
  /**
   * Where the subscription stands, and the version of the subscriber that brought it there. Fences off whoever read it
   * before.
   */
  open(): Promise<Checkpoint & { readonly version: number }>
  /**
   * Runs `write` and moves the checkpoint in one transaction. Throws `CheckpointMoved` when somebody else moved it
   * since `open`.
   */
  commit(progress: Progress, write: (transaction: Transaction<ReadSchema>) => Promise<void>): Promise<void>
  /** Runs `work` in a transaction that only the holder of the right can commit; the checkpoint stays where it is. */
  transaction<T>(work: (transaction: Transaction<ReadSchema>) => Promise<T>): Promise<T>
  /** Throws `CheckpointMoved` when somebody else moved the checkpoint since `open`. */
  check(): Promise<void>
}

/** What is done with the right; `held` fires when it is lost or given up. */
export type RunSession = (session: SubscriptionSession, held: AbortSignal) => Promise<void>

export interface SubscriptionSessions {
  /**
   * Waits until the name is free, runs `run` while holding it; ends when `run` does or the right is lost.
   * `waits` is called each time it was found that another holds it. Throws when that cannot be found out.
   */
  hold(name: string, signal: AbortSignal, run: RunSession, waits?: () => void): Promise<void>
}

/** The subscription was taken over, or its read model was switched to a rebuilt one: open it again. */
export class CheckpointMoved extends Error {
  constructor(name: string, options?: ErrorOptions) {
    super(`The checkpoint of “${name}” was moved by another: this one goes on from there.`, options)
    this.name = 'CheckpointMoved'
  }
}
