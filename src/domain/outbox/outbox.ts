/**
 * The posting side of a conversation that is held at a place: which posts are due, which are out, and whose buttons
 * have gone stale. All of it follows from the events; nothing here knows what a place or a message is.
 */
import { isErased, type AnswerValue, type Erased } from '../questions/answer.ts'
import type { EventMetadata } from '../kernel/decider.ts'
import type { Delegation } from '../generation/delegation.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import type { MessageKind, ReopenReason } from './outbox-events.ts'

/** A post that somebody should see. It stays until it is out, or until it says nothing new any more. */
export interface PendingMessage {
  readonly about: MessageKind
  readonly name: string | null
  /** Undefined: the requester. */
  readonly to: string | undefined
  /** The revision and the instant that made it due. */
  readonly since: number
  readonly at: string
  /** From 0; one more for each time that it is posted although an earlier post may be there. */
  readonly round: number
  readonly state: 'due' | 'failed' | 'uncertain'
  readonly help: number
  readonly reason?: ReopenReason | 'unreachable' | undefined
  readonly raw?: string | undefined
  readonly error?: string | undefined
  readonly note?: string | undefined
  /** Of a notice that something failed. */
  readonly failure?: 'rendering' | 'delivery_failed' | 'delivery_uncertain' | undefined
}

/** A post that is out and that a click or a message can answer. */
export interface SentMessage {
  readonly post_id: string
  readonly about: MessageKind
  readonly name: string | null
  readonly to: string | undefined
  /** The revision of the conversation that it shows. */
  readonly revision: number
  readonly at: string
  /** The revision since which its buttons are stale. */
  readonly stale_at: number | undefined
  /** Its stale buttons were taken away. */
  readonly buttons_removed: boolean
}

/** A change of an answer that waits for the person's word. */
export interface Correction {
  readonly value: AnswerValue | Erased
  readonly raw: string | undefined
  readonly replaces: number | null
}

/** Its maps are changed in place; `copyOutbox` first where others may look. */
export interface Outbox {
  readonly channel: string
  /** Days of silence after which the person is reminded. */
  readonly reminders: readonly number[]
  /** Of those, how many have gone out since the person last did something. */
  readonly reminded: number
  readonly share_to: string | undefined
  /** The revision since which what is asked of the person is asked: what was posted before that asks no longer. */
  readonly asked_since: number
  /** By what it is for: a newer one takes the place of an older one. In the order in which they became due. */
  readonly pending: Map<string, PendingMessage>
  /** By message. */
  readonly sent: Map<string, SentMessage>
  /** The ids of posts whose outcome is recorded. */
  readonly recorded: Set<string>
  /** By question. */
  readonly corrections: Map<string, Correction>
  /** Which question a person's own message answered, by message. */
  readonly answered_by: Map<string, string>
}

export const newOutbox = (place: string, reminders: readonly number[]): Outbox => ({
  channel: place,
  reminders,
  reminded: 0,
  share_to: undefined,
  asked_since: -1,
  pending: new Map(),
  sent: new Map(),
  recorded: new Set(),
  corrections: new Map(),
  answered_by: new Map(),
})

export const copyOutbox = (outbox: Outbox): Outbox => ({
  ...outbox,
  pending: new Map(outbox.pending),
  sent: new Map(outbox.sent),
  recorded: new Set(outbox.recorded),
  corrections: new Map(outbox.corrections),
  answered_by: new Map(outbox.answered_by),
})

