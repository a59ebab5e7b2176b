/**
 * What a workspace consists of. Times are Slack's: `ts` strings of seconds and microseconds, which name messages within
 * a channel.
 */

/** JSON as it came from the app, already checked by the validator. */
export type Json = Record<string, unknown>

/** A value of JSON as text, where a text or a number is expected; '' for anything else. */
export const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

export interface User {
  id: string
  /** The handle, e.g. `ana`. */
  name: string
  realName: string
  email: string | undefined
  /** e.g. `de-DE`. */
  locale: string
  /** An IANA zone. */
  tz: string
  isBot: boolean
  isAdmin: boolean
  isGuest: boolean
  deleted: boolean
}

export interface Message {
  ts: string
  threadTs: string | undefined
  user: string
  /** Set for what an app posted. */
  botId: string | undefined
  text: string
  blocks: Json[] | undefined
  attachments: Json[] | undefined
  metadata: Json | undefined
  fileIds: string[]
  subtype: string | undefined
  edited: { user: string; ts: string } | undefined
  /** The one person an ephemeral message is shown to; such a message is in no history. */
  onlyFor: string | undefined
  clientMsgId: string | undefined
}

export interface Channel {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  members: Set<string>
  /** In the order of their `ts`. */
  messages: Message[]
  byTs: Map<string, Message>
  /** Replies by the `ts` of the first message of their thread, in order. */
  threads: Map<string, Message[]>
  archived: boolean
}

export interface SharedFile {
  id: string
  name: string
  title: string
  mimetype: string
  filetype: string
  user: string
  created: number
  content: Buffer
  /** An upload is a file of the workspace once it was completed. */
  completed: boolean
  deleted: boolean
  shares: { channel: string; ts: string; threadTs: string | undefined }[]
}

/** A modal, or the home tab of one person. `view` is what the app sent, with the ids Slack fills in. */
export interface View {
  id: string
  user: string
  view: Json & { type: string; blocks: Json[] }
  hash: string
  rootId: string
  previousId: string | undefined
  /** What the person has entered: block id → action id → state value. */
  state: Record<string, Record<string, Json>>
}

export interface Workspace {
  id: string
  name: string
  domain: string
  users: Map<string, User>
  channels: Map<string, Channel>
  files: Map<string, SharedFile>
  /** Stacks of modals, the top one last, by user. */
  modals: Map<string, View[]>
  homes: Map<string, View>
  installation: Installation | undefined
}

/** The app in a workspace. */
export interface Installation {
  botUser: string
  botId: string
  scopes: Set<string>
  installedBy: string
}

export interface Token {
  value: string
  kind: 'bot' | 'refresh'
  workspace: string
  /** In ms since 1970; not set: for ever. */
  expiresAt: number | undefined
  state: 'live' | 'revoked' | 'uninstalled'
}
