/** The sweep: at start and every hour it enqueues every generation with something due, in case its job was lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { errorMessage } from '../domain/kernel/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { ReadDatabase } from '../ports/read-models/read-database.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'
import type { GenerationJobs } from '../ports/generation/generation-jobs.ts'

export interface SweepDeps {
  readonly readDatabase: ReadDatabase
  readonly generationJobs: GenerationJobs
  readonly clock: Clock
  readonly logger: Logger
}

const INTERVAL_MS = 3_600_000
const PAGE_SIZE = 500

/** Enqueues generations that are confirmed but not rendered, or whose next due time has passed; returns how many. */
export async function sweep({ readDatabase: { db }, generationJobs: jobs, clock }: SweepDeps): Promise<number> {
  const now = clock.now()
  let count = 0
  // Each page goes on in its index where the one before ended: it costs the same however much is due, or not.
  for (const page of [confirmedAfter(db), overdueAfter(db, now)]) {
    for (let last: DueRow | undefined; ;) {
      const rows = await page(last).limit(PAGE_SIZE).execute()
      await jobs.schedule(rows.map(({ id }) => ({ generation: id })))
      count += rows.length
      last = rows.at(-1)
      if (rows.length < PAGE_SIZE) break
    }
  }
  return count
}

/** What a page ends with. */
interface DueRow {
  readonly id: string
  readonly wakes_at: string | null
}

const confirmedAfter = (db: Kysely<ReadSchema>) => (last: DueRow | undefined) =>
  db
    .selectFrom('generations')
    .select(['id', 'wakes_at'])
    .where('state', '=', 'confirmed')
    .where('id', '>', last?.id ?? '')
    .orderBy('id')

const overdueAfter = (db: Kysely<ReadSchema>, now: string) => (last: DueRow | undefined) =>
  db
    .selectFrom('generations')
    .select(['id', 'wakes_at'])
    .where('wakes_at', '<=', now)
    .where((row) => row(row.refTuple('wakes_at', 'id'), '>', row.tuple(last?.wakes_at ?? '', last?.id ?? '')))
    .orderBy('wakes_at')
    .orderBy('id')

/** Sweeps now and then every hour, until the signal fires. Never rejects: a failed sweep is logged and tried again. */
export async function keepSweeping(deps: SweepDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const enqueued = await sweep(deps)
      if (enqueued > 0) deps.logger.info({ enqueued }, 'swept: enqueued generations that have something due')
    } catch (error) {
      deps.logger.error({ error: errorMessage(error) }, 'sweep failed')
    }
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {})
  }
}
