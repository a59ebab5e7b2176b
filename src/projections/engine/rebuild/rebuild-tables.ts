/** The tables of a rebuild: created beside the live ones, then swapped for them. */
import { sql, type Transaction } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import type { SubscriptionSession } from '../../../ports/events/subscription-sessions.ts'
import { nameTable, REBUILD_SUFFIX, type Projection } from '../projection.ts'
import { createIndexes, createTable } from '../tables/create-table.ts'

export const rebuildName = (projection: Projection): string => `${projection.name}#rebuild`

/** Creates empty tables and a checkpoint at the start. Drops what an interrupted rebuild left. */
export async function createRebuildTables(
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

/** Creates the indexes without a statement timeout, because millions of rows take long. */
export async function indexRebuildTables(transaction: Transaction<ReadSchema>, projection: Projection): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(transaction)
  for (const table of projection.tables) await createIndexes(transaction, nameTable(table, REBUILD_SUFFIX))
}

/**
 * Swaps the tables as soon as no query holds a lock on them. New readers queue behind a waiting swap, so each attempt
 * waits only briefly.
 */
export async function swapTablesWhenUnlocked(
  session: SubscriptionSession,
  projection: Projection,
  held: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      return await session.transaction((transaction) => swapTables(transaction, projection))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error
      await sleep(SWAP_RETRY_MS, undefined, { signal: held })
    }
  }
}

const LOCK_NOT_AVAILABLE = '55P03'

const SWAP_LOCK_TIMEOUT_MS = 1000

const SWAP_RETRY_MS = 500

/**
 * Puts the rebuilt tables in place of the live ones. The old tables may be a few events ahead: the live subscription
 * notices the new epoch within a second and applies those events again.
 */
async function swapTables(transaction: Transaction<ReadSchema>, projection: Projection): Promise<void> {
  const { name } = projection
  const fresh = rebuildName(projection)
  await sql`set local lock_timeout = ${sql.lit(SWAP_LOCK_TIMEOUT_MS)}`.execute(transaction)
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
