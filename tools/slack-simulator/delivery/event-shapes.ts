/**
 * The events an app is sent for what happens, if it has subscribed to them, has the scope, and its bot is there to see.
 */
import type { Channel, Json, Message, Workspace } from '../state/model.ts'
import { compact, messageJson, userJson, viewJson } from '../state/shapes.ts'
import { newTs, type WorkspaceChange, type SlackState } from '../state/slack.ts'

const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im' } as const
const SUBSCRIPTION = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const
const HISTORY_SCOPE = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const

/** The events of one happening, in order. */
export function eventsOf(slack: SlackState, happening: WorkspaceChange): Json[] {
  const { workspace } = happening
  const installation = workspace.installation
  if (!installation) return []
  const wants = (event: string, scope?: string): boolean =>
    slack.app.events.includes(event) && (scope === undefined || installation.scopes.has(scope))
  const hears = (channel: Channel): boolean =>
    channel.members.has(installation.botUser) && wants(SUBSCRIPTION[channel.kind], HISTORY_SCOPE[channel.kind])

  switch (happening.kind) {
    case 'posted': {
      const { channel, message } = happening
      if (message.onlyFor !== undefined) return []
      const mentioned =
        message.text.includes(`<@${installation.botUser}>`) && channel.kind !== 'im' && message.botId === undefined
      return [
        ...(hears(channel) ? [messageEvent(slack, workspace, channel, message)] : []),
        ...(mentioned && channel.members.has(installation.botUser) && wants('app_mention', 'app_mentions:read')
          ? [mentionEvent(slack, workspace, channel, message)]
          : []),
      ]
    }
    case 'changed': {
      const { channel, message, before } = happening
      if (message.onlyFor !== undefined || !hears(channel)) return []
      return [
        hiddenMessageEvent(slack, channel, 'message_changed', {
          message: messageJson(slack, workspace, channel, message, true),
          previous_message: messageJson(slack, workspace, channel, before, true),
        }),
      ]
    }
    case 'deleted': {
      const { channel, message } = happening
      if (message.onlyFor !== undefined || !hears(channel)) return []
      return [
        hiddenMessageEvent(slack, channel, 'message_deleted', {
          deleted_ts: message.ts,
          previous_message: messageJson(slack, workspace, channel, message, true),
        }),
      ]
    }
    case 'shared': {
      const { channel, file, user } = happening
      if (!channel.members.has(installation.botUser) || !wants('file_shared', 'files:read')) return []
      return [
        {
          type: 'file_shared',
          file_id: file.id,
          user_id: user,
          file: { id: file.id },
          channel_id: channel.id,
          event_ts: newTs(slack),
        },
      ]
    }
    case 'joined':
    case 'left': {
      const { channel, user } = happening
      const type = happening.kind === 'joined' ? 'member_joined_channel' : 'member_left_channel'
      if (!wants(type) || (!channel.members.has(installation.botUser) && user !== installation.botUser)) return []
      return [
        {
          type,
          user,
          channel: channel.id,
          channel_type: channel.kind === 'public' ? 'C' : 'G',
          team: workspace.id,
          event_ts: newTs(slack),
        },
      ]
    }
    case 'home_opened': {
      if (!wants('app_home_opened')) return []
      const { user, channel, tab } = happening
      const home = workspace.homes.get(user)
      return [
        compact({
          type: 'app_home_opened',
          user,
          channel: channel.id,
          tab,
          event_ts: newTs(slack),
          view: home && tab === 'home' ? viewJson(slack, workspace, home) : undefined,
        }),
      ]
    }
    case 'user_changed': {
      const user = workspace.users.get(happening.user)
      if (!user || !wants('user_change', 'users:read')) return []
      return [
        {
          type: 'user_change',
          user: userJson(workspace, user, { locale: true, email: true }),
          cache_ts: 0,
          event_ts: newTs(slack),
        },
      ]
    }
    case 'uninstalled':
      return wants('app_uninstalled') ? [{ type: 'app_uninstalled', event_ts: newTs(slack) }] : []
    case 'tokens_revoked':
      return wants('tokens_revoked')
        ? [{ type: 'tokens_revoked', tokens: { oauth: [], bot: [happening.botUser] }, event_ts: newTs(slack) }]
        : []
    case 'view_changed':
      return []
  }
}

function messageEvent(slack: SlackState, workspace: Workspace, channel: Channel, message: Message): Json {
  return {
    ...messageJson(slack, workspace, channel, message, true),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: CHANNEL_TYPE[channel.kind],
  }
}

function mentionEvent(slack: SlackState, workspace: Workspace, channel: Channel, message: Message): Json {
  const { subtype: _subtype, ...rest } = messageJson(slack, workspace, channel, message, true)
  return { ...rest, type: 'app_mention', channel: channel.id, event_ts: message.ts }
}

function hiddenMessageEvent(slack: SlackState, channel: Channel, subtype: string, rest: Json): Json {
  const ts = newTs(slack)
  return {
    type: 'message',
    subtype,
    hidden: true,
    channel: channel.id,
    channel_type: CHANNEL_TYPE[channel.kind],
    ts,
    event_ts: ts,
    ...rest,
  }
}
