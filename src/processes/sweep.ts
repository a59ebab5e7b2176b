/** The sweep: at start and every hour it wakes whatever has something due, in case its wake-up was lost. */
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

const HOUR = 3_600_000
const PAGE = 500

/**
 * Wakes every generation that is confirmed but not rendered, or whose time is up, or for which something was to be
 * posted; gives their number.
 */
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
      .limit(PAGE)
      .execute()
    await jobs.schedule(rows.map(({ id }) => ({ generation: id })))
    count += rows.length
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return count
    after = last.id
  }
}

/**
 * Sweeps now and then every hour, until the signal fires. Never rejects: what fails is logged and tried again an hour
 * later.
 */
export async function keepSweeping(deps: SweepDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const woken = await sweep(deps)
      if (woken > 0) deps.logger.info({ woken }, 'swept: woke generations that have something due')
    } catch (error) {
      deps.logger.error({ error: errorMessage(error) }, 'sweep failed')
    }
    await sleep(HOUR, undefined, { signal }).catch(() => {})
  }
}
