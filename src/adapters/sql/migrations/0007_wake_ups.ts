/**
 * When conversations are to be woken: one row for each that waits for a time, or for room in the job engine's queue.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table wake_ups (generation text collate "C" primary key, at timestamptz not null)`.execute(db)
  await sql`create index on wake_ups (at, generation)`.execute(db)
}
