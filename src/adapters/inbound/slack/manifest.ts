/**
 * What the app asks of a workspace. The manifest in `slack-manifest.yaml` says the same; a test holds them together.
 */

/** The bot's scopes, with what each is for. */
export const BOT_SCOPES = [
  'commands', // /docgen and the shortcuts
  'chat:write', // posts in conversations
  'im:history', // answers written in direct messages; finding a post again after a crash
  'im:read',
  'im:write', // opening the direct message with a person
  'files:read', // Word files that authors drop
  'files:write', // finished documents
  'users:read', // names, locales and time zones
  'app_mentions:read',
] as const

/** What Slack tells the app of. */
export const BOT_EVENTS = ['message.im', 'app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'] as const
