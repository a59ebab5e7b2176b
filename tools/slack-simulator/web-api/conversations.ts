/** `conversations.*`: channels, direct messages, and what was said in them. */
import { TIER } from '../state/limits.ts'
import { isOutsideThreads } from '../state/broadcast.ts'
import { findMessage, listReplies } from '../state/messages.ts'
import type { Channel, Json, Message } from '../state/model.ts'
import { channelJson, messageJson } from '../state/shapes.ts'
import { openDirectMessages, join } from '../state/workspace.ts'
import { flag, requiredText, number, text, type Arguments } from './arguments.ts'
import { badArgument, SlackRefusal } from './error.ts'
import type { Caller, Method } from './method.ts'
import { countHistory, historyLimitOf } from './pace.ts'
import { scopeByKind, visibleChannel } from './places.ts'

const requestedChannel = (caller: Caller): Channel =>
  visibleChannel(caller, requiredText(caller.args, 'channel', 'channel_not_found'))
const readScope = ({ workspace, args }: Caller): string[] => scopeByKind(workspace, text(args, 'channel'), 'read')
const historyScope = ({ workspace, args }: Caller): string[] => scopeByKind(workspace, text(args, 'channel'), 'history')

const open: Method = {
  scopes: ['im:write'],
  perMinute: TIER[3],
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const users = text(args, 'users')?.split(',')
    if (users === undefined) {
      const channel = text(args, 'channel')
      if (channel === undefined) throw new SlackRefusal('users_list_not_supplied')
      return { channel: { id: visibleChannel(caller, channel).id } }
    }
    if (users.length > 1) throw badArgument('this simulator has no direct messages with several people')
    const user = workspace.users.get(users[0] ?? '')
    if (!user) throw new SlackRefusal('user_not_found')
    if (user.deleted) throw new SlackRefusal('user_disabled')
    if (user.id === installation.botUser) throw new SlackRefusal('cannot_dm_bot')
    const known = [...workspace.channels.values()].some(
      ({ kind, members }) => kind === 'im' && members.has(user.id) && members.has(installation.botUser),
    )
    const channel = openDirectMessages(slack, workspace, installation.botUser, user.id)
    const shown = flag(args, 'return_im') ? channelJson(workspace, channel, installation.botUser) : { id: channel.id }
    return { ...(known && { no_op: true, already_open: true }), channel: shown }
  },
}

/** The messages of one page, within `oldest` and `latest`, and the cursor of the next. */
function page(caller: Caller, messages: Message[], defaultLimit: number): { page: Message[]; next: string } {
  const { slack, args } = caller
  const most = historyLimitOf(slack)?.messages ?? 999
  const limit = Math.min(number(args, 'limit') ?? Math.min(defaultLimit, most), most)
  if (limit < 1) throw badArgument('must be more than 0 [json-pointer:/limit]')
  const start = cursorOf(args)
  const kept = messages.filter(within(args))
  return {
    page: kept.slice(start, start + limit),
    next: start + limit < kept.length ? Buffer.from(`next:${start + limit}`).toString('base64') : '',
  }
}

function cursorOf(args: Arguments): number {
  const cursor = text(args, 'cursor')
  if (cursor === undefined) return 0
  const [, at] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  if (at === undefined) throw new SlackRefusal('invalid_cursor')
  return Number(at)
}

function within(args: Arguments): (message: Message) => boolean {
  const edge = (name: 'oldest' | 'latest'): string | undefined => {
    const value = text(args, name)
    if (value !== undefined && !/^\d+(\.\d+)?$/.test(value)) throw new SlackRefusal(`invalid_ts_${name}`)
    return value
  }
  const [oldest, latest] = [edge('oldest'), edge('latest')]
  const inclusive = flag(args, 'inclusive')
  const order = (a: string, b: string): number => {
    const [one, other] = [a, b].map((ts) => {
      const [s = '0', us = ''] = ts.split('.')
      return BigInt(s) * 1_000_000n + BigInt(us.padEnd(6, '0'))
    }) as [bigint, bigint]
    return one < other ? -1 : one > other ? 1 : 0
  }
  return ({ ts }) => {
    const [low, high] = [
      oldest === undefined || oldest === '0' ? 1 : order(ts, oldest),
      latest === undefined ? -1 : order(ts, latest),
    ]
    return (low > 0 || (inclusive && low === 0)) && (high < 0 || (inclusive && high === 0))
  }
}

const shown =
  ({ slack, workspace, args }: Caller, channel: Channel) =>
  (message: Message): Json =>
    messageJson(slack, workspace, channel, message, flag(args, 'include_all_metadata'))

