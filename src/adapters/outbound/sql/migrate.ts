/**
 * Brings the database to this version's tables: forward only, under kysely's lock, in SQL that Postgres 15 and PGlite
 * share.
 */
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { up as eventsKeysAccounts } from './migrations/0001_events_keys_accounts.ts'
import { up as subscriptions } from './migrations/0002_subscriptions.ts'
import { up as manyInstances } from './migrations/0003_many_instances.ts'
import { up as slack } from './migrations/0004_slack.ts'
import { up as slackFavourites } from './migrations/0005_slack_favourites.ts'
import { up as snapshots } from './migrations/0006_snapshots.ts'
import { up as scheduledJobs } from './migrations/0007_scheduled_jobs.ts'
import { up as limits } from './migrations/0008_limits.ts'
import { up as signIn } from './migrations/0009_sign_in.ts'
import { up as workingTimes } from './migrations/0010_working_times.ts'
import { up as mail } from './migrations/0011_mail.ts'
import { up as templateLinks } from './migrations/0012_template_links.ts'
import { up as handOvers } from './migrations/0013_hand_overs.ts'
import { up as broadcastThreads } from './migrations/0014_broadcast_threads.ts'
import { up as slackInstalling } from './migrations/0015_slack_installing.ts'
import { up as ledger } from './migrations/0016_ledger.ts'
import { up as documentDigests } from './migrations/0017_document_digests.ts'
import { up as masterKeys } from './migrations/0018_master_keys.ts'
import { up as accountMacs } from './migrations/0019_account_macs.ts'

/** In the order of their names. A migration that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_events_keys_accounts': { up: eventsKeysAccounts },
  '0002_subscriptions': { up: subscriptions },
  '0003_many_instances': { up: manyInstances },
  '0004_slack': { up: slack },
  '0005_slack_favourites': { up: slackFavourites },
  '0006_snapshots': { up: snapshots },
  '0007_scheduled_jobs': { up: scheduledJobs },
  '0008_limits': { up: limits },
  '0009_sign_in': { up: signIn },
  '0010_working_times': { up: workingTimes },
  '0011_mail': { up: mail },
  '0012_template_links': { up: templateLinks },
  '0013_hand_overs': { up: handOvers },
  '0014_broadcast_threads': { up: broadcastThreads },
  '0015_slack_installing': { up: slackInstalling },
  '0016_ledger': { up: ledger },
  '0017_document_digests': { up: documentDigests },
  '0018_master_keys': { up: masterKeys },
  '0019_account_macs': { up: accountMacs },
}

/** The tables in the database are not those of this version of the program. */
class WrongDatabaseVersion extends Error {
  override readonly name = 'WrongDatabaseVersion'
  /** What to correct before the next start. */
  readonly setting = 'DATABASE_URL'
}

/**
 * Runs what has not run yet; several processes may call it at once. Throws where one fails, and leaves nothing of it
 * behind. Throws `WrongDatabaseVersion` for a database that a newer version has been at.
 */
export async function migrate<Schema>(db: Kysely<Schema>): Promise<void> {
  await refuseNewer(db)
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  await refuseNewer(db)
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  throw new Error(
    `The database could not be brought to this version${failed === undefined ? '' : ` (migration ${failed})`}.`,
    { cause: error },
  )
}

/**
 * Only looks: throws `WrongDatabaseVersion` unless the database has exactly this version's tables. For logins that may
 * write nothing.
 */
export async function checkMigrated<Schema>(db: Kysely<Schema>): Promise<void> {
  await refuseNewer(db)
  const there = await migrationsOf(db)
  const missing = Object.keys(MIGRATIONS).filter((name) => !there.includes(name))
  if (missing.length > 0) {
    throw new WrongDatabaseVersion(
      `The database is not at this version yet (${missing.join(', ')}). Start an instance with the role api ` +
        'or worker first: it brings it there.',
    )
  }
}

async function refuseNewer<Schema>(db: Kysely<Schema>): Promise<void> {
  const unknown = (await migrationsOf(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name))
  if (unknown.length === 0) return
  throw new WrongDatabaseVersion(
    `The database was made by a newer version of DocGen (${unknown.join(', ')}). Start that version, or ` +
      'restore a backup from before it.',
  )
}

async function migrationsOf<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const {
    rows: [table],
  } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (table?.there !== true) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}
