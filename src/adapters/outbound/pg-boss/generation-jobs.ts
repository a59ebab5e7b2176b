/**
 * Wake-ups as jobs of pg-boss, on Postgres and on PGlite alike. The queue hands out one job per generation at a time,
 * in order. A job is never left failed, for that would block its generation: it is tried again, and completed when its
 * attempts are used up.
 */
import { fromKysely, fromPglite, PgBoss, type ConstructorOptions, type Db, type JobWithMetadata } from 'pg-boss'
import type { Transaction } from 'kysely'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import type { NewGenerationJob, GenerationJob, GenerationJobs } from '../../../ports/generation/generation-jobs.ts'
import { INBOX_QUEUE, INBOX_QUEUE_OPTIONS, inboxJobs } from './inbox-jobs.ts'

const QUEUE = 'generations'
const SCHEMA = 'pgboss'
const MAX_ATTEMPTS = 5
/** Attempts that crashes cut off are not bounded here: what they mean is for the performer to say. */
const NEVER_FAILED = 1_000_000

const QUEUE_OPTIONS = {
  policy: 'key_strict_fifo',
  notify: true,
  retryLimit: NEVER_FAILED,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  // Who stops sending these is taken for dead, and the job is handed out again; 10 is the least.
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
} as const

/**
 * With `batchSize: 1` a worker takes one job per poll; so it takes a full batch, and the next at once. A batch ends
 * with its slowest job, which may wait for Slack: others take what comes meanwhile.
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

/** The embedded database of this process alone, or a Postgres that others use, too. */
export type JobDatabase = { readonly lite: Parameters<typeof fromPglite>[0] } | { readonly connectionString: string }

export interface PgBossJobs extends GenerationJobs {
  /** The queue of what comes in from Slack, on the same engine; made at the first call. */
  openInboxJobs(): Promise<InboxJobs>
  /** Ends the engine. Workers that still run are given `work`'s signal first. */
  close(): Promise<void>
}

/** Starts the engine: its tables, its queue, its listener. */
export async function openGenerationJobs(database: JobDatabase, logger: Logger): Promise<PgBossJobs> {
  const boss = new PgBoss({ ...COMMON, ...optionsFor(database) })
  boss.on('error', (error) => logger.error({ error: error.message }, 'job engine'))
  boss.on('warning', (warning) => logger.warn({ warning: warning.message }, 'job engine'))
  const close = () => boss.stop({ graceful: true, close: true, timeout: 10_000 })
  try {
    await boss.start()
    await openQueue(boss, QUEUE, QUEUE_OPTIONS, database)
  } catch (error) {
    await close().catch(() => undefined)
    throw error
  }
  return {
    ...generationJobs(boss, logger),
    async openInboxJobs() {
      await openQueue(boss, INBOX_QUEUE, INBOX_QUEUE_OPTIONS, database)
      return inboxJobs(boss, logger)
    },
    close,
  }
}

type QueueOptions = typeof QUEUE_OPTIONS | typeof INBOX_QUEUE_OPTIONS

async function openQueue(boss: PgBoss, queue: string, options: QueueOptions, database: JobDatabase): Promise<void> {
  await boss.createQueue(queue, options)
  await boss.updateQueue(queue, withoutPolicy(options))
  // Any question about the queue's jobs makes the engine read and keep what it knows of the queue (`getQueue` does
  // not). The first one must not come inside somebody's transaction: on PGlite's one connection the engine would wait
  // for itself.
  await boss.findJobs(queue, { key: '', queued: true })
  if ('lite' in database) await requeueActiveJobs(boss, queue, fromPglite(database.lite))
}

const COMMON = {
  schema: SCHEMA,
  useListenNotify: true,
  schedule: false,
  persistWarnings: false,
  maintenanceIntervalSeconds: 300,
} satisfies ConstructorOptions

function optionsFor(database: JobDatabase): ConstructorOptions {
  if ('lite' in database)
    return { backend: 'pglite', db: fromPglite(database.lite), reindex: false, monitorVacuum: false }
  // Another instance that dies is noticed within seconds.
  const { connectionString } = database
  return { connectionString, ...UNTIL_LOST, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 }
}

/** An answer that a forgetful network has lost is not waited for for ever: the engine makes another connection. */
const UNTIL_LOST = { query_timeout: 30_000, keepAlive: true, keepAliveInitialDelayMillis: 1000 }

const withoutPolicy = ({ policy: _, ...options }: QueueOptions) => options

/**
 * Only this process uses the database: what is active at its start was cut off by a crash, and is handed out again at
 * once.
 */
async function requeueActiveJobs(boss: PgBoss, queue: string, db: Db): Promise<void> {
  const { rows } = await db.executeSql(`select id from ${SCHEMA}.job where name = $1 and state = 'active'`, [queue])
  const ids = rows.map((row: { id: string }) => row.id)
  if (ids.length === 0) return
  await boss.cancel(queue, ids)
  await boss.resume(queue, ids)
}

const jobOf = ({ generation, at }: NewGenerationJob) => ({
  singletonKey: generation,
  ...(at === undefined ? {} : { startAfter: at }),
})

const generationJobs = (boss: PgBoss, logger: Logger): GenerationJobs => ({
  async enqueue(wanted, transaction: Transaction<ReadSchema>) {
    if (wanted.length > 0) await boss.insert(QUEUE, wanted.map(jobOf), { db: fromKysely(transaction) })
  },

  async schedule(wanted) {
    const latest = wanted.at === undefined ? Date.now() : Date.parse(wanted.at)
    const waiting = await boss.findJobs(QUEUE, { key: wanted.generation, queued: true })
    if (waiting.some(({ startAfter }) => startAfter.getTime() <= latest)) return
    await boss.insert(QUEUE, [jobOf(wanted)])
  },

  async work(handle, signal) {
    if (signal.aborted) return
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await boss.work(QUEUE, WORK_OPTIONS, (jobs: JobWithMetadata[]) =>
      Promise.all(jobs.map((job) => runJob(job, handle, logger))),
    )
    await stopped
    await boss.offWork(QUEUE, { wait: true })
  },
})

/** Runs one job; what it says is its result. */
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
      last ? 'wake-up given up: the sweep will come back to it' : 'wake-up failed and is tried again',
    )
    return { id, status: last ? ('completed' as const) : ('failed' as const) }
  }
}
