/** Composes the Slack adapter: its routes, messenger, listeners and background work. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { generationStream } from '../../../domain/generation/generation-events.ts'
import { generationDecider } from '../../../domain/generation/generation-decider.ts'
import type { FindSlackPerson } from '../../../ports/people/slack-people.ts'
import type { CheckSlack } from '../../../ports/slack/slack-check.ts'
import type { Messenger } from '../../../ports/generation/messenger.ts'
import { runHeartbeat } from './transport/inbox/heartbeat.ts'
import { createCheck } from './transport/checking/check-setup.ts'
import { createDirectory } from './transport/workspaces/directory.ts'
import { findSlackPerson } from './transport/workspaces/find-slack-person.ts'
import { downloadFile } from './transport/calling/download.ts'
import { createGuardedFetch } from './transport/calling/guarded-fetch.ts'
import { watchArrivals } from './transport/receiving/arrival-watch.ts'
import { installedIn, type InstalledIn } from './transport/receiving/installed-in.ts'
import { makeInstallerAuthor } from './transport/installing/make-author.ts'
import { installRoutes, INSTALL_PATH } from './transport/installing/install-routes.ts'
import { RateLimiter } from './transport/calling/rate-limiter.ts'
import { receiverRoutes } from './transport/receiving/receiver.ts'
import { createResponder } from './transport/calling/response-url.ts'
import { createSingleWorkspace } from './transport/workspaces/single-workspace.ts'
import { createSlackCaller } from './transport/calling/slack-calls.ts'
import { createBolt } from './create-bolt.ts'
import { ButtonBudget } from './transport/posting/button-budget.ts'
import { MAX_TURN_WAIT_MS } from './transport/posting/posting-attempt.ts'
import { PacedUpdates } from './transport/posting/paced-updates.ts'
import { SlackMessenger } from './transport/posting/slack-messenger.ts'
import { createSocketMode } from './transport/socket-mode/socket-mode.ts'
import { createThreads } from './transport/posting/threads.ts'
import { createUpload } from './transport/calling/upload.ts'
import { createWorker } from './transport/inbox/worker.ts'
import { inboxIdOf } from './transport/inbox/inbox-id.ts'
import { createWorkspaces } from './transport/workspaces/workspaces.ts'
import type { SlackSettings, SlackDeps } from './slack-settings.ts'
import type { SlackServices, SlackSurface } from './slack-services.ts'

/** The composed Slack adapter. */
export interface Slack {
  readonly routes: Hono
  readonly messenger: Messenger
  readonly services: SlackServices
  /** The person of a user, for signing in. */
  readonly findPerson: FindSlackPerson
  /** Whether deliveries from Slack reach this instance. Undefined over HTTP, where this cannot be known. */
  readonly isConnected: (() => boolean) | undefined
  /** Looks at all of the set-up that can be wrong. */
  readonly check: CheckSlack
  /** Whether clicks come from Slack, and never an event: the address of events was not verified there. */
  readonly lacksEvents: () => Promise<boolean>
  /**
   * Processes the inbox, listens on the socket and catches up. Resolves once the signal has fired and all of it has
   * ended.
   */
  run(signal: AbortSignal): Promise<void>
}

