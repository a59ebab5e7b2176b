/** One delivery from Slack, with all that must be known about it before it is processed. */
import type { InstalledIn } from './installed-in.ts'
import type { Fields } from './read-body.ts'

/** The kinds of deliveries. */
export type IncomingKind =
  | 'event'
  | 'command'
  | 'interaction'
  /** These three are answered in the response. */
  | 'view_submission'
  | 'block_suggestion'
  | 'url_verification'
  /** Not processed: the app's own messages, and checks and notices of Slack. */
  | 'ignored'

/** A classified delivery. */
export interface Incoming extends InstalledIn {
  readonly kind: IncomingKind
  readonly body: Fields
  /** The same for every redelivery. */
  readonly id: string
  /** Deliveries of one conversation are processed in order: a thread, or one person's actions outside of threads. */
  readonly conversation: string
  /** Slack's time of the event, decimal seconds. */
  readonly ts: string
}

/** What classifying needs besides the body. */
export interface ReceiptContext {
  /** A keyed hash of the raw body; interactions and commands have no id. */
  readonly digest: () => string
  /** Milliseconds since 1970. */
  readonly now: number
}
