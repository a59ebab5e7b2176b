/** Sorts what Slack sends: its kind, workspace, conversation, time and a stable id. */
import { v5 as uuidV5 } from 'uuid'
import { fieldAt, textAt, type Fields } from './read-body.ts'
import { installedIn } from './installed-in.ts'
import type { IncomingKind, Incoming, ReceiptContext } from './incoming.ts'

/** The namespace of inbox ids. */
const NAMESPACE = '0c8e6b0e-8f7b-5d3a-b1c2-6d0f4a9e7d55'

const INTERACTIONS: ReadonlySet<string> = new Set(['block_actions', 'shortcut', 'message_action', 'view_closed'])

/** Classifies a body; undefined for a kind that Slack is not known to send. */
export function classify(body: Fields, receipt: ReceiptContext): Incoming | undefined {
  const type = textAt(body, 'type')
  if (type === 'event_callback') return classifyEvent(body, receipt)
  if (type === 'url_verification') return classifyOther('url_verification', body, receipt)
  if (type === 'view_submission' || type === 'block_suggestion') return classifyInteraction(type, body, receipt)
  if (type !== undefined && INTERACTIONS.has(type)) return classifyInteraction('interaction', body, receipt)
  if (textAt(body, 'command') !== undefined) return classifyCommand(body, receipt)
  if (type === 'app_rate_limited' || textAt(body, 'ssl_check') === '1') return classifyOther('ignored', body, receipt)
  return undefined
}

const classifyOther = (kind: IncomingKind, body: Fields, { now }: ReceiptContext): Incoming => ({
  kind,
  body,
  team: '',
  id: '',
  conversation: '',
  ts: tsOf(undefined, now),
})

function classifyEvent(body: Fields, { digest, now }: ReceiptContext): Incoming | undefined {
  const happened = fieldAt(body, 'event')
  const { team, organisation } = installedIn(body)
  if (textAt(happened, 'type') === undefined) return undefined
  const thing = fieldAt(happened, 'message') ?? fieldAt(happened, 'previous_message') ?? happened
  const channel = textAt(happened, 'channel') ?? textAt(happened, 'item', 'channel')
  const thread = textAt(thing, 'thread_ts')
  const user = textAt(thing, 'user') ?? textAt(happened, 'user') ?? textAt(happened, 'user', 'id') ?? channel ?? ''
  return {
    kind: isOwn(thing) ? 'ignored' : 'event',
    body,
    team,
    organisation,
    id: uuidV5(`${team} ${messageKey(happened) ?? textAt(body, 'event_id') ?? digest()}`, NAMESPACE),
    conversation: conversationOf(team, channel, thread, user),
    ts: tsOf(textAt(happened, 'event_ts') ?? textAt(happened, 'ts'), now),
  }
}

/** A message is identified by channel and `ts`, so that catching up recognises a message that was delivered. */
function messageKey(happened: unknown): string | undefined {
  const channel = textAt(happened, 'channel')
  if (textAt(happened, 'type') !== 'message' || channel === undefined) return undefined
  const subtype = textAt(happened, 'subtype')
  const ts = textAt(happened, 'ts')
  return (subtype === undefined || subtype === 'file_share') && ts !== undefined
    ? `message ${channel} ${ts}`
    : undefined
}

/** Messages of apps, this one included, also arrive as events. */
const isOwn = (thing: unknown): boolean => textAt(thing, 'type') === 'message' && textAt(thing, 'bot_id') !== undefined

function classifyInteraction(kind: IncomingKind, body: Fields, { digest, now }: ReceiptContext): Incoming | undefined {
  const user = textAt(body, 'user', 'id')
  const { team, organisation } = installedIn(body)
  if (user === undefined || team === '') return undefined
  const actions = fieldAt(body, 'actions')
  const channel = textAt(body, 'container', 'channel_id') ?? textAt(body, 'channel', 'id')
  const thread =
    textAt(body, 'container', 'thread_ts') ??
    textAt(body, 'message', 'thread_ts') ??
    textAt(body, 'container', 'message_ts')
  return {
    kind,
    body,
    team,
    organisation,
    id: uuidV5(`${team} ${digest()}`, NAMESPACE),
    conversation: conversationOf(team, channel, thread, user),
    ts: tsOf(textAt(Array.isArray(actions) ? actions[0] : undefined, 'action_ts') ?? textAt(body, 'action_ts'), now),
  }
}

function classifyCommand(body: Fields, { digest, now }: ReceiptContext): Incoming | undefined {
  const user = textAt(body, 'user_id')
  const { team, organisation } = installedIn(body)
  if (team === '' || user === undefined) return undefined
  return {
    kind: 'command',
    body,
    team,
    organisation,
    id: uuidV5(`${team} ${digest()}`, NAMESPACE),
    conversation: conversationOf(team, undefined, undefined, user),
    ts: tsOf(undefined, now),
  }
}

const conversationOf = (team: string, channel: string | undefined, thread: string | undefined, user: string): string =>
  (channel !== undefined && thread !== undefined ? `${team}:${channel}:${thread}` : `${team}:${user}`).slice(0, 200)

const tsOf = (ts: string | undefined, now: number): string =>
  ts !== undefined && /^\d{1,12}\.\d{1,6}$/.test(ts) ? ts : (now / 1000).toFixed(6)
