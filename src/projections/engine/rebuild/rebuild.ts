/**
 * Rebuilds a read model from the events while the live one is still read. New tables are filled until they have caught
 * up, then replace the old ones in one transaction. The subscription continues from the new checkpoint.
 */
import type { Kysely } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import { Consumer } from '../consume.ts'
import { REBUILD_SUFFIX, subscriberOf, type Projection } from '../projection.ts'
import { readAhead } from './read-ahead.ts'
import type { RunnerDeps } from '../runner.ts'
import { rebuildName, createRebuildTables, indexRebuildTables, swapTablesWhenUnlocked } from './rebuild-tables.ts'

/** The progress of a rebuild. */
export interface RebuildProgress {
  /** Events handled so far. */
  readonly handled: number
  /** An estimate of all events; never less than `handled`. */
  readonly total: number
}

const BATCH_SIZE = 1000

export interface RebuildOptions {
  /** Called with the progress after each batch. */
  readonly report?: (progress: RebuildProgress) => void
  /**
   * Called after waiting for a rebuild that was already running. False: this rebuild is no longer needed.
   */
  readonly isWanted?: () => Promise<boolean>
}

/**
 * Rebuilds the read model, after waiting for a rebuild of it that is already running on any instance. Throws the
 * signal's reason when stopped; the live tables then stay as they are.
 */
export async function rebuild(
  deps: RunnerDeps,
  projection: Projection,
  signal: AbortSignal,
  { report = () => {}, isWanted = async () => true }: RebuildOptions = {},
): Promise<RebuildProgress> {
  const name = rebuildName(projection)
  let progress: RebuildProgress = { handled: 0, total: await countEvents(deps.db) }
  let done = false
  await deps.sessions.hold(name, signal, async (session, held) => {
    if (!(await isWanted())) {
      done = true
      return
    }
    await session.transaction((transaction) => createRebuildTables(transaction, projection, deps.clock.now()))
    const consumer = await Consumer.open(deps, name, subscriberOf(projection, REBUILD_SUFFIX), session)
    report(progress)
    const batches = readAhead((signal) => deps.log.subscribe(undefined, { signal, batch_size: BATCH_SIZE }), held)
    for await (const batch of batches) {
      held.throwIfAborted()
      await consumer.handleBatch(batch)
      const { handled } = consumer.checkpoint
      progress = { handled, total: Math.max(handled, progress.total) }
      report(progress)
      if (batch.caught_up) break
    }
    held.throwIfAborted()
    await consumer.storeCheckpoint()
    await session.transaction((transaction) => indexRebuildTables(transaction, projection))
    await swapTablesWhenUnlocked(session, projection, held)
    done = true
  })
  if (!done) throw signal.reason ?? new Error('The rebuild was stopped: another instance took it over.')
  return progress
}

/** An estimate: what the subscription that is furthest ahead has counted. */
async function countEvents(db: Kysely<ReadSchema>): Promise<number> {
  const row = await db
    .selectFrom('checkpoints')
    .select((query) => query.fn.max('handled').as('handled'))
    .executeTakeFirst()
  return Number(row?.handled ?? 0)
}
