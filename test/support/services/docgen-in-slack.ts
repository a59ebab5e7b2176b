/**
 * The whole service in a simulated Slack: database in memory, process manager, transport and surface, as `compose.ts`
 * puts them together.
 */
import { rowMacs } from '../keys/row-macs.ts'
import { localKeys } from '../keys/master-keys.ts'
import type { Kysely } from 'kysely'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { expect } from 'vitest'
import { EnvelopeKeyRing } from '../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../../../src/adapters/outbound/crypto/sealed-document-store.ts'
import { SealedEventLog } from '../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { AggregateCache } from '../../../src/adapters/outbound/memory/aggregate-cache.ts'
import type { ManualJobs } from '../../doubles/manual-jobs.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { MemoryDocumentStore } from '../../../src/adapters/outbound/memory/memory-document-store.ts'
import { MemoryTemplateCache } from '../../../src/adapters/outbound/memory/memory-template-cache.ts'
import { openGenerationJobs } from '../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import { PgliteExclusiveRights } from '../../../src/adapters/outbound/pglite/exclusive-rights.ts'
import { openSlack, type Slack } from '../../../src/adapters/inbound/slack/open-slack.ts'
import { slackSurface } from '../../../src/adapters/inbound/slack/ui/slack-surface.ts'
import type { MailTables } from '../../../src/adapters/outbound/sql/mail/mail-tables.ts'
import { SqlMails } from '../../../src/adapters/outbound/sql/mail/sql-mails.ts'
import { sqlAccounts } from '../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { SqlFavourites, type FavouriteTables } from '../../../src/adapters/outbound/sql/favourites.ts'
import { SqlInbox } from '../../../src/adapters/outbound/sql/inbox.ts'
import { SqlInstallations } from '../../../src/adapters/outbound/sql/installations.ts'
import { SqlHousekeeping } from '../../../src/adapters/outbound/sql/housekeeping.ts'
import { SqlWorkingTimes } from '../../../src/adapters/outbound/sql/working-times.ts'
import { SqlArrivals, SqlOrganisations } from '../../../src/adapters/outbound/sql/slack-organisations.ts'
import { SqlSlackRecords } from '../../../src/adapters/outbound/sql/slack-records.ts'
import type { SlackTables } from '../../../src/adapters/outbound/sql/slack-tables.ts'
import { SqlSubscriptionSessions } from '../../../src/adapters/outbound/sql/subscription-sessions.ts'
import { SqlEventStore } from '../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { runBackground } from '../../../src/app/background.ts'
import { registerTemplate } from '../../../src/commands/template/register-template.ts'
import { createCommandRequest } from '../../../src/commands/command-metadata.ts'
import type { Caller } from '../../../src/domain/kernel/access.ts'
import type { Refinement } from '../../../src/domain/questions/refinement/refinement.ts'
import type { App } from '../../../src/ports/app.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { Logger } from '../../../src/ports/logger.ts'
import type { Inbox } from '../../../src/ports/slack/inbox.ts'
import type { People } from '../../../src/ports/people/people.ts'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'
import { compiledTemplates } from '../../../src/storage/compiled-templates.ts'
import { generationProcessManager } from '../../../src/processes/generation-process-manager.ts'
import { createLedger } from '../../../src/ledger/create-ledger.ts'
import { PROJECTIONS } from '../../../src/projections/all.ts'
import { prepareReadModels } from '../../../src/projections/engine/prepare.ts'
import { compiler } from '../compiler.ts'
import { macsFromTheBeginning } from '../event-log.ts'
import { documentReader } from '../../doubles/document-reader.ts'
import { SqlDocumentDigests } from '../../../src/adapters/outbound/sql/document-digests.ts'
import { DocumentIndex } from '../../../src/storage/document-index.ts'
import { renderer } from '../renderer.ts'
import { freshPglite, type Tables } from '../servers/pglite.ts'
import { readManifest } from '../../../tools/slack-simulator/state/manifest.ts'
import {
  startSlack,
  type SimulatedWorkspace,
  type Simulator,
  type SimulatorOptions,
} from '../../../tools/slack-simulator/simulator.ts'
import { until } from '../until.ts'

const AUTHOR: Caller = { actor: 'key:author', tenant: 'default', roles: ['author'] }

