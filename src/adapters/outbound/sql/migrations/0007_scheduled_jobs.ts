/** When generations are due: one row for each that waits for a time, or for room in the job queue. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table scheduled_jobs (generation text collate "C" primary key, due_at timestamptz not null)`.execute(
    db,
  )
  await sql`create index on scheduled_jobs (due_at, generation)`.execute(db)
}
