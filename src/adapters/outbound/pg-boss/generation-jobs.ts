/**
 * Generation jobs on pg-boss, on Postgres and PGlite alike. The queue hands out one job per generation at a time, in
 * order. A job is never left failed, since that would block its generation: it is retried, and completed when its
 * attempts are used up. The engine holds a page of what is due; the rest waits in the schedule.
 */
import { fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss'
import type { Kysely } from 'kysely'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import type { GenerationJob, GenerationJobs } from '../../../ports/generation/generation-jobs.ts'
import { startFeeding } from './feed-queue.ts'
import { importOldTimers } from './import-old-timers.ts'
import { createJobEngine, openQueue, type JobDatabase } from './job-engine.ts'
import type { MailJobs } from '../../../ports/mail/mail-jobs.ts'
import { INBOX_QUEUE, INBOX_QUEUE_OPTIONS, inboxJobs } from './inbox-jobs.ts'
import { MAIL_QUEUE, MAIL_QUEUE_OPTIONS, mailJobs } from './mail-jobs.ts'
import { countQueued } from './queued-jobs.ts'
import { addToSchedule, removeFromSchedule, takeDue } from './schedule-table.ts'

const QUEUE = 'generations'
const MAX_ATTEMPTS = 5
/** Attempts that a crash cut off are not limited here: the handler decides what they mean. */
const UNLIMITED_RETRIES = 1_000_000

const QUEUE_OPTIONS = {
  policy: 'key_strict_fifo',
  notify: true,
  retryLimit: UNLIMITED_RETRIES,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  // A worker that stops sending heartbeats is taken for dead and its job handed out again; 10 is the minimum.
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
} as const

/**
 * With `batchSize: 1` a worker takes one job per poll, so it takes a full batch and then the next at once. A batch
 * lasts as long as its slowest job, which may wait for Slack; other workers take what arrives meanwhile.
 */
const WORK_OPTIONS = {
  batchSize: 20,
  burstWhenBatchFull: true,
  perJobResults: true,
  includeMetadata: true,
  localConcurrency: 4,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
} as const

/**
 * Scheduled jobs that lie in the queue at once. On a server that keeps the workers of several instances busy; in this
 * process everybody shares one connection, and requests must not wait behind it.
 */
const PAGE_SIZE = { server: 200, embedded: 20 } as const
/** Jobs that lie in the queue in all: those without a time still find room when a page of scheduled ones is queued. */
const MAX_QUEUED = 700
/** Jobs without a time go ahead of scheduled ones: somebody is waiting for them. */
const URGENT = { priority: 1 }
/** How often to look for timers that an instance of an earlier version has put into the queue. */
const IMPORT_INTERVAL_MS = 60_000

export interface PgBossJobs extends GenerationJobs {
  /** The queue of incoming Slack items, on the same engine; made at the first call. */
  openInboxJobs(): Promise<InboxJobs>
  /** The queue of mails, likewise. */
  openMailJobs(): Promise<MailJobs>
  /** Stops the engine. Fire the signal of running `work` calls first. */
  close(): Promise<void>
}

/** Starts the engine: its tables, its queue, its listener. */
export async function openGenerationJobs(database: JobDatabase, logger: Logger): Promise<PgBossJobs> {
  const boss = createJobEngine(database, logger)
  const close = () => boss.stop({ graceful: true, close: true, timeout: 10_000 })
  try {
    await boss.start()
    await openQueue(boss, QUEUE, QUEUE_OPTIONS, database)
  } catch (error) {
    await close().catch(() => undefined)
    throw error
  }
  return {
    ...generationJobs(boss, database, logger),
    async openInboxJobs() {
      await openQueue(boss, INBOX_QUEUE, INBOX_QUEUE_OPTIONS, database)
      return inboxJobs(boss, logger)
    },
    async openMailJobs() {
      await openQueue(boss, MAIL_QUEUE, MAIL_QUEUE_OPTIONS, database)
      return mailJobs(boss, logger)
    },
    close,
  }
}

const jobOf = (generation: string) => ({ singletonKey: generation })

const generationJobs = (boss: PgBoss, database: JobDatabase, logger: Logger): GenerationJobs => ({
  async enqueue(jobs, transaction) {
    const urgent = jobs.filter(({ at }) => at === undefined)
    const room = urgent.length === 0 ? 0 : MAX_QUEUED - (await countQueued(transaction, QUEUE, MAX_QUEUED))
    const queued = urgent.slice(0, room)
    if (queued.length > 0) {
      const urgentJobs = queued.map(({ generation }) => ({ ...jobOf(generation), ...URGENT }))
      await boss.insert(QUEUE, urgentJobs, { db: fromKysely(transaction) })
    }
    const timed = jobs.filter(({ at }) => at !== undefined)
    await addToSchedule(transaction, [...timed, ...urgent.slice(room)])
  },

  cancelScheduled: (generations, transaction) => removeFromSchedule(transaction, generations),

  schedule: (jobs) => addToSchedule(database.db, jobs),

  async work(handle, signal) {
    if (signal.aborted) return
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const { db } = database
    const importing = timerImporter(db, signal, logger)
    // Before the first fetch, which would scan all of them.
    await importing()
    const pageSize = 'lite' in database ? PAGE_SIZE.embedded : PAGE_SIZE.server
    const feed = () => importing().then(() => queueDuePage(boss, db, pageSize))
    const feeder = startFeeding(feed, signal, logger)
    await boss.work(QUEUE, WORK_OPTIONS, async (jobs: JobWithMetadata[]) => {
      const results = await Promise.all(jobs.map((job) => runJob(job, handle, logger)))
      feeder.notifyRoom()
      return results
    })
    await stopped
    await feeder.done
    await boss.offWork(QUEUE, { wait: true })
  },
})

/** Moves due jobs from the schedule into the queue, up to a page; true when more may be due. */
const queueDuePage = (boss: PgBoss, db: Kysely<ReadSchema>, pageSize: number): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const room = pageSize - (await countQueued(transaction, QUEUE, pageSize))
    if (room <= 0) return true
    const due = await takeDue(transaction, room)
    if (due.length > 0) await boss.insert(QUEUE, due.map(jobOf), { db: fromKysely(transaction) })
    return due.length === room
  })

/** Imports the timers of earlier versions, at most once a minute. Never rejects: a failed import is tried again. */
function timerImporter(db: Kysely<ReadSchema>, signal: AbortSignal, logger: Logger): () => Promise<void> {
  let nextAt = -Infinity
  return async () => {
    if (performance.now() < nextAt) return
    nextAt = performance.now() + IMPORT_INTERVAL_MS
    try {
      const moved = await importOldTimers(db, QUEUE, MAX_QUEUED, signal)
      if (moved > 0) logger.info({ moved }, 'imported timers of an earlier version')
    } catch (error) {
      logger.warn({ error: errorMessage(error) }, 'timers of an earlier version could not be imported')
    }
  }
}

/** Runs one job; returns its result for the engine. */
async function runJob(
  { id, singletonKey, retryCount }: JobWithMetadata,
  handle: (job: GenerationJob) => Promise<void>,
  logger: Logger,
) {
  const generation = singletonKey ?? ''
  const attempt = retryCount + 1
  const last = attempt >= MAX_ATTEMPTS
  try {
    await handle({ generation, attempt, last })
    return { id, status: 'completed' as const }
  } catch (error) {
    const message = errorMessage(error)
    logger.warn(
      { generation, attempt, last, error: message },
      last ? 'job given up: the sweep will come back to it' : 'job failed and is tried again',
    )
    return { id, status: last ? ('completed' as const) : ('failed' as const) }
  }
}
