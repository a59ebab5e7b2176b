/**
 * Folded streams. What I just wrote is what I read: every load reads the events that its cached fold does not have yet.
 */
import type { AnyEvent } from '../../domain/event-catalogue.ts'
import type { Decider } from '../../domain/kernel/decider.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { StreamHead } from './event-log.ts'

/** A command that a stream has recorded. */
export interface ProcessedCommand {
  /** The revision after it. */
  readonly revision: number
  /** Whether its request had the digest that was asked about. */
  readonly same_request: boolean
}

export interface ProcessedCommands {
  has(command_id: string): boolean
  find(command_id: string, request_digest: string): ProcessedCommand | undefined
}

/** A fold, and what an append after it needs. */
export interface LoadedAggregate<State> extends StreamHead {
  readonly state: State
  /** The commands that led here. */
  readonly commands: ProcessedCommands
}

export interface AggregateStore {
  /** The stream folded to its end. The state is shared: never change it. */
  load<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): Promise<LoadedAggregate<State>>
  /**
   * The stream folded at least so far that its state is `enough`. What never changes afterwards, like a template's
   * version, is found without reading the stream to its end.
   */
  loadFor<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    enough: (state: State) => boolean,
  ): Promise<LoadedAggregate<State>>
  /**
   * The fold as this instance last saw it, however long ago, unless others have been seen to write to the stream
   * lately. Whether it still holds, an append with its revision shows; nothing else may be concluded from it.
   */
  presumed<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): LoadedAggregate<State> | undefined
  /** The stream folded up to and including a revision. */
  loadAt<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    revision: number,
  ): Promise<LoadedAggregate<State>>
  /** The fold after events that were just appended to it; keeps it for the next load. */
  advance<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    folded: LoadedAggregate<State>,
    events: readonly RecordedEvent<AnyEvent>[],
  ): LoadedAggregate<State>
}
