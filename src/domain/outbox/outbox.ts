/** The messages that a conversation owes its channel: pending and sent, current and stale. Folded from the events. */
import type { AnswerValue, Erased } from '../questions/answer.ts'
import type { MessageKind, ReopenReason } from './outbox-events.ts'

/** A message to be sent. It stays pending until it is sent or superseded. */
export interface PendingMessage {
  readonly about: MessageKind
  readonly name: string | null
  /** The recipient; undefined for the requester. */
  readonly to: string | undefined
  /** The revision and the time at which it became due. */
  readonly since: number
  readonly at: string
  /** From 0; incremented each time it is sent although an earlier attempt may have arrived. */
  readonly round: number
  readonly state: 'due' | 'failed' | 'uncertain'
  readonly help: number
  readonly reason?: ReopenReason | 'unreachable' | undefined
  readonly raw?: string | undefined
  readonly error?: string | undefined
  readonly note?: string | undefined
  /** What failed, for a message about a failure. */
  readonly failure?: 'rendering' | 'delivery_failed' | 'delivery_uncertain' | undefined
}

/** A message in the channel that a click or a reply can answer. */
export interface SentMessage {
  readonly post_id: string
  readonly about: MessageKind
  readonly name: string | null
  readonly to: string | undefined
  /** The revision of the conversation that it shows. */
  readonly revision: number
  readonly at: string
  /** The revision that made its buttons stale; undefined while they are current. */
  readonly stale_at: number | undefined
  /** Nothing in it is left to change: it shows what became of its question, or never had buttons. */
  readonly settled: boolean
}

/** A proposed change of an answer that waits for the person to accept it. */
export interface Correction {
  readonly value: AnswerValue | Erased
  readonly raw: string | undefined
  readonly replaces: number | null
}

/** A person's own message that answered a question. */
export interface SaidMessage {
  /** The address of the question. */
  readonly name: string
  /** The revision of the answer that its words are; null once they are not what counts. */
  readonly revision: number | null
}

/** Folds change the maps in place: use `copyOutbox` first where the state is shared. */
export interface Outbox {
  readonly channel: string
  /** Days of silence after which the person is reminded. */
  readonly reminders: readonly number[]
  /** How many of them were sent since the person last did something. */
  readonly reminded: number
  /** When the question or a reminder was sent last, or given up; undefined before. */
  readonly asked_at: string | undefined
  readonly share_to: string | undefined
  /** The revision at which the current question was asked; messages that show an earlier one are stale. */
  readonly asked_since: number
  /** By purpose (`purposeOf`), in the order in which they became due. */
  readonly pending: Map<string, PendingMessage>
  /** By the message's reference in the channel. */
  readonly sent: Map<string, SentMessage>
  /** The ids of messages whose outcome is recorded. */
  readonly recorded: Set<string>
  /** By the address of the question. */
  readonly corrections: Map<string, Correction>
  /** By the reference of the person's own message. */
  readonly answered_by: Map<string, SaidMessage>
}

/** An empty outbox for a channel. */
export const newOutbox = (channel: string, reminders: readonly number[]): Outbox => ({
  channel,
  reminders,
  reminded: 0,
  asked_at: undefined,
  share_to: undefined,
  asked_since: -1,
  pending: new Map(),
  sent: new Map(),
  recorded: new Set(),
  corrections: new Map(),
  answered_by: new Map(),
})

/** A copy that can be changed without changing the original. */
export const copyOutbox = (outbox: Outbox): Outbox => ({
  ...outbox,
  pending: new Map(outbox.pending),
  sent: new Map(outbox.sent),
  recorded: new Set(outbox.recorded),
  corrections: new Map(outbox.corrections),
  answered_by: new Map(outbox.answered_by),
})