const history: Method = {
  scopes: historyScope,
  perMinute: TIER[3],
  run: (caller) => {
    const { slack, workspace, installation, args } = caller
    const channel = requestedChannel(caller)
    if (!channel.members.has(installation.botUser)) throw new SlackRefusal('not_in_channel')
    countHistory(slack, workspace, 'conversations.history')
    const roots = channel.messages.filter((message) => message.onlyFor === undefined && isOutsideThreads(message))
    const { page: rows, next } = page(caller, roots.toReversed(), 100)
    return {
      messages: rows.map(shown(caller, channel)),
      has_more: next !== '',
      pin_count: 0,
      channel_actions_ts: null,
      channel_actions_count: 0,
      ...(text(args, 'latest') !== undefined && { latest: text(args, 'latest') }),
      ...(next && { response_metadata: { next_cursor: next } }),
    }
  },
}

const replies: Method = {
  scopes: historyScope,
  perMinute: TIER[3],
  run: (caller) => {
    const { slack, workspace, args } = caller
    const channel = requestedChannel(caller)
    // A bot token reads threads in direct messages only.
    if (channel.kind !== 'im') throw new SlackRefusal('not_allowed_token_type')
    const message = findMessage(channel, requiredText(args, 'ts', 'thread_not_found'))
    if (!message || message.onlyFor !== undefined) throw new SlackRefusal('thread_not_found')
    countHistory(slack, workspace, 'conversations.replies')
    if (message.threadTs !== undefined && message.threadTs !== message.ts)
      return { messages: [shown(caller, channel)(message)], has_more: false }
    // The first message of the thread is on every page.
    const { page: rows, next } = page(caller, listReplies(channel, message.ts), 1000)
    return {
      messages: [message, ...rows].map(shown(caller, channel)),
      has_more: next !== '',
      ...(next && { response_metadata: { next_cursor: next } }),
    }
  },
}

const info: Method = {
  scopes: readScope,
  perMinute: TIER[3],
  run: (caller) => ({ channel: channelJson(caller.workspace, requestedChannel(caller), caller.installation.botUser) }),
}

const members: Method = {
  scopes: readScope,
  perMinute: TIER[4],
  run: (caller) => ({ members: [...requestedChannel(caller).members], response_metadata: { next_cursor: '' } }),
}

const joinChannel: Method = {
  scopes: ['channels:join'],
  perMinute: TIER[3],
  run: (caller) => {
    const { slack, workspace, installation } = caller
    const channel = requestedChannel(caller)
    if (channel.kind !== 'public') throw new SlackRefusal('method_not_supported_for_channel_type')
    if (channel.archived) throw new SlackRefusal('is_archived')
    join(slack, workspace, channel, installation.botUser)
    return { channel: channelJson(workspace, channel, installation.botUser) }
  },
}

const SCOPE_OF_TYPE: Record<string, [Channel['kind'], string]> = {
  public_channel: ['public', 'channels:read'],
  private_channel: ['private', 'groups:read'],
  im: ['im', 'im:read'],
}

const typesOf = ({ args }: Caller): [Channel['kind'], string][] =>
  (text(args, 'types') ?? 'public_channel').split(',').flatMap((type) => {
    const known = SCOPE_OF_TYPE[type.trim()]
    if (!known && type.trim() !== 'mpim') throw new SlackRefusal('invalid_types')
    return known ? [known] : []
  })

const listChannels: Method = {
  scopes: (caller) => typesOf(caller).map(([, scope]) => scope),
  perMinute: TIER[2],
  run: (caller) => {
    const { workspace, installation, args } = caller
    const kinds = new Set(typesOf(caller).map(([kind]) => kind))
    const visible = [...workspace.channels.values()].filter(
      (channel) =>
        kinds.has(channel.kind) &&
        (channel.kind === 'public' || channel.members.has(installation.botUser)) &&
        !(flag(args, 'exclude_archived') && channel.archived),
    )
    const start = cursorOf(args)
    const limit = number(args, 'limit') ?? 100
    const next = start + limit < visible.length ? Buffer.from(`next:${start + limit}`).toString('base64') : ''
    return {
      channels: visible
        .slice(start, start + limit)
        .map((channel) => channelJson(workspace, channel, installation.botUser)),
      response_metadata: { next_cursor: next },
    }
  },
}

export const CONVERSATIONS: Record<string, Method> = {
  'conversations.open': open,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.join': joinChannel,
  'conversations.list': listChannels,
}
