/**
 * Wake-ups of generations: at least once, one at a time per generation, after a crash again. They hold no data and
 * decide nothing.
 */
import type { Transaction } from 'kysely'
import type { ReadSchema } from '../read-models/read-schema.ts'

export interface GenerationJobs {
  /** Enqueues wake-ups in the caller's transaction, at most one for each generation. */
  enqueue(jobs: readonly NewGenerationJob[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Enqueues a wake-up of its own; one that waits already and comes no later is enough. */
  schedule(job: NewGenerationJob): Promise<void>
  /**
   * Starts handing wake-ups to `handle`; a handler that throws is tried again later. Ends when the signal has fired and
   * running ones are done.
   */
  work(handle: (job: GenerationJob) => Promise<void>, signal: AbortSignal): Promise<void>
}

export interface NewGenerationJob {
  readonly generation: string
  /** Not before this time, ISO 8601 UTC; left out: now. */
  readonly at?: string | undefined
}

export interface GenerationJob {
  readonly generation: string
  /** From 1; how often this wake-up was tried, this time included. A try that a crash cut off counts. */
  readonly attempt: number
  /** No further attempt follows this one, unless a crash cuts it off. */
  readonly last: boolean
}
