/**
 * Puts the Slack adapter together: its routes, the messenger, the listeners' world, and what runs in the background.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { App as BoltApp, type AuthorizeResult } from '@slack/bolt'
import { Hono, type Context } from 'hono'
import type { WebClient } from '@slack/web-api'
import type { Caller } from '../../../domain/kernel/access.ts'
import { generationStream } from '../../../domain/generation/generation-events.ts'
import { generationDecider } from '../../../domain/generation/generation-decider.ts'
import type { App } from '../../../ports/app.ts'
import type { Inbox } from '../../../ports/slack/inbox.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Installations } from '../../../ports/slack/installations.ts'
import type { Messenger } from '../../../ports/generation/messenger.ts'
import type { People } from '../../../ports/people/people.ts'
import type { PostNote, SlackRecords } from '../../../ports/slack/slack-records.ts'
import { keepAwake } from './transport/receiving/catch-up.ts'
import { createDirectory, type Directory } from './transport/workspaces/directory.ts'
import { downloadFile } from './transport/calling/download.ts'
import { createGuardedFetch } from './transport/calling/guarded-fetch.ts'
import { classify } from './transport/receiving/incoming.ts'
import { installRoutes, INSTALL_PATH } from './transport/workspaces/install-routes.ts'
import { RateLimiter } from './transport/calling/rate-limiter.ts'
import type { Fields } from './transport/receiving/read-body.ts'
import { receiverRoutes } from './transport/receiving/receiver.ts'
import { createResponder } from './transport/calling/response-url.ts'
import { createSingleWorkspace } from './transport/workspaces/single-workspace.ts'
import { createCallSlack } from './transport/calling/slack-calls.ts'
import { createSlackLogger } from './transport/calling/slack-logger.ts'
import { SlackMessenger, type SlackMessengerDeps } from './transport/posting/slack-messenger.ts'
import { createSocketMode } from './transport/receiving/socket-mode.ts'
import { createThreads, type Threads } from './transport/posting/threads.ts'
import { createUpload } from './transport/calling/upload.ts'
import { createWorker, inboxIdOf } from './transport/receiving/worker.ts'
import { clientOptions, createWorkspaces } from './transport/workspaces/workspaces.ts'

export interface SlackSettings {
  /** Needed unless everything comes over a socket. */
  readonly signing_secret: string | undefined
  /** One workspace, without OAuth. */
  readonly bot_token: string | undefined
  /** Many workspaces, by OAuth. */
  readonly oauth: { readonly client_id: string; readonly client_secret: string } | undefined
  /** Socket Mode. */
  readonly app_token: string | undefined
  /** `https://slack.com/api/` */
  readonly api_url: string
  readonly tenancy: 'shared' | 'workspace'
  /** The tenant of a single workspace. */
  readonly tenant: string
  /** The https address that people use: Slack sends them back there after an installation. */
  readonly public_url: string | undefined
  /** Where the console is, for links to the audit trail. */
  readonly console_url: string | undefined
}

export interface SlackStores {
  readonly app: App
  readonly inbox: Inbox
  readonly inboxJobs: InboxJobs
  readonly installations: Installations
  readonly records: SlackRecords
  readonly people: People
  /** Who is signed in to the console. */
  readonly signedIn: (c: Context) => Promise<Caller | undefined>
  /** How a short while is waited for; by the real clock where left out. */
  readonly sleep?: (ms: number) => Promise<unknown>
}

/** What listeners get of the transport. */
export interface SlackServices extends Directory, Threads {
  readonly app: App
  readonly console_url: string | undefined
  clientFor(team: string): Promise<WebClient>
  /** The root of the ids of all commands that a body of Slack's causes. */
  inboxIdOf(body: object): string
  /** Throws `DownloadFailed`. */
  downloadFile(team: string, url_private: string, max_bytes: number): Promise<Uint8Array>
  /** Words to a `response_url`; throws for one that is not Slack's. */
  respond(response_url: string, body: object): Promise<void>
  /** Posts that are out, or may be, and are not in the stream yet. */
  unrecordedPosts(generation: string): Promise<readonly PostNote[]>
}

export interface SlackSurface {
  /** Registers the listeners. */
  readonly listen: (bolt: BoltApp, services: SlackServices) => void
  /** What posts show. */
  readonly renderer: (services: SlackServices) => SlackMessengerDeps['renderer']
  /** What a command from a workspace without the app is answered. */
  readonly reinstallMessage: (install_url: string | undefined) => Fields
}

export interface Slack {
  readonly routes: Hono
  readonly messenger: Messenger
  readonly services: SlackServices
  /**
   * Whether what people do in Slack gets to this instance while it runs; undefined where Slack calls us, and nobody can
   * tell.
   */
  readonly isConnected: (() => boolean) | undefined
  /** Works what came in, listens on the socket, catches up: until the signal fires and all of it is over. */
  run(signal: AbortSignal): Promise<void>
}

