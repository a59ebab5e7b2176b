/** The Slack adapter against the simulated Slack, on a database in memory, with listeners of the test's own. */
import { rowMacs } from '../keys/row-macs.ts'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { App as BoltApp } from '@slack/bolt'
import { EnvelopeKeyRing } from '../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { openGenerationJobs } from '../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import type { OpenPglite } from '../../../src/adapters/outbound/pglite/open-pglite.ts'
import { openSlack, type Slack } from '../../../src/adapters/inbound/slack/open-slack.ts'
import { type SlackServices, type SlackSurface } from '../../../src/adapters/inbound/slack/slack-services.ts'
import { type SlackSettings, type SlackDeps } from '../../../src/adapters/inbound/slack/slack-settings.ts'
import { SqlInbox } from '../../../src/adapters/outbound/sql/inbox.ts'
import { SqlInstallations } from '../../../src/adapters/outbound/sql/installations.ts'
import { SqlPeople } from '../../../src/adapters/outbound/sql/accounts/people.ts'
import { SqlArrivals, SqlOrganisations } from '../../../src/adapters/outbound/sql/slack-organisations.ts'
import { SqlSlackRecords } from '../../../src/adapters/outbound/sql/slack-records.ts'
import type { SlackTables } from '../../../src/adapters/outbound/sql/slack-tables.ts'
import type { Caller } from '../../../src/domain/kernel/access.ts'
import type { App } from '../../../src/ports/app.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { Logger } from '../../../src/ports/logger.ts'
import { freshPglite, type Tables } from '../servers/pglite.ts'
import { startSlack, type Simulator, type SimulatorOptions } from '../../../tools/slack-simulator/simulator.ts'
import { localKeys } from '../keys/master-keys.ts'

export interface SlackUnderTest extends Slack {
  readonly stores: SlackDeps
  readonly database: OpenPglite<Tables & SlackTables>
  readonly slack: Simulator
  /** Where Slack's requests go. */
  readonly url: string
  /** All that was logged, as JSON lines. */
  readonly logged: string[]
  /** A second instance on the same database. */
  another(): Promise<Slack>
  /** Starts the work in the background; the function ends it. */
  start(): () => Promise<void>
  close(): Promise<void>
}

export interface SlackTestOptions {
  readonly simulator?: SimulatorOptions
  readonly settings?: Partial<SlackSettings>
  readonly listen?: (bolt: BoltApp, services: SlackServices) => void
  readonly renderer?: SlackSurface['renderer']
  readonly clock?: Clock
  readonly sleep?: (ms: number) => Promise<unknown>
  /** Who is signed in to the console. */
  readonly signedIn?: () => Caller | undefined
  /** Several workspaces by OAuth, instead of one by its token. */
  readonly oauth?: boolean
}

export const WORKSPACE = 'Acme'

export const RENDERER: SlackSurface['renderer'] = () => ({
  renderMessage: async (_, { about, name }) => ({
    text: `${about} ${name ?? ''}`.trim(),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `${about} ${name ?? ''}` } }],
  }),
  isTyped: async () => false,
  renderRootMessage: async () => ({ text: 'A conversation', blocks: [] }),
  renderStaleMessage: async (_, __, { name }) => ({ text: `settled ${name ?? ''}`, blocks: [] }),
  loadDocument: async () => ({ file_name: 'offer.txt', bytes: Buffer.from('The offer') }),
})

export async function slackUnderTest(options: SlackTestOptions = {}): Promise<SlackUnderTest> {
  const slack = await startSlack(options.simulator)
  const database = await freshPglite<Tables & SlackTables>()
  const { db } = database
  const clock = options.clock ?? { now: () => new Date().toISOString() }
  const logged: string[] = []
  const line = (level: string) => (fields: object, message: string) =>
    void logged.push(JSON.stringify({ level, message, ...fields }))
  const logger: Logger = { info: line('info'), warn: line('warn'), error: line('error') }
  const keyRing = await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys())
  const jobs = await openGenerationJobs(database, logger)
  const stores: SlackDeps = {
    // The transport uses no more of it.
    app: { keyRing, clock, logger, aggregates: undefined } as unknown as App,
    inbox: new SqlInbox(db, keyRing, clock),
    inboxJobs: await jobs.openInboxJobs(),
    installations: new SqlInstallations(db, keyRing, clock),
    organisations: new SqlOrganisations(db, clock),
    arrivals: new SqlArrivals(db, clock),
    records: new SqlSlackRecords(db, clock),
    people: new SqlPeople(db, clock, rowMacs()),
    signedIn: async () => options.signedIn?.(),
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
  }
  const surface: SlackSurface = {
    listen: options.listen ?? (() => undefined),
    renderer: options.renderer ?? RENDERER,
    tellSetAside: async () => undefined,
    reinstallMessage: (install_url) => ({
      response_type: 'ephemeral',
      text: `Please install DocGen again${install_url === undefined ? '' : `: ${install_url}`}`,
    }),
  }
  const server = serve({ fetch: (request) => opened.routes.fetch(request), port: 0, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((resolve) => {
    server.once('listening', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings: SlackSettings = {
    signing_secret: slack.app.signingSecret,
    bot_token: options.oauth === true ? undefined : slack.workspace(WORKSPACE).install(),
    oauth:
      options.oauth === true ? { client_id: slack.app.clientId, client_secret: slack.app.clientSecret } : undefined,
    app_token: undefined,
    api_url: slack.apiUrl,
    tenancy: 'shared',
    tenant: 'default',
    public_url: url,
    sign_in: true,
    support_url: undefined,
    privacy_url: undefined,
    ...options.settings,
  }
  slack.app.requestUrl = `${url}/slack/events`
  slack.app.redirectUrls.push(`${url}/slack/oauth_redirect`)
  const opened = openSlack(settings, stores, surface)
  const stops = new Set<() => Promise<void>>()
  return {
    ...opened,
    stores,
    database,
    slack,
    url,
    logged,
    another: async () => openSlack(settings, stores, surface),
    start() {
      const stopping = new AbortController()
      const running = opened.run(stopping.signal)
      const stop = async (): Promise<void> => {
        stops.delete(stop)
        stopping.abort()
        await running
      }
      stops.add(stop)
      return stop
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()))
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      await slack.close()
      await jobs.close()
      await database.close()
    },
  }
}
