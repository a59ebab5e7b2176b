/** Where the app is installed: in workspaces and, on Enterprise Grid, in organisations. Each has sealed tokens. */

/** The app in one workspace, or in an organisation with one token for all of its workspaces. */
export interface Installation {
  /** The workspace's id, or the organisation's (`E…`). */
  readonly team: string
  /** The tenant that owns its conversations and documents. */
  readonly tenant: string
  readonly name: string
  readonly enterprise: string | null
  readonly app_id: string
  readonly bot_id: string
  readonly bot_user: string
  readonly scopes: readonly string[]
  /** The actor who installed it. */
  readonly installed_by: string
  /** The Slack user who allowed it; null where Slack did not say. */
  readonly installer: string | null
  readonly installed_at: string
}

/** The tokens of a workspace. */
export interface Tokens {
  readonly bot: string
  /** The refresh token, where the workspace rotates its tokens. It works once. */
  readonly refresh?: string | undefined
  /** When `bot` expires, ISO 8601 UTC; undefined for never. */
  readonly expires_at?: string | undefined
}

/** An installation with its tokens. */
export interface InstalledWorkspace extends Installation {
  readonly tokens: Tokens
  /** Raised whenever the tokens change. */
  readonly version: number
}

/** The store of installations. */
export interface Installations {
  /** Installs the app or installs it again: new tokens replace the old ones, the tenant stays. */
  install(installation: Installation, tokens: Tokens): Promise<void>
  /** By the id of a workspace or an organisation; undefined where the app is not installed. */
  find(team: string): Promise<InstalledWorkspace | undefined>
  /** The tenant of a workspace that has the app by itself, or has had it. */
  tenantOf(team: string): Promise<string | undefined>
  /** The ids of all workspaces and organisations with the app, the latest first. */
  teams(): Promise<readonly string[]>
  /**
   * Locks a workspace's tokens for rotation until a time; false when another instance holds the lock, or the version
   * has changed.
   */
  beginRotation(team: string, version: number, until: string): Promise<boolean>
  /** Stores the new tokens, or only unlocks if undefined. Does nothing when the version has changed. */
  endRotation(team: string, version: number, tokens: Tokens | undefined): Promise<void>
  /** The app was removed: deletes the tokens, unless the version has changed. */
  remove(team: string, version: number): Promise<void>
  /** Stores a one-time OAuth state of a browser. With `tenant` undefined the workspace becomes its own tenant. */
  addState(state: OauthState): Promise<void>
  /** Redeems the state, once; undefined when it is unknown, used, expired or another browser's. */
  takeState(state: string, browser: string): Promise<Pick<OauthState, 'actor' | 'tenant'> | undefined>
}

/** The state of an installation that a browser has begun. */
export interface OauthState {
  /** Both are secrets and stored as hashes. */
  readonly state: string
  readonly browser: string
  readonly actor: string
  readonly tenant: string | undefined
  readonly expires_at: string
}
