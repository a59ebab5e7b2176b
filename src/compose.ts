/**
 * Puts the service together: only this file and those in `compose/` know adapters. What was opened is closed in the reverse order,
 * also when a later step of the opening fails.
 */
import { createConsole } from './adapters/console/console.ts'
import { EnvelopeKeyRing } from './adapters/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from './adapters/crypto/sealed-document-store.ts'
import { SealedEventLog } from './adapters/crypto/sealed-event-log.ts'
import { SealedSnapshots } from './adapters/crypto/sealed-snapshots.ts'
import type { Api } from './adapters/http/api-types.ts'
import { createHttpApi } from './adapters/http/api.ts'
import { createLiveTail, type LiveTail } from './adapters/http/live.ts'
import { createRegistry } from './adapters/http/metrics.ts'
import { createReportingApi } from './adapters/http/reporting-api.ts'
import { documentsWork, storesWork, subscriptionsRun } from './adapters/http/routes/health.ts'
import { createWorkerApi } from './adapters/http/worker-api.ts'
import { FoldCache } from './adapters/memory/fold-cache.ts'
import type { AccountTables } from './adapters/sql/account-tables.ts'
import { SqlAccounts } from './adapters/sql/accounts.ts'
import { SqlDataKeys, type DataKeyTables } from './adapters/sql/data-keys.ts'
import { SqlPeople } from './adapters/sql/people.ts'
import { migrate } from './adapters/sql/migrate.ts'
import { SqlSnapshots, type SnapshotTables } from './adapters/sql/snapshots.ts'
import { systemClock } from './adapters/system/system-clock.ts'
import { templateCacheFigures } from './adapters/telemetry/template-cache-figures.ts'
import { createLogger } from './adapters/telemetry/pino-logger.ts'
import { WorkerTemplateCompiler } from './adapters/worker-threads/worker-template-compiler.ts'
import { operationsOn, runBackground, type Background } from './background.ts'
import { openDatabase, tables } from './compose/database.ts'
import { openDocuments } from './compose/documents.ts'
import { checkpointsFit, openEventStore } from './compose/event-store.ts'
import { firstAdminKey, localKey, masterKey, presetAdminKey } from './compose/keys.ts'
import { letGo } from './compose/let-go.ts'
import { openSlackOn, withInbox, type OpenSlack } from './compose/slack.ts'
import { checkSettings } from './compose/settings.ts'
import { openTemplateCache } from './compose/template-cache.ts'
import type { Config } from './config.ts'
import type { App } from './ports/app.ts'
import type { Clock } from './ports/clock.ts'
import type { ReadSchema } from './ports/read-schema.ts'
import { compiledTemplates } from './processes/compiled-templates.ts'
import { generationProcessManager } from './processes/generation-process-manager.ts'
import { PROJECTIONS } from './projections/all.ts'
import { prepareReadModels } from './projections/prepare.ts'

export interface Service {
  readonly app: App
  readonly live: LiveTail
  /** What this instance serves: the HTTP API and the console, or only what watches over a worker. */
  readonly fetch: (request: Request, env?: object) => Response | Promise<Response>
  /** The key with which the owner of the data folder (or of the master key, on a shared database) speaks to the service. */
  readonly local_key: string
  /** Makes the admin key of the first start; gives what is to be shown once. */
  readonly firstAdminKey: () => Promise<string | undefined>
  /** Ends the work in the background, then lets go of everything. */
  close(): Promise<void>
}

/**
 * Opens the service on the stores that the environment names; by default on the data folder alone.
 * Throws `InvalidConfig` for settings that do not go together, `DataFolderInUse` while another process has the folder.
 */
export async function openService(config: Config, clock: Clock = systemClock): Promise<Service> {
  checkSettings(config)
  const opened = new AsyncDisposableStack()
  try {
    return await compose(config, clock, opened)
  } catch (error) {
    await letGo(opened)
    throw error
  }
}

