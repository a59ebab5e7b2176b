/** The workspaces in which the app is installed, each with its own sealed tokens. */

export interface Installation {
  /** The workspace's id. */
  readonly team: string
  /** To whom its conversations and documents belong. */
  readonly tenant: string
  readonly name: string
  readonly enterprise: string | null
  readonly app_id: string
  readonly bot_id: string
  readonly bot_user: string
  readonly scopes: readonly string[]
  /** The actor who installed it. */
  readonly installed_by: string
  readonly installed_at: string
}

export interface Tokens {
  readonly bot: string
  /** Where the workspace rotates its tokens: gives the next one, once. */
  readonly refresh?: string | undefined
  /** When `bot` ends, ISO 8601 UTC; undefined for never. */
  readonly expires_at?: string | undefined
}

export interface InstalledWorkspace extends Installation {
  readonly tokens: Tokens
  /** Raised whenever the tokens change. */
  readonly version: number
}

export interface Installations {
  /** Installs, or installs again: the tokens before are forgotten, the tenant stays. */
  install(installation: Installation, tokens: Tokens): Promise<void>
  /** Undefined where the app is not installed, or was removed. */
  find(team: string): Promise<InstalledWorkspace | undefined>
  list(tenant: string): Promise<readonly Installation[]>
  /**
   * Takes the right to change a workspace's tokens for a while; false when somebody else has it, or the tokens are not
   * of this version any more.
   */
  beginRotation(team: string, version: number, until: string): Promise<boolean>
  /** Puts in the new tokens, or with undefined gives the right back; nothing where the version is another by now. */
  endRotation(team: string, version: number, tokens: Tokens | undefined): Promise<void>
  /** The app was removed: forgets the tokens, unless they are of another version by now. */
  remove(team: string, version: number): Promise<void>
  /** A one-time state for an installation that a browser begins; `tenant` undefined: the workspace becomes its own. */
  addState(state: OauthState): Promise<void>
  /** Takes the state, once; undefined when it is unknown, used, too old or another browser's. */
  takeState(state: string, browser: string): Promise<Pick<OauthState, 'actor' | 'tenant'> | undefined>
}

export interface OauthState {
  /** Both are secrets, and kept as hashes. */
  readonly state: string
  readonly browser: string
  readonly actor: string
  readonly tenant: string | undefined
  readonly expires_at: string
}
