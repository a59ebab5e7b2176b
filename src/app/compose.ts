/**
 * Puts the service together: only this file and those in `compose/` know adapters. Everything opened is closed in
 * reverse order, also when a later step of the start fails.
 */
import { createConsole } from '../adapters/inbound/web/console/console.ts'
import { EnvelopeKeyRing } from '../adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../adapters/outbound/crypto/sealed-document-store.ts'
import { SealedEventLog } from '../adapters/outbound/crypto/sealed-event-log.ts'
import { SealedSnapshots } from '../adapters/outbound/crypto/sealed-snapshots.ts'
import type { Api } from '../adapters/inbound/web/api/api-types.ts'
import { createHttpApi } from '../adapters/inbound/web/api/api.ts'
import { createLiveTail, type LiveTail } from '../storage/live-changes.ts'
import { createRegistry } from '../adapters/inbound/web/api/metrics.ts'
import { createReportingApi } from '../adapters/inbound/web/api/reporting-api.ts'
import {
  documentChecks,
  storeChecks,
  checkSubscriptions,
  type Checks,
} from '../adapters/inbound/web/api/routes/health.ts'
import { createWorkerApi } from '../adapters/inbound/web/api/worker-api.ts'
import { AggregateCache } from '../adapters/outbound/memory/aggregate-cache.ts'
import type { AccountTables } from '../adapters/outbound/sql/account-tables.ts'
import { SqlAccounts } from '../adapters/outbound/sql/accounts.ts'
import { SqlDataKeys, type DataKeyTables } from '../adapters/outbound/sql/data-keys.ts'
import { SqlPeople } from '../adapters/outbound/sql/people.ts'
import { migrate } from '../adapters/outbound/sql/migrate.ts'
import { SqlSnapshots, type SnapshotTables } from '../adapters/outbound/sql/snapshots.ts'
import { systemClock } from '../adapters/outbound/system/system-clock.ts'
import { templateCacheFigures } from '../adapters/outbound/telemetry/template-cache-figures.ts'
import { createLogger } from '../adapters/outbound/telemetry/pino-logger.ts'
import { WorkerDocumentRenderer } from '../adapters/outbound/worker-threads/worker-document-renderer.ts'
import { WorkerTemplateCompiler } from '../adapters/outbound/worker-threads/worker-template-compiler.ts'
import { operationsOn, runBackground, type Background } from './background.ts'
import { openDatabase, tables } from './compose/database.ts'
import { openDocuments } from './compose/documents.ts'
import { assertCheckpointsWithin, openEventStore } from './compose/event-store.ts'
import { firstAdminKey, localKey, masterKey, presetAdminKey } from './compose/keys.ts'
import { closeOpened } from './compose/close-opened.ts'
import { openSlackOn, withInbox, type OpenSlack } from './compose/slack.ts'
import { checkSettings } from './compose/settings.ts'
import { openTemplateCache } from './compose/template-cache.ts'
import type { Config } from './config.ts'
import type { App } from '../ports/app.ts'
import type { Clock } from '../ports/clock.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'
import { compiledTemplates } from '../storage/compiled-templates.ts'
import { generationProcessManager } from '../processes/generation-process-manager.ts'
import { PROJECTIONS } from '../projections/all.ts'
import { prepareReadModels } from '../projections/engine/prepare.ts'

export interface DocGenService {
  readonly app: App
  readonly live: LiveTail
  /** What this instance serves: the HTTP API and the console, or only health and metrics of a worker. */
  readonly fetch: (request: Request, env?: object) => Response | Promise<Response>
  /** The API key of whoever owns the data folder (on a shared database: the master key). */
  readonly local_key: string
  /** Makes the admin key of the first start; returns the text to show once. */
  readonly firstAdminKey: () => Promise<string | undefined>
  /** Ends the background work, then closes everything. */
  close(): Promise<void>
}

/**
 * Opens the service on the stores that the environment names; by default on the data folder alone. Throws
 * `InvalidConfig` for settings that conflict, `DataFolderInUse` while another process has the folder.
 */
export async function openService(config: Config, clock: Clock = systemClock): Promise<DocGenService> {
  checkSettings(config)
  const opened = new AsyncDisposableStack()
  try {
    return await compose(config, clock, opened)
  } catch (error) {
    await closeOpened(opened)
    throw error
  }
}