/** What a post is for. One question at a time is asked of the requester; colleagues are asked beside it. */
function purposeOf({
  about,
  name,
  to,
}: Pick<PendingMessage, 'about' | 'name'> & { readonly to?: string | undefined }): string {
  switch (about) {
    case 'question':
      return to === undefined ? 'ask' : `delegated ${name ?? ''}`
    case 'review':
    case 'waiting':
      return 'ask'
    case 'cancelled':
    case 'expired':
    case 'failed':
      return 'end'
    case 'answered':
    case 'withdrawn':
    case 'correction':
      return `${about} ${name ?? ''}`
    default:
      return about
  }
}

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
  let { asked_since: turned_at } = outbox
  const want = (post: Pick<PendingMessage, 'about' | 'name'> & Partial<PendingMessage>): void => {
    const slot = purposeOf(post)
    outbox.pending.delete(slot)
    outbox.pending.set(slot, { to: undefined, since: revision, at, round: 0, state: 'due', help: 0, ...post })
  }
  const ask = (over: Partial<PendingMessage> = {}): void => {
    for (const [message, post] of outbox.sent)
      if (post.to === undefined && isAsk(post)) markStale(outbox, message, revision)
    const { next: name } = after
    turned_at = revision
    want({
      about: name === null ? 'review' : after.delegations.get(name)?.open === true ? 'waiting' : 'question',
      name,
      ...over,
    })
  }

  const end = (): void => {
    turned_at = revision
    outbox.pending.clear()
    outbox.corrections.clear()
    for (const message of outbox.sent.keys()) markStale(outbox, message, revision)
  }
  return { ...evolve(), asked_since: turned_at }

  function evolve(): Outbox {
    switch (event.type) {
      case 'GenerationRequested':
        ask()
        return outbox
      case 'AnswerProvided':
      case 'ListItemAdded':
      case 'ListItemRemoved':
      case 'ListClosed':
      case 'QuestionSkipped': {
        const { name } = event.data
        const prefix = event.type === 'ListItemRemoved' ? `${name}.${event.data.item}` : name
        dropQuestion(
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
        if (delegation?.open === true && delegation.to === metadata.envelope.actor) want({ about: 'answered', name })
        if (after.next !== before.next || after.next === name || after.next === null) ask()
        return { ...outbox, reminded: 0 }
      }
      case 'QuestionReopened': {
        const { reason, help, raw, error } = event.data
        ask({ reason, help, raw: unlessErased(raw), error: unlessErased(error) })
        return { ...outbox, reminded: 0 }
      }
      case 'QuestionDelegated': {
        const { name, to, note } = event.data
        want({ about: 'question', name, to, note: unlessErased(note) })
        if (after.next !== before.next || after.next === name) ask()
        return { ...outbox, reminded: 0 }
      }
      case 'DelegationWithdrawn': {
        const { name, reason } = event.data
        const to = before.delegations.get(name)?.to
        const told = [...outbox.sent.values()].some(
          (post) => post.to !== undefined && post.to === to && post.name === name && post.stale_at === undefined,
        )
        dropQuestion(outbox, revision, (about, post) => about === name && post.to !== undefined)
        if (told && to !== undefined) want({ about: 'withdrawn', name, to })
        if (after.next !== before.next || after.next === name) ask(reason === 'unreachable' ? { reason } : {})
        return { ...outbox, reminded: 0 }
      }
      case 'CorrectionProposed': {
        const { name, value, raw, replaces } = event.data
        outbox.corrections.set(name, { value, raw: unlessErased(raw), replaces })
        for (const [message, post] of outbox.sent)
          if (post.about === 'correction' && post.name === name) markStale(outbox, message, revision)
        want({ about: 'correction', name })
        return { ...outbox, reminded: 0 }
      }
      case 'CorrectionDismissed':
        dropQuestion(outbox, revision, (about, post) => post.about === 'correction' && about === event.data.name)
        return { ...outbox, reminded: 0 }
      case 'GenerationConfirmed':
        end()
        return { ...outbox, share_to: unlessErased(event.data.share_to) }
      case 'GenerationCancelled':
        end()
        want({ about: 'cancelled', name: null })
        return outbox
      case 'GenerationExpired':
        end()
        want({ about: 'expired', name: null })
        return outbox
      case 'DocumentRendered':
        want({ about: 'document', name: null })
        if (outbox.share_to !== undefined) want({ about: 'share', name: null })
        return outbox
      case 'RenderingFailed':
        want({ about: 'failed', name: null, failure: 'rendering' })
        return outbox
      case 'RenderingRetried':
        outbox.pending.delete('end')
        return outbox
      case 'QuestionAsked':
      case 'ReminderSent':
      case 'NoticePosted':
      case 'DocumentDelivered':
      case 'DocumentShared':
        return onSent(outbox, event, metadata)
      case 'DeliveryFailed':
      case 'DeliveryUncertain': {
        const { post_id, about, shows_revision } = event.data
        outbox.recorded.add(post_id)
        if (about === 'reminder') return { ...outbox, reminded: outbox.reminded + 1 }
        const slot = purposeOf(event.data)
        const post = outbox.pending.get(slot)
        if (post === undefined || post.since > shows_revision) return outbox
        const uncertain = event.type === 'DeliveryUncertain'
        // A conversation that stands still is worse than a question that is there twice; a file that is there twice is
        // not.
        const again = uncertain && post.round === 0 && about !== 'document' && about !== 'share'
        outbox.pending.set(slot, again ? { ...post, round: 1 } : { ...post, state: uncertain ? 'uncertain' : 'failed' })
        if (about === 'document')
          want({ about: 'failed', name: null, failure: uncertain ? 'delivery_uncertain' : 'delivery_failed' })
        return outbox
      }
      case 'DeliveryRetried':
        for (const [slot, post] of outbox.pending)
          if (post.state !== 'due') outbox.pending.set(slot, { ...post, state: 'due', at, round: post.round + 1 })
        return outbox
    }
  }
}

