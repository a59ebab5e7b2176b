/** Threads whose messages are shown beside them, too. The column is only added: older instances go on. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table slack_threads add column broadcast boolean not null default false`.execute(db)
}
