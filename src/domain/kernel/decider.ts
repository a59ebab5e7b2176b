/**
 * The shape of an aggregate (Chassaing, "Functional Event Sourcing Decider"): an initial state and how an event changes
 * it. Decisions are plain functions `(command, state) → Result<events>` beside it; an empty list is an idempotent
 * no-op.
 */
import type { DomainEvent, Envelope } from './event.ts'

/** What `evolve` may know about an event besides its data. */
export interface EventMetadata {
  readonly revision: number
  readonly envelope: Envelope
}

export interface Decider<State, E extends DomainEvent> {
  /** The state of a stream without events. */
  readonly initial: () => State
  /** Returns the state after the event. May change `state` in place, so the caller must own it. */
  readonly evolve: (state: State, event: E, metadata: EventMetadata) => State
  /** A copy that `evolve` may change without changing the original. */
  readonly copy: (state: State) => State
  /** Left out where streams stay short. */
  readonly snapshot?: SnapshotFormat<State>
}

/** How a state is serialized, so that folding can continue from it instead of from the first event. */
export interface SnapshotFormat<State> {
  /**
   * Raised whenever the state's type changes, or `evolve` gives another state for the same events. Snapshots of another
   * shape are ignored.
   */
  readonly shape: number
  /** About so many events lie between one snapshot and the next; left out: `SNAPSHOT_EVERY`. For large events. */
  readonly every?: number
  /** The state as data for JSON. Undefined members may be lost. */
  readonly write: (state: State) => unknown
  /** Restores the state from what `write` returned, parsed back from JSON. */
  readonly read: (written: unknown) => State
}
