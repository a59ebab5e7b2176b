/** Which master key wrapped a data key. Null, also from older instances that run beside: the installation's first. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table data_keys add column master_key text collate "C"`.execute(db)
  await sql`create index data_keys_master_key on data_keys (master_key) where wrapped is not null`.execute(db)
}
