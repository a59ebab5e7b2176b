/**
 * What several instances on one database must agree on: who moves a subscription, which read models are to be rebuilt,
 * where documents lie.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkpoints add column holder text, add column rebuild_requested boolean not null default
    false`.execute(db)
  await sql`create table installation (name text collate "C" primary key, value text not null)`.execute(db)
}
