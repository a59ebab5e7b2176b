/**
 * Puts the service together: only this file and those in `compose/` know adapters. Everything opened is closed in
 * reverse order, also when a later step of the start fails.
 */
import { OpenedResources } from './compose/opened-resources.ts'
import { EnvelopeKeyRing } from '../adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../adapters/outbound/crypto/sealed-document-store.ts'
import { SealedEventLog } from '../adapters/outbound/crypto/sealed-event-log.ts'
import { SealedSnapshots } from '../adapters/outbound/crypto/sealed-snapshots.ts'
import { createLiveTail, type LiveTail } from '../storage/live-changes.ts'
import { createRegistry } from '../adapters/inbound/web/api/metrics.ts'
import { documentChecks, type Checks } from '../adapters/inbound/web/api/routes/health.ts'
import type { FolderTurn } from '../adapters/outbound/pglite/folder-lock.ts'
import { AggregateCache } from '../adapters/outbound/memory/aggregate-cache.ts'
import { SqlDataKeys, type DataKeyTables } from '../adapters/outbound/sql/data-keys.ts'
import { SqlDocumentDigests } from '../adapters/outbound/sql/document-digests.ts'
import { SqlHousekeeping } from '../adapters/outbound/sql/housekeeping.ts'
import { MeteredDocumentStore } from '../adapters/outbound/sql/quotas/metered-document-store.ts'
import { SqlQuotas } from '../adapters/outbound/sql/quotas/quotas.ts'
import { migrate } from '../adapters/outbound/sql/migrate.ts'
import { SqlSnapshots, type SnapshotTables } from '../adapters/outbound/sql/snapshots.ts'
import { SqlWorkingTimes } from '../adapters/outbound/sql/working-times.ts'
import { systemClock } from '../adapters/outbound/system/system-clock.ts'
import { templateCacheFigures } from '../adapters/outbound/telemetry/template-cache-figures.ts'
import { createLogger } from '../adapters/outbound/telemetry/pino-logger.ts'
import { WorkerDocumentReader } from '../adapters/outbound/worker-threads/worker-document-reader.ts'
import { WorkerDocumentRenderer } from '../adapters/outbound/worker-threads/worker-document-renderer.ts'
import { WorkerTemplateCompiler } from '../adapters/outbound/worker-threads/worker-template-compiler.ts'
import { runBackground } from './background.ts'
import { createHistoryWatch, guardLog } from './history-watch.ts'
import { openAccounts } from './compose/accounts.ts'
import { openDatabase, tables } from './compose/stores/database.ts'
import { openDocuments } from './compose/stores/documents.ts'
import { assertCheckpointsWithin, openEventStore } from './compose/stores/event-store.ts'
import { firstAdminKey, localKey, presetAdminKey, TENANT } from './compose/keys.ts'
import { closeOpened } from './compose/close-opened.ts'
import { openSlackOn } from './compose/slack.ts'
import { ledgerChecks, openWitnesses, runLedger } from './compose/ledger.ts'
import { openMail } from './compose/mail/open-mail.ts'
import { createSurface } from './compose/surface.ts'
import { openPictures } from './compose/pictures.ts'
import { checkSettings } from './compose/settings.ts'
import { openRequestLimits } from './compose/limits.ts'
import { SecurityNotes } from '../adapters/inbound/web/shared/security-notes.ts'
import { keepIssuerSessions, openIdentityProviders } from './compose/sign-in/providers.ts'
import { macChecks, openMacs } from './compose/stores/event-macs.ts'
import { openMasterKeys } from './compose/stores/master-keys.ts'
import { openTemplateCache } from './compose/stores/template-cache.ts'
import type { Config } from './config.ts'
import type { App } from '../ports/app.ts'
import type { Clock } from '../ports/clock.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'
import { createHistoryCheck } from '../queries/operations/assert-same-history.ts'
import { compiledTemplates } from '../storage/compiled-templates.ts'
import { DocumentIndex } from '../storage/document-index.ts'
import { generationProcessManager } from '../processes/generation-process-manager.ts'
import { createLedger } from '../ledger/create-ledger.ts'
import { LEDGER_CHECKPOINT } from '../ledger/following/follow-log.ts'
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
  /**
   * Begins to stop: it is not ready any more, and hands its background work over to other instances. It serves requests
   * until it is closed.
   */
  leave(): void
  /** Ends the background work, then closes everything. */
  close(): Promise<void>
}

