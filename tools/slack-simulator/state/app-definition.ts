/** The app under test as it is registered at Slack. */

export interface AppDefinition {
  id: string
  name: string
  /** Where events, interactions and commands go; not set with Socket Mode. */
  requestUrl: string | undefined
  /**
   * Whether Slack has verified the request URL for events: an app that is made before its service runs has none, and gets
   * commands and clicks, but no event. https://github.com/chiefonboarding/ChiefOnboarding/issues/266
   */
  eventsVerified: boolean
  signingSecret: string
  clientId: string
  clientSecret: string
  verificationToken: string
  /** `xapp-…`, for Socket Mode. */
  appToken: string
  socketMode: boolean
  tokenRotation: boolean
  /**
   * Whether it is its company's own, in the Marketplace, or sold outside of it; not set: its own, until a second
   * company has it. https://docs.slack.dev/apis/web-api/rate-limits
   */
  distribution: 'internal' | 'marketplace' | 'unlisted' | undefined
  /** The workspace that it was made in: the only one that has it, until it is distributed. */
  home: string | undefined
  /** https://docs.slack.dev/app-management/distribution */
  distributed: boolean
  /** Whether it may be installed for a whole organisation (`org_deploy_enabled` of the manifest). */
  orgDeploy: boolean
  redirectUrls: string[]
  scopes: string[]
  /** Subscribed events, e.g. `message.im`. */
  events: string[]
  /** e.g. `/docgen`; not set: any. */
  commands: string[] | undefined
  /** Callback ids of shortcuts by the name people see; not set: any callback id, given as the name. */
  shortcuts: { name: string; type: 'global' | 'message'; callbackId: string }[] | undefined
  /** Whether clicks and shortcuts reach the app at all. */
  interactive: boolean
  homeTab: boolean
  /** Whether people can write to the app. */
  messagesTab: boolean
}

/** Every scope and event a chat app of this kind can need. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
  'users:read.email',
]
const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'file_shared',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'tokens_revoked',
  'user_change',
]

/** An app with everything switched on that `given` does not set. */
export function createAppDefinition(given: Partial<AppDefinition> = {}): AppDefinition {
  return {
    id: 'A0DOCGEN01',
    name: 'DocGen',
    requestUrl: undefined,
    // Laxer than Slack, for tests that are not about setting up.
    eventsVerified: true,
    signingSecret: 'simulator-signing-secret',
    clientId: '1000000001.2000000002',
    clientSecret: 'simulator-client-secret',
    verificationToken: 'simulator-verification-token',
    appToken: 'xapp-1-A0DOCGEN01-1-simulator',
    socketMode: false,
    tokenRotation: false,
    distribution: undefined,
    orgDeploy: false,
    home: undefined,
    distributed: true,
    redirectUrls: [],
    scopes: SCOPES,
    events: EVENTS,
    commands: undefined,
    shortcuts: undefined,
    interactive: true,
    homeTab: true,
    messagesTab: true,
    ...given,
  }
}
