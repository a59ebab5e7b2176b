/**
 * Wake-ups as jobs of pg-boss, on Postgres and on PGlite alike. The queue hands out one job per generation at a time,
 * in order. A job is never left failed, for that would block its generation: it is tried again, and completed when its
 * attempts are used up. The engine is only given what is due, and no more of that than it works off: all else lies in
 * the waiting list.
 */
import { fromKysely, fromPglite, PgBoss, type ConstructorOptions, type Db, type JobWithMetadata } from 'pg-boss'
import type { Kysely } from 'kysely'
import type { InboxWakeUps } from '../../ports/inbox-wake-ups.ts'
import type { Logger } from '../../ports/logger.ts'
import type { ReadSchema } from '../../ports/read-schema.ts'
import type { NewWakeUp, WakeUp, WakeUps } from '../../ports/wake-ups.ts'
import { adoptTimers } from './adopt-timers.ts'
import { feedQueue } from './feed-queue.ts'
import { INBOX_QUEUE, INBOX_QUEUE_OPTIONS, inboxWakeUps } from './inbox-wake-ups.ts'
import { countQueued, SCHEMA } from './queued.ts'
import { dropTimers, putOnList, takeDue } from './waiting-list.ts'

const QUEUE = 'generations'
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
 * With `batchSize: 1` a worker takes one job per poll; so it takes a full batch, and the next at once. A batch ends with its slowest job, which may wait
 * for Slack: others take what comes meanwhile.
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
 * How much of what was due before lies in the queue at once. On a server it is enough for the workers of some
 * instances; in this process, where all share one connection, requests must not wait behind it.
 */
const PAGE = { shared: 200, embedded: 20 } as const
/** How much lies there in all. What is due now, because somebody waits for it, finds room when a page lies there. */
const MOST_QUEUED = 700
/** Before what only time made due. */
const FRESH = { priority: 1 }
/** How often it is looked whether an instance of an earlier version has put timers into the queue. */
const ADOPT_MS = 60_000

/** The embedded database of this process alone, or a Postgres that others use, too; `db` is the same one. */
export type WakeUpsDatabase = { readonly db: Kysely<ReadSchema> } & (Embedded | { readonly connectionString: string })

interface Embedded {
  readonly lite: Parameters<typeof fromPglite>[0]
}

export interface PgBossWakeUps extends WakeUps {
  /** The queue of what comes in from Slack, on the same engine; made at the first call. */
  openInbox(): Promise<InboxWakeUps>
  /** Ends the engine. Workers that still run are given `work`'s signal first. */
  close(): Promise<void>
}

/** Starts the engine: its tables, its queue, its listener. */
export async function openWakeUps(database: WakeUpsDatabase, logger: Logger): Promise<PgBossWakeUps> {
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
    ...wakeUps(boss, database, logger),
    async openInbox() {
      await openQueue(boss, INBOX_QUEUE, INBOX_QUEUE_OPTIONS, database)
      return inboxWakeUps(boss, logger)
    },
    close,
  }
}

type QueueOptions = typeof QUEUE_OPTIONS | typeof INBOX_QUEUE_OPTIONS

async function openQueue(boss: PgBoss, queue: string, options: QueueOptions, database: WakeUpsDatabase): Promise<void> {
  await boss.createQueue(queue, options)
  await boss.updateQueue(queue, withoutPolicy(options))
  // Any question about the queue's jobs makes the engine read and keep what it knows of it (`getQueue` does not). The
  // first one must not come inside a transaction: on PGlite's one connection the engine would wait for itself.
  await boss.findJobs(queue, { id: NO_JOB })
  if ('lite' in database) await takeBack(boss, queue, fromPglite(database.lite))
}

/** None has it; the engine finds it by its key. */
const NO_JOB = '00000000-0000-0000-0000-000000000000'

const COMMON = { schema: SCHEMA, useListenNotify: true, schedule: false, persistWarnings: false, maintenanceIntervalSeconds: 300 } satisfies ConstructorOptions

function optionsFor(database: WakeUpsDatabase): ConstructorOptions {
  if ('lite' in database) return { backend: 'pglite', db: fromPglite(database.lite), reindex: false, monitorVacuum: false }
  // Another instance that dies is noticed within seconds.
  const { connectionString } = database
  return { connectionString, ...UNTIL_LOST, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 }
}

