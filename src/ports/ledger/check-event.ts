/** Looks at one stored event alone: whether it is as this installation recorded it. */
import type { StoredEvent } from '../events/event-store.ts'
import type { Finding } from './finding.ts'

/** What an event says of itself, and what is wrong with it. */
export interface CheckedEvent {
  /** Its own hash; for an event that says none, one over all its bytes. */
  readonly hash: string
  /** The hash of the event before it in its stream, as it says; undefined where that cannot be read. */
  readonly previous_hash: string | undefined
  /** Undefined where nothing is. */
  readonly finding: Finding | undefined
}

/** Never throws for what an event holds. */
export type CheckStoredEvent = (stored: StoredEvent) => CheckedEvent
