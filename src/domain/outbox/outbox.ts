/**
 * The messages that a conversation owes its channel: pending, sent, and stale. All of it follows from the events;
 * nothing here knows what a channel or a message is.
 */
import type { AnswerValue, Erased } from '../questions/answer.ts'
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
