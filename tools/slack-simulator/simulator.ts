/** A Slack to test against: starts the server, and gives workspaces, people, faults and the log. */
import type { Server } from 'node:http'
import { createInteract } from './delivery/interactions.ts'
import { createEventDeliveries } from './delivery/events.ts'
import { createSender } from './delivery/send.ts'
import { createSocketServer, type ConnectionEnd, type DisconnectReason } from './delivery/socket-server.ts'
import { createPerson } from './driver/person.ts'
import { type Person } from './driver/person-actions.ts'
import { detectDuplicates, type Duplicate } from './duplicates.ts'
import { readAuthorizeLink, decideAuthorization } from './oauth-pages.ts'
import { signInWith } from './openid.ts'
import { createSimulatorPage } from './page/page.ts'
import { formatReport } from './report.ts'
import { startServer } from './server.ts'
import { createAppDefinition, type AppDefinition } from './state/app-definition.ts'
import { createCallLog, type CallLog } from './state/call-log.ts'
import { realClock, type SimulatorClock } from './state/clock.ts'
import { createFaults, type Faults } from './state/faults.ts'
import { LIMITS, type LiftedLimit, type Limits } from './state/limits.ts'
import type { Enterprise, User, Workspace } from './state/model.ts'
import { createRandom } from './state/random.ts'
import type { SlackState } from './state/slack.ts'
import {
  createChannel,
  createEnterprise,
  createUser,
  createWorkspace,
  install,
  issueToken,
  join,
  revokeTokens,
  uninstall,
  type NewPerson,
} from './state/workspace.ts'

export interface SimulatorOptions {
  app?: Partial<AppDefinition>
  clock?: SimulatorClock
  limits?: Partial<Omit<Limits, 'lifted'>>
  /** Limits of pace that a test lifts, because it needs speed. */
  lift?: readonly LiftedLimit[]
  faults?: Partial<Pick<Faults, 'rates' | 'retryAfterSeconds' | 'slowMs'>>
  seed?: number
  port?: number
  /** How long a person waits for what should come, in ms of real time. */
  timeoutMs?: number
}

/** Who is in a channel; `sharedWith`: the ids of other companies' workspaces. */
export interface ChannelOptions {
  members?: Person[]
  private?: boolean
  bot?: boolean
  sharedWith?: string[]
}

/** A workspace as a test sees it. */
export interface SimulatedWorkspace {
  readonly id: string
  readonly state: Workspace
  /** The person of that handle, who joins the workspace when named for the first time. */
  person(name: string, given?: NewPerson): Person
  /** A channel; the app's bot is in it if `bot` is set. */
  channel(name: string, options?: ChannelOptions): string
  /** Installs the app as an admin would from the app's page, without OAuth, and gives its bot token. */
  install(scopes?: string[]): string
  /** Installs the app for the whole organisation, and gives the token of all its workspaces. */
  installForOrganisation(scopes?: string[]): string
  uninstall(): void
  revokeTokens(): void
  /**
   * What follows when a person opens the app's install link (to `/oauth/v2/authorize`) and allows or denies: the URL
   * the browser is sent to.
   */
  authorize(link: string, who: Person, allow?: boolean | 'organisation'): string
  /** The same for Sign in with Slack (`/openid/connect/authorize`). */
  signIn(link: string, who: Person, allow?: boolean): string
}

