/**
 * For whom something is being done: what is shared by all callers (threads, memory for bodies) is shared out by it. It
 * is set where a caller becomes known, and read where the sharing is done; nothing in between has to pass it on.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

const owners = new AsyncLocalStorage<string>()

/** The name under which a caller’s share is counted. */
export const ownerOf = ({ tenant, actor }: { readonly tenant: string; readonly actor: string }): string =>
  `${tenant} ${actor}`

/** Does the work in the name of the owner (see `ownerOf`). */
export const onBehalfOf = <T>(owner: string, work: () => T): T => owners.run(owner, work)

/** Undefined where nobody in particular has caused it. */
export const currentOwner = (): string | undefined => owners.getStore()
