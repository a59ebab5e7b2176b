/** The outbox after a message could not be delivered, or after an operator asked to try again. */
import type { EventMetadata } from '../kernel/decider.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import { enqueueMessage } from './enqueue-message.ts'
import type { Outbox, PendingMessage } from './outbox.ts'
import { purposeOf } from './purpose.ts'

/** An uncertain message is sent so often, each time although an earlier one may have arrived. */
const MAX_SENDS = 3

type UndeliveredEvent = Extract<GenerationEvent, { type: 'DeliveryFailed' | 'DeliveryUncertain' }>

/** Marks the message as failed or uncertain. An uncertain one is sent again if a duplicate does little harm. */
export function recordUndelivered(outbox: Outbox, event: UndeliveredEvent, metadata: EventMetadata): Outbox {
  const { post_id, about, shows_revision } = event.data
  outbox.recorded.add(post_id)
  if (about === 'reminder') return { ...outbox, reminded: outbox.reminded + 1, asked_at: metadata.envelope.at }
  const purpose = purposeOf(event.data)
  const message = outbox.pending.get(purpose)
  if (message === undefined || message.since > shows_revision) return outbox
  const uncertain = event.type === 'DeliveryUncertain'
  // A stuck conversation is worse than a duplicate question. A missing document is not worse than a duplicate one.
  const mayRepeat = about !== 'document' && about !== 'share'
  outbox.pending.set(
    purpose,
    uncertain && mayRepeat && message.round + 1 < MAX_SENDS
      ? { ...message, round: message.round + 1 }
      : { ...message, state: uncertain ? 'uncertain' : 'failed' },
  )
  // The requester always learns what became of the document.
  const failure = uncertain ? 'delivery_uncertain' : 'delivery_failed'
  if (about === 'document') enqueueMessage(outbox, { about: 'failed', name: null, failure }, metadata)
  if (about === 'share') enqueueMessage(outbox, { about: 'not_shared', name: null, failure }, metadata)
  return outbox
}

/** Makes every undelivered message due again. What was still to be said of its failure is old news. */
export function retryUndelivered(outbox: Outbox, { envelope: { at } }: EventMetadata): Outbox {
  for (const [purpose, message] of outbox.pending)
    if (isOfDelivery(message)) outbox.pending.delete(purpose)
    else if (message.state !== 'due')
      outbox.pending.set(purpose, { ...message, state: 'due', at, round: message.round + 1 })
  return outbox
}

const isOfDelivery = ({ failure }: PendingMessage): boolean =>
  failure === 'delivery_failed' || failure === 'delivery_uncertain'
