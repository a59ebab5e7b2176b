/**
 * The shape of an aggregate (Chassaing, "Functional Event Sourcing Decider"): an initial state and how an event changes
 * it. Decisions are plain functions `(command, state) → Result<events>` beside it; an empty list is an idempotent
 * no-op.
 */
import type { DomainEvent, Envelope } from './event.ts'

/** What a fold may know of an event's circumstances. */
export interface EventMetadata {
  readonly revision: number
  readonly envelope: Envelope
}

export interface Decider<State, E extends DomainEvent> {
  readonly initial: () => State
  /** May change `state` in place and return it: the caller owns it. */
  readonly evolve: (state: State, event: E, metadata: EventMetadata) => State
  /** A copy that `evolve` may change without the original noticing. */
  readonly copy: (state: State) => State
  /** Only where streams can become long. */
  readonly snapshot?: SnapshotFormat<State>
}

/** How a state is written down, so that its stream can be folded on from it instead of from its first event. */
export interface SnapshotFormat<State> {
  /**
   * Raised whenever the state holds something else, or `evolve` makes something else of the same events: older
   * snapshots are then left aside.
   */
  readonly shape: number
  /** The state as plain data for JSON. Members that are undefined may get lost. */
  readonly write: (state: State) => unknown
  /** Takes what `write` made, after a way through JSON. */
  readonly read: (written: unknown) => State
}