/**
 * Opens the service on the stores that the environment names; by default on the data folder alone. Throws
 * `InvalidConfig` for settings that conflict, `DataFolderInUse` when it does not get its turn on the folder.
 */
export async function openService(
  config: Config,
  clock: Clock = systemClock,
  { takesOtherStore = false, turn }: OpenOptions = {},
): Promise<DocGenService> {
  checkSettings(config)
  const opened = new OpenedResources()
  try {
    return await compose(config, clock, opened, takesOtherStore, turn)
  } catch (error) {
    await closeOpened(opened)
    throw error
  }
}

async function compose(
  config: Config,
  clock: Clock,
  opened: OpenedResources,
  takesOtherStore: boolean,
  turn: FolderTurn | undefined,
): Promise<DocGenService> {
  const logger = createLogger(config.log_level)

  const database = await openDatabase(config, logger, turn)
  opened.defer(() => database.close())
  await migrate(database.db)
  database.watch()
  const db = tables<ReadSchema>(database.db)

  const masterKeys = await openMasterKeys(config)
  const dataKeys = new SqlDataKeys(tables<DataKeyTables>(database.db), clock)
  const keyRing = await EnvelopeKeyRing.open(masterKeys, dataKeys)
  const documentPlace = await openDocuments(config, database, logger)
  opened.defer(() => documentPlace.close())
  const { links } = documentPlace
  const limit_mb = config.limits.quotas.tenant_storage_mb
  const documents = new MeteredDocumentStore(documentPlace.documents, { db: database.db, limit_mb, logger })
  const sealedDocuments = new SealedDocumentStore(documents, keyRing, { seal: config.sealed_documents, links })
  const store = await openEventStore(config, database, logger)
  opened.defer(() => store.close())
  const eventMacs = await openMacs(config, database, { store, keyRing, clock, takesBroken: takesOtherStore })
  const log = guardLog(new SealedEventLog({ store, keys: keyRing, documents, macs: eventMacs.macs }), () => {
    history.assertSame()
    eventMacs.assertKnown()
  })
  const snapshots = new SealedSnapshots({
    store: new SqlSnapshots(tables<SnapshotTables>(database.db)),
    keys: keyRing,
    logger,
  })
  const aggregates = new AggregateCache(log, { snapshots })
  opened.defer(() => aggregates.settled())
  const checkHistory = createHistoryCheck({ log, readDatabase: { db } })
  const assertSame = async (): Promise<void> => {
    await assertCheckpointsWithin(store, db)
    await checkHistory()
  }
  const history = createHistoryWatch({ assertSame, forget: () => aggregates.forgetAll(), logger })
  // At hand before a transaction asks for it: the embedded database has one connection.
  await keyRing.installationKey('history-heads')
  const accounts = await openAccounts(config, database, { keyRing, clock, logger })
  opened.defer(() => accounts.closeAccounts())
  const compiler = new WorkerTemplateCompiler()
  opened.defer(() => compiler.close())
  const renderer = new WorkerDocumentRenderer()
  opened.defer(() => renderer.close())
  const documentReader = new WorkerDocumentReader()
  opened.defer(() => documentReader.close())
  const registry = createRegistry()
  const templateCache = await openTemplateCache(config, { keyRing, figures: templateCacheFigures(registry), logger })
  opened.defer(() => templateCache.close())
  const templates = compiledTemplates({ templateCache, documents, compiler })
  const notes = new SecurityNotes({ log, aggregates, clock, logger, apiKeys: accounts.apiKeys })
  const { limits, close: closeLimits } = await openRequestLimits(config, database, {
    logger,
    refused: (c, shown) => notes.signInRefused(c, { tenant: TENANT, ...shown }),
    digest: (who) => keyRing.digest(`limit ${who}`),
  })
  opened.defer(closeLimits)
  const jobs = await database.openGenerationJobs()
  opened.defer(() => jobs.close())
  const mail = await openMail(config, database, { keyRing, clock, jobs })
  if (mail !== undefined) opened.defer(() => mail.close())
  const app: App = {
    log,
    aggregates,
    documents,
    sealedDocuments,
    compiler,
    renderer,
    documentReader,
    documentDigests: new SqlDocumentDigests(db),
    templateCache,
    readDatabase: { db },
    ...accounts,
    identityProviders: await openIdentityProviders(config, logger),
    keysOpenConsole: config.console_keys,
    mail: mail?.mail,
    keyRing,
    masterKeys,
    ledger: createLedger({ db, keyRing, clock }),
    dataKeys,
    clock,
    logger,
    pictures: openPictures(config, templates, logger),
    standardLanguage: config.language,
    standardWaitingTimes: { idle_days: config.idle_days, reminders: config.reminder_days },
    outsiderTimes: { link_days: config.template_link_days, return_days: config.return_link_days },
    quotas: new SqlQuotas(db, config.limits.quotas),
  }

  const witnesses = await openWitnesses(config, app, opened)
  const processManager = generationProcessManager(jobs)
  await prepareReadModels(db, PROJECTIONS, [processManager, LEDGER_CHECKPOINT], clock.now())
  await (takesOtherStore ? history.look() : assertSame())
  // Events on our own database are restored and exchanged together with the read models.
  if (config.eventstore_url !== undefined) opened.defer(history.start())
  const slack = await openSlackOn(config, app, database, jobs)
  await presetAdminKey(config, app)
  const local_key = await localKey(config, database, app)

  const workingTimes = new SqlWorkingTimes(db)
  // Before anything that is due is looked at: it may be due only because the service did not run.
  if (config.roles.has('worker')) await workingTimes.recordWorking(clock.now())
  // Last, so that the start does not wait behind work that is due.
  const background = config.roles.has('worker')
    ? runBackground({
        ...app,
        db,
        sessions: database.sessions(clock),
        generationJobs: jobs,
        housekeeping: new SqlHousekeeping(db),
        workingTimes,
        processManager,
        runLedger: (signal) =>
          runLedger(
            {
              ...app,
              db,
              store,
              accounts: accounts.accountRows,
              sessions: database.sessions(clock),
              macs: eventMacs.macs,
              witnesses,
            },
            config,
            signal,
          ),
        templates,
        documentIndex: new DocumentIndex(app),
        messenger: slack?.messenger,
      })
    : undefined
  if (background !== undefined) opened.defer(() => background.stop())
  if (background !== undefined) opened.defer(keepIssuerSessions(app, config))
  const endSlack = background === undefined ? undefined : slack?.start()
  if (endSlack !== undefined) opened.defer(endSlack)
  const endMail = background === undefined ? undefined : mail?.start(app)
  if (endMail !== undefined) opened.defer(endMail)
  const leaving = new AbortController()
  opened.defer(() => leaving.abort())

  const live = createLiveTail({ log, logger })
  opened.defer(() => live.close())
  // Only an instance that processes the inbox holds a connection to Slack.
  const needed: Checks = config.eventstore_url === undefined ? {} : { history: async () => history.assertSame() }
  const checked = {
    ...documentChecks(app),
    ...macChecks(eventMacs, logger),
    ...ledgerChecks(app.ledger),
    master_key: () => masterKeys.current.check(),
  }
  const wanted = { ...checked, ...(background === undefined ? {} : slack?.checks) }
  const api = createSurface(config, app, {
    live,
    registry,
    subscriptions: background?.subscriptions ?? (() => []),
    needed,
    wanted,
    slack,
    leaving: leaving.signal,
    limits,
    notes,
    acceptHistory: () => eventMacs.accept(),
  })

  return {
    app,
    live,
    local_key,
    firstAdminKey: () => firstAdminKey(config, database, app),
    fetch: (request, env) => api.fetch(request, env),
    leave() {
      leaving.abort()
      void background?.stop()
      void endSlack?.()
      void endMail?.()
    },
    close: () => opened.disposeAsync(),
  }
}

export interface OpenOptions {
  /**
   * Opens an event store that is not the read models', and one whose mark of MACs is broken, so that an operator can
   * accept it.
   */
  readonly takesOtherStore?: boolean
  /** How it waits for a process that has the data folder. */
  readonly turn?: FolderTurn | undefined
}
