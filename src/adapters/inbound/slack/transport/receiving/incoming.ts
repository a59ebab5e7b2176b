/** One delivery from Slack, with all that must be known about it before it is processed. */
import type { Fields } from './read-body.ts'

export type IncomingKind =
  | 'event'
  | 'command'
  | 'interaction'
  /** These three want their answer in the response. */
  | 'view_submission'
  | 'block_suggestion'
  | 'url_verification'
  /** Nobody here wants it: what the app itself posted, and what Slack only checks or tells. */
  | 'ignored'

export interface Incoming {
  readonly kind: IncomingKind
  readonly body: Fields
  /** The workspace in which the app is installed, not always that of the person; empty when the body does not say. */
  readonly team: string
  /** The same for every delivery of the same thing. */
  readonly id: string
  /** What must be worked in turn: a thread, or what one person does outside of any. */
  readonly conversation: string
  /** By Slack's clock, decimal seconds. */
  readonly ts: string
}

export interface ReceiptContext {
  /** A keyed hash of the raw body: interactions and commands carry no id. */
  readonly digest: () => string
  /** Milliseconds since 1970. */
  readonly now: number
}
