/** At the start and every hour: removes what nobody needs any more. */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../domain/kernel/errors.ts'
import { DAY } from '../domain/generation/schedule.ts'
import type { Clock } from '../ports/clock.ts'
import type { Housekeeping, Retention } from '../ports/housekeeping.ts'
import type { Logger } from '../ports/logger.ts'

export interface KeepHouseDeps {
  readonly housekeeping: Housekeeping
  readonly clock: Clock
  readonly logger: Logger
}

const INTERVAL_MS = 3_600_000
const PAGE_SIZE = 1000
/** Somebody may still look at a conversation that has just ended. */
const SNAPSHOT_DAYS = 7
const THREAD_DAYS = 90

/** Removes all of it, page by page. Gives how many rows of each table went. */
export async function keepHouse(
  { housekeeping, clock }: Omit<KeepHouseDeps, 'logger'>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Readonly<Record<string, number>>> {
  const total: Record<string, number> = {}
  const retention = retentionAt(clock.now())
  while (!signal.aborted) {
    const removed = Object.entries(await housekeeping.removeOld(retention, PAGE_SIZE))
    for (const [table, count] of removed) total[table] = (total[table] ?? 0) + count
    if (removed.every(([, count]) => count < PAGE_SIZE)) break
  }
  return total
}

function retentionAt(now: string): Retention {
  const daysAgo = (days: number): string => new Date(Date.parse(now) - days * DAY).toISOString()
  const hourAgo = new Date(Date.parse(now) - INTERVAL_MS).toISOString()
  return { expired: now, access_changes: hourAgo, snapshots: daysAgo(SNAPSHOT_DAYS), threads: daysAgo(THREAD_DAYS) }
}

/** Until the signal fires. Never rejects: a failure is logged and tried again an hour later. */
export async function keepHouseHourly(deps: KeepHouseDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const removed = await keepHouse(deps, signal)
      if (Object.keys(removed).length > 0) deps.logger.info({ removed }, 'removed rows that nobody needs any more')
    } catch (error) {
      deps.logger.error({ error: errorMessage(error) }, 'old rows could not be removed')
    }
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {})
  }
}
