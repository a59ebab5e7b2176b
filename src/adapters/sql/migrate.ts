/** Brings the database to this version's tables: forward only, under kysely's lock, in SQL that Postgres 15 and PGlite share. */
import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import * as eventsKeysAccounts from './migrations/0001_events_keys_accounts.ts'
import * as subscriptions from './migrations/0002_subscriptions.ts'

/** In the order of their names. A migration that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_events_keys_accounts': eventsKeysAccounts,
  '0002_subscriptions': subscriptions,
}

/** Runs what has not run yet; several processes may call it at once. Throws where one fails, and leaves nothing of it behind. */
export async function migrate<Schema>(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  throw new Error(`The database could not be brought to this version${failed === undefined ? '' : ` (migration ${failed})`}. Was it made by a newer one?`, { cause: error })
}