/** Composes the adapter. Nothing runs before `run`. */
export function openSlack(settings: SlackSettings, stores: SlackDeps, surface: SlackSurface): Slack {
  const { app, inbox, inboxJobs: jobs, records, people } = stores
  const { clock, logger, keyRing } = app
  // These timers must not keep a stopping service alive.
  const pause = stores.sleep ?? ((ms: number) => sleep(ms, undefined, { ref: false }))
  const { api_url, oauth, public_url, sign_in } = settings
  const guard = createGuardedFetch(api_url)
  const base = { api_url, guard, clock, logger }
  const token = settings.bot_token
  const single =
    token === undefined
      ? undefined
      : createSingleWorkspace({
          ...base,
          bot_token: () => settings.currentBotToken?.() ?? token,
          tenant: settings.tenant,
        })
  const workspaces = createWorkspaces({
    ...base,
    oauth,
    installations: single?.installations ?? stores.installations,
    organisations: stores.organisations,
  })
  const limiter = new RateLimiter(stores.pace)
  const call = createSlackCaller({ workspaces, limiter, clock })
  const updates = new PacedUpdates({
    call,
    clock,
    logger,
    ...(stores.sleep === undefined ? {} : { later: (ms, work) => void pause(ms).then(work) }),
  })
  const buttons = new ButtonBudget({ clock, updates, limits: stores.buttons })
  const directory = createDirectory({ people, workspaces, call, clock })
  const belongsToTeam = async (generation: string, team: string): Promise<boolean> => {
    const { state } = await app.aggregates.load(generationDecider, generationStream(generation))
    return state.requester !== undefined && state.tenant === (await workspaces.find(team))?.tenant
  }
  const services: SlackServices = {
    ...directory,
    ...createThreads({ records, call, belongsToTeam: belongsToTeam }),
    app,
    console_url: public_url,
    sign_in,
    support_url: settings.support_url,
    inboxIdOf,
    clientFor: (team) => workspaces.clientFor(team),
    downloadFile: (team, url, max_bytes) => downloadFile({ workspaces, api_url }, team, url, max_bytes),
    respond: createResponder(api_url),
    // Somebody has just clicked or written something, and waits for it.
    updateMessage: (team, update) => updates.update(team, update, { awaited: true }),
    holdMessage: (team, message) => updates.hold(team, message),
    async takeTurn(team, channel) {
      const post = randomUUID()
      const wait = limiter.reserveTurn({ team, channel }, post, Date.parse(clock.now()))
      limiter.releaseTurn(post)
      if (wait > 0) await pause(Math.min(wait, MAX_TURN_WAIT_MS))
    },
    unrecordedMessages: (generation) => records.listUnrecorded(generation),
  }

  const bolt = createBolt({ ...base, workspaces })
  surface.listen(bolt, services)

  const isInstalled = async ({ team, organisation }: InstalledIn): Promise<boolean> =>
    (await workspaces.find(team, organisation)) !== undefined
  const worker = createWorker({
    inbox,
    jobs,
    processEvent: (event) => bolt.processEvent(event),
    isInstalled: (body) => isInstalled(installedIn(body)),
    tellSetAside: (body) => surface.tellSetAside(services, body),
    clock,
    logger,
  })
  const install_url =
    public_url === undefined || oauth === undefined || settings.tenancy === 'shared'
      ? undefined
      : new URL(INSTALL_PATH, public_url).href
  const arrivals = watchArrivals({ arrivals: stores.arrivals, clock, logger })
  const responding = {
    arrivals,
    inbox,
    jobs,
    worker,
    keyRing,
    clock,
    logger,
    isInstalled,
    reinstallMessage: () => surface.reinstallMessage(install_url),
  }

  const { app_token } = settings
  const socket =
    app_token === undefined ? undefined : createSocketMode({ ...responding, ...base, app_token, sleep: pause })
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
        support_url: settings.support_url,
        privacy_url: settings.privacy_url,
        tenancy: settings.tenancy,
        signedIn: stores.signedIn,
        installations: stores.installations,
        makeAuthor: (installation) => makeInstallerAuthor({ app, directory }, installation),
      }),
    )
  }

  return {
    routes,
    services,
    findPerson: findSlackPerson({ directory, people }),
    isConnected: socket?.isConnected,
    check: createCheck({
      ...base,
      settings,
      installations: stores.installations,
      workspaces,
      arrivals: stores.arrivals,
    }),
    lacksEvents: () => arrivals.lacksEvents(),
    messenger: new SlackMessenger({
      call,
      records,
      limiter,
      clock,
      sleep: pause,
      logger,
      directory,
      updates,
      buttons,
      upload: createUpload(guard),
      renderer: surface.renderer(services),
    }),
    async run(signal) {
      await Promise.all([
        // Logs a refused token at the start instead of at the first message.
        single?.find().catch(() => undefined),
        worker.run(signal),
        runHeartbeat(
          { inbox, jobs, records, call, clock, logger, sleep: pause, whenConnected: socket?.whenConnected },
          signal,
        ),
        socket?.run(signal),
      ])
    },
  }
}
