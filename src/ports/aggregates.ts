/** Folded streams. What I just wrote is what I read: every load reads the events that its cached fold does not have yet. */
import type { AnyEvent } from '../domain/catalogue.ts'
import type { Decider } from '../domain/decider.ts'
import type { RecordedEvent } from '../domain/event.ts'
import type { Tip } from './event-log.ts'

/** A command that a stream has recorded: the revision after it, and the digest of its request. */
export interface PriorCommand {
  readonly revision: number
  readonly request_digest: string
}

/** A fold, and what an append after it needs. */
export interface Folded<State> extends Tip {
  readonly state: State
  /** The commands that led here, by id. */
  readonly commands: Pick<ReadonlyMap<string, PriorCommand>, 'get' | 'has'>
}

export interface Aggregates {
  /** The stream folded to its end. The state is shared: never change it. */
  load<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): Promise<Folded<State>>
  /**
   * The stream folded at least so far that its state is `enough`. What never changes afterwards, like a template's version, is found without reading
   * the stream to its end.
   */
  loadFor<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string, enough: (state: State) => boolean): Promise<Folded<State>>
  /**
   * The fold as it stood a moment ago, if it is known without reading: within a second of its last load or append on this instance. Whether it still
   * holds, an append with its revision shows; nothing else may be concluded from it.
   */
  recent<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): Folded<State> | undefined
  /** The stream folded up to and including a revision. */
  loadAt<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string, revision: number): Promise<Folded<State>>
  /** The fold after events that were just appended to it; keeps it for the next load. */
  advance<State, E extends AnyEvent>(
    decider: Decider<State, E>, stream: string, folded: Folded<State>, events: readonly RecordedEvent<AnyEvent>[],
  ): Folded<State>
}
