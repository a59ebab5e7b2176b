/**
 * The scopes and events that the app asks of a workspace. `slack-manifest.yaml` repeats them; a test compares the two,
 * the table in docs/slack.md, and the calls in this folder.
 */

/** The bot's scopes, with what each is for: the page before an installation says it. */
export const SCOPE_USES = {
  commands: '`/docgen` and the two shortcuts',
  'chat:write': 'questions and documents in direct messages',
  'im:history': 'answers that are typed to the app; finding a message again after a crash',
  'im:write': 'opening the direct messages with a person',
  'files:read': 'Word files, pictures and texts that people drop on the app',
  'files:write': 'finished documents',
  'users:read': 'names, languages and time zones',
  'app_mentions:read': 'an answer to a mention',
} as const

/** The bot's scopes. */
export const BOT_SCOPES = Object.keys(SCOPE_USES)

/** The events that Slack sends to the app. */
export const BOT_EVENTS = ['message.im', 'app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'] as const
