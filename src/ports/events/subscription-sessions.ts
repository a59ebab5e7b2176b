/**
 * The right to run one subscription (a read model, the process manager). One instance holds it at a time. Its writes
 * commit together with its checkpoint, so an instance that lost the right cannot write.
 */
import type { Transaction } from 'kysely'
import type { ReadSchema } from '../read-models/read-schema.ts'
import type { Position } from './event-store.ts'

/** The progress of a subscription. */
export interface Checkpoint {
  /** Everything up to here is handled; undefined at the very start. */
  readonly position: Position | undefined
  /** The number of events up to there. */
  readonly handled: number
}

/** The checkpoint to write, with its rate in events per second. */
export interface Progress extends Checkpoint {
  readonly rate: number
}

export interface SubscriptionSession {
  /** The checkpoint and the version of the subscriber that wrote it. Fences off earlier sessions. */
  open(): Promise<Checkpoint & { readonly version: number }>
  /**
   * Runs `write` and moves the checkpoint in one transaction. Throws `CheckpointMoved` where it was moved since `open`.
   */
  commit(progress: Progress, write: (transaction: Transaction<ReadSchema>) => Promise<void>): Promise<void>
  /** Runs `work` in a transaction that only the holder of the right can commit. The checkpoint stays where it is. */
  transaction<T>(work: (transaction: Transaction<ReadSchema>) => Promise<T>): Promise<T>
  /** Throws `CheckpointMoved` where the checkpoint was moved since `open`. */
  check(): Promise<void>
}

/** Runs while the right is held; `held` fires when it is lost or released. */
export type RunSession = (session: SubscriptionSession, held: AbortSignal) => Promise<void>

export interface SubscriptionSessions {
  /**
   * Waits until the name is free, then runs `run` while holding it. Ends when `run` ends or the right is lost. Calls
   * `waits` each time another instance was found to hold it. Throws where that cannot be found out.
   */
  hold(name: string, signal: AbortSignal, run: RunSession, waits?: () => void): Promise<void>
}

/** The subscription was taken over, or its read model was replaced by a rebuilt one: open it again. */
export class CheckpointMoved extends Error {
  constructor(name: string, options?: ErrorOptions) {
    super(`The checkpoint of “${name}” was moved by another: this one goes on from there.`, options)
    this.name = 'CheckpointMoved'
  }
}
