/** When the background work ran: a row for each time without a break. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table working_times (
      began_at text collate "C" primary key,
      seen_at text collate "C" not null
    )`.execute(db)
}
