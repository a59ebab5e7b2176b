/**
 * What came in from a conversation surface (Slack): kept, sealed, before the sender is told that it arrived, and worked
 * afterwards, one at a time per conversation. An item that is done keeps its id for a while, so that a second delivery
 * is recognised, but not its content.
 */

export interface NewInboxItem {
  /** UUID, derived from what the sender calls it: the same delivery again has the same id. */
  readonly id: string
  /** Items of one conversation are worked in turn. */
  readonly conversation: string
  /**
   * When it happened, by the sender's clock, as decimal seconds with six places (`1700000000.000100`): the order of
   * working.
   */
  readonly ts: string
  /** JSON text. */
  readonly payload: string
}

export interface InboxItem extends NewInboxItem {
  /** How often it was begun so far. */
  readonly attempts: number
  readonly received_at: string
}

/** An item that was given up, without its content. */
export interface ParkedItem {
  readonly id: string
  readonly conversation: string
  readonly error: string
  readonly attempts: number
  readonly received_at: string
}

export interface Inbox {
  /** Keeps the item unless its id is known. When the promise resolves it is on the disk. */
  add(item: NewInboxItem): Promise<'added' | 'known'>
  /** The first item of a conversation that waits, by `ts` and then by arrival; it is counted as begun once more. */
  beginNext(conversation: string): Promise<InboxItem | undefined>
  /** The item is worked: its content is forgotten. */
  markDone(id: string): Promise<void>
  /** The item failed: it waits again, or, `given_up`, is set aside. */
  markFailed(id: string, error: string, given_up: boolean): Promise<void>
  /** Its time has not come: it waits again, and was not begun. */
  defer(id: string): Promise<void>
  /** What was set aside, oldest first, at most `limit`. */
  listParked(limit: number): Promise<readonly ParkedItem[]>
  /**
   * Has an item that was set aside wait again, with its attempts at 0; gives its conversation, undefined when it is not
   * set aside.
   */
  retry(id: string): Promise<string | undefined>
  /** Conversations with items that wait since before a time (ISO 8601 UTC). */
  listWaitingConversations(before: string): Promise<readonly string[]>
  /** Forgets the ids of what was done before a time; gives their number. */
  deleteDone(before: string): Promise<number>
}
