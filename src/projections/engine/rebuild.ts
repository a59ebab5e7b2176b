/**
 * Rebuilds a read model from the events while the live one is still read. New tables are filled until they have caught
 * up, then replace the old ones in one transaction. The subscription continues from the new checkpoint.
 */
import { sql, type Kysely, type Transaction } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { SubscriptionSession } from '../../ports/events/subscription-sessions.ts'
import { Consumer } from './consume.ts'
import { nameTable, REBUILD_SUFFIX, subscriberOf, type Projection } from './projection.ts'
import { readAhead } from './read-ahead.ts'
import { runSubscription, type RunnerDeps, type Subscription } from './runner.ts'
import { createIndexes, createTable } from './table.ts'

export interface RebuildProgress {
  /** Events handled so far. */
  readonly handled: number
  /** How many there are, as far as is known; never less than `handled`. */
  readonly total: number
}

const BATCH_SIZE = 1000

const rebuildName = (projection: Projection): string => `${projection.name}#rebuild`

export interface RebuildOptions {
  /** Called with the progress after each batch. */
  readonly report?: (progress: RebuildProgress) => void
  /**
   * Called after waiting for a rebuild that was already running. False: this rebuild is no longer needed.
   */
  readonly isWanted?: () => Promise<boolean>
}

/**
 * Rebuilds the read model; a rebuild of it that runs already, on any instance, is waited for first.
 * Throws the signal's reason when stopped; the old tables then stay as they are.
 */
export async function rebuild(
  deps: RunnerDeps,
  projection: Projection,
  signal: AbortSignal,
  { report = () => {}, isWanted: wanted = async () => true }: RebuildOptions = {},
): Promise<RebuildProgress> {
  const name = rebuildName(projection)
  let progress: RebuildProgress = { handled: 0, total: await countEvents(deps.db) }
  let done = false
  await deps.sessions.hold(name, signal, async (session, held) => {
    if (!(await wanted())) {
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

/**
 * Runs a read model's subscription; when its version is newer than the tables', they are rebuilt first. Newer tables
 * are left to newer instances.
 */
export function runProjection(deps: RunnerDeps, projection: Projection, signal: AbortSignal): Subscription {
  return runSubscription(deps, subscriberOf(projection), signal, async (session, held, taken) => {
    const { version } = await session.open()
    if (version === projection.version) return
    if (version > projection.version) {
      throw new Error(
        `The read model “${projection.name}” was built by a newer version of DocGen, and is left to it. To go ` +
          'back for good, rebuild it.',
      )
    }
    deps.logger.info(
      { projection: projection.name, from: version, to: projection.version },
      'read model has a new version and is rebuilt',
    )
    taken()
    await rebuild(deps, projection, held)
  })
}

/** An estimate: what the subscription that is furthest ahead has counted. */
async function countEvents(db: Kysely<ReadSchema>): Promise<number> {
  const row = await db
    .selectFrom('checkpoints')
    .select((query) => query.fn.max('handled').as('handled'))
    .executeTakeFirst()
  return Number(row?.handled ?? 0)
}

/** Creates empty tables and a checkpoint at the start; drops what an interrupted rebuild left. */
async function createRebuildTables(
  transaction: Transaction<ReadSchema>,
  projection: Projection,
  updated_at: string,
): Promise<void> {
  const name = rebuildName(projection)
  await transaction.deleteFrom('parked').where('subscription', '=', name).execute()
  await transaction.deleteFrom('checkpoints').where('name', '=', name).execute()
  await transaction
    .insertInto('checkpoints')
    .values({
      name,
      version: projection.version,
      position: '',
      handled: 0,
      rate: 0,
      epoch: 0,
      updated_at,
      holder: null,
    })
    .execute()
  for (const table of projection.tables) {
    const fresh = nameTable(table, REBUILD_SUFFIX)
    await sql`drop table if exists ${sql.table(fresh.physicalName)}`.execute(transaction)
    await createTable(transaction, fresh)
  }
}

/** Creates the indexes, without a statement timeout: millions of rows take their time. */
async function indexRebuildTables(transaction: Transaction<ReadSchema>, projection: Projection): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(transaction)
  for (const table of projection.tables) await createIndexes(transaction, nameTable(table, REBUILD_SUFFIX))
}

/**
 * Swaps the tables as soon as no query holds a lock on them. While this waits, new readers queue up behind it, so it
 * waits briefly and tries again.
 */
async function swapTablesWhenUnlocked(
  session: SubscriptionSession,
  projection: Projection,
  held: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      return await session.transaction((transaction) => swapTables(transaction, projection))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error
      await sleep(SWITCH_PAUSE_MS, undefined, { signal: held })
    }
  }
}

const LOCK_NOT_AVAILABLE = '55P03'
const SWITCH_WAIT_MS = 1000
const SWITCH_PAUSE_MS = 500

/**
 * Puts the rebuilt tables in place of the live ones. The old tables may be a few events ahead: the live subscription
 * notices the new epoch within a second and applies those events again.
 */
async function swapTables(transaction: Transaction<ReadSchema>, projection: Projection): Promise<void> {
  const { name } = projection
  const fresh = rebuildName(projection)
  await sql`set local lock_timeout = ${sql.lit(SWITCH_WAIT_MS)}`.execute(transaction)
  // Waits for a batch that is being committed.
  await transaction.selectFrom('checkpoints').select('name').where('name', '=', name).forUpdate().execute()
  const built = await transaction
    .selectFrom('checkpoints')
    .selectAll()
    .where('name', '=', fresh)
    .executeTakeFirstOrThrow()
  for (const table of projection.tables) {
    await sql`drop table if exists ${sql.table(table.name)}`.execute(transaction)
    const { physicalName } = nameTable(table, REBUILD_SUFFIX)
    await sql`alter table ${sql.table(physicalName)} rename to ${sql.id(table.name)}`.execute(transaction)
  }
  const { position, rate, updated_at, version } = built
  const handled = Number(built.handled)
  await transaction
    .updateTable('checkpoints')
    .set((query) => ({
      position,
      handled,
      rate,
      updated_at,
      version,
      rebuild_requested: false,
      epoch: query('epoch', '+', 1),
    }))
    .where('name', '=', name)
    .execute()
  await transaction.deleteFrom('checkpoints').where('name', '=', fresh).execute()
  await transaction.deleteFrom('parked').where('subscription', '=', name).execute()
  await transaction.updateTable('parked').set({ subscription: name }).where('subscription', '=', fresh).execute()
}
