/** Workspaces, their people and channels, and the app's installation in them. */
import type { Channel, Enterprise, Installation, Token, User, Workspace } from './model.ts'
import { newId, publishChange, type SlackState } from './slack.ts'

/** A new organisation of Enterprise Grid, without workspaces. */
export const createEnterprise = (slack: SlackState, name: string): Enterprise => ({ id: newId(slack, 'E'), name })

/** A new, empty workspace, of an organisation if one is given. */
export function createWorkspace(slack: SlackState, name: string, enterprise?: Enterprise): Workspace {
  const domain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const workspace: Workspace = {
    id: newId(slack, 'T'),
    name,
    domain,
    enterprise,
    users: new Map(),
    channels: new Map(),
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    installation: undefined,
  }
  slack.workspaces.set(workspace.id, workspace)
  return workspace
}

/** What a test says about a person; the rest follows from the handle. */
export type NewPerson = Partial<Pick<User, 'realName' | 'email' | 'locale' | 'tz' | 'isAdmin' | 'isGuest' | 'homeTeam'>>

export function createUser(
  slack: SlackState,
  workspace: Workspace,
  name: string,
  given: NewPerson & { isBot?: boolean } = {},
): User {
  const user: User = {
    // “Global user IDs begin with the letter W or U”: on a Grid, all may be such.
    // https://docs.slack.dev/reference/methods/migration.exchange
    id: newId(slack, workspace.enterprise && !given.isBot ? 'W' : 'U'),
    name,
    realName: given.realName ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    email: given.isBot ? undefined : (given.email ?? `${name}@${workspace.domain}.example`),
    locale: given.locale ?? 'en-US',
    tz: given.tz ?? 'Europe/London',
    isBot: given.isBot ?? false,
    isAdmin: given.isAdmin ?? false,
    isGuest: given.isGuest ?? false,
    deleted: false,
    homeTeam: given.homeTeam,
    away: false,
  }
  workspace.users.set(user.id, user)
  return user
}

const noMessages = (): Pick<Channel, 'messages' | 'byTs' | 'threads' | 'archived' | 'sharedWith'> => ({
  messages: [],
  byTs: new Map(),
  threads: new Map(),
  archived: false,
  sharedWith: [],
})

export function createChannel(
  slack: SlackState,
  workspace: Workspace,
  name: string,
  kind: 'public' | 'private',
  members: string[],
): Channel {
  const channel: Channel = { id: newId(slack, 'C'), name, kind, members: new Set(members), ...noMessages() }
  workspace.channels.set(channel.id, channel)
  return channel
}

/** The direct messages between two users, begun when there are none. */
export function openDirectMessages(slack: SlackState, workspace: Workspace, one: string, other: string): Channel {
  for (const channel of workspace.channels.values()) {
    if (channel.kind === 'im' && channel.members.has(one) && channel.members.has(other)) return channel
  }
  const channel: Channel = {
    id: newId(slack, 'D'),
    name: 'directmessage',
    kind: 'im',
    members: new Set([one, other]),
    ...noMessages(),
  }
  workspace.channels.set(channel.id, channel)
  return channel
}

/** Puts a user into a channel. */
export function join(slack: SlackState, workspace: Workspace, channel: Channel, user: string): void {
  if (channel.members.has(user)) return
  channel.members.add(user)
  publishChange(slack, { kind: 'joined', workspace, channel, user })
}

/** Installs the app with these scopes; an app that is already there gets more scopes and keeps its bot. */
export function install(
  slack: SlackState,
  workspace: Workspace,
  installedBy: string,
  scopes: string[],
  orgWide = false,
): Installation {
  const before = workspace.installation
  if (before) {
    for (const scope of scopes) before.scopes.add(scope)
    before.orgWide ||= orgWide
    return before
  }
  const known = [...workspace.users.values()].find(({ isBot, name }) => isBot && name === slack.app.name.toLowerCase())
  const bot =
    known ?? createUser(slack, workspace, slack.app.name.toLowerCase(), { realName: slack.app.name, isBot: true })
  bot.deleted = false
  workspace.installation = { botUser: bot.id, botId: newId(slack, 'B'), scopes: new Set(scopes), installedBy, orgWide }
  return workspace.installation
}

/** The workspaces that an org-wide installation serves. */
export const workspacesOf = (slack: SlackState, enterprise: string): Workspace[] =>
  [...slack.workspaces.values()].filter(
    (each) => each.enterprise?.id === enterprise && each.installation?.orgWide === true,
  )

/** A token of the installation; one that expires does so after twelve hours, as Slack's do. */
export function issueToken(slack: SlackState, workspace: Workspace, kind: Token['kind'], expires: boolean): Token {
  const body = `${workspace.id.replaceAll(/\D/g, '')}-${slack.random.word(24)}`
  const prefix = kind === 'bot' ? (expires ? 'xoxe.xoxb-1-' : 'xoxb-') : 'xoxe-1-'
  const token: Token = {
    value: `${prefix}${body}`,
    kind,
    workspace: workspace.id,
    enterprise: workspace.installation?.orgWide ? workspace.enterprise?.id : undefined,
    state: 'live',
    expiresAt: expires && kind === 'bot' ? slack.clock.now() + 43_200_000 : undefined,
  }
  slack.tokens.set(token.value, token)
  return token
}

/**
 * Removes the app: its tokens are dead, and it is told so (in either order, so both are told at once). An org-wide
 * installation goes as a whole. No record shows whether Slack then tells of each workspace: it is told once here.
 * https://github.com/slackapi/bolt-js/issues/2560
 */
export function uninstall(slack: SlackState, workspace: Workspace): void {
  const installation = workspace.installation
  if (!installation) return
  const served = servedWith(slack, workspace)
  endTokens(slack, served, 'uninstalled')
  publishChange(slack, { kind: 'tokens_revoked', workspace, botUser: installation.botUser })
  publishChange(slack, { kind: 'uninstalled', workspace })
  for (const each of served) {
    const bot = each.users.get(each.installation?.botUser ?? '')
    if (bot) bot.deleted = true
    each.installation = undefined
  }
}

/** The workspaces that share the installation of this one. */
const servedWith = (slack: SlackState, workspace: Workspace): Workspace[] =>
  workspace.installation?.orgWide && workspace.enterprise ? workspacesOf(slack, workspace.enterprise.id) : [workspace]

function endTokens(slack: SlackState, workspaces: readonly Workspace[], state: Token['state']): void {
  for (const token of slack.tokens.values())
    if (workspaces.some(({ id }) => token.workspace === id)) token.state = state
}

/** Revokes the app's tokens without removing it. */
export function revokeTokens(slack: SlackState, workspace: Workspace): void {
  endTokens(slack, servedWith(slack, workspace), 'revoked')
  if (workspace.installation)
    publishChange(slack, { kind: 'tokens_revoked', workspace, botUser: workspace.installation.botUser })
}
