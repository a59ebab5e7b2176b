/** The whole service on a database in memory, as `compose.ts` puts it together, for tests of what stands before it. */
import { rowMacs } from '../keys/row-macs.ts'
import type { Kysely } from 'kysely'
import { EnvelopeKeyRing } from '../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../../../src/adapters/outbound/crypto/sealed-document-store.ts'
import { SealedEventLog } from '../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { AggregateCache } from '../../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { MemoryDocumentStore } from '../../../src/adapters/outbound/memory/memory-document-store.ts'
import { MemoryTemplateCache } from '../../../src/adapters/outbound/memory/memory-template-cache.ts'
import { OpenIdProviders } from '../../../src/adapters/outbound/openid/openid-providers.ts'
import type { ProviderSettings } from '../../../src/adapters/outbound/openid/provider-settings.ts'
import { PgliteExclusiveRights } from '../../../src/adapters/outbound/pglite/exclusive-rights.ts'
import { sqlAccounts } from '../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import type { MailTables } from '../../../src/adapters/outbound/sql/mail/mail-tables.ts'
import { SqlMails } from '../../../src/adapters/outbound/sql/mail/sql-mails.ts'
import { SqlDocumentDigests } from '../../../src/adapters/outbound/sql/document-digests.ts'
import { SqlSubscriptionSessions } from '../../../src/adapters/outbound/sql/subscription-sessions.ts'
import { SqlEventStore } from '../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import type { Role } from '../../../src/domain/kernel/access.ts'
import type { App } from '../../../src/ports/app.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { MailTransport } from '../../../src/ports/mail/mail-transport.ts'
import type { Logger } from '../../../src/ports/logger.ts'
import type { Operations } from '../../../src/ports/read-models/operations.ts'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'
import type { GenerationJobs } from '../../../src/ports/generation/generation-jobs.ts'
import { SharpPictureScaler } from '../../../src/adapters/outbound/sharp/sharp-picture-scaler.ts'
import { createPictureFitter } from '../../../src/storage/pictures/fitted-pictures.ts'
import { DocumentIndex } from '../../../src/storage/document-index.ts'
import { compiledTemplates } from '../../../src/storage/compiled-templates.ts'
import { generationProcessManager, PROCESS_MANAGER } from '../../../src/processes/generation-process-manager.ts'
import { runGeneration } from '../../../src/processes/run-generation.ts'
import { sendMail } from '../../../src/processes/mail/send-mail.ts'
import { createLedger } from '../../../src/ledger/create-ledger.ts'
import { PROJECTIONS } from '../../../src/projections/all.ts'
import { requestRetry } from '../../../src/projections/engine/parking.ts'
import { prepareReadModels } from '../../../src/projections/engine/prepare.ts'
import { requestRebuildOfAll } from '../../../src/projections/engine/rebuild/rebuild-requests.ts'
import { rebuild } from '../../../src/projections/engine/rebuild/rebuild.ts'
import { runProjection } from '../../../src/projections/engine/rebuild/run-projection.ts'
import { runSubscription } from '../../../src/projections/engine/runner.ts'
import { compiler } from '../compiler.ts'
import { macsFromTheBeginning } from '../event-log.ts'
import { documentReader } from '../../doubles/document-reader.ts'
import { renderer } from '../renderer.ts'
import { freshPglite } from '../servers/pglite.ts'
import { until } from '../until.ts'
import { localKeys } from '../keys/master-keys.ts'

export interface TestApp extends App {
  readonly operations: Operations
  /** All that was logged, as JSON lines. */
  readonly logged: string[]
  /** The secret of a new key with these roles. */
  keyFor(...roles: Role[]): Promise<string>
  /** Tries every mail that waits, once; gives how many are tried again later. */
  sendMails(): Promise<number>
  /** Waits until the read models have everything. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface TestAppOptions {
  /** Where mail goes; left out: none is sent. */
  readonly mail?: MailTransport
  readonly mail_limits?: { readonly recipient: number; readonly tenant: number; readonly person?: number }
  readonly clock?: Clock
  /** Pictures are fitted to their places with so many pixels to an inch; left out: they stay as they were sent. */
  readonly picture_dpi?: number
  /** Whether keys open the console. */
  readonly keys_open_console?: boolean
  /** OpenID providers that people may sign in with. */
  readonly providers?: readonly ProviderSettings[]
}

