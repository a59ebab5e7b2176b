/** Finding the channel and the thread a call names, and whether the bot may act there. */
import type { Channel, Message, Workspace } from '../state/model.ts'
import { findMessage } from '../state/messages.ts'
import { openDirectMessages } from '../state/workspace.ts'
import type { Caller } from './method.ts'
import { requiredText, text } from './arguments.ts'
import { SlackRefusal } from './error.ts'

/** The channel of that id as the app can know it: private ones and others' direct messages are not there for it. */
export function visibleChannel({ workspace, installation }: Caller, id: string): Channel {
  const channel = workspace.channels.get(id)
  if (!channel || (channel.kind !== 'public' && !channel.members.has(installation.botUser)))
    throw new SlackRefusal('channel_not_found')
  return channel
}

/** The channel to post into: by channel id, or by user id (the direct messages with that user). */
export function channelToPost(caller: Caller): Channel {
  const channel = namedToPost(caller)
  if (channel.kind === 'im' && !caller.slack.app.messagesTab) throw new SlackRefusal('messages_tab_disabled')
  return channel
}

/**
 * The channel to upload into: by its id alone, and the bot must be in it, even in a public channel where
 * `chat:write.public` lets it post. https://github.com/getnao/nao/issues/1372
 */
export function channelToUpload(caller: Caller): Channel {
  const channel = visibleChannel(caller, requiredText(caller.args, 'channel_id'))
  if (channel.archived) throw new SlackRefusal('is_archived')
  if (!channel.members.has(caller.installation.botUser)) throw new SlackRefusal('not_in_channel')
  return channel
}

/**
 * Slack also takes a channel's name here; an app that is tried should know ids.
 * https://docs.slack.dev/reference/scopes/chat.write.public
 */
function namedToPost(caller: Caller): Channel {
  const { slack, workspace, installation, args } = caller
  const id = requiredText(args, 'channel', 'channel_not_found')
  const user = workspace.users.get(id)
  if (user && user.id !== installation.botUser && !user.deleted)
    return openDirectMessages(slack, workspace, installation.botUser, user.id)
  const channel = visibleChannel(caller, id)
  if (channel.archived) throw new SlackRefusal('is_archived')
  const everywhere = channel.kind === 'public' && installation.scopes.has('chat:write.public')
  if (!channel.members.has(installation.botUser) && !everywhere) throw new SlackRefusal('not_in_channel')
  return channel
}

/** The `thread_ts` of a call: it must name a message of the channel that is itself no reply. */
export function threadOf({ args }: Caller, channel: Channel): string | undefined {
  const ts = text(args, 'thread_ts')
  if (ts === undefined) return undefined
  const root = findMessage(channel, ts)
  const isRoot = root && root.onlyFor === undefined && (root.threadTs === undefined || root.threadTs === root.ts)
  if (!isRoot) throw new SlackRefusal('cannot_reply_to_message')
  return ts
}

/** The app's own message a call wants to change. */
export function ownMessage({ args, installation }: Caller, channel: Channel, refusal: string): Message {
  const message = findMessage(channel, requiredText(args, 'ts'))
  if (!message || message.onlyFor !== undefined) throw new SlackRefusal('message_not_found')
  if (message.botId !== installation.botId) throw new SlackRefusal(refusal)
  return message
}

/** The scope that reading or naming a channel needs, by its kind. */
export const scopeByKind = (workspace: Workspace, id: string | undefined, what: 'history' | 'read'): string[] => {
  const kind = id === undefined ? undefined : workspace.channels.get(id)?.kind
  const prefix = kind === 'im' ? 'im' : kind === 'private' ? 'groups' : 'channels'
  return [`${prefix}:${what}`]
}