type Out = Extract<
  GenerationEvent,
  { type: 'QuestionAsked' | 'ReminderSent' | 'NoticePosted' | 'DocumentDelivered' | 'DocumentShared' }
>

const ABOUT = { ReminderSent: 'reminder', DocumentDelivered: 'document', DocumentShared: 'share' } as const

/** A post is out: it is no longer wanted, and what had gone stale before it was taken care of with it. */
function onSent(outbox: Outbox, event: Out, { revision, envelope: { at } }: EventMetadata): Outbox {
  const { post_id, shows_revision, message } = event.data
  // A download, which nobody posted.
  if (post_id === undefined || shows_revision === undefined) return outbox
  const about = 'about' in event.data ? event.data.about : ABOUT[event.type as keyof typeof ABOUT]
  const name = 'name' in event.data ? event.data.name : null
  const to = 'to' in event.data ? event.data.to : undefined
  outbox.recorded.add(post_id)
  for (const [known, post] of outbox.sent)
    if (post.stale_at !== undefined && post.stale_at <= shows_revision)
      outbox.sent.set(known, { ...post, buttons_removed: true })
  const slot = purposeOf({ about, name, to })
  const wanted = outbox.pending.get(slot)
  const current = wanted !== undefined && wanted.since <= shows_revision
  if (current) outbox.pending.delete(slot)
  const live = about === 'reminder' ? outbox.asked_since <= shows_revision : current
  if (typeof message === 'string' && (isAsk({ about }) || about === 'correction')) {
    outbox.sent.set(message, {
      post_id,
      about,
      name,
      to,
      revision: shows_revision,
      at,
      stale_at: live ? undefined : revision,
      buttons_removed: false,
    })
  }
  return about === 'reminder' ? { ...outbox, reminded: outbox.reminded + 1 } : outbox
}

const isAsk = ({ about }: Pick<SentMessage, 'about'>): boolean =>
  about === 'question' || about === 'review' || about === 'waiting' || about === 'reminder'

function markStale(outbox: Outbox, message: string, revision: number): void {
  const post = outbox.sent.get(message)
  if (post !== undefined && post.stale_at === undefined) outbox.sent.set(message, { ...post, stale_at: revision })
}

/** What was asked about these questions is asked no longer. */
function dropQuestion(
  outbox: Outbox,
  revision: number,
  about: (name: string | null, post: Pick<SentMessage, 'about' | 'to'>) => boolean,
): void {
  for (const [message, post] of outbox.sent) if (about(post.name, post)) markStale(outbox, message, revision)
  for (const [slot, post] of outbox.pending)
    if (post.about !== 'answered' && about(post.name, post)) outbox.pending.delete(slot)
  for (const name of outbox.corrections.keys())
    if (about(name, { about: 'correction', to: undefined })) outbox.corrections.delete(name)
}

const unlessErased = (value: string | Erased | undefined): string | undefined =>
  value === undefined || isErased(value) ? undefined : value