/** An answer that a forgetful network has lost is not waited for for ever: the engine makes another connection. */
const UNTIL_LOST = { query_timeout: 30_000, keepAlive: true, keepAliveInitialDelayMillis: 1000 }

const withoutPolicy = ({ policy: _, ...options }: QueueOptions) => options

/** Only this process uses the database: what is active at its start was cut off by a crash, and is handed out again at once. */
async function takeBack(boss: PgBoss, queue: string, db: Db): Promise<void> {
  const { rows } = await db.executeSql(`select id from ${SCHEMA}.job where name = $1 and state = 'active'`, [queue])
  const ids = rows.map((row: { id: string }) => row.id)
  if (ids.length === 0) return
  await boss.cancel(queue, ids)
  await boss.resume(queue, ids)
}

const jobOf = (generation: string) => ({ singletonKey: generation })

const wakeUps = (boss: PgBoss, database: WakeUpsDatabase, logger: Logger): WakeUps => ({
  async enqueue(wanted, transaction) {
    const fresh = wanted.filter(({ at }) => at === undefined)
    const room = fresh.length === 0 ? 0 : MOST_QUEUED - await countQueued(transaction, QUEUE, MOST_QUEUED)
    const queued = new Set<NewWakeUp>(fresh.slice(0, room))
    if (queued.size > 0) {
      const jobs = [...queued].map(({ generation }) => ({ ...jobOf(generation), ...FRESH }))
      await boss.insert(QUEUE, jobs, { db: fromKysely(transaction) })
    }
    await putOnList(transaction, wanted.filter((one) => !queued.has(one)))
  },

  dropTimers: (generations, transaction) => dropTimers(transaction, generations),

  schedule: (wanted) => putOnList(database.db, wanted),

  async work(handle, signal) {
    if (signal.aborted) return
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const { db } = database
    const page = PAGE['lite' in database ? 'embedded' : 'shared']
    const adopting = adopter(db, signal, logger)
    // Before the first fetch, which looks through all that is due.
    await adopting()
    const feeder = feedQueue(() => adopting().then(() => feed(boss, db, page)), signal, logger)
    await boss.work(QUEUE, WORK_OPTIONS, async (jobs: JobWithMetadata[]) => {
      const results = await Promise.all(jobs.map((job) => settle(job, handle, logger)))
      feeder.roomMade()
      return results
    })
    await stopped
    await feeder.done
    await boss.offWork(QUEUE, { wait: true })
  },
})

/** Moves a page of what is due into the queue; true when there may be more. */
const feed = (boss: PgBoss, db: Kysely<ReadSchema>, page: number): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const room = page - await countQueued(transaction, QUEUE, page)
    if (room <= 0) return true
    const due = await takeDue(transaction, room)
    if (due.length > 0) await boss.insert(QUEUE, due.map(jobOf), { db: fromKysely(transaction) })
    return due.length === room
  })

/**
 * What takes over timers of earlier versions, at most once in a while. Never rejects: what fails is tried the next
 * time.
 */
function adopter(db: Kysely<ReadSchema>, signal: AbortSignal, logger: Logger): () => Promise<void> {
  let next = -Infinity
  return async () => {
    if (performance.now() < next) return
    next = performance.now() + ADOPT_MS
    try {
      const moved = await adoptTimers(db, QUEUE, MOST_QUEUED, signal)
      if (moved > 0) logger.info({ moved }, 'timers of an earlier version were taken over')
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      logger.warn({ error: message }, 'timers of an earlier version could not be taken over')
    }
  }
}

/** Runs one job; what it says is its result. */
async function settle({ id, singletonKey, retryCount }: JobWithMetadata, handle: (wakeUp: WakeUp) => Promise<void>, logger: Logger) {
  const generation = singletonKey ?? ''
  const attempt = retryCount + 1
  const last = attempt >= MAX_ATTEMPTS
  try {
    await handle({ generation, attempt, last })
    return { id, status: 'completed' as const }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    logger.warn({ generation, attempt, last, error: message }, last ? 'wake-up given up: the sweep will come back to it' : 'wake-up failed and is tried again')
    return { id, status: last ? ('completed' as const) : ('failed' as const) }
  }
}
