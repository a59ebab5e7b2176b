/** What waits in a queue of the job engine, read from its table: the engine's own questions fit none of its indexes. */
import { sql, type Kysely } from 'kysely'
import type { ReadSchema } from '../../ports/read-schema.ts'

/** The engine's schema. */
export const SCHEMA = 'pgboss'

export const jobs = sql.table(`${SCHEMA}.job`)

/** How many jobs of a queue could be fetched now, counted up to `most`: not those that are tried again later. */
export async function countQueued(db: Kysely<ReadSchema>, queue: string, most: number): Promise<number> {
  const { rows: [counted] } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from ${jobs}
      where name = ${queue} and state < 'active' and not blocked and start_after <= now() limit ${most}
    ) as queued`.execute(db)
  return counted?.count ?? 0
}
