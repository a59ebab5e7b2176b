/**
 * Wake-ups for conversations whose inbox has something to work: at least once, one at a time per conversation, after a
 * crash again.
 */

export interface InboxJobs {
  /** Wakes a conversation. */
  enqueue(conversation: string): Promise<void>
  /**
   * Starts handing conversations to `handle`; one that throws is tried again after a while. Ends when the signal has
   * fired and running ones are done.
   */
  work(handle: (conversation: string) => Promise<void>, signal: AbortSignal): Promise<void>
}