async function compose(config: Config, clock: Clock, opened: AsyncDisposableStack): Promise<Service> {
  const logger = createLogger(config.log_level)

  const database = await openDatabase(config, logger)
  opened.defer(() => database.close())
  await migrate(database.db)
  database.watch()
  const db = tables<ReadSchema>(database.db)

  const keyRing = await EnvelopeKeyRing.open(await masterKey(config), new SqlDataKeys(tables<DataKeyTables>(database.db), clock))
  const documentPlace = await openDocuments(config, database, logger)
  opened.defer(() => documentPlace.close())
  const { documents, links } = documentPlace
  const sealedDocuments = new SealedDocumentStore(documents, keyRing, { seal: config.sealed_documents, links })
  const store = await openEventStore(config, database, logger)
  opened.defer(() => store.close())
  const log = new SealedEventLog({ store, keys: keyRing, documents })
  const snapshots = new SealedSnapshots({ store: new SqlSnapshots(tables<SnapshotTables>(database.db)), keys: keyRing, logger })
  const aggregates = new FoldCache(log, { snapshots })
  opened.defer(() => aggregates.settled())
  const accounts = new SqlAccounts(tables<AccountTables>(database.db), clock)
  const people = new SqlPeople(tables<AccountTables>(database.db), clock)
  const compiler = new WorkerTemplateCompiler()
  opened.defer(() => compiler.close())
  const registry = createRegistry()
  const templateCache = await openTemplateCache(config, { keyRing, figures: templateCacheFigures(registry), logger })
  opened.defer(() => templateCache.close())
  const app: App = { log, aggregates, documents, sealedDocuments, compiler, templateCache, readDatabase: { db }, accounts, people, keyRing, clock, logger }

  const wakeUps = await database.openWakeUps()
  opened.defer(() => wakeUps.close())
  const processManager = generationProcessManager(wakeUps)
  await prepareReadModels(db, PROJECTIONS, [processManager], clock.now())
  await checkpointsFit(store, db)
  const templates = compiledTemplates(app)
  const slack = await openSlackOn(config, app, database, wakeUps)
  await presetAdminKey(config, app)
  const local_key = await localKey(config, database, app)

  // Last of all: what is due may be much, and nothing that the start still needs waits behind it.
  const background = config.roles.has('worker')
    ? runBackground({ ...app, db, sessions: database.sessions(clock), wakeUps, processManager, templates, messenger: slack?.messenger })
    : undefined
  if (background !== undefined) opened.defer(() => background.stop())
  if (background !== undefined && slack !== undefined) opened.defer(slack.start())

  const live = createLiveTail({ log, logger })
  opened.defer(() => live.close())
  const api = surface(config, app, { live, registry, subscriptions: background?.subscriptions ?? (() => []), slack })

  return {
    app,
    live,
    local_key,
    firstAdminKey: () => firstAdminKey(config, database, app),
    fetch: (request, env) => api.fetch(request, env),
    close: () => opened.disposeAsync(),
  }
}

interface Around {
  readonly live: LiveTail
  readonly registry: ReturnType<typeof createRegistry>
  readonly subscriptions: Background['subscriptions']
  readonly slack: OpenSlack | undefined
}

/** What the roles of this instance have it serve. */
function surface({ roles, public_url }: Config, app: App, { live, registry, subscriptions, slack }: Around): Api {
  if (!roles.has('api')) {
    const checks = { needed: { ...storesWork(app), subscriptions: subscriptionsRun(subscriptions) }, wanted: documentsWork(app) }
    const create = roles.has('reporting') ? createReportingApi : createWorkerApi
    return create(app, { stopping: live.stopping, checks, registry })
  }
  const operations = withInbox(operationsOn(app.readDatabase.db), slack)
  const api = createHttpApi(app, { live, operations, subscriptions, registry, public_url })
  if (slack !== undefined) api.route('/', slack.routes)
  api.route('/', createConsole(app, {
    live, retryStream: (subscription, stream) => operations.retryStream(subscription, stream), secure: public_url?.startsWith('https:') === true,
  }))
  return api
}
