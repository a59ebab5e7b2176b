/** Folds of long streams, sealed. Emptying the table costs time, nothing else. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table snapshots (
      stream text collate "C" primary key,
      revision integer not null,
      shape integer not null,
      sealed bytea not null
    )`.execute(db)
  // Sealed bytes do not compress.
  await sql`alter table snapshots alter column sealed set storage external`.execute(db)
}
