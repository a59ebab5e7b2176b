/** A page of the global order: a short subscription, filtered by the server, to its end. */
import { StoreUnavailable, type Position, type StoredEvent } from '../../../../ports/events/event-store.ts'
import { subscribeToAll, type SubscriptionDeps } from './subscription.ts'
import { TIMED_OUT, withTimeout } from '../connection/timers.ts'

/** The most events that are gathered at a time. */
const BATCH_SIZE = 500
/** How long a page may take, with all interruptions. */
export const READ_ALL_TIMEOUT_MS = 30_000

/** Throws `StoreUnavailable` when the server does not answer in time. */
export async function readAll(
  deps: SubscriptionDeps,
  after: Position | undefined,
  limit: number,
): Promise<readonly StoredEvent[]> {
  if (deps.closing.aborted) throw new StoreUnavailable('The event store is closed.')
  if (limit < 1) return []
  const stop = new AbortController()
  const page = await withTimeout(deps.timers, READ_ALL_TIMEOUT_MS, collectPage(deps, after, limit, stop.signal))
  stop.abort()
  if (page === TIMED_OUT || page === undefined)
    throw new StoreUnavailable('EventStoreDB gave no answer to a read of $all in time.')
  return page
}

/** Undefined when it was stopped before it had a page. */
async function collectPage(deps: SubscriptionDeps, after: Position | undefined, limit: number, signal: AbortSignal) {
  const events: StoredEvent[] = []
  for await (const batch of subscribeToAll(deps, after, { signal, batch_size: Math.min(limit, BATCH_SIZE) })) {
    events.push(...batch.events)
    if (events.length >= limit || batch.caught_up) return events.slice(0, limit)
  }
  return undefined
}
