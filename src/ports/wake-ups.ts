/** Wake-ups of generations: at least once, one at a time per generation, after a crash again. They hold no data and decide nothing. */
import type { Transaction } from 'kysely'
import type { ReadSchema } from './read-schema.ts'

export interface WakeUps {
  /**
   * Notes wake-ups in the caller's transaction, at most one for each generation. Those for now come before what waits.
   */
  enqueue(wakeUps: readonly NewWakeUp[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Forgets, in the caller's transaction, the times that ended conversations wait for; what is due already stays. */
  dropTimers(generations: readonly string[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Notes wake-ups; for a generation, one that waits already and comes no later is enough. */
  schedule(wakeUps: readonly NewWakeUp[]): Promise<void>
  /** Starts handing wake-ups to `handle`; a handler that throws is tried again later. Ends when the signal has fired and running ones are done. */
  work(handle: (wakeUp: WakeUp) => Promise<void>, signal: AbortSignal): Promise<void>
}

export interface NewWakeUp {
  readonly generation: string
  /** Not before this time, ISO 8601 UTC; left out: now. */
  readonly at?: string | undefined
}

export interface WakeUp {
  readonly generation: string
  /** From 1; how often this wake-up was tried, this time included. A try that a crash cut off counts. */
  readonly attempt: number
  /** No further attempt follows this one, unless a crash cuts it off. */
  readonly last: boolean
}
