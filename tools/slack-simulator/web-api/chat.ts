/** `chat.*`: posting, changing and deleting messages. */
import { TIER } from '../state/limits.ts'
import { changeMessage, findMessage, addMessage, deleteMessage } from '../state/messages.ts'
import { isBroadcast } from '../state/broadcast.ts'
import type { Channel, Message } from '../state/model.ts'
import { compact, messageJson } from '../state/shapes.ts'
import { publishChange } from '../state/slack.ts'
import { flag, requiredText } from './arguments.ts'
import { readContent } from './files/content.ts'
import { SlackRefusal } from './error.ts'
import type { Caller, Method } from './method.ts'
import { countPost } from './pace.ts'
import { channelToPost, ownMessage, threadOf, visibleChannel } from './places.ts'

const postMessage: Method = {
  scopes: ['chat:write'],
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = channelToPost(caller)
    const content = readContent(args, 'post')
    const threadTs = threadOf(caller, channel)
    countPost(slack, workspace, channel)
    const message = addMessage(slack, workspace, channel, {
      ...content,
      threadTs,
      user: installation.botUser,
      botId: installation.botId,
      subtype: threadTs !== undefined && flag(args, 'reply_broadcast') ? 'thread_broadcast' : undefined,
    })
    return { channel: channel.id, ts: message.ts, message: messageJson(slack, workspace, channel, message, true) }
  },
}

const CONTENT = ['text', 'blocks', 'attachments', 'markdown_text'] as const

/**
 * An earlier reply is shown in the channel, too; what it says cannot change at the same time.
 * https://docs.slack.dev/reference/methods/chat.update#errors
 */
function broadcastReply({ slack, workspace, args }: Caller, channel: Channel, message: Message): void {
  if (message.threadTs === undefined || message.threadTs === message.ts)
    throw new SlackRefusal('cant_broadcast_message')
  if (CONTENT.some((name) => args[name] !== undefined)) throw new SlackRefusal('no_dual_broadcast_content_update')
  const before = { ...message }
  message.subtype = 'thread_broadcast'
  publishChange(slack, { kind: 'changed', workspace, channel, message, before })
}

/**
 * A text without blocks takes the blocks away; attachments and metadata stay unless given; with blocks nothing is
 * marked as edited.
 */
const update: Method = {
  scopes: ['chat:write'],
  perMinute: TIER[3],
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = visibleChannel(caller, requiredText(args, 'channel', 'channel_not_found'))
    const message = ownMessage(caller, channel, 'cant_update_message')
    if (flag(args, 'reply_broadcast') && !isBroadcast(message)) {
      broadcastReply(caller, channel, message)
      return { channel: channel.id, ts: message.ts, text: message.text }
    }
    const clears = args['metadata'] === '{}'
    const { attachments, metadata, ...content } = readContent(
      clears ? { ...args, metadata: undefined } : args,
      'update',
    )
    changeMessage(
      slack,
      workspace,
      channel,
      message,
      {
        ...content,
        ...(attachments && { attachments }),
        ...((metadata ?? clears) && { metadata }),
      },
      content.blocks ? undefined : installation.botUser,
    )
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageJson(slack, workspace, channel, message, true),
    }
  },
}

const deleteOwnMessage: Method = {
  scopes: ['chat:write'],
  perMinute: TIER[3],
  run: (caller) => {
    const { slack, workspace, args } = caller
    const channel = visibleChannel(caller, requiredText(args, 'channel', 'channel_not_found'))
    const message = ownMessage(caller, channel, 'cant_delete_message')
    deleteMessage(slack, workspace, channel, message)
    return { channel: channel.id, ts: message.ts }
  },
}

function memberOf(caller: Caller, channel: Channel): string {
  const user = requiredText(caller.args, 'user')
  if (!caller.workspace.users.has(user) || !channel.members.has(user)) throw new SlackRefusal('user_not_in_channel')
  return user
}

const postEphemeral: Method = {
  scopes: ['chat:write'],
  perMinute: TIER[4],
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = channelToPost(caller)
    const onlyFor = memberOf(caller, channel)
    const content = readContent(args, 'post')
    const threadTs = threadOf(caller, channel)
    const message = addMessage(slack, workspace, channel, {
      ...content,
      threadTs,
      onlyFor,
      user: installation.botUser,
      botId: installation.botId,
    })
    return { message_ts: message.ts }
  },
}

const getPermalink: Method = {
  run: (caller) => {
    const { workspace, args } = caller
    const channel = visibleChannel(caller, requiredText(args, 'channel', 'channel_not_found'))
    const message = findMessage(channel, requiredText(args, 'message_ts'))
    if (!message || message.onlyFor !== undefined) throw new SlackRefusal('message_not_found')
    const path = `${channel.id}/p${message.ts.replace('.', '')}`
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
    return compact({
      channel: channel.id,
      permalink: `https://${workspace.domain}.slack.com/archives/${path}${thread}`,
    })
  },
}

export const CHAT: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': deleteOwnMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
}
