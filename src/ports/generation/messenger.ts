/**
 * Posts of conversations to the place where they are held. A post is made once: before any second attempt the messenger
 * looks whether the first one is there already.
 */
import type { SendOutcome, MessageRecord } from '../../domain/outbox/outbox-decisions.ts'
import type { DueMessage } from '../../domain/generation/generation-process.ts'

/**
 * What is to be posted. Its content the messenger reads by the queries; what may be kept in clear is in
 * `MessageRecord`.
 */
export interface OutgoingMessage extends MessageRecord {
  readonly tenant: string
  readonly generation: string
  /**
   * The place of the conversation; for `share` the place that gets the file. A post `to` a colleague goes to that
   * person alone.
   */
  readonly place: string
  readonly requester: string
  /** Why a question is asked again; `unreachable`: the colleague it was handed to could not be messaged. */
  readonly reason?: DueMessage['reason']
  /** What the person wrote that was not understood, and what is wrong with it. Sealed in the events: never keep it. */
  readonly raw?: string | undefined
  readonly error?: string | undefined
  /** What the requester wrote to the colleague. Sealed in the events: never keep it. */
  readonly note?: string | undefined
  /** Of a notice that something failed: making the document, or handing it over. */
  readonly failure?: DueMessage['failure']
  /** Messages whose buttons are stale: to be taken away first, best effort; it may have been done before. */
  readonly settle: readonly StaleMessage[]
}

/** A message that asks no longer; what was answered meanwhile stands in the generation. */
export interface StaleMessage {
  readonly message: string
  readonly about: MessageRecord['about']
  readonly name: string | null
  readonly to?: string | undefined
}

export interface Messenger {
  /**
   * Posts, or finds that it is posted already. Throws `RetryAt` for what may pass (a rate limit, a server that is away,
   * an answer that was lost and cannot be settled yet); `refused` is for good; `uncertain` when it cannot be found out
   * whether it is there.
   */
  post(post: OutgoingMessage): Promise<SendOutcome>
  /**
   * The posts of a generation that were begun and whose outcome was never `recorded`, since a crash came between: each
   * as it turns out now, without posting anything. Those that turn out not to be there are forgotten and not told.
   * Throws `RetryAt`.
   */
  unrecorded(generation: string): Promise<readonly { readonly post: MessageRecord; readonly outcome: SendOutcome }[]>
  /** The outcome of a post stands in the stream. */
  recorded(post_id: string): Promise<void>
}

/** Not now: not before `at` (ISO 8601 UTC). */
export class RetryAt extends Error {
  override readonly name = 'RetryAt'
  readonly at: string
  /** How often this post was tried so far. */
  readonly attempts: number
  /** It may be out: an answer was lost, and it could not be looked up yet. */
  readonly in_doubt: boolean
  constructor(at: string, attempts: number, message: string, options?: ErrorOptions & { readonly in_doubt?: boolean }) {
    super(message, options)
    this.at = at
    this.attempts = attempts
    this.in_doubt = options?.in_doubt ?? false
  }
}
