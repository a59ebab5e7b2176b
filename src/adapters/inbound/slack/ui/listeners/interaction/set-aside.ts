/** Tells a person that what they wrote or clicked could not be taken up: else they would wait in vain. */
import type { ListenerDeps } from '../../listener-deps.ts'
import { locationOf, teamOf, userOf, type InteractionBody, type MessageEvent } from '../../payloads.ts'
import { teamOfEvent } from '../messages/message-interaction.ts'
import { createInteraction, type Interaction } from './interaction.ts'
import { replyPrivately } from './reply.ts'

/** A delivery: an event, or an interaction. */
type Delivered = InteractionBody & { readonly event?: MessageEvent | undefined }

/**
 * Tells the person in their direct messages with the app, in the thread where there is one. Best effort: whatever broke
 * the delivery may break this, too. Events that nobody waits for, such as a look at the App Home, are passed over.
 */
export async function tellSetAside(deps: ListenerDeps, body: object): Promise<void> {
  const interaction = await whoDid(deps, body)
  if (interaction !== undefined) await replyPrivately(interaction, interaction.texts.set_aside)
}

async function whoDid(deps: ListenerDeps, body: Delivered): Promise<Interaction | undefined> {
  // What is said here runs no command, so it needs no id.
  const args = { body, context: { inboxId: '' } }
  const { event } = body
  if (event === undefined)
    return userOf(body) === ''
      ? undefined
      : createInteraction(deps, args, { team: teamOf(body), user: userOf(body), location: direct(locationOf(body)) })
  const written = event.message ?? event
  if (!SAID.has(event.type ?? '') || written.user === undefined || written.bot_id !== undefined) return undefined
  const { channel } = event
  const location = direct({ channel, ts: written.ts, thread_ts: written.thread_ts ?? written.ts })
  return createInteraction(deps, args, { team: teamOfEvent(body), user: written.user, location })
}

const SAID: ReadonlySet<string> = new Set(['message', 'app_mention'])

/** Only direct messages: in a channel the reply would be gone once Slack is opened anew. */
const direct = (location: Interaction['location']): Interaction['location'] =>
  location?.channel.startsWith('D') === true ? location : undefined
