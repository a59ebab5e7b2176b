/** The queue of mails: an id is delivered at least once, one at a time, and again later where its handler throws. */
import type { Kysely } from 'kysely'

export interface MailJobs {
  /** Enqueues the mail in the caller’s transaction. */
  enqueue(mail: string, transaction: Kysely<unknown>): Promise<void>
  /** Ends when the signal has fired and running ones are done. */
  work(handle: (mail: string) => Promise<void>, signal: AbortSignal): Promise<void>
}