export async function testApp({
  picture_dpi: dpi,
  mail: transport,
  mail_limits = { recipient: 10, tenant: 100 },
  clock = { now: () => new Date().toISOString() },
  providers,
  keys_open_console,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = await freshPglite()
  const { db } = database
  const logged: string[] = []
  const line = (level: string) => (fields: object, message: string) =>
    void logged.push(JSON.stringify({ level, message, ...fields }))
  const logger: Logger = { info: line('info'), warn: line('warn'), error: line('error') }

  const store = await SqlEventStore.open(db)
  const [masterKeys, dataKeys] = [localKeys(), new MemoryDataKeys()]
  const keyRing = await EnvelopeKeyRing.open(masterKeys, dataKeys)
  const documents = new MemoryDocumentStore()
  const log = new SealedEventLog({ store, keys: keyRing, documents, macs: await macsFromTheBeginning(keyRing) })
  const templateCache = new MemoryTemplateCache()
  const templates = compiledTemplates({ templateCache, documents, compiler })
  const scaler = new SharpPictureScaler(logger)
  const accounts = sqlAccounts(db, clock, rowMacs())
  const waiting = new Set<string>()
  const mails = new SqlMails({
    db: db as unknown as Kysely<MailTables>,
    keyRing,
    clock,
    limits: { person: 100, ...mail_limits },
    jobs: { enqueue: async (id) => void waiting.add(id) },
  })
  const app: App = {
    log,
    aggregates: new AggregateCache(log),
    documents,
    sealedDocuments: new SealedDocumentStore(documents, keyRing),
    renderer,
    documentReader,
    documentDigests: new SqlDocumentDigests(db),
    compiler,
    templateCache,
    pictures: dpi === undefined ? undefined : createPictureFitter({ templates, scaler, dpi }),
    readDatabase: { db },
    ...accounts,
    identityProviders: providers && new OpenIdProviders(providers, logger),
    keysOpenConsole: keys_open_console,
    mail: transport && { mails, keeps: transport.keeps },
    keyRing,
    masterKeys,
    ledger: createLedger({ db, keyRing, clock }),
    dataKeys,
    clock,
    logger,
  }

  const stop = new AbortController()
  const deps = {
    db,
    log,
    clock,
    logger,
    sessions: new SqlSubscriptionSessions(new PgliteExclusiveRights<ReadSchema>(db), clock, 'test'),
  }
  const performing = new Set<Promise<void>>()
  const jobs: GenerationJobs = {
    async enqueue(woken) {
      for (const { generation, at } of woken) {
        if (at !== undefined) continue
        const done = runGeneration(
          { ...app, generationJobs: jobs, templates: compiledTemplates(app), documentIndex: new DocumentIndex(app) },
          { generation, attempt: 1, last: true },
        )
          .catch((error: unknown) => logger.error({ error: String(error) }, 'a wake-up failed'))
          .finally(() => performing.delete(done))
        performing.add(done)
      }
    },
    cancelScheduled: async () => undefined,
    schedule: async () => undefined,
    work: async () => undefined,
  }
  const manager = generationProcessManager(jobs)
  await prepareReadModels(db, PROJECTIONS, [manager], clock.now())
  const running = [
    ...PROJECTIONS.map((projection) => runProjection(deps, projection, stop.signal)),
    runSubscription(deps, manager, stop.signal),
  ]

  return {
    ...app,
    logged,
    operations: {
      async rebuild(name) {
        const projection = PROJECTIONS.find((one) => one.name === name)
        if (projection === undefined) return false
        await rebuild(deps, projection, stop.signal)
        return true
      },
      rebuildAll: () => requestRebuildOfAll(db, PROJECTIONS, [PROCESS_MANAGER]),
      retryStream: (subscription, stream) => requestRetry(db, subscription, stream),
    },
    keyFor: async (...roles) => (await app.apiKeys.create({ name: roles.join(' '), tenant: 'default', roles })).secret,
    async sendMails() {
      if (transport === undefined) throw new Error('This app sends no mail.')
      const ids = [...waiting]
      waiting.clear()
      for (const id of ids)
        await sendMail({ ...app, mails, transport, tenant: 'default' }, id).catch((error: unknown) => {
          if (!(error instanceof Error && error.name === 'MailPostponed')) throw error
          waiting.add(id)
        })
      return waiting.size
    },
    async settled() {
      const head = (await log.head()) ?? ''
      await until('the read models have caught up', async () => {
        const rows = await db.selectFrom('checkpoints').select('position').execute()
        return rows.every(
          ({ position }: { position: string }) => head === '' || (position !== '' && log.compare(position, head) >= 0),
        )
      })
      await Promise.all(performing)
    },
    async close() {
      stop.abort()
      await Promise.all(running.map(({ done }) => done))
      await Promise.all(performing)
      await accounts.closeAccounts()
      await store.close()
      await database.close()
    },
  }
}
