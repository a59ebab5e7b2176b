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
  /**
   * The workspace of a person of another company, who is here by Slack Connect; not set: this workspace.
   * https://docs.slack.dev/apis/slack-connect
   */
  homeTeam: string | undefined
  /** Not in Slack at the moment: no ephemeral message arrives. */
  away: boolean
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
  /** Workspaces of other companies that the channel is shared with. https://docs.slack.dev/apis/slack-connect */
  sharedWith: string[]
}

export interface SharedFile {
  id: string
  name: string
  title: string
  mimetype: string
  filetype: string
  /** A text that Slack's editor made a file of. https://docs.slack.dev/reference/objects/file-object */
  mode: 'hosted' | 'snippet'
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

/** An organisation of Enterprise Grid. https://docs.slack.dev/enterprise */
export interface Enterprise {
  id: string
  name: string
}

export interface Workspace {
  id: string
  name: string
  domain: string
  /** The organisation that it belongs to. */
  enterprise: Enterprise | undefined
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
  /** Installed for the whole organisation: its token serves all of its workspaces. */
  orgWide: boolean
}

export interface Token {
  value: string
  kind: 'bot' | 'refresh'
  /** The workspace that it was given in. */
  workspace: string
  /** Set for the token of an org-wide installation: it serves every workspace of that organisation that has the app. */
  enterprise: string | undefined
  /** In ms since 1970; not set: for ever. */
  expiresAt: number | undefined
  state: 'live' | 'revoked' | 'uninstalled'
}
