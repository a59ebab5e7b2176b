/**
 * Sends the messages of conversations to the channels they are held in. A message is sent once: before a second attempt
 * the messenger looks whether the first one arrived.
 */
import type { SendOutcome, MessageRecord } from '../../domain/outbox/outbox-decisions.ts'
import type { DueMessage } from '../../domain/generation/generation-process.ts'

/**
 * A message to send. The messenger reads its content through the queries; only the fields of `MessageRecord` may be
 * kept in clear.
 */
export interface OutgoingMessage extends MessageRecord {
  readonly tenant: string
  readonly generation: string
  /** The channel of the conversation; for `share` the one that gets the file. With `to`, only that person gets it. */
  readonly channel: string
  readonly requester: string
  /** Why a question is asked again; `unreachable`: the colleague it was delegated to could not be messaged. */
  readonly reason?: DueMessage['reason']
  /** The answer that was not understood, and what is wrong with it. Sealed in the events: never keep it. */
  readonly raw?: string | undefined
  readonly error?: string | undefined
  /** What the requester wrote to the colleague. Sealed in the events: never keep it. */
  readonly note?: string | undefined
  /** Of a failure notice: what failed, making the document or handing it over. */
  readonly failure?: DueMessage['failure']
  /** Messages that ask no more: to show what became of them, best effort; it may have been done before. */
  readonly stale: readonly StaleMessage[]
}

/** A message whose question is no longer asked. The answer, if there is one, is in the generation. */
export interface StaleMessage {
  readonly message: string
  readonly about: MessageRecord['about']
  readonly name: string | null
  readonly to?: string | undefined
}

export interface MessageOutcome {
  readonly message: MessageRecord
  readonly outcome: SendOutcome
}

export interface Messenger {
  /**
   * Sends the message, or finds that it was sent already. Throws `RetryAt` for faults that may pass: a rate limit, a
   * server that is down, a lost response that cannot be looked up yet. `refused` is final; `uncertain` means that
   * nobody can find out whether it arrived.
   */
  send(message: OutgoingMessage): Promise<SendOutcome>
  /**
   * The messages of a generation whose sending began but whose outcome was never recorded, because of a crash: looked
   * up now, sending nothing. Messages that did not arrive are dropped and not returned. Throws `RetryAt`.
   */
  unrecorded(generation: string): Promise<readonly MessageOutcome[]>
  /** Call it once the outcome of a message is in the stream. */
  recorded(message_id: string): Promise<void>
}

/** The message cannot be sent now. Try again at `at` (ISO 8601 UTC). */
export class RetryAt extends Error {
  override readonly name = 'RetryAt'
  readonly at: string
  /** How often this message was tried so far. */
  readonly attempts: number
  /** It may have been sent: a response was lost, and it could not be looked up yet. */
  readonly in_doubt: boolean
  constructor(at: string, attempts: number, message: string, options?: ErrorOptions & { readonly in_doubt?: boolean }) {
    super(message, options)
    this.at = at
    this.attempts = attempts
    this.in_doubt = options?.in_doubt ?? false
  }
}
