/** Counts what waits in a queue of pg-boss, in its own table: none of the engine's own questions uses an index. */
import { sql, type Kysely } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'

/** The engine's schema. */
export const SCHEMA = 'pgboss'

export const jobTable = sql.table(`${SCHEMA}.job`)

/** How many jobs of a queue a worker could fetch now, counted up to `limit`; without those that back off. */
export async function countQueued(db: Kysely<ReadSchema>, queue: string, limit: number): Promise<number> {
  const {
    rows: [counted],
  } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from ${jobTable}
      where name = ${queue} and state < 'active' and not blocked and start_after <= now() limit ${limit}
    ) as queued`.execute(db)
  return counted?.count ?? 0
}
