/**
 * The scopes and events that the app asks of a workspace. `slack-manifest.yaml` repeats them; a test compares the two.
 */

/** The bot's scopes, with what each is for. */
export const BOT_SCOPES = [
  'commands', // /docgen and the shortcuts
  'chat:write', // messages in conversations
  'im:history', // answers written in direct messages; finding a message again after a crash
  'im:write', // opening the direct message with a person
  'files:read', // Word files that authors drop
  'files:write', // finished documents
  'users:read', // names, locales and time zones
  'app_mentions:read',
] as const

/** The events that Slack sends to the app. */
export const BOT_EVENTS = ['message.im', 'app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'] as const
