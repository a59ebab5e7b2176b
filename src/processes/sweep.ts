/** The sweep: at start and every hour it enqueues every generation with something due, in case its job was lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../domain/kernel/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { ReadDatabase } from '../ports/read-models/read-database.ts'
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
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('generations')
      .select('id')
      .where((row) => row.or([row('state', '=', 'confirmed'), row('wakes_at', '<=', now)]))
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE_SIZE)
      .execute()
    await jobs.schedule(rows.map(({ id }) => ({ generation: id })))
    count += rows.length
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE_SIZE) return count
    after = last.id
  }
}

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
