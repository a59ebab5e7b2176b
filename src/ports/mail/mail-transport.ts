/** The way that mail goes out by: a server, or an outbox on this machine. */

/** A mail in plain text. */
export interface OutgoingMail {
  /** Stays the same when it is sent again, so that a receiver can tell. */
  readonly id: string
  /** One address (see `readEmailAddress`). */
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** `words` are the server’s, in one line. */
export type MailOutcome =
  /** The server has it. */
  | { readonly outcome: 'sent'; readonly words: string }
  /** The server will never take it. */
  | { readonly outcome: 'refused'; readonly words: string }
  /** It may work later. */
  | { readonly outcome: 'failed'; readonly words: string }

export interface MailTransport {
  /** Whether mail stays here, to be read in the console, instead of going anywhere. */
  readonly keeps: boolean
  /** Never throws, and ends within a time-out, or soon after the signal fires. */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<MailOutcome>
  /** Tries the server without sending anything. Throws what is wrong with it. */
  check(): Promise<void>
  close(): void
}
