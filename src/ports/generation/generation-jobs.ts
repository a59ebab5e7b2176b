/**
 * Job queue of the generations. A job is delivered at least once, one at a time per generation, and again after a
 * crash. It carries no data and decides nothing: its handler loads the generation and looks at what is due.
 */
import type { Transaction } from 'kysely'
import type { ReadSchema } from '../read-models/read-schema.ts'

export interface GenerationJobs {
  /** Enqueues jobs in the caller's transaction, at most one for each generation. */
  enqueue(jobs: readonly NewGenerationJob[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Enqueues one job, unless one is queued already that is due no later. */
  schedule(job: NewGenerationJob): Promise<void>
  /**
   * Starts passing jobs to `handle`; a job whose handler throws is retried later. Ends when the signal has fired and
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
  /** From 1; how often this job was tried, this time included. Attempts cut off by a crash count. */
  readonly attempt: number
  /** No further attempt follows this one, unless a crash cuts it off. */
  readonly last: boolean
}