export interface Simulator {
  readonly state: SlackState
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** For `SLACK_API_URL`: `http://127.0.0.1:PORT/api/` */
  readonly apiUrl: string
  readonly app: AppDefinition
  readonly faults: Faults
  readonly log: CallLog
  /** What people would have seen go wrong. */
  readonly troubles: string[]
  /** The workspace of that name, of an organisation of Enterprise Grid if one is named. */
  workspace(name: string, organisation?: string): SimulatedWorkspace
  /** The calls of one method, or of all. */
  calls(method?: string): CallLog['calls']
  duplicates(): Duplicate[]
  /** Calls, deliveries, faults and duplicates in figures, as text. */
  report(): string
  /** Resolves when no event is on its way to the app. */
  settled(): Promise<void>
  /** Socket Mode connections the app has open. */
  connections(): number
  /** Tells Socket Mode apps to connect again. */
  refreshConnections(reason?: DisconnectReason): void
  /** Ends every Socket Mode connection: in good order, cut off, or left open and dead. */
  endConnections(how: ConnectionEnd): void
  /** Sends a text of the test's own over every Socket Mode connection. */
  sayOnConnections(text: string): void
  /** As if Slack were gone: all connections are cut, and new ones refused, until `comeBack`. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

/** Starts a simulated Slack on a free port. */
export async function startSlack(options: SimulatorOptions = {}): Promise<Simulator> {
  const seeded = createRandom(options.seed ?? 1)
  const slack: SlackState = {
    clock: options.clock ?? realClock,
    random: seeded,
    app: createAppDefinition(options.app),
    limits: { ...LIMITS, ...options.limits, lifted: new Set(options.lift) },
    faults: createFaults(createRandom((options.seed ?? 1) + 1), options.faults),
    log: createCallLog(),
    baseUrl: '',
    workspaces: new Map(),
    tokens: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    codes: new Map(),
    openIdCodes: new Map(),
    openIdTokens: new Map(),
    uploads: new Map(),
    troubles: [],
    listeners: new Set(),
    lastTs: 0,
    lastId: 0,
  }
  const duplicates = detectDuplicates(slack)
  const sockets = createSocketServer(slack)
  const send = createSender(slack, sockets)
  const events = createEventDeliveries(slack, send)
  const interact = createInteract(slack, send)
  const people = new Map<User, Person>()
  const personOf = (workspace: Workspace, user: User): Person => {
    const known =
      people.get(user) ??
      createPerson({
        slack,
        workspace,
        user,
        interact,
        events,
        timeoutMs: options.timeoutMs ?? 15_000,
        chosen: new Map(),
      })
    people.set(user, known)
    return known
  }
  const server = await startServer(slack, sockets, options.port ?? 0, createSimulatorPage(slack, sockets, personOf))

  const simulated = (workspace: Workspace): SimulatedWorkspace => {
    return {
      id: workspace.id,
      state: workspace,
      person: (name, given) =>
        personOf(
          workspace,
          [...workspace.users.values()].find((user) => user.name === name && !user.isBot) ??
            createUser(slack, workspace, name, given),
        ),
      channel: (name, { members = [], private: isPrivate = false, bot = false, sharedWith = [] } = {}) => {
        const channel = createChannel(
          slack,
          workspace,
          name,
          isPrivate ? 'private' : 'public',
          members.map(({ id }) => id),
        )
        channel.sharedWith.push(...sharedWith)
        if (bot && workspace.installation) join(slack, workspace, channel, workspace.installation.botUser)
        return channel.id
      },
      install: (scopes = slack.app.scopes) => {
        const admin =
          [...workspace.users.values()].find(({ isBot }) => !isBot) ??
          createUser(slack, workspace, 'admin', { isAdmin: true })
        install(slack, workspace, admin.id, scopes)
        return issueToken(slack, workspace, 'bot', false).value
      },
      installForOrganisation: (scopes = slack.app.scopes) => {
        const { enterprise } = workspace
        if (!enterprise) throw new Error(`${workspace.name} belongs to no organisation.`)
        const all = [...slack.workspaces.values()].filter((each) => each.enterprise?.id === enterprise.id)
        for (const each of all) install(slack, each, createUser(slack, each, 'orgadmin').id, scopes, true)
        return issueToken(slack, workspace, 'bot', false).value
      },
      uninstall: () => uninstall(slack, workspace),
      revokeTokens: () => revokeTokens(slack, workspace),
      signIn: (link, who, allow = true) =>
        signInWith(slack, link, allow ? { workspace: workspace.id, user: who.id } : undefined),
      authorize: (link, who, allow = true) =>
        decideAuthorization(
          slack,
          readAuthorizeLink(slack, link),
          allow === false
            ? { allow }
            : { allow: true, workspace: workspace.id, user: who.id, orgWide: allow === 'organisation' },
        ),
    }
  }
  const workspaces = new Map<string, SimulatedWorkspace>()
  const enterprises = new Map<string, Enterprise>()
  const enterpriseOf = (name: string | undefined): Enterprise | undefined => {
    if (name === undefined) return undefined
    const known = enterprises.get(name) ?? createEnterprise(slack, name)
    enterprises.set(name, known)
    return known
  }

  return {
    state: slack,
    url: slack.baseUrl,
    apiUrl: `${slack.baseUrl}/api/`,
    app: slack.app,
    faults: slack.faults,
    log: slack.log,
    troubles: slack.troubles,
    workspace: (name, organisation) => {
      const known = workspaces.get(name) ?? simulated(createWorkspace(slack, name, enterpriseOf(organisation)))
      workspaces.set(name, known)
      return known
    },
    calls: (method) => slack.log.calls.filter((each) => method === undefined || each.method === method),
    duplicates: () => duplicates.found(),
    report: () => formatReport(slack, duplicates.found()),
    settled: () => events.settled(),
    connections: () => sockets.connections(),
    refreshConnections: (reason = 'refresh_requested') => sockets.refresh(reason),
    endConnections: (how) => sockets.end(how),
    sayOnConnections: (text) => sockets.say(text),
    goAway: async () => {
      sockets.end('cut')
      await closeServer(server)
    },
    comeBack: async () => {
      await new Promise<void>((resolve) => {
        server.listen(Number(new URL(slack.baseUrl).port), '127.0.0.1', resolve)
      })
    },
    close: async () => {
      sockets.close()
      await closeServer(server)
    },
  }
}

/** Resolves once the server listens no more and no request runs; connections are cut. */
async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
