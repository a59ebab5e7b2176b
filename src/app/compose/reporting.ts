/** The reporting instance: a read-only login is all it needs. No master key, no documents, no migration, no writes. */
import { OpenedResources } from './opened-resources.ts'
import { createHash } from 'node:crypto'
import { NO_KEYS } from '../../adapters/outbound/crypto/no-keys.ts'
import { SealedEventLog } from '../../adapters/outbound/crypto/sealed-event-log.ts'
import { createReportingApi } from '../../adapters/inbound/web/api/reporting-api.ts'
import { AggregateCache } from '../../adapters/outbound/memory/aggregate-cache.ts'
import { MemoryDocumentStore } from '../../adapters/outbound/memory/memory-document-store.ts'
import type { AccountTables } from '../../adapters/outbound/sql/accounts/account-tables.ts'
import { AccessWatch } from '../../adapters/outbound/sql/accounts/access-watch.ts'
import { SqlApiKeys } from '../../adapters/outbound/sql/accounts/api-keys.ts'
import { SqlPeople } from '../../adapters/outbound/sql/accounts/people.ts'
import { UNCHECKED_ROWS } from '../../adapters/outbound/sql/accounts/macs/row-macs.ts'
import { checkMigrated } from '../../adapters/outbound/sql/migrate.ts'
import { createLogger } from '../../adapters/outbound/telemetry/pino-logger.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { openDatabase, tables } from './stores/database.ts'
import { openEventStore } from './stores/event-store.ts'
import { closeOpened } from './close-opened.ts'
import { openRequestLimits } from './limits.ts'

export interface ReportingService {
  readonly fetch: (request: Request, env?: object) => Response | Promise<Response>
  readonly clock: Clock
  readonly logger: Logger
  /** Begins to stop: it is not ready any more, and serves requests until it is closed. */
  leave(): void
  close(): Promise<void>
}

const digest = (who: string): string => createHash('sha256').update(`limit ${who}`).digest('hex')

/** Throws `WrongDatabaseVersion` if the tables are of another version. */
export async function openReporting(config: Config, clock: Clock): Promise<ReportingService> {
  const opened = new OpenedResources()
  try {
    const logger = createLogger(config.log_level)
    const database = await openDatabase(config, logger)
    opened.defer(() => database.close())
    await checkMigrated(database.db)
    database.watch()
    const store = await openEventStore(config, database, logger)
    opened.defer(() => store.close())
    const log = new SealedEventLog({ store, keys: NO_KEYS, documents: new MemoryDocumentStore() })
    const leaving = new AbortController()
    opened.defer(() => leaving.abort())
    const watch = new AccessWatch(tables<AccountTables>(database.db))
    opened.defer(() => watch.close())
    const deps = {
      readDatabase: { db: tables<ReadSchema>(database.db) },
      aggregates: new AggregateCache(log),
      clock,
      logger,
      apiKeys: new SqlApiKeys(tables<AccountTables>(database.db), clock, UNCHECKED_ROWS, { watch, reads_only: true }),
      people: new SqlPeople(tables<AccountTables>(database.db), clock, UNCHECKED_ROWS),
    }
    // Its login may write nothing: without Redis each instance counts for itself.
    const { limits, close } = await openRequestLimits(config, { db: database.db, shared: false }, { logger, digest })
    opened.defer(close)
    const { public_url, cors_origins } = config
    const api = createReportingApi(deps, { leaving: leaving.signal, limits, public_url, cors_origins })
    return {
      clock,
      logger,
      fetch: (request, env) => api.fetch(request, env),
      leave: () => leaving.abort(),
      close: () => opened.disposeAsync(),
    }
  } catch (error) {
    await closeOpened(opened)
    throw error
  }
}
