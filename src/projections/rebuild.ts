/**
 * Rebuilds a read model from the events, beside the one that is read meanwhile: fresh tables are filled until they have caught up,
 * then take the place of the old ones in one transaction. Whoever follows the log for it goes on from the new checkpoint.
 */
import { sql, type Kysely, type Transaction } from 'kysely'
import type { ReadSchema } from '../ports/read-schema.ts'
import { Consumer } from './consume.ts'
import { nameTable, REBUILD_SUFFIX, subscriberOf, type Projection } from './projection.ts'
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

/**
 * Rebuilds the read model; a rebuild of it that runs already is waited for first. Reports progress after each batch.
 * Throws the signal's reason when stopped; the old tables then stay as they are.
 */
export async function rebuild(
  deps: RunnerDeps,
  projection: Projection,
  signal: AbortSignal,
  report: (progress: RebuildProgress) => void = () => {},
): Promise<RebuildProgress> {
  const name = rebuildName(projection)
  let progress: RebuildProgress = { handled: 0, total: await countEvents(deps.db) }
  let switched = false
  await deps.sessions.hold(name, signal, async (session, held) => {
    await makeFresh(deps, projection)
    const consumer = await Consumer.open(deps, name, subscriberOf(projection, REBUILD_SUFFIX), session)
    const stop = new AbortController()
    const inner = AbortSignal.any([held, stop.signal])
    report(progress)
    try {
      for await (const batch of deps.log.subscribe(undefined, { signal: inner, batch_size: BATCH_SIZE })) {
        held.throwIfAborted()
        await consumer.take(batch)
        const { handled } = consumer.checkpoint
        progress = { handled, total: Math.max(handled, progress.total) }
        report(progress)
        if (batch.caught_up) break
      }
    } finally {
      stop.abort()
    }
    held.throwIfAborted()
    await consumer.store()
    for (const table of projection.tables) await createIndexes(deps.db, nameTable(table, REBUILD_SUFFIX))
    await deps.db.transaction().execute((transaction) => takePlace(transaction, projection))
    switched = true
  })
  if (!switched) throw signal.reason ?? new Error('The rebuild was stopped: another instance took it over.')
  return progress
}

/** Runs a read model's subscription; when its version has changed, it is rebuilt first. */
export function runProjection(deps: RunnerDeps, projection: Projection, signal: AbortSignal): Subscription {
  return runSubscription(deps, subscriberOf(projection), signal, async (session, held) => {
    const { version } = await session.open()
    if (version === projection.version) return
    deps.logger.info({ projection: projection.name, from: version, to: projection.version }, 'read model has a new version and is rebuilt')
    await rebuild(deps, projection, held)
  })
}

/** The subscription that has come farthest has counted the most. */
async function countEvents(db: Kysely<ReadSchema>): Promise<number> {
  const row = await db.selectFrom('checkpoints').select((query) => query.fn.max('handled').as('handled')).executeTakeFirst()
  return Number(row?.handled ?? 0)
}

/** Empty tables and a checkpoint at the start, whatever a rebuild that was cut off has left. */
async function makeFresh({ db, clock }: RunnerDeps, projection: Projection): Promise<void> {
  const name = rebuildName(projection)
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('parked').where('subscription', '=', name).execute()
    await transaction.deleteFrom('checkpoints').where('name', '=', name).execute()
    await transaction.insertInto('checkpoints')
      .values({ name, version: projection.version, position: '', handled: 0, rate: 0, epoch: 0, updated_at: clock.now() }).execute()
    for (const table of projection.tables) {
      const fresh = nameTable(table, REBUILD_SUFFIX)
      await sql`drop table if exists ${sql.table(fresh.at)}`.execute(transaction)
      await createTable(transaction, fresh)
    }
  })
}

/** The old tables may be a few events ahead: whoever follows the log for them finds the epoch changed within a second, and brings those again. */
async function takePlace(transaction: Transaction<ReadSchema>, projection: Projection): Promise<void> {
  const { name } = projection
  const fresh = rebuildName(projection)
  // Waits for a batch that is being committed.
  await transaction.selectFrom('checkpoints').select('name').where('name', '=', name).forUpdate().execute()
  const built = await transaction.selectFrom('checkpoints').selectAll().where('name', '=', fresh).executeTakeFirstOrThrow()
  for (const table of projection.tables) {
    await sql`drop table if exists ${sql.table(table.name)}`.execute(transaction)
    await sql`alter table ${sql.table(nameTable(table, REBUILD_SUFFIX).at)} rename to ${sql.id(table.name)}`.execute(transaction)
  }
  const { position, rate, updated_at, version } = built
  const handled = Number(built.handled)
  await transaction.updateTable('checkpoints')
    .set((query) => ({ position, handled, rate, updated_at, version, epoch: query('epoch', '+', 1) })).where('name', '=', name).execute()
  await transaction.deleteFrom('checkpoints').where('name', '=', fresh).execute()
  await transaction.deleteFrom('parked').where('subscription', '=', name).execute()
  await transaction.updateTable('parked').set({ subscription: name }).where('subscription', '=', fresh).execute()
}
