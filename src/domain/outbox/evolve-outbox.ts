/** How each event changes the outbox. */
import { isErased, type Erased } from '../questions/answer.ts'
import type { EventMetadata } from '../kernel/decider.ts'
import type { Delegation } from '../generation/delegation.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import { asksAgain } from './asks-again.ts'
import { recordSent } from './record-sent.ts'
import type { Outbox, PendingMessage } from './outbox.ts'
import { enqueueMessage, type NewMessage } from './enqueue-message.ts'
import { recordUndelivered, retryUndelivered } from './record-undelivered.ts'
import { retireMessages, isAsk, markStale, unsettle } from './stale-messages.ts'

/** The rest of the generation before and after the event. */
interface GenerationChange {
  readonly before: { readonly next: string | null; readonly delegations: ReadonlyMap<string, Delegation> }
  readonly after: {
    readonly next: string | null
    readonly delegations: ReadonlyMap<string, Delegation>
    readonly handed_rest: Delegation | undefined
  }
}

/** The outbox after an event. Changes the maps of `outbox` in place. */
export function evolveOutbox(
  outbox: Outbox,
  event: GenerationEvent,
  metadata: EventMetadata,
  { before, after }: GenerationChange,
): Outbox {
  const { revision } = metadata
  let { asked_since } = outbox
  const enqueue = (message: NewMessage): void => enqueueMessage(outbox, message, metadata)
  const askRequester = (over: Partial<PendingMessage> = {}): void => {
    const { next: name } = after
    unsettle(outbox, name, 'stale')
    for (const [id, message] of outbox.sent)
      if (message.to === undefined && isAsk(message)) markStale(outbox, id, revision)
    asked_since = revision
    // The news that the document failed is old once the person goes on.
    outbox.pending.delete('end')
    enqueue({
      about: name === null ? 'review' : after.delegations.get(name)?.open === true ? 'waiting' : 'question',
      name,
      ...over,
    })
  }

  const clear = (): void => {
    asked_since = revision
    outbox.pending.clear()
    outbox.corrections.clear()
    for (const id of outbox.sent.keys()) markStale(outbox, id, revision)
  }
  return { ...evolve(), asked_since }

  function evolve(): Outbox {
    switch (event.type) {
      case 'GenerationRequested':
        askRequester()
        return outbox
      case 'AnswerProvided':
      case 'ListItemAdded':
      case 'ListItemRemoved':
      case 'ListClosed':
      case 'QuestionSkipped': {
        const { name } = event.data
        const said_in = event.type === 'AnswerProvided' ? event.data.said_in : undefined
        // Words that the person wrote below the question answer it in the thread; whatever else does is shown with it.
        unsettle(outbox, name, typeof said_in === 'string' ? 'stale' : 'live')
        const prefix = event.type === 'ListItemRemoved' ? `${name}.${event.data.item}` : name
        retireMessages(
          outbox,
          revision,
          (address) =>
            address === name ||
            address === prefix ||
            (address?.startsWith(`${prefix}.`) === true && event.type !== 'ListItemAdded'),
        )
        if (typeof said_in === 'string') outbox.answered_by.set(said_in, { name, revision })
        const delegation = before.delegations.get(name)
        if (delegation?.open === true && delegation.to === metadata.envelope.actor) enqueue({ about: 'answered', name })
        if (asksAgain(before.next, { name, next: after.next }) && !isByHolder(after, metadata)) askRequester()
        return { ...outbox, reminded: 0 }
      }
      case 'QuestionReopened': {
        const { reason, help, raw, error } = event.data
        askRequester({ reason, help, raw: unlessErased(raw), error: unlessErased(error) })
        return { ...outbox, reminded: 0 }
      }
      case 'QuestionDelegated': {
        const { name, to, note, hand_over } = event.data
        if (hand_over === undefined) enqueue({ about: 'question', name, to, note: unlessErased(note) })
        if (after.next !== before.next || after.next === name) askRequester()
        return { ...outbox, reminded: 0 }
      }
      case 'DelegationWithdrawn': {
        const { name, reason } = event.data
        const to = before.delegations.get(name)?.to
        const wasAsked = [...outbox.sent.values()].some(
          (message) =>
            message.to !== undefined && message.to === to && message.name === name && message.stale_at === undefined,
        )
        retireMessages(outbox, revision, (address, { to }) => address === name && to !== undefined)
        if (wasAsked && to !== undefined) enqueue({ about: 'withdrawn', name, to })
        if (after.next !== before.next || after.next === name) askRequester(reason === 'unreachable' ? { reason } : {})
        return { ...outbox, reminded: 0 }
      }
      case 'RestDelegated':
        return { ...outbox, reminded: 0 }
      case 'RestWithdrawn':
      case 'RestReturned':
        askRequester()
        return { ...outbox, reminded: 0 }
      case 'CorrectionProposed': {
        const { name, value, raw, replaces } = event.data
        outbox.corrections.set(name, { value, raw: unlessErased(raw), replaces })
        for (const [id, message] of outbox.sent)
          if (message.about === 'correction' && message.name === name) markStale(outbox, id, revision)
        enqueue({ about: 'correction', name })
        return { ...outbox, reminded: 0 }
      }
      case 'CorrectionDismissed':
        retireMessages(outbox, revision, (address, { about }) => about === 'correction' && address === event.data.name)
        forgetWords(outbox, event.data.name)
        return { ...outbox, reminded: 0 }
      case 'LanguageChanged':
        askRequester()
        return { ...outbox, reminded: 0 }
      case 'GenerationConfirmed':
        clear()
        return { ...outbox, share_to: unlessErased(event.data.share_to) }
      case 'GenerationCancelled':
        clear()
        enqueue({ about: 'cancelled', name: null })
        return outbox
      case 'GenerationExpired':
        clear()
        enqueue({ about: 'expired', name: null })
        return outbox
      case 'DocumentRendered':
        enqueue({ about: 'document', name: null })
        if (outbox.share_to !== undefined) enqueue({ about: 'share', name: null })
        return outbox
      case 'RenderingFailed':
        enqueue({ about: 'failed', name: null, failure: 'rendering' })
        return outbox
      case 'ExpiryPostponed':
        return outbox
      case 'RenderingRetried':
        outbox.pending.delete('end')
        return outbox
      case 'QuestionAsked':
      case 'ReminderSent':
      case 'NoticePosted':
      case 'DocumentDelivered':
      case 'DocumentShared':
        return recordSent(outbox, event, metadata)
      case 'DeliveryFailed':
      case 'DeliveryUncertain':
        return recordUndelivered(outbox, event, metadata)
      case 'DeliveryRetried':
        return retryUndelivered(outbox, metadata)
    }
  }
}

/** The person's message says something else by now than the answer that was kept. */
function forgetWords(outbox: Outbox, name: string): void {
  for (const [id, said] of outbox.answered_by)
    if (said.name === name) outbox.answered_by.set(id, { ...said, revision: null })
  unsettle(outbox, name, 'stale')
}

/** Whoever answers the rest is asked on their own page: the requester is not asked each question meanwhile. */
const isByHolder = (
  { handed_rest }: Pick<GenerationChange['after'], 'handed_rest'>,
  { envelope }: EventMetadata,
): boolean => handed_rest?.open === true && handed_rest.to === envelope.actor

const unlessErased = (value: string | Erased | undefined): string | undefined =>
  value === undefined || isErased(value) ? undefined : value
