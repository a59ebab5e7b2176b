/**
 * Aggregates folded from their streams. Callers read their own writes: every load reads the events that its cache
 * lacks.
 */
import type { AnyEvent } from '../../domain/event-catalogue.ts'
import type { Decider } from '../../domain/kernel/decider.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { StreamHead } from './event-log.ts'

/** A command that a stream has recorded. */
export interface ProcessedCommand {
  /** The revision after it. */
  readonly revision: number
  /** Whether its request had the digest that was looked for. */
  readonly same_request: boolean
}

/** The commands that led to a state. */
export interface ProcessedCommands {
  has(command_id: string): boolean
  find(command_id: string, request_digest: string): ProcessedCommand | undefined
}

/** A state, and what an append after it needs. */
export interface LoadedAggregate<State> extends StreamHead {
  readonly state: State
  readonly commands: ProcessedCommands
}

/** How far to read; by default to the end of the stream. */
export interface LoadOptions<State> {
  /** Uses the cached state without reading if it satisfies this. For facts that never change once they are true. */
  readonly until?: ((state: State) => boolean) | undefined
  /** With `until`: reads all the same where the state was read or written more than so many milliseconds ago. */
  readonly max_age_ms?: number | undefined
  /** The state as of this revision, included. */
  readonly at?: number | undefined
}

/** States are shared: never change one in place. */
export interface AggregateStore {
  /**
   * The state that this instance saw last, without reading; undefined where there is none, or where another instance
   * wrote to the stream recently. It may be stale: only a successful append at its revision proves that it was current.
   */
  cached<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): LoadedAggregate<State> | undefined
  /** The current state, or what the options ask for; revision -1 for a stream that does not exist. */
  load<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    options?: LoadOptions<State>,
  ): Promise<LoadedAggregate<State>>
  /** The state after events that were just appended. Caches it. */
  advance<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    loaded: LoadedAggregate<State>,
    events: readonly RecordedEvent<AnyEvent>[],
  ): LoadedAggregate<State>
}
