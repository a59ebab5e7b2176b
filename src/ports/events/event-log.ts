/**
 * The event log on top of the event store: typed events with envelopes, hashed, and sealed with the data key of their
 * stream. All events are written and read through it.
 */
import type { AnyEvent, OpenEvent } from '../../domain/event-catalogue.ts'
import type { CommandContext, Envelope, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Batch, Position, SubscribeOptions } from './event-store.ts'
import type { EventFinding, Tampering } from './findings.ts'

/** The last event that the caller has folded; an append goes after it. */
export interface StreamHead {
  /** -1 for a stream that does not exist yet. */
  readonly revision: number
  /** The hash of that event, empty for a new stream. */
  readonly hash: string
}

/** An event as subscriptions see it, without its sealed fields, which are never decrypted for them. */
export interface RecordedOpenEvent {
  readonly stream: string
  readonly revision: number
  readonly position: Position
  readonly envelope: Envelope
  readonly event: OpenEvent
}

export interface EventLog {
  /**
   * Checks, seals, hashes and appends. Returns the recorded events (all with the position of the last). Throws what
   * `EventStore.append` throws, `KeyDestroyed` for an erased stream, `UnknownEvent` for an event outside the catalogue.
   */
  append(
    stream: string,
    tip: StreamHead,
    events: readonly AnyEvent[],
    context: CommandContext,
  ): Promise<readonly RecordedEvent<AnyEvent>[]>
  /**
   * The events of a stream from a revision on, decrypted. Fields whose key is gone read as `{ erased: true }`. Throws
   * `TamperedEvent`.
   */
  read(stream: string, from: number): Promise<readonly RecordedEvent<AnyEvent>[]>
  /** Batches for read models and the process manager. */
  subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch<RecordedOpenEvent>>
  head(): Promise<Position | undefined>
  compare(a: Position, b: Position): number
}

/** A stored event is not what was recorded: bytes were changed, moved, put in or removed. */
export class TamperedEvent extends Error {
  readonly stream: string
  readonly revision: number
  readonly kind: Tampering
  /** The field that shows it, if known. */
  readonly field: string | undefined
  constructor({ stream, revision, kind, words, field }: EventFinding, options?: ErrorOptions) {
    super(`Event ${revision} of ${stream} was changed after it was recorded: ${words}`, options)
    this.name = 'TamperedEvent'
    this.kind = kind
    this.field = field
    this.stream = stream
    this.revision = revision
  }
}
