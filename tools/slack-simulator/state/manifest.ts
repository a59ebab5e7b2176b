/** Reads an app manifest: what the app is allowed and told at Slack is exactly what its manifest asks for. */
import { parse } from 'yaml'
import { z } from 'zod'
import type { AppDefinition } from './app-definition.ts'

const Manifest = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140).optional() }),
  features: z
    .object({
      app_home: z
        .object({ home_tab_enabled: z.boolean().optional(), messages_tab_enabled: z.boolean().optional() })
        .optional(),
      slash_commands: z
        .array(z.object({ command: z.string().regex(/^\/[^\s]{1,31}$/), description: z.string().max(2000) }))
        .max(50)
        .optional(),
      shortcuts: z
        .array(
          z.object({
            name: z.string().max(24),
            type: z.enum(['message', 'global']),
            callback_id: z.string().max(255),
            description: z.string().max(150),
          }),
        )
        .max(10)
        .optional(),
    })
    .optional(),
  oauth_config: z.object({
    redirect_urls: z.array(z.string()).optional(),
    scopes: z.object({ bot: z.array(z.string()).max(255) }),
  }),
  settings: z
    .object({
      event_subscriptions: z
        .object({ request_url: z.string().optional(), bot_events: z.array(z.string()).max(100) })
        .optional(),
      interactivity: z.object({ is_enabled: z.boolean() }).optional(),
      socket_mode_enabled: z.boolean().optional(),
      token_rotation_enabled: z.boolean().optional(),
      org_deploy_enabled: z.boolean().optional(),
    })
    .optional(),
})

/** What an event needs of the bot's scopes before Slack takes the manifest. */
const EVENT_NEEDS: Record<string, string> = {
  'message.im': 'im:history',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  app_mention: 'app_mentions:read',
  file_shared: 'files:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  user_change: 'users:read',
}

/** The app that a manifest (YAML or JSON) describes; an error names what Slack would refuse in it. */
export function readManifest(text: string): Partial<AppDefinition> {
  const { display_information: display, features, oauth_config: oauth, settings } = Manifest.parse(parse(text))
  const events = settings?.event_subscriptions?.bot_events ?? []
  const scopes = oauth.scopes.bot
  const missing = events.filter((event) => EVENT_NEEDS[event] !== undefined && !scopes.includes(EVENT_NEEDS[event]))
  if (missing.length > 0)
    throw new Error(
      `The manifest subscribes to ${missing.join(', ')} without the scopes ` +
        `${missing.map((event) => EVENT_NEEDS[event]).join(', ')}.`,
    )
  if (features?.slash_commands?.length && !scopes.includes('commands'))
    throw new Error('The manifest has slash commands without the scope commands.')
  const callbackIds = (features?.shortcuts ?? []).map((each) => each.callback_id)
  if (new Set(callbackIds).size < callbackIds.length)
    throw new Error('The manifest has two shortcuts of one callback_id.')
  return {
    name: display.name,
    scopes,
    events,
    commands: (features?.slash_commands ?? []).map(({ command }) => command),
    shortcuts: (features?.shortcuts ?? []).map(({ name, type, callback_id: callbackId }) => ({
      name,
      type,
      callbackId,
    })),
    redirectUrls: oauth.redirect_urls ?? [],
    socketMode: settings?.socket_mode_enabled ?? false,
    tokenRotation: settings?.token_rotation_enabled ?? false,
    orgDeploy: settings?.org_deploy_enabled ?? false,
    interactive: settings?.interactivity?.is_enabled ?? false,
    homeTab: features?.app_home?.home_tab_enabled ?? false,
    messagesTab: features?.app_home?.messages_tab_enabled ?? false,
  }
}

/** Where a manifest has events sent; undefined with Socket Mode. */
export const requestUrlOf = (text: string): string | undefined =>
  Manifest.parse(parse(text)).settings?.event_subscriptions?.request_url
