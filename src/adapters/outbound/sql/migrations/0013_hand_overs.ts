/**
 * What was handed over to somebody: its links and sessions open nothing else. Columns are only added, so that instances
 * of the version before go on while they are replaced.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hand_overs (
      id uuid primary key,
      tenant text not null,
      generation text collate "C" not null,
      question text,
      actor text not null references people (actor),
      made_by text not null,
      made_at text collate "C" not null,
      mail uuid,
      opened_at text,
      withdrawn_at text
    )`.execute(db)
  await sql`create index on hand_overs (tenant, generation)`.execute(db)
  for (const table of ['sign_ins', 'sessions']) {
    await sql`alter table ${sql.table(table)} add column hand_over uuid`.execute(db)
    await sql`create index on ${sql.table(table)} (hand_over) where hand_over is not null`.execute(db)
  }
  // For the limit of mails that one person causes.
  await sql`create index on mails (made_by, created_at) where made_by is not null`.execute(db)
}
