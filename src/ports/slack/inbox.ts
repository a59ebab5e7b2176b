/**
 * The inbox of deliveries from Slack: saved and sealed before they are acknowledged, and processed afterwards, one at a
 * time per conversation. A finished item keeps its id for a while, so that a redelivery is recognised, but not its
 * content.
 */

/** A delivery to save. */
export interface NewInboxItem {
  /** UUID derived from the sender's id: a redelivery has the same id. */
  readonly id: string
  /** Items of one conversation are processed in order. */
  readonly conversation: string
  /** The sender's time as decimal seconds with six places (`1700000000.000100`): the order of processing. */
  readonly ts: string
  /** JSON text. */
  readonly payload: string
}

/** A saved delivery. */
export interface InboxItem extends NewInboxItem {
  /** How often processing was begun so far. */
  readonly attempts: number
  readonly received_at: string
}

/** An item that failed for good, without its content. */
export interface ParkedItem {
  readonly id: string
  readonly conversation: string
  readonly error: string
  readonly attempts: number
  readonly received_at: string
}

/** The inbox. */
export interface Inbox {
  /** Saves the item unless its id is known. It is durable when the promise resolves. */
  add(item: NewInboxItem): Promise<'added' | 'known'>
  /** Begins the first waiting item of a conversation, by `ts` and then by arrival, and counts the attempt. */
  beginNext(conversation: string): Promise<InboxItem | undefined>
  /** The item was processed: deletes its content. */
  markDone(id: string): Promise<void>
  /** The item failed: it waits again, or is parked if `given_up`. */
  markFailed(id: string, error: string, given_up: boolean): Promise<void>
  /** The item cannot be processed yet: it waits again, and the attempt does not count. */
  defer(id: string): Promise<void>
  /** The parked items, oldest first, at most `limit`. */
  listParked(limit: number): Promise<readonly ParkedItem[]>
  /** Makes a parked item wait again with 0 attempts. Returns its conversation; undefined when it is not parked. */
  retry(id: string): Promise<string | undefined>
  /** Conversations with items that have waited since before a time (ISO 8601 UTC). */
  listWaitingConversations(before: string): Promise<readonly string[]>
  /** Deletes items that were done before a time (ISO 8601 UTC). Returns their number. */
  deleteDone(before: string): Promise<number>
}