export function openSlack(settings: SlackSettings, stores: SlackStores, surface: SlackSurface): Slack {
  const { app, inbox, inboxJobs: jobs, records, people } = stores
  const { clock, logger, keyRing } = app
  // Nobody waits for these when the service stops.
  const rest = stores.sleep ?? ((ms: number) => sleep(ms, undefined, { ref: false }))
  const { api_url, oauth, public_url, console_url } = settings
  const guard = createGuardedFetch(api_url)
  const base = { api_url, guard, clock, logger }
  const single =
    settings.bot_token === undefined
      ? undefined
      : createSingleWorkspace({ ...base, bot_token: settings.bot_token, tenant: settings.tenant })
  const workspaces = createWorkspaces({ ...base, oauth, installations: single?.installations ?? stores.installations })
  const limiter = new RateLimiter()
  const call = createCallSlack({ workspaces, limiter, clock })
  const directory = createDirectory({ people, workspaces, call, clock })
  const isOf = async (generation: string, team: string): Promise<boolean> => {
    const { state } = await app.aggregates.load(generationDecider, generationStream(generation))
    return state.requester !== undefined && state.tenant === (await workspaces.find(team))?.tenant
  }
  const services: SlackServices = {
    ...directory,
    ...createThreads({ records, call, isOf }),
    app,
    console_url,
    inboxIdOf,
    clientFor: (team) => workspaces.clientFor(team),
    downloadFile: (team, url, max_bytes) => downloadFile({ workspaces, api_url }, team, url, max_bytes),
    respond: createResponder(api_url),
    unrecordedPosts: (generation) => records.unrecorded(generation),
  }

  const bolt = new BoltApp({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    authorize: async ({ teamId }): Promise<AuthorizeResult> => {
      const workspace = teamId === undefined ? undefined : await workspaces.find(teamId)
      if (workspace === undefined) throw new Error('DocGen is not installed in this workspace.')
      const { team, bot_id, bot_user, enterprise, tokens } = workspace
      return {
        teamId: team,
        botToken: tokens.bot,
        botId: bot_id,
        botUserId: bot_user,
        ...(enterprise === null ? {} : { enterpriseId: enterprise }),
      }
    },
    clientOptions: clientOptions(base),
    logger: createSlackLogger(logger),
    convoStore: false,
    attachFunctionToken: false,
  })
  // As the listener threw it: Bolt wraps what has no code.
  bolt.error(async (error) => {
    throw error.original ?? error
  })
  for (const event of ['app_uninstalled', 'tokens_revoked'] as const) {
    bolt.event(event, async ({ body }) => {
      await workspaces.checkRemoved(body.team_id)
    })
  }
  surface.listen(bolt, services)

  const mayWork = async (body: Fields): Promise<boolean> => {
    const team = classify(body, { digest: () => '', now: 0 })?.team ?? ''
    return (await workspaces.find(team)) !== undefined
  }
  const worker = createWorker({
    inbox,
    jobs,
    processEvent: (event) => bolt.processEvent(event),
    isInstalled: mayWork,
    clock,
    logger,
  })
  const install_url =
    public_url === undefined || oauth === undefined || settings.tenancy === 'shared'
      ? undefined
      : new URL(INSTALL_PATH, public_url).href
  const responding = {
    inbox,
    jobs,
    worker,
    keyRing,
    clock,
    logger,
    isInstalled: async (team: string) => (await workspaces.find(team)) !== undefined,
    reinstall: () => surface.reinstallMessage(install_url),
  }

  const { app_token } = settings
  const socket =
    app_token === undefined ? undefined : createSocketMode({ ...responding, ...base, app_token, sleep: rest })
  const routes = new Hono()
  if (settings.signing_secret !== undefined)
    routes.route('/', receiverRoutes({ ...responding, signing_secret: settings.signing_secret }))
  if (oauth !== undefined && public_url !== undefined && single === undefined) {
    routes.route(
      '/',
      installRoutes({
        ...base,
        ...oauth,
        public_url,
        tenancy: settings.tenancy,
        signedIn: stores.signedIn,
        installations: stores.installations,
      }),
    )
  }

  return {
    routes,
    services,
    isConnected: socket?.isConnected,
    messenger: new SlackMessenger({
      call,
      records,
      limiter,
      clock,
      sleep: rest,
      logger,
      directory,
      upload: createUpload(guard),
      renderer: surface.renderer(services),
    }),
    async run(signal) {
      await Promise.all([
        // A token that Slack refuses is told of at the start, not at the first word of somebody.
        single?.find().catch(() => undefined),
        worker.run(signal),
        keepAwake(
          { inbox, jobs, records, call, clock, logger, sleep: rest, whenConnected: socket?.whenConnected },
          signal,
        ),
        socket?.run(signal),
      ])
    },
  }
}
