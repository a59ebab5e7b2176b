/**
 * What one person can see: the conversations they are in, ephemeral messages to them alone, their own modal and home
 * tab.
 */
import type { Channel, Message, Workspace } from '../state/model.ts'
import { isBroadcast, isOutsideThreads, referenceBlocks } from '../state/broadcast.ts'
import { elementsOf } from '../state/element-state.ts'
import { displayText, messageText, textOf } from './text/display-text.ts'

/** A message as a person sees it. */
export interface SeenMessage {
  channel: string
  ts: string
  /** The first message of the thread it stands in, if it is a reply. */
  threadTs: string | undefined
  /** The handle of who wrote it. */
  from: string
  /** As displayed, with buttons in brackets. */
  text: string
  /** What notifications and screen readers say. */
  fallback: string
  ephemeral: boolean
  edited: boolean
  /** The texts of its buttons. */
  buttons: string[]
  files: { id: string; name: string }[]
}

/** The conversations a person is in. */
export const joinedChannels = (workspace: Workspace, user: string): Channel[] =>
  [...workspace.channels.values()].filter(({ members }) => members.has(user))

export const isVisible = (message: Message, user: string): boolean =>
  message.onlyFor === undefined || message.onlyFor === user

export function toSeenMessage(workspace: Workspace, channel: Channel, message: Message): SeenMessage {
  return {
    channel: channel.id,
    ts: message.ts,
    threadTs: message.threadTs === message.ts ? undefined : message.threadTs,
    from: workspace.users.get(message.user)?.name ?? message.user,
    text: messageText(workspace, message),
    fallback: displayText(workspace, message.text),
    ephemeral: message.onlyFor !== undefined,
    edited: message.edited !== undefined,
    buttons: elementsOf(message.blocks)
      .filter(({ element }) => element['type'] === 'button')
      .map(({ element }) => textOf(workspace, element['text'])),
    files: message.fileIds.flatMap((id) => {
      const file = workspace.files.get(id)
      return file && !file.deleted ? [{ id, name: file.name }] : []
    }),
  }
}

/** The message as it stands in the conversation itself: a reply that is shown there, too, has no buttons. */
export const asOutsideThreads = (message: Message): Message =>
  isBroadcast(message) && message.blocks !== undefined
    ? { ...message, blocks: referenceBlocks(message.blocks) }
    : message

/** What a person sees of one conversation beside all threads, oldest first. */
export const listOutsideThreads = (workspace: Workspace, user: string, channel: Channel): SeenMessage[] =>
  channel.messages
    .filter((message) => isVisible(message, user) && isOutsideThreads(message))
    .map((message) => toSeenMessage(workspace, channel, asOutsideThreads(message)))

/** What a person sees of one conversation, or of one of its threads, oldest first. */
export function listSeenMessages(workspace: Workspace, user: string, channel: Channel, thread?: string): SeenMessage[] {
  if (!channel.members.has(user))
    throw new Error(`${workspace.users.get(user)?.name ?? user} is not in ${channel.name} and sees nothing of it.`)
  return channel.messages
    .filter((message) => isVisible(message, user))
    .filter(({ ts, threadTs }) => thread === undefined || ts === thread || threadTs === thread)
    .map((message) => toSeenMessage(workspace, channel, message))
}
