/** The inbox id of a body that Bolt passes to a listener. */

/** What an inbox item adds to Bolt's `context`. */
export interface InboxContext {
  /** The same for every delivery and every try of the same thing. */
  readonly inboxId: string
  /** Nobody sees an `ack` with content any more: the request that brought this was answered long ago. */
  readonly late: boolean
}

export const ids = new WeakMap<object, string>()

/** The inbox id of a body that a listener was given; it is the root of the ids of all that the listener causes. */
export function inboxIdOf(body: object): string {
  const id = ids.get(body)
  if (id === undefined) throw new Error('This body did not come through the inbox.')
  return id
}
