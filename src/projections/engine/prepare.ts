/** Creates missing tables of read models and missing checkpoints of subscribers. */
import { sql, type Kysely, type Transaction } from 'kysely'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { Subscriber } from '../../ports/events/subscriber.ts'
import { nameTable, subscriberOf, type Projection } from './projection.ts'
import { createIndexes, createTable } from './tables/create-table.ts'

/** Safe to run on several instances at once. Call it after the migrations and before anything reads. */
export async function prepareReadModels(
  db: Kysely<ReadSchema>,
  projections: readonly Projection[],
  others: readonly Pick<Subscriber, 'name' | 'version'>[],
  now: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`lock table checkpoints in share row exclusive mode`.execute(transaction)
    for (const projection of projections) {
      if (!(await addCheckpoint(transaction, subscriberOf(projection), now))) continue
      for (const table of projection.tables) {
        const live = nameTable(table, '')
        await createTable(transaction, live)
        await createIndexes(transaction, live)
      }
    }
    for (const subscriber of others) await addCheckpoint(transaction, subscriber, now)
  })
}

/** True when the subscriber had no checkpoint before. */
async function addCheckpoint(
  transaction: Transaction<ReadSchema>,
  { name, version }: Pick<Subscriber, 'name' | 'version'>,
  updated_at: string,
): Promise<boolean> {
  const inserted = await transaction
    .insertInto('checkpoints')
    .values({ name, version, position: '', handled: 0, rate: 0, epoch: 0, updated_at, holder: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst()
  return inserted !== undefined
}