export interface DocgenInSlack extends Slack {
  readonly app: App
  readonly people: People
  readonly inbox: Inbox
  readonly slack: Simulator
  readonly acme: SimulatedWorkspace
  /** All that was logged, as JSON lines. */
  readonly logged: string[]
  /** A published template; gives its id. Text is Markdown, bytes are a Word file. */
  template(name: string, content: string | Buffer, refinements?: readonly Refinement[]): Promise<string>
  /** Waits until the read models have everything. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** A story is told faster than anybody types: its questions keep their buttons, and nothing waits for Slack's pace. */
const UNHURRIED = {
  buttons: { per_minute: Number.POSITIVE_INFINITY, updates: Number.POSITIVE_INFINITY },
  pace: { channel: { most: 1000, ms: 1000 }, workspace: { most: 1000, ms: 1000 } },
}

/** Mails wait, and nobody sends them. */
const unsent = { enqueue: async () => undefined }
const limits = { recipient: 100, tenant: 1000, person: 100 }

export async function docgenInSlack(
  options: {
    readonly simulator?: SimulatorOptions
    readonly clock?: Clock
    readonly mails?: boolean
    /** Time that the test moves, instead of the real one. */
    readonly time?: { readonly jobs: ManualJobs; readonly sleep: (ms: number) => Promise<void> }
    readonly sign_in?: boolean
    readonly public_url?: null
    /** The Enterprise Grid that the workspace belongs to, and for which the app is installed. */
    readonly organisation?: string
  } = {},
): Promise<DocgenInSlack> {
  const manifest = readFileSync(new URL('../../../slack-manifest.yaml', import.meta.url), 'utf8')
  // With the scopes and events that the manifest asks for, and no others.
  const slack = await startSlack({
    ...(options.time === undefined ? { lift: ['channel_posts', 'workspace_posts'] } : {}),
    ...options.simulator,
    app: { ...readManifest(manifest), ...options.simulator?.app },
  })
  const database = await freshPglite<Tables & SlackTables & FavouriteTables>()
  const { db } = database
  const clock = options.clock ?? { now: () => new Date().toISOString() }
  const logged: string[] = []
  const line = (level: string) => (fields: object, message: string) =>
    void logged.push(JSON.stringify({ level, message, ...fields }))
  const logger: Logger = { info: line('info'), warn: line('warn'), error: line('error') }

  const store = await SqlEventStore.open(db)
  const [masterKeys, dataKeys] = [localKeys(), new MemoryDataKeys()]
  const keyRing = await EnvelopeKeyRing.open(masterKeys, dataKeys)
  const documents = new MemoryDocumentStore()
  const log = new SealedEventLog({ store, keys: keyRing, documents, macs: await macsFromTheBeginning(keyRing) })
  const app: App = {
    log,
    aggregates: new AggregateCache(log),
    documents,
    sealedDocuments: new SealedDocumentStore(documents, keyRing),
    compiler,
    renderer,
    documentReader,
    documentDigests: new SqlDocumentDigests(db),
    templateCache: new MemoryTemplateCache(),
    readDatabase: { db },
    ...sqlAccounts(db, clock, rowMacs()),
    keyRing,
    masterKeys,
    ledger: createLedger({ db, keyRing, clock }),
    dataKeys,
    clock,
    logger,
    mail:
      options.mails === true
        ? {
            mails: new SqlMails({ db: db as unknown as Kysely<MailTables>, keyRing, clock, limits, jobs: unsent }),
            keeps: false,
          }
        : undefined,
  }
  const jobs = await openGenerationJobs(database, logger)
  const { people } = app
  const acme = slack.workspace('Acme', options.organisation)
  const inbox = new SqlInbox(db, keyRing, clock)
  const server = serve({ fetch: (request) => opened.routes.fetch(request), port: 0, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((resolve) => {
    server.once('listening', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  slack.app.requestUrl = `${url}/slack/events`
  const opened = openSlack(
    {
      signing_secret: slack.app.signingSecret,
      bot_token: options.organisation === undefined ? acme.install() : acme.installForOrganisation(),
      oauth: undefined,
      app_token: undefined,
      api_url: slack.apiUrl,
      tenancy: 'shared',
      tenant: 'default',
      public_url: options.public_url === null ? undefined : 'https://docgen.example.com',
      sign_in: options.sign_in ?? true,
      support_url: undefined,
      privacy_url: undefined,
    },
    {
      app,
      inbox,
      inboxJobs: options.time?.jobs.inboxJobs ?? (await jobs.openInboxJobs()),
      ...(options.time === undefined ? UNHURRIED : { sleep: options.time.sleep }),
      installations: new SqlInstallations(db, keyRing, clock),
      organisations: new SqlOrganisations(db, clock),
      arrivals: new SqlArrivals(db, clock),
      records: new SqlSlackRecords(db, clock),
      people,
      signedIn: async () => undefined,
    },
    slackSurface({ favourites: new SqlFavourites(db, clock) }),
  )
  const generationJobs = options.time?.jobs.generationJobs ?? jobs
  const processManager = generationProcessManager(generationJobs)
  await prepareReadModels(db, PROJECTIONS, [processManager], clock.now())
  const sessions = new SqlSubscriptionSessions(new PgliteExclusiveRights<ReadSchema>(db), clock, 'test')
  const background = runBackground({
    ...app,
    db,
    sessions,
    generationJobs,
    housekeeping: new SqlHousekeeping(db),
    workingTimes: new SqlWorkingTimes(db),
    processManager,
    templates: compiledTemplates(app),
    documentIndex: new DocumentIndex(app),
    messenger: opened.messenger,
  })
  const stopping = new AbortController()
  const running = opened.run(stopping.signal)

  return {
    ...opened,
    app,
    people,
    inbox,
    slack,
    acme,
    logged,
    async template(name, content, refinements = []) {
      const request = createCommandRequest(app, { caller: AUTHOR, surface: 'http', request: name })
      const { state } = await registerTemplate(
        app,
        {
          name,
          file_name: `${name}.${typeof content === 'string' ? 'md' : 'docx'}`,
          bytes: Buffer.from(content),
          refinements,
          draft: false,
        },
        request,
      )
      return state.id ?? ''
    },
    async settled() {
      const head = (await log.head()) ?? ''
      await until('the read models have caught up', async () => {
        const rows = await db.selectFrom('checkpoints').select('position').execute()
        return rows.every(
          ({ position }: { position: string }) => head === '' || (position !== '' && log.compare(position, head) >= 0),
        )
      })
    },
    async close() {
      stopping.abort()
      await running
      await background.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      await slack.close()
      await jobs.close()
      await store.close()
      await database.close()
    },
  }
}

/** At the end of a suite: nobody saw anything go wrong, nothing was posted twice, and no error was logged. */
export async function closeWithoutTrouble(docgen: DocgenInSlack): Promise<void> {
  expect(docgen.slack.troubles).toEqual([])
  expect(docgen.slack.duplicates()).toEqual([])
  expect(docgen.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  await docgen.close()
}
