/**
 * Job queue of the conversations that have something in the inbox. A job is delivered at least once, one at a time per
 * conversation, and again after a crash.
 */

export interface InboxJobs {
  /** Enqueues a job for the conversation. */
  enqueue(conversation: string): Promise<void>
  /**
   * Starts passing conversations to `handle`; one whose handler throws is retried after a while. Ends when the signal
   * has fired and running ones are done.
   */
  work(handle: (conversation: string) => Promise<void>, signal: AbortSignal): Promise<void>
}
