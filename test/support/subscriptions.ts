/** Read models at work on a database in memory: what tests of projections share. */
import { expect } from 'vitest'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import type { OpenPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { PgliteExclusiveRights } from '../../src/adapters/outbound/pglite/exclusive-rights.ts'
import { SqlSubscriptionSessions } from '../../src/adapters/outbound/sql/subscription-sessions.ts'
import type { Logger } from '../../src/ports/logger.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import type { Subscriber } from '../../src/ports/events/subscriber.ts'
import { prepareReadModels } from '../../src/projections/engine/prepare.ts'
import type { Projection } from '../../src/projections/engine/projection.ts'
import { runProjection } from '../../src/projections/engine/rebuild/run-projection.ts'
import { runSubscription, type RunnerDeps, type Subscription } from '../../src/projections/engine/runner.ts'
import { freshPglite } from './servers/pglite.ts'
import { PlainLog } from '../doubles/plain-log.ts'

export const clock = { now: () => new Date().toISOString() }

export const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} }

export interface Workshop extends RunnerDeps {
  readonly database: OpenPglite<ReadSchema>
  readonly readDatabase: { readonly db: RunnerDeps['db'] }
  readonly log: PlainLog
  /** Runs read models and other subscribers until `stop`. */
  run(projections: readonly Projection[], others?: readonly Subscriber[]): Promise<readonly Subscription[]>
  /** Waits until each has handled all that is in the log, and stored that. */
  settled(): Promise<void>
  /** All rows of a table, in a stable order. */
  rows(table: keyof ReadSchema): Promise<unknown[]>
  stop(): Promise<void>
  close(): Promise<void>
}

export async function workshop(): Promise<Workshop> {
  const database = await freshPglite<ReadSchema>()
  const { db } = database
  const log = new PlainLog(new MemoryEventStore())
  const deps: RunnerDeps = {
    db,
    log,
    clock,
    logger: quiet,
    sessions: new SqlSubscriptionSessions(new PgliteExclusiveRights<ReadSchema>(db), clock, 'test'),
  }
  let running: Subscription[] = []
  let stopping = new AbortController()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.all(running.map(({ done }) => done))
    running = []
    stopping = new AbortController()
  }
  return {
    ...deps,
    database,
    readDatabase: { db },
    log,
    async run(projections, others = []) {
      await prepareReadModels(db, projections, others, clock.now())
      const started = [
        ...projections.map((projection) => runProjection(deps, projection, stopping.signal)),
        ...others.map((subscriber) => runSubscription(deps, subscriber, stopping.signal)),
      ]
      running.push(...started)
      return started
    },
    async settled() {
      const head = (await log.head()) ?? ''
      await expect
        .poll(
          async () => {
            const rows = await db.selectFrom('checkpoints').select(['name', 'position']).execute()
            return rows
              .filter(({ position }) => position === '' || log.compare(position, head) < 0)
              .map(({ name }) => name)
          },
          { interval: 10 },
        )
        .toEqual([])
    },
    async rows(table) {
      const rows = await db.selectFrom(table).selectAll().execute()
      return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    },
    stop,
    async close() {
      await stop()
      await database.close()
    },
  }
}
