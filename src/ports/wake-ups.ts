/** Wake-ups of generations: at least once, one at a time per generation, after a crash again. They hold no data and decide nothing. */
import type { Transaction } from 'kysely'
import type { ReadSchema } from './read-schema.ts'

export interface WakeUps {
  /** Enqueues one wake-up for each generation, in the caller's transaction. */
  enqueue(generations: readonly string[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Enqueues a wake-up for a time (ISO 8601 UTC), or for now; one that waits already for the same time is enough. */
  schedule(generation: string, at?: string): Promise<void>
  /** Starts handing wake-ups to `handle`; a handler that throws is tried again later. Ends when the signal fires and running ones are done. */
  work(handle: (wakeUp: WakeUp) => Promise<void>, signal: AbortSignal): Promise<void>
}

export interface WakeUp {
  readonly generation: string
  /** From 1; how often this wake-up was tried, this time included. */
  readonly attempt: number
  /** No further attempt follows this one. */
  readonly last: boolean
}
