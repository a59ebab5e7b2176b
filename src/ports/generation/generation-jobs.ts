/**
 * Job queue of the generations. A job is delivered at least once, one at a time per generation, and again after a
 * crash. It carries no data and decides nothing: its handler loads the generation and looks at what is due.
 */
import type { Transaction } from 'kysely'
import type { ReadSchema } from '../read-models/read-schema.ts'

export interface GenerationJobs {
  /**
   * Enqueues jobs in the caller's transaction, at most one for each generation. A job without a time goes ahead of
   * those that only time made due.
   */
  enqueue(jobs: readonly NewGenerationJob[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Drops, in the caller's transaction, the scheduled jobs of generations that have ended; jobs already due stay. */
  cancelScheduled(generations: readonly string[], transaction: Transaction<ReadSchema>): Promise<void>
  /** Schedules jobs; a generation that is scheduled already keeps the earlier time. */
  schedule(jobs: readonly NewGenerationJob[]): Promise<void>
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
