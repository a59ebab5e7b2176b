/** How each event changes the outbox. */
import { isErased, type Erased } from '../questions/answer.ts'
import type { EventMetadata } from '../kernel/decider.ts'
import type { Delegation } from '../generation/delegation.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import { asksAgain } from './asks-again.ts'
import { recordSent } from './record-sent.ts'
import type { Outbox, PendingMessage } from './outbox.ts'
import { purposeOf } from './purpose.ts'
import { retireMessages, isAsk, markStale } from './stale-messages.ts'

/** What the rest of the generation looks like, before and after the event. */
interface GenerationChange {
  readonly before: { readonly next: string | null; readonly delegations: ReadonlyMap<string, Delegation> }
  readonly after: { readonly next: string | null; readonly delegations: ReadonlyMap<string, Delegation> }
}

/** The posting after an event. Changes `outbox` in place where it holds maps. */
export function evolveOutbox(
  outbox: Outbox,
  event: GenerationEvent,
  metadata: EventMetadata,
  { before, after }: GenerationChange,
): Outbox {
  const {
    revision,
    envelope: { at },
  } = metadata
  let { asked_since } = outbox
  const enqueue = (post: Pick<PendingMessage, 'about' | 'name'> & Partial<PendingMessage>): void => {
    const purpose = purposeOf(post)
    outbox.pending.delete(purpose)
    outbox.pending.set(purpose, { to: undefined, since: revision, at, round: 0, state: 'due', help: 0, ...post })
  }
  const askRequester = (over: Partial<PendingMessage> = {}): void => {
    for (const [message, post] of outbox.sent)
      if (post.to === undefined && isAsk(post)) markStale(outbox, message, revision)
    const { next: name } = after
    asked_since = revision
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
    for (const message of outbox.sent.keys()) markStale(outbox, message, revision)
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
        const prefix = event.type === 'ListItemRemoved' ? `${name}.${event.data.item}` : name
        retireMessages(
          outbox,
          revision,
          (about) =>
            about === name ||
            about === prefix ||
            (about?.startsWith(`${prefix}.`) === true && event.type !== 'ListItemAdded'),
        )
        if (event.type === 'AnswerProvided' && typeof event.data.said_in === 'string')
          outbox.answered_by.set(event.data.said_in, name)
        const delegation = before.delegations.get(name)
        if (delegation?.open === true && delegation.to === metadata.envelope.actor) enqueue({ about: 'answered', name })
        if (asksAgain(before.next, { name, next: after.next })) askRequester()
        return { ...outbox, reminded: 0 }
      }
      case 'QuestionReopened': {
        const { reason, help, raw, error } = event.data
        askRequester({ reason, help, raw: unlessErased(raw), error: unlessErased(error) })
        return { ...outbox, reminded: 0 }
      }
      case 'QuestionDelegated': {
        const { name, to, note } = event.data
        enqueue({ about: 'question', name, to, note: unlessErased(note) })
        if (after.next !== before.next || after.next === name) askRequester()
        return { ...outbox, reminded: 0 }
      }
      case 'DelegationWithdrawn': {
        const { name, reason } = event.data
        const to = before.delegations.get(name)?.to
        const wasAsked = [...outbox.sent.values()].some(
          (post) => post.to !== undefined && post.to === to && post.name === name && post.stale_at === undefined,
        )
        retireMessages(outbox, revision, (about, post) => about === name && post.to !== undefined)
        if (wasAsked && to !== undefined) enqueue({ about: 'withdrawn', name, to })
        if (after.next !== before.next || after.next === name) askRequester(reason === 'unreachable' ? { reason } : {})
        return { ...outbox, reminded: 0 }
      }
      case 'CorrectionProposed': {
        const { name, value, raw, replaces } = event.data
        outbox.corrections.set(name, { value, raw: unlessErased(raw), replaces })
        for (const [message, post] of outbox.sent)
          if (post.about === 'correction' && post.name === name) markStale(outbox, message, revision)
        enqueue({ about: 'correction', name })
        return { ...outbox, reminded: 0 }
      }
      case 'CorrectionDismissed':
        retireMessages(outbox, revision, (about, post) => post.about === 'correction' && about === event.data.name)
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
      case 'DeliveryUncertain': {
        const { post_id, about, shows_revision } = event.data
        outbox.recorded.add(post_id)
        if (about === 'reminder') return { ...outbox, reminded: outbox.reminded + 1 }
        const purpose = purposeOf(event.data)
        const post = outbox.pending.get(purpose)
        if (post === undefined || post.since > shows_revision) return outbox
        const uncertain = event.type === 'DeliveryUncertain'
        // A conversation that stands still is worse than a question that is there twice; a file that is there twice is
        // not.
        const again = uncertain && post.round === 0 && about !== 'document' && about !== 'share'
        outbox.pending.set(
          purpose,
          again ? { ...post, round: 1 } : { ...post, state: uncertain ? 'uncertain' : 'failed' },
        )
        if (about === 'document')
          enqueue({ about: 'failed', name: null, failure: uncertain ? 'delivery_uncertain' : 'delivery_failed' })
        return outbox
      }
      case 'DeliveryRetried':
        for (const [purpose, post] of outbox.pending)
          if (post.state !== 'due') outbox.pending.set(purpose, { ...post, state: 'due', at, round: post.round + 1 })
        return outbox
    }
  }
}

const unlessErased = (value: string | Erased | undefined): string | undefined =>
  value === undefined || isErased(value) ? undefined : value