async function compose(config: Config, clock: Clock, opened: AsyncDisposableStack): Promise<DocGenService> {
  const logger = createLogger(config.log_level)

  const database = await openDatabase(config, logger)
  opened.defer(() => database.close())
  await migrate(database.db)
  database.watch()
  const db = tables<ReadSchema>(database.db)

  const keyRing = await EnvelopeKeyRing.open(
    await masterKey(config),
    new SqlDataKeys(tables<DataKeyTables>(database.db), clock),
  )
  const documentPlace = await openDocuments(config, database, logger)
  opened.defer(() => documentPlace.close())
  const { documents, links } = documentPlace
  const sealedDocuments = new SealedDocumentStore(documents, keyRing, { seal: config.sealed_documents, links })
  const store = await openEventStore(config, database, logger)
  opened.defer(() => store.close())
  const log = new SealedEventLog({ store, keys: keyRing, documents })
  const snapshots = new SealedSnapshots({
    store: new SqlSnapshots(tables<SnapshotTables>(database.db)),
    keys: keyRing,
    logger,
  })
  const aggregates = new AggregateCache(log, { snapshots })
  opened.defer(() => aggregates.settled())
  const accounts = new SqlAccounts(tables<AccountTables>(database.db), clock)
  const people = new SqlPeople(tables<AccountTables>(database.db), clock)
  const compiler = new WorkerTemplateCompiler()
  opened.defer(() => compiler.close())
  const renderer = new WorkerDocumentRenderer()
  opened.defer(() => renderer.close())
  const registry = createRegistry()
  const templateCache = await openTemplateCache(config, { keyRing, figures: templateCacheFigures(registry), logger })
  opened.defer(() => templateCache.close())
  const app: App = {
    log,
    aggregates,
    documents,
    sealedDocuments,
    compiler,
    renderer,
    templateCache,
    readDatabase: { db },
    accounts,
    people,
    keyRing,
    clock,
    logger,
    standardLanguage: config.language,
  }

  const jobs = await database.openGenerationJobs()
  opened.defer(() => jobs.close())
  const processManager = generationProcessManager(jobs)
  await prepareReadModels(db, PROJECTIONS, [processManager], clock.now())
  await assertCheckpointsWithin(store, db)
  const templates = compiledTemplates(app)
  const slack = await openSlackOn(config, app, database, jobs)
  await presetAdminKey(config, app)
  const local_key = await localKey(config, database, app)

  // Last, so that the start does not wait behind work that is due.
  const background = config.roles.has('worker')
    ? runBackground({
        ...app,
        db,
        sessions: database.sessions(clock),
        generationJobs: jobs,
        processManager,
        templates,
        messenger: slack?.messenger,
      })
    : undefined
  if (background !== undefined) opened.defer(() => background.stop())
  if (background !== undefined && slack !== undefined) opened.defer(slack.start())

  const live = createLiveTail({ log, logger })
  opened.defer(() => live.close())
  // Only an instance that processes the inbox holds a connection to Slack.
  const wanted = { ...documentChecks(app), ...(background === undefined ? {} : slack?.checks) }
  const api = createSurface(config, app, {
    live,
    registry,
    subscriptions: background?.subscriptions ?? (() => []),
    wanted,
    slack,
  })

  return {
    app,
    live,
    local_key,
    firstAdminKey: () => firstAdminKey(config, database, app),
    fetch: (request, env) => api.fetch(request, env),
    close: () => opened.disposeAsync(),
  }
}

interface SurfaceParts {
  readonly live: LiveTail
  readonly registry: ReturnType<typeof createRegistry>
  readonly subscriptions: Background['subscriptions']
  /** Checks whose failure means degraded, but still ready. */
  readonly wanted: Checks
  readonly slack: OpenSlack | undefined
}

/** The HTTP surface that the roles of this instance ask for. */
function createSurface(
  { roles, public_url, cors_origins }: Config,
  app: App,
  { live, registry, subscriptions, wanted, slack }: SurfaceParts,
): Api {
  if (!roles.has('api')) {
    const checks = { needed: { ...storeChecks(app), subscriptions: checkSubscriptions(subscriptions) }, wanted }
    const create = roles.has('reporting') ? createReportingApi : createWorkerApi
    return create(app, { stopping: live.stopping, checks, registry, public_url, cors_origins })
  }
  const operations = withInbox(operationsOn(app.readDatabase.db), slack)
  const api = createHttpApi(app, { live, operations, subscriptions, wanted, registry, public_url, cors_origins })
  if (slack !== undefined) api.route('/', slack.routes)
  api.route(
    '/',
    createConsole(app, {
      live,
      retryStream: (subscription, stream) => operations.retryStream(subscription, stream),
      secure: public_url?.startsWith('https:') === true,
    }),
  )
  return api
}
