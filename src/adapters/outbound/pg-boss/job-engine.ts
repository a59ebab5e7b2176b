/** pg-boss as the job engine, on the embedded database or on a Postgres that several instances share. */
import { fromPglite, PgBoss, type ConstructorOptions, type Db, type Queue } from 'pg-boss'
import type { Kysely } from 'kysely'
import type { Logger } from '../../../ports/logger.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import { SCHEMA } from './queued-jobs.ts'
import { steadyClock } from './steady-clock.ts'

/** `db`, and how pg-boss reaches the same database: embedded in this process, or a Postgres that others use too. */
export type JobDatabase = { readonly db: Kysely<ReadSchema> } & (
  | { readonly lite: Parameters<typeof fromPglite>[0] }
  | { readonly connectionString: string }
)

/** The engine, not started yet. Its own errors and warnings are logged. */
export function createJobEngine(database: JobDatabase, logger: Logger): PgBoss {
  const boss = new PgBoss({ ...COMMON, ...optionsFor(database) })
  boss.on('error', (error) => logger.error({ error: error.message }, 'job engine'))
  boss.on('warning', (warning) => logger.warn({ warning: warning.message }, 'job engine'))
  return boss
}

/** Makes a queue, or brings it to these options; what a crash of an embedded service cut off is handed out again. */
export async function openQueue(
  boss: PgBoss,
  queue: string,
  options: Omit<Queue, 'name'>,
  database: JobDatabase,
): Promise<void> {
  await boss.createQueue(queue, options)
  await boss.updateQueue(queue, withoutPolicy(options))
  // The engine reads a queue's settings at the first question about its jobs (`getQueue` does not count). That must not
  // happen inside a transaction: on PGlite's one connection the engine would wait for itself.
  await boss.findJobs(queue, { id: NO_JOB })
  if ('lite' in database) await requeueActiveJobs(boss, queue, fromPglite(database.lite))
}

/** No job has it, and looking for it uses the primary key. */
const NO_JOB = '00000000-0000-0000-0000-000000000000'

const COMMON = {
  schema: SCHEMA,
  useListenNotify: true,
  schedule: false,
  persistWarnings: false,
  maintenanceIntervalSeconds: 300,
  clock: steadyClock,
} satisfies ConstructorOptions

function optionsFor(database: JobDatabase): ConstructorOptions {
  if ('lite' in database)
    return { backend: 'pglite', db: fromPglite(database.lite), reindex: false, monitorVacuum: false }
  // Notice within seconds that another instance died.
  const { connectionString } = database
  return { connectionString, ...CONNECTION_TIMEOUTS, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 }
}

/** When the network has lost a response, the engine gives up on the connection and opens another. */
const CONNECTION_TIMEOUTS = { query_timeout: 30_000, keepAlive: true, keepAliveInitialDelayMillis: 1000 }

/** The policy of a queue that exists cannot be changed. */
const withoutPolicy = ({ policy: _, ...options }: Omit<Queue, 'name'>) => options

/** Only this process uses the embedded database, so jobs active at the start were cut off by a crash: requeue them. */
async function requeueActiveJobs(boss: PgBoss, queue: string, db: Db): Promise<void> {
  // The engine's index of what is being worked is only for queues of this policy, and has to be told so.
  const active = `name = $1 and state = 'active' and policy = 'key_strict_fifo'`
  const { rows } = await db.executeSql(`select id from ${SCHEMA}.job where ${active}`, [queue])
  const ids = rows.map((row: { id: string }) => row.id)
  if (ids.length === 0) return
  await boss.cancel(queue, ids)
  await boss.resume(queue, ids)
}
