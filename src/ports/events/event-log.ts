/**
 * The event store with our meaning: typed events with their envelope, hashed, and sealed with the data key of their
 * stream. All events go in and out through it.
 */
import type { AnyEvent, OpenEvent } from '../../domain/event-catalogue.ts'
import type { CommandContext, Envelope, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Batch, Position, SubscribeOptions } from './event-store.ts'

/** Where an append goes: after the last event that the caller has folded. */
export interface StreamHead {
  /** -1 for a stream that does not exist yet. */
  readonly revision: number
  /** The hash of that event, empty for a new stream. */
  readonly hash: string
}

/** An event as subscriptions see it: its sealed fields are left out, never decrypted. */
export interface RecordedOpenEvent {
  readonly stream: string
  readonly revision: number
  readonly position: Position
  readonly envelope: Envelope
  readonly event: OpenEvent
}

export interface EventLog {
  /**
   * Checks, seals, hashes and appends; gives the events as recorded (all with the position of the last). Throws what
   * `EventStore.append` throws, `KeyDestroyed` for a stream that was erased, `UnknownEvent` for what is not in the
   * catalogue.
   */
  append(
    stream: string,
    tip: StreamHead,
    events: readonly AnyEvent[],
    context: CommandContext,
  ): Promise<readonly RecordedEvent<AnyEvent>[]>
  /**
   * The events of a stream from a revision on, opened; fields whose key is gone read as `{ erased: true }`. Throws
   * `TamperedEvent`.
   */
  read(stream: string, from: number): Promise<readonly RecordedEvent<AnyEvent>[]>
  /** Batches for read models and the process manager. */
  subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch<RecordedOpenEvent>>
  head(): Promise<Position | undefined>
  compare(a: Position, b: Position): number
}

/** A stored event is not what was recorded: somebody changed, moved or removed bytes. */
export class TamperedEvent extends Error {
  readonly stream: string
  readonly revision: number
  /** The field of its data that shows it, where it is one. */
  readonly field: string | undefined
  constructor(
    stream: string,
    revision: number,
    finding: string,
    { field, ...options }: ErrorOptions & { readonly field?: string } = {},
  ) {
    super(`Event ${revision} of ${stream} was changed after it was recorded: ${finding}`, options)
    this.name = 'TamperedEvent'
    this.field = field
    this.stream = stream
    this.revision = revision
  }
}
