/**
 * How far each subscription has come, and what it has parked. The read models' own tables are made by the projections.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table checkpoints (
      name text collate "C" primary key,
      version integer not null,
      position text not null,
      handled bigint not null,
      rate integer not null,
      epoch integer not null,
      updated_at text not null
    )`.execute(db)
  await sql`
    create table parked (
      subscription text collate "C" not null,
      stream text collate "C" not null,
      revision integer not null,
      ordinal bigint not null,
      position text not null,
      error text,
      parked_at text not null,
      retry boolean not null,
      primary key (subscription, stream, revision)
    )`.execute(db)
}
