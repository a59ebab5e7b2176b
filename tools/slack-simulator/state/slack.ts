/** All of the simulated Slack: its workspaces, the app under test, and what happens, told to whoever listens. */
import { randomUUID } from 'node:crypto'
import type { AppDefinition } from './app-definition.ts'
import type { SimulatorClock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { Limits } from './limits.ts'
import type { CallLog } from './call-log.ts'
import type { Channel, Json, Message, SharedFile, Token, Workspace } from './model.ts'
import type { Random } from './random.ts'

/** Something that changed in a workspace. */
export type WorkspaceChange =
  | { kind: 'posted'; workspace: Workspace; channel: Channel; message: Message }
  | { kind: 'changed'; workspace: Workspace; channel: Channel; message: Message; before: Message }
  | { kind: 'deleted'; workspace: Workspace; channel: Channel; message: Message }
  | { kind: 'shared'; workspace: Workspace; channel: Channel; file: SharedFile; user: string }
  | { kind: 'joined' | 'left'; workspace: Workspace; channel: Channel; user: string }
  | { kind: 'home_opened'; workspace: Workspace; channel: Channel; user: string; tab: 'home' | 'messages' }
  | { kind: 'user_changed'; workspace: Workspace; user: string }
  | { kind: 'uninstalled'; workspace: Workspace }
  | { kind: 'tokens_revoked'; workspace: Workspace; botUser: string }
  | { kind: 'view_changed'; workspace: Workspace; user: string }

export interface Trigger {
  workspace: string
  user: string
  expiresAt: number
  used: boolean
  /** The modal the person acted in, if any: where `views.push` puts the next one. */
  view: string | undefined
}

export interface ResponseUrl {
  workspace: string
  channel: string
  user: string
  /** The message that was acted on, if any. */
  message: string | undefined
  threadTs: string | undefined
  expiresAt: number
  usesLeft: number
}

export interface OAuthCode {
  workspace: string
  /** For the whole organisation. */
  orgWide: boolean
  user: string
  scopes: string[]
  redirectUri: string | undefined
  clientId: string
  expiresAt: number
}

/** A code of Sign in with Slack. */
export interface OpenIdCode {
  workspace: string
  user: string
  scopes: readonly string[]
  redirectUri: string
  nonce: string | undefined
  expiresAt: number
}

export interface SlackState {
  clock: SimulatorClock
  random: Random
  app: AppDefinition
  limits: Limits
  faults: Faults
  log: CallLog
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  baseUrl: string
  workspaces: Map<string, Workspace>
  tokens: Map<string, Token>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  codes: Map<string, OAuthCode>
  openIdCodes: Map<string, OpenIdCode>
  /** What the user info says, by access token. */
  openIdTokens: Map<string, Json>
  /** Uploads begun and not yet completed: the key in the upload URL → workspace and file. */
  uploads: Map<string, { workspace: string; file: string; length: number }>
  /** What people would have seen go wrong: failed acks, invalid answers. */
  troubles: string[]
  listeners: Set<(happening: WorkspaceChange) => void>
  lastTs: number
  lastId: number
}

/** Tells everybody who listens. */
export function publishChange(slack: SlackState, happening: WorkspaceChange): void {
  for (const listener of slack.listeners) listener(happening)
}

/** A new id, e.g. `C0000000A1`. */
export function newId(slack: SlackState, prefix: string): string {
  slack.lastId += 1
  return `${prefix}0${slack.lastId.toString(36).toUpperCase().padStart(4, '0')}${slack.random.word(4)}`
}

/** A new `ts`, later than every one before. */
export function newTs(slack: SlackState): string {
  slack.lastTs = Math.max(slack.lastTs + 1, slack.clock.now() * 1000)
  return `${Math.floor(slack.lastTs / 1_000_000)}.${String(slack.lastTs % 1_000_000).padStart(6, '0')}`
}

export const newHash = (slack: SlackState): string =>
  `${Math.floor(slack.clock.now() / 1000)}.${slack.random.word(8, 'abcdef0123456789')}`

/** A trigger for what a person just did: it opens one view within three seconds. */
export function newTrigger(slack: SlackState, workspace: Workspace, user: string, view?: string): string {
  const number = (): number => Math.floor(slack.random.next() * 1e12)
  const id = `${number()}.${number()}.${slack.random.word(32, 'abcdef0123456789')}`
  slack.triggers.set(id, {
    workspace: workspace.id,
    user,
    expiresAt: slack.clock.now() + slack.limits.triggerMs,
    used: false,
    view,
  })
  return id
}

/** A response URL: five uses in thirty minutes. */
export function newResponseUrl(
  slack: SlackState,
  given: Omit<ResponseUrl, 'expiresAt' | 'usesLeft'>,
  path = 'actions',
): string {
  const key = `${path}/${given.workspace}/${Math.floor(slack.random.next() * 1e12)}/${slack.random.word(24)}`
  slack.responseUrls.set(key, { ...given, expiresAt: slack.clock.now() + 30 * 60_000, usesLeft: 5 })
  return `${slack.baseUrl}/${key}`
}

export const newUuid = (): string => randomUUID()
