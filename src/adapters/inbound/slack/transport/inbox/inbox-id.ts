/** The inbox id of a body that Bolt passes to a listener. */

/** What the inbox adds to Bolt's `context`. */
export interface InboxContext {
  /** The same for every redelivery and every retry. */
  readonly inboxId: string
  /** The request was answered already, so an `ack` with content is not shown. */
  readonly late: boolean
}

const ids = new WeakMap<object, string>()

/** Remembers the inbox id of a body before Bolt processes it. */
export function rememberInboxId(body: object, id: string): void {
  ids.set(body, id)
}

/** The inbox id of a listener's body. The ids of all its commands are derived from it. */
export function inboxIdOf(body: object): string {
  const id = ids.get(body)
  if (id === undefined) throw new Error('This body did not come through the inbox.')
  return id
}
