/** What a person can get at: conversations, messages, threads, their modal; an error says what is out of reach. */
import type { EventDeliveries } from '../delivery/events.ts'
import type { Interact } from '../delivery/interactions.ts'
import type { Acknowledgement } from '../delivery/outgoing.ts'
import { findMessage } from '../state/messages.ts'
import type { Channel, Json, Message, View } from '../state/model.ts'
import { modalsOf } from '../state/views.ts'
import { openDirectMessages } from '../state/workspace.ts'
import type { Actor } from './payloads.ts'
import { isVisible, type SeenMessage } from './seen-message.ts'

export interface PersonDeps extends Actor {
  interact: Interact
  events: EventDeliveries
  /** How long to wait for what should come, in ms of real time. */
  timeoutMs: number
  /** What this person has chosen in messages, by channel and ts. */
  chosen: Map<string, Record<string, Record<string, Json>>>
}

function findChannelByName({ slack, workspace, user }: Actor, place: string): Channel {
  if (place === 'app') {
    if (!workspace.installation) throw new Error('The app is not installed: there are no direct messages with it.')
    return openDirectMessages(slack, workspace, workspace.installation.botUser, user.id)
  }
  if (place.startsWith('@')) {
    const other = [...workspace.users.values()].find(({ name }) => name === place.slice(1))
    if (!other) throw new Error(`There is nobody called ${place}.`)
    return openDirectMessages(slack, workspace, other.id, user.id)
  }
  const channel =
    workspace.channels.get(place) ??
    [...workspace.channels.values()].find(({ name, kind }) => kind !== 'im' && name === place.replace(/^#/, ''))
  if (!channel || (!channel.members.has(user.id) && channel.kind !== 'public'))
    throw new Error(`${user.name} knows no channel ${place}.`)
  return channel
}

/** A conversation the person knows of. */
export const findChannel = (actor: Actor, place = 'app'): Channel => findChannelByName(actor, place)

/** A conversation the person is in. */
export function joinedChannel(actor: Actor, place?: string): Channel {
  const channel = findChannel(actor, place)
  if (!channel.members.has(actor.user.id)) throw new Error(`${actor.user.name} is not in ${channel.name}.`)
  return channel
}

/** A message as it is now, if the person still sees it. */
export function findVisibleMessage(actor: Actor, which: SeenMessage): { channel: Channel; message: Message } {
  const channel = joinedChannel(actor, which.channel)
  const message = findMessage(channel, which.ts)
  if (!message || !isVisible(message, actor.user.id))
    throw new Error(`${actor.user.name} sees no such message (any more): ${which.text}`)
  return { channel, message }
}

/** The `ts` of the thread that a message stands in or would begin. */
export function threadOf(actor: Actor, channel: Channel, thread: SeenMessage | string | undefined): string | undefined {
  if (thread === undefined) return undefined
  const message = findMessage(channel, typeof thread === 'string' ? thread : thread.ts)
  if (!message || !isVisible(message, actor.user.id))
    throw new Error(`${actor.user.name} sees no such thread in ${channel.name}.`)
  return message.threadTs ?? message.ts
}

export function topModal({ workspace, user }: Actor): View {
  const view = modalsOf(workspace, user.id).at(-1)
  if (!view) throw new Error(`${user.name} has no modal open.`)
  return view
}

/** Tells the app of an interaction; one that is not acknowledged shows as a warning sign. */
export async function sendInteraction(
  { slack, user, interact }: PersonDeps,
  payload: Json,
  what: string,
): Promise<Acknowledgement> {
  if (!slack.app.interactive) throw new Error(`${slack.app.name} has no interactivity: ${what} tells it nothing.`)
  const ack = await interact({ kind: 'interaction', payload })
  if (ack.outcome === 'acked') return ack
  slack.troubles.push(`${what}: ${ack.outcome} ${ack.status ?? ''}`)
  throw new Error(
    `${user.name} sees a warning sign: ${what} was not acknowledged ` +
      `(${ack.outcome}${ack.status === undefined ? '' : ` ${ack.status}`}).`,
  )
}
