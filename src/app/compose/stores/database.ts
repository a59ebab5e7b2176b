/**
 * The database of the read models, jobs, keys and accounts: PGlite in the data folder, or the Postgres that
 * DATABASE_URL names.
 */
import type { Kysely } from 'kysely'
import { hostname } from 'node:os'
import { openGenerationJobs, type PgBossJobs } from '../../../adapters/outbound/pg-boss/generation-jobs.ts'
import { PgliteExclusiveRights } from '../../../adapters/outbound/pglite/exclusive-rights.ts'
import type { FolderTurn } from '../../../adapters/outbound/pglite/folder-lock.ts'
import { openPglite } from '../../../adapters/outbound/pglite/open-pglite.ts'
import { PostgresExclusiveRights } from '../../../adapters/outbound/postgres/exclusive-rights.ts'
import { openPostgres, type PostgresSettings } from '../../../adapters/outbound/postgres/open-postgres.ts'
import { SqlSubscriptionSessions, type ExclusiveRights } from '../../../adapters/outbound/sql/subscription-sessions.ts'
import type { Notifier } from '../../../adapters/outbound/sql-event-store/sql-event-store.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import type { SubscriptionSessions } from '../../../ports/events/subscription-sessions.ts'
import { connectionAddress } from './connection-address.ts'

export interface Database {
  readonly db: Kysely<unknown>
  /** Whether other instances work on it too. */
  readonly shared: boolean
  /** Notifies of other instances' appends; undefined if there are no other instances. */
  readonly notifier: Notifier | undefined
  readonly sessions: (clock: Clock) => SubscriptionSessions
  /** Call it once migrated: from now on a statement without any response for half a minute fails. */
  readonly watch: () => void
  readonly openGenerationJobs: () => Promise<PgBossJobs>
  close(): Promise<void>
}

/** The database in one line, for operators. */
export const databaseLocation = ({ database_url, data_dir }: Config): string =>
  database_url === undefined ? data_dir : connectionAddress(database_url)

/** Names this process among others, for operators. */
const instance = (): string => `${hostname()}:${process.pid}`

/** Throws `DataFolderInUse` while another process has the embedded one, `UnsupportedServer` for an old Postgres. */
export function openDatabase(
  { database_url, data_dir, timeouts }: Config,
  logger: Logger,
  turn?: FolderTurn,
): Promise<Database> {
  return database_url === undefined
    ? openInFolder(data_dir, logger, turn)
    : openOnServer(database_url, logger, timeouts.database)
}

async function openInFolder(data_dir: string, logger: Logger, turn: FolderTurn | undefined): Promise<Database> {
  const { db, lite, close } = await openPglite<unknown>(data_dir, turn)
  return {
    db,
    shared: false,
    notifier: undefined,
    sessions: sessionsOver(new PgliteExclusiveRights(tables<ReadSchema>(db))),
    watch: () => undefined,
    openGenerationJobs: () => openGenerationJobs({ db: tables<ReadSchema>(db), lite }, logger),
    close,
  }
}

async function openOnServer(database_url: string, logger: Logger, settings: PostgresSettings): Promise<Database> {
  const postgres = openPostgres<unknown>(database_url, logger, settings)
  try {
    await postgres.checkServer()
  } catch (error) {
    await postgres.close()
    throw error
  }
  return {
    db: postgres.db,
    shared: true,
    notifier: postgres,
    sessions: sessionsOver(
      new PostgresExclusiveRights(tables<ReadSchema>(postgres.db), () => postgres.pin<ReadSchema>()),
    ),
    watch: () => postgres.watch(),
    openGenerationJobs: () =>
      openGenerationJobs({ db: tables<ReadSchema>(postgres.db), connectionString: database_url }, logger),
    close: () => postgres.close(),
  }
}

const sessionsOver =
  (rights: ExclusiveRights) =>
  (clock: Clock): SubscriptionSessions =>
    new SqlSubscriptionSessions(rights, clock, instance())

/** Narrows the database to the tables of one part of the service. */
export const tables = <Schema>(db: Kysely<unknown>): Kysely<Schema> => db as unknown as Kysely<Schema>
