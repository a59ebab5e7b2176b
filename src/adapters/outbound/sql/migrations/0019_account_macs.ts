/** A MAC over what a row grants. Null in rows of older instances, which go on beside. */
import { sql, type Kysely } from 'kysely'

const TABLES = [
  'people',
  'identities',
  'api_keys',
  'sign_ins',
  'sessions',
  'template_links',
  'outsiders',
  'address_proofs',
  'hand_overs',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql`alter table ${sql.table(table)} add column mac bytea`.execute(db)
}
