/** Messages: posted, changed, deleted, and found again. */
import type { Channel, Json, Message, Workspace } from './model.ts'
import { newTs, newUuid, publishChange, type SlackState } from './slack.ts'

/** What a message says; the rest follows. */
export type NewMessage = Pick<Message, 'user' | 'text'> &
  Partial<
    Pick<Message, 'threadTs' | 'botId' | 'blocks' | 'attachments' | 'metadata' | 'fileIds' | 'subtype' | 'onlyFor'>
  >

/** Posts into a channel and tells everybody. */
export function addMessage(slack: SlackState, workspace: Workspace, channel: Channel, given: NewMessage): Message {
  const message: Message = {
    ts: newTs(slack),
    threadTs: given.threadTs,
    user: given.user,
    botId: given.botId,
    text: given.text,
    blocks: given.blocks ? withIds(slack, given.blocks) : undefined,
    attachments: given.attachments,
    metadata: given.metadata,
    fileIds: given.fileIds ?? [],
    subtype: given.subtype,
    edited: undefined,
    onlyFor: given.onlyFor,
    clientMsgId: given.botId === undefined ? newUuid() : undefined,
  }
  // “Delivery is not guaranteed: the user must be currently active in Slack.”
  // https://docs.slack.dev/reference/methods/chat.postEphemeral
  if (message.onlyFor !== undefined && workspace.users.get(message.onlyFor)?.away === true) return message
  channel.messages.push(message)
  channel.byTs.set(message.ts, message)
  if (message.threadTs !== undefined && message.threadTs !== message.ts) {
    channel.threads.set(message.threadTs, [...(channel.threads.get(message.threadTs) ?? []), message])
  }
  publishChange(slack, { kind: 'posted', workspace, channel, message })
  return message
}

/** Changes what a message says. Only what is given changes; it counts as edited if `by` says by whom. */
export function changeMessage(
  slack: SlackState,
  workspace: Workspace,
  channel: Channel,
  message: Message,
  given: Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'fileIds'>>,
  by?: string,
): void {
  const before = { ...message }
  Object.assign(message, given)
  if (given.blocks) message.blocks = withIds(slack, given.blocks)
  if (by !== undefined) message.edited = { user: by, ts: newTs(slack) }
  publishChange(slack, { kind: 'changed', workspace, channel, message, before })
}

export function deleteMessage(slack: SlackState, workspace: Workspace, channel: Channel, message: Message): void {
  channel.messages.splice(channel.messages.indexOf(message), 1)
  channel.byTs.delete(message.ts)
  if (message.threadTs !== undefined) {
    channel.threads.set(
      message.threadTs,
      (channel.threads.get(message.threadTs) ?? []).filter((each) => each !== message),
    )
  }
  publishChange(slack, { kind: 'deleted', workspace, channel, message })
}

/**
 * Slack is opened anew: what only this person saw is gone (“ephemeral messages do not persist across reloads”).
 * https://docs.slack.dev/reference/methods/chat.postEphemeral
 */
export function reloadSlack(slack: SlackState, workspace: Workspace, user: string): void {
  for (const channel of workspace.channels.values())
    for (const message of channel.messages.filter(({ onlyFor }) => onlyFor === user))
      deleteMessage(slack, workspace, channel, message)
}

/** The message of that `ts`; an ephemeral one is none to the API. */
export const findMessage = (channel: Channel, ts: string): Message | undefined => channel.byTs.get(ts)

/** A thread's replies, without its first message. */
export const listReplies = (channel: Channel, ts: string): Message[] =>
  (channel.threads.get(ts) ?? []).filter(({ onlyFor }) => onlyFor === undefined)

/** Fills in what Slack fills in: block ids, action ids, and the defaults of text objects. */
export function withIds(slack: SlackState, blocks: Json[]): Json[] {
  return blocks.map((block) => ({ block_id: slack.random.word(5), ...fillIds(slack, block) }))
}

const ELEMENTS = /^(button|overflow|.*_select|radio_buttons|checkboxes|.*picker|.*_input)$/

function fillIds(slack: SlackState, value: Json): Json
function fillIds(slack: SlackState, value: unknown): unknown
function fillIds(slack: SlackState, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => fillIds(slack, each))
  if (typeof value !== 'object' || value === null) return value
  const object: Json = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fillIds(slack, each)]))
  if (object['type'] === 'plain_text') return { emoji: true, ...object }
  if (object['type'] === 'mrkdwn') return { verbatim: false, ...object }
  if (typeof object['type'] === 'string' && ELEMENTS.test(object['type']))
    return { action_id: slack.random.word(5), ...object }
  return object
}
