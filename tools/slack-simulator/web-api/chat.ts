/** `chat.*`: posting, changing and deleting messages. */
import { change, messageAt, post, remove } from '../state/messages.ts'
import type { Channel } from '../state/model.ts'
import { compact, messageJson } from '../state/shapes.ts'
import { flag, neededText } from './arguments.ts'
import { contentOf } from './files/content.ts'
import { SlackRefusal } from './error.ts'
import type { Caller, Method } from './method.ts'
import { countPost } from './pace.ts'
import { channelToPost, ownMessage, threadOf, visibleChannel } from './places.ts'

const postMessage: Method = {
  scopes: ['chat:write'],
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = channelToPost(caller)
    const content = contentOf(args, 'post')
    const threadTs = threadOf(caller, channel)
    countPost(slack, workspace, channel)
    const message = post(slack, workspace, channel, {
      ...content,
      threadTs,
      user: installation.botUser,
      botId: installation.botId,
      subtype: threadTs !== undefined && flag(args, 'reply_broadcast') ? 'thread_broadcast' : undefined,
    })
    return { channel: channel.id, ts: message.ts, message: messageJson(slack, workspace, channel, message, true) }
  },
}

/**
 * A text without blocks takes the blocks away; attachments and metadata stay unless given; with blocks nothing is
 * marked as edited.
 */
const update: Method = {
  scopes: ['chat:write'],
  perMinute: 50,
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = visibleChannel(caller, neededText(args, 'channel', 'channel_not_found'))
    const message = ownMessage(caller, channel, 'cant_update_message')
    const clears = args['metadata'] === '{}'
    const { attachments, metadata, ...content } = contentOf(clears ? { ...args, metadata: undefined } : args, 'update')
    change(
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

const deleteMessage: Method = {
  scopes: ['chat:write'],
  perMinute: 50,
  run: (caller) => {
    const { slack, workspace, args } = caller
    const channel = visibleChannel(caller, neededText(args, 'channel', 'channel_not_found'))
    const message = ownMessage(caller, channel, 'cant_delete_message')
    remove(slack, workspace, channel, message)
    return { channel: channel.id, ts: message.ts }
  },
}

function memberOf(caller: Caller, channel: Channel): string {
  const user = neededText(caller.args, 'user')
  if (!caller.workspace.users.has(user) || !channel.members.has(user)) throw new SlackRefusal('user_not_in_channel')
  return user
}

const postEphemeral: Method = {
  scopes: ['chat:write'],
  perMinute: 100,
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = channelToPost(caller)
    const onlyFor = memberOf(caller, channel)
    const content = contentOf(args, 'post')
    const threadTs = threadOf(caller, channel)
    const message = post(slack, workspace, channel, {
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
    const channel = visibleChannel(caller, neededText(args, 'channel', 'channel_not_found'))
    const message = messageAt(channel, neededText(args, 'message_ts'))
    if (!message || message.onlyFor !== undefined) throw new SlackRefusal('message_not_found')
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
    return compact({
      channel: channel.id,
      permalink: `https://${workspace.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
    })
  },
}

export const CHAT: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': deleteMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
}
