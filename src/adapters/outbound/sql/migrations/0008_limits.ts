/**
 * What instances count together without Redis (its columns are those of rate-limiter-flexible), and the bytes that each
 * tenant has stored since.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unlogged table rate_limits
    (key text collate "C" primary key, points integer not null default 0, expire bigint)`.execute(db)
  await sql`create index on rate_limits (expire)`.execute(db)
  await sql`create table tenant_storage (tenant text collate "C" primary key, bytes bigint not null)`.execute(db)
}
