/**
 * Puts the service together: the only file that knows every adapter. What was opened is closed in the reverse order,
 * also when a later step of the opening fails.
 */
import type { Kysely } from 'kysely'
import path from 'node:path'
import { createConsole } from './adapters/console/console.ts'
import { EnvelopeKeyRing } from './adapters/crypto/envelope-key-ring.ts'
import { loadMasterKey, parseMasterKey } from './adapters/crypto/master-key.ts'
import { SealedDocumentStore } from './adapters/crypto/sealed-document-store.ts'
import { SealedEventLog } from './adapters/crypto/sealed-event-log.ts'
import { FolderDocumentStore } from './adapters/filesystem/folder-document-store.ts'
import type { EventStoreDb } from './adapters/eventstoredb/event-store.ts'
import { createHttpApi } from './adapters/http/api.ts'
import { createLiveTail, type LiveTail } from './adapters/http/live.ts'
import { FoldCache } from './adapters/memory/fold-cache.ts'
import { MemoryTemplateCache } from './adapters/memory/memory-template-cache.ts'
import { openWakeUps } from './adapters/pg-boss/wake-ups.ts'
import { openPglite } from './adapters/pglite/open-pglite.ts'
import { PgliteSubscriptionSessions } from './adapters/pglite/subscription-sessions.ts'
import type { AccountTables } from './adapters/sql/account-tables.ts'
import { SqlAccounts } from './adapters/sql/accounts.ts'
import { SqlDataKeys, type DataKeyTables } from './adapters/sql/data-keys.ts'
import { migrate } from './adapters/sql/migrate.ts'
import type { EventTables } from './adapters/sql-event-store/event-tables.ts'
import { SqlEventStore } from './adapters/sql-event-store/sql-event-store.ts'
import { localSecret } from './adapters/system/local-secret.ts'
import { systemClock } from './adapters/system/system-clock.ts'
import { createLogger } from './adapters/telemetry/pino-logger.ts'
import { WorkerTemplateCompiler } from './adapters/worker-threads/worker-template-compiler.ts'
import { operationsOn, runBackground } from './background.ts'
import type { Config } from './config.ts'
import type { App } from './ports/app.ts'
import type { Clock } from './ports/clock.ts'
import type { EventStore } from './ports/event-store.ts'
import type { Logger } from './ports/logger.ts'
import type { ReadSchema } from './ports/read-schema.ts'
import { compiledTemplates } from './processes/compiled-templates.ts'
import { generationProcessManager } from './processes/generation-process-manager.ts'
import { PROJECTIONS } from './projections/all.ts'
import { prepareReadModels } from './projections/prepare.ts'

/** The tenant of an installation that has one. */
export const TENANT = 'default'

export interface Service {
  readonly app: App
  readonly live: LiveTail
  /** The HTTP API and the console. */
  readonly fetch: (request: Request, env?: object) => Response | Promise<Response>
  /** The key with which the owner of the data folder speaks to the service. */
  readonly local_key: string
  /** Ends the work in the background, then lets go of everything. */
  close(): Promise<void>
}

/** Opens the embedded default: everything in one folder and this process. Throws `DataFolderInUse` while another process has the folder. */
export async function openEmbedded(config: Config, clock: Clock = systemClock): Promise<Service> {
  const opened = new AsyncDisposableStack()
  try {
    return await compose(config, clock, opened)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function compose(config: Config, clock: Clock, opened: AsyncDisposableStack): Promise<Service> {
  const logger = createLogger(config.log_level)

  const database = await openPglite(config.data_dir)
  opened.defer(() => database.close())
  await migrate(database.db)
  const db = tables<ReadSchema>(database.db)

  const keyRing = await EnvelopeKeyRing.open(await masterKey(config), new SqlDataKeys(tables<DataKeyTables>(database.db), clock))
  const documents = await FolderDocumentStore.open(path.join(config.data_dir, 'documents'))
  const sealedDocuments = new SealedDocumentStore(documents, keyRing)
  const store = await openEventStore(config, database.db, logger)
  opened.defer(() => store.close())
  const log = new SealedEventLog({ store, keys: keyRing, documents })
  const aggregates = new FoldCache(log)
  const accounts = new SqlAccounts(tables<AccountTables>(database.db), clock)
  const compiler = new WorkerTemplateCompiler()
  opened.defer(() => compiler.close())
  const templateCache = new MemoryTemplateCache()
  const app: App = { log, aggregates, documents, sealedDocuments, compiler, templateCache, readDatabase: { db }, accounts, keyRing, clock, logger }

  const wakeUps = await openWakeUps({ lite: database.lite }, logger)
  opened.defer(() => wakeUps.close())
  const processManager = generationProcessManager(wakeUps)
  await prepareReadModels(db, PROJECTIONS, [processManager], clock.now())
  await checkpointsFit(store, db)
  const runner = { db, log, clock, logger, sessions: new PgliteSubscriptionSessions(db, clock) }
  const stopping = new AbortController()
  const operations = operationsOn(runner, stopping.signal)
  opened.defer(() => operations.settled())
  opened.defer(runBackground({ ...runner, aggregates, sealedDocuments, wakeUps, processManager, templates: compiledTemplates(app), readDatabase: { db } }))
  opened.defer(() => stopping.abort())

  const live = createLiveTail({ log, logger })
  opened.defer(() => live.close())
  const api = createHttpApi(app, { live, operations })
  api.route('/', createConsole(app, { live, retryStream: (subscription, stream) => operations.retryStream(subscription, stream) }))

  const local_key = await localSecret(config.data_dir)
  await accounts.createKey({ name: 'This machine', tenant: TENANT, roles: ['admin'], secret: local_key })
  return { app, live, local_key, fetch: (request, env) => api.fetch(request, env), close: () => opened.disposeAsync() }
}

/** On the database, or on EventStoreDB, whose client is loaded only then. */
async function openEventStore({ eventstore_url, namespace }: Config, db: Kysely<unknown>, logger: Logger): Promise<CheckedEventStore> {
  if (eventstore_url === undefined) return SqlEventStore.open(tables<EventTables>(db))
  const { openEventStoreDb } = await import('./adapters/eventstoredb/event-store.ts')
  return openEventStoreDb({ url: eventstore_url, namespace, prefixes: ['template-', 'generation-'], logger })
}

/** A store of its own server can be restored, and then end before what the read models have seen: going on would skip what comes next. */
type CheckedEventStore = EventStore & Partial<Pick<EventStoreDb, 'assertWithin'>>

async function checkpointsFit(store: CheckedEventStore, db: Kysely<ReadSchema>): Promise<void> {
  const rows = await db.selectFrom('checkpoints').select('position').where('position', '!=', '').execute()
  for (const { position } of rows) await store.assertWithin?.(position)
}

/** The database as one part of the service sees it: its own tables. */
const tables = <Schema>(db: Kysely<unknown>): Kysely<Schema> => db as unknown as Kysely<Schema>

const masterKey = async ({ master_key, data_dir }: Config): Promise<Uint8Array> =>
  master_key === undefined ? loadMasterKey(path.join(data_dir, 'master.key')) : parseMasterKey(master_key, 'DOCGEN_MASTER_KEY')
