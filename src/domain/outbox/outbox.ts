/**
 * The posting side of a conversation that is held at a place: which posts are due, which are out, and whose buttons have gone stale.
 * All of it follows from the events; nothing here knows what a place or a message is.
 */
import { isErased, type AnswerValue, type Erased } from '../questions/answer.ts'
import type { Circumstance } from '../kernel/decider.ts'
import type { Delegation } from '../generation/delegation.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import type { PostAbout, ReopenReason } from './outbox-events.ts'

/** A post that somebody should see. It stays until it is out, or until it says nothing new any more. */
export interface WantedPost {
  readonly about: PostAbout
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
export interface ShownPost {
  readonly post_id: string
  readonly about: PostAbout
  readonly name: string | null
  readonly to: string | undefined
  /** The revision of the conversation that it shows. */
  readonly revision: number
  readonly at: string
  /** The revision since which its buttons are stale. */
  readonly stale_at: number | undefined
  /** Its stale buttons were taken away. */
  readonly settled: boolean
}

/** A change of an answer that waits for the person's word. */
export interface Correction {
  readonly value: AnswerValue | Erased
  readonly raw: string | undefined
  readonly replaces: number | null
}

/** Its maps are changed in place; `copyPosting` first where others may look. */
export interface Posting {
  readonly place: string
  /** Days of silence after which the person is reminded. */
  readonly reminders: readonly number[]
  /** Of those, how many have gone out since the person last did something. */
  readonly reminded: number
  readonly share_to: string | undefined
  /** The revision since which what is asked of the person is asked: what was posted before that asks no longer. */
  readonly turned_at: number
  /** By what it is for: a newer one takes the place of an older one. In the order in which they became due. */
  readonly wanted: Map<string, WantedPost>
  /** By message. */
  readonly shown: Map<string, ShownPost>
  /** The ids of posts whose outcome is recorded. */
  readonly recorded: Set<string>
  /** By question. */
  readonly corrections: Map<string, Correction>
  /** Which question a person's own message answered, by message. */
  readonly said: Map<string, string>
}

export const newPosting = (place: string, reminders: readonly number[]): Posting => ({
  place, reminders, reminded: 0, share_to: undefined, turned_at: -1, wanted: new Map(), shown: new Map(), recorded: new Set(), corrections: new Map(), said: new Map(),
})

export const copyPosting = (posting: Posting): Posting => ({
  ...posting,
  wanted: new Map(posting.wanted),
  shown: new Map(posting.shown),
  recorded: new Set(posting.recorded),
  corrections: new Map(posting.corrections),
  said: new Map(posting.said),
})

/** What a post is for. One question at a time is asked of the requester; colleagues are asked beside it. */
function slotOf({ about, name, to }: Pick<WantedPost, 'about' | 'name'> & { readonly to?: string | undefined }): string {
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
interface Around {
  readonly before: { readonly next: string | null; readonly delegations: ReadonlyMap<string, Delegation> }
  readonly after: { readonly next: string | null; readonly delegations: ReadonlyMap<string, Delegation> }
}

/** The posting after an event. Changes `posting` in place where it holds maps. */
export function evolvePosting(posting: Posting, event: GenerationEvent, circumstance: Circumstance, { before, after }: Around): Posting {
  const { revision, envelope: { at } } = circumstance
  let { turned_at } = posting
  const want = (post: Pick<WantedPost, 'about' | 'name'> & Partial<WantedPost>): void => {
    const slot = slotOf(post)
    posting.wanted.delete(slot)
    posting.wanted.set(slot, { to: undefined, since: revision, at, round: 0, state: 'due', help: 0, ...post })
  }
  const ask = (over: Partial<WantedPost> = {}): void => {
    for (const [message, post] of posting.shown) if (post.to === undefined && isAsk(post)) stale(posting, message, revision)
    const { next: name } = after
    turned_at = revision
    want({ about: name === null ? 'review' : after.delegations.get(name)?.open === true ? 'waiting' : 'question', name, ...over })
  }

  const end = (): void => {
    turned_at = revision
    posting.wanted.clear()
    posting.corrections.clear()
    for (const message of posting.shown.keys()) stale(posting, message, revision)
  }
  return { ...evolve(), turned_at }

  function evolve(): Posting {
    switch (event.type) {
      case 'GenerationRequested':
        ask()
        return posting
      case 'AnswerProvided':
      case 'ListItemAdded':
      case 'ListItemRemoved':
      case 'ListClosed':
      case 'QuestionSkipped': {
        const { name } = event.data
        const prefix = event.type === 'ListItemRemoved' ? `${name}.${event.data.item}` : name
        forget(posting, revision, (about) => about === name || about === prefix || (about?.startsWith(`${prefix}.`) === true && event.type !== 'ListItemAdded'))
        if (event.type === 'AnswerProvided' && typeof event.data.said_in === 'string') posting.said.set(event.data.said_in, name)
        const delegation = before.delegations.get(name)
        if (delegation?.open === true && delegation.to === circumstance.envelope.actor) want({ about: 'answered', name })
        if (after.next !== before.next || after.next === name || after.next === null) ask()
        return { ...posting, reminded: 0 }
      }
      case 'QuestionReopened': {
        const { reason, help, raw, error } = event.data
        ask({ reason, help, raw: plain(raw), error: plain(error) })
        return { ...posting, reminded: 0 }
      }
      case 'QuestionDelegated': {
        const { name, to, note } = event.data
        want({ about: 'question', name, to, note: plain(note) })
        if (after.next !== before.next || after.next === name) ask()
        return { ...posting, reminded: 0 }
      }
      case 'DelegationWithdrawn': {
        const { name, reason } = event.data
        const to = before.delegations.get(name)?.to
        const told = [...posting.shown.values()].some((post) => post.to !== undefined && post.to === to && post.name === name && post.stale_at === undefined)
        forget(posting, revision, (about, post) => about === name && post.to !== undefined)
        if (told && to !== undefined) want({ about: 'withdrawn', name, to })
        if (after.next !== before.next || after.next === name) ask(reason === 'unreachable' ? { reason } : {})
        return { ...posting, reminded: 0 }
      }
      case 'CorrectionProposed': {
        const { name, value, raw, replaces } = event.data
        posting.corrections.set(name, { value, raw: plain(raw), replaces })
        for (const [message, post] of posting.shown) if (post.about === 'correction' && post.name === name) stale(posting, message, revision)
        want({ about: 'correction', name })
        return { ...posting, reminded: 0 }
      }
      case 'CorrectionDismissed':
        forget(posting, revision, (about, post) => post.about === 'correction' && about === event.data.name)
        return { ...posting, reminded: 0 }
      case 'GenerationConfirmed':
        end()
        return { ...posting, share_to: plain(event.data.share_to) }
      case 'GenerationCancelled':
        end()
        want({ about: 'cancelled', name: null })
        return posting
      case 'GenerationExpired':
        end()
        want({ about: 'expired', name: null })
        return posting
      case 'DocumentRendered':
        want({ about: 'document', name: null })
        if (posting.share_to !== undefined) want({ about: 'share', name: null })
        return posting
      case 'RenderingFailed':
        want({ about: 'failed', name: null, failure: 'rendering' })
        return posting
      case 'RenderingRetried':
        posting.wanted.delete('end')
        return posting
      case 'QuestionAsked':
      case 'ReminderSent':
      case 'NoticePosted':
      case 'DocumentDelivered':
      case 'DocumentShared':
        return wentOut(posting, event, circumstance)
      case 'DeliveryFailed':
      case 'DeliveryUncertain': {
        const { post_id, about, shows_revision } = event.data
        posting.recorded.add(post_id)
        if (about === 'reminder') return { ...posting, reminded: posting.reminded + 1 }
        const slot = slotOf(event.data)
        const post = posting.wanted.get(slot)
        if (post === undefined || post.since > shows_revision) return posting
        const uncertain = event.type === 'DeliveryUncertain'
        // A conversation that stands still is worse than a question that is there twice; a file that is there twice is not.
        const again = uncertain && post.round === 0 && about !== 'document' && about !== 'share'
        posting.wanted.set(slot, again ? { ...post, round: 1 } : { ...post, state: uncertain ? 'uncertain' : 'failed' })
        if (about === 'document') want({ about: 'failed', name: null, failure: uncertain ? 'delivery_uncertain' : 'delivery_failed' })
        return posting
      }
      case 'DeliveryRetried':
        for (const [slot, post] of posting.wanted) if (post.state !== 'due') posting.wanted.set(slot, { ...post, state: 'due', at, round: post.round + 1 })
        return posting
    }
  }
}

type Out = Extract<GenerationEvent, { type: 'QuestionAsked' | 'ReminderSent' | 'NoticePosted' | 'DocumentDelivered' | 'DocumentShared' }>

const ABOUT = { ReminderSent: 'reminder', DocumentDelivered: 'document', DocumentShared: 'share' } as const

/** A post is out: it is no longer wanted, and what had gone stale before it was taken care of with it. */
function wentOut(posting: Posting, event: Out, { revision, envelope: { at } }: Circumstance): Posting {
  const { post_id, shows_revision, message } = event.data
  // A download, which nobody posted.
  if (post_id === undefined || shows_revision === undefined) return posting
  const about = 'about' in event.data ? event.data.about : ABOUT[event.type as keyof typeof ABOUT]
  const name = 'name' in event.data ? event.data.name : null
  const to = 'to' in event.data ? event.data.to : undefined
  posting.recorded.add(post_id)
  for (const [known, post] of posting.shown) if (post.stale_at !== undefined && post.stale_at <= shows_revision) posting.shown.set(known, { ...post, settled: true })
  const slot = slotOf({ about, name, to })
  const wanted = posting.wanted.get(slot)
  const current = wanted !== undefined && wanted.since <= shows_revision
  if (current) posting.wanted.delete(slot)
  const live = about === 'reminder' ? posting.turned_at <= shows_revision : current
  if (typeof message === 'string' && (isAsk({ about }) || about === 'correction')) {
    posting.shown.set(message, { post_id, about, name, to, revision: shows_revision, at, stale_at: live ? undefined : revision, settled: false })
  }
  return about === 'reminder' ? { ...posting, reminded: posting.reminded + 1 } : posting
}

const isAsk = ({ about }: Pick<ShownPost, 'about'>): boolean => about === 'question' || about === 'review' || about === 'waiting' || about === 'reminder'

function stale(posting: Posting, message: string, revision: number): void {
  const post = posting.shown.get(message)
  if (post !== undefined && post.stale_at === undefined) posting.shown.set(message, { ...post, stale_at: revision })
}

/** What was asked about these questions is asked no longer. */
function forget(posting: Posting, revision: number, about: (name: string | null, post: Pick<ShownPost, 'about' | 'to'>) => boolean): void {
  for (const [message, post] of posting.shown) if (about(post.name, post)) stale(posting, message, revision)
  for (const [slot, post] of posting.wanted) if (post.about !== 'answered' && about(post.name, post)) posting.wanted.delete(slot)
  for (const name of posting.corrections.keys()) if (about(name, { about: 'correction', to: undefined })) posting.corrections.delete(name)
}

const plain = (value: string | Erased | undefined): string | undefined => (value === undefined || isErased(value) ? undefined : value)
