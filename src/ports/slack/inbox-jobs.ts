/**
 * The job queue of conversations with items in the inbox. A job is delivered at least once, one at a time per
 * conversation, and again after a crash.
 */

/** The job queue of the inbox. */
export interface InboxJobs {
  /** Enqueues a job for the conversation. */
  enqueue(conversation: string): Promise<void>
  /**
   * Passes conversations to `handle`; one whose handler throws is retried later. Resolves once the signal has fired and
   * running handlers are done.
   */
  work(handle: (conversation: string) => Promise<void>, signal: AbortSignal): Promise<void>
}
