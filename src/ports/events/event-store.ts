/** Append-only streams of JSON texts in one global order. The store knows nothing of the events' meaning. */

export interface StorableEvent {
  /** UUID; derived from the command, so that a replay of one append is recognised. */
  readonly id: string
  readonly type: string
  /** JSON text of an object. Stored byte for byte. */
  readonly data: string
  /** JSON text of an object; comes back byte for byte. */
  readonly metadata: string
}

export interface StoredEvent extends StorableEvent {
  readonly stream: string
  /** From 0, without gaps in its stream. */
  readonly revision: number
  readonly position: Position
}

/** A place in the global order; opaque, ordered by `compare`. */
export type Position = string

/** `none`: the stream must not exist yet; a number: its last revision. */
export type ExpectedRevision = number | 'none'

export interface Batch<E = StoredEvent> {
  /** In global order; may be empty. */
  readonly events: readonly E[]
  /** Everything up to here was seen, including events that were filtered out. */
  readonly position: Position
  /** The reader was at the end of the log when this batch was made. */
  readonly caught_up: boolean
}

export interface SubscribeOptions {
  readonly signal: AbortSignal
  /** The most events of one batch. */
  readonly batch_size: number
}

export interface EventStore {
  /**
   * Appends 1 to 100 events, all or none. Returns the revision and position of the last. The same ids at the same
   * expected revision again give the same result, and nothing is stored. An append whose outcome is unknown is resolved
   * by replaying it. Throws `WrongExpectedRevision`, `InvalidAppend` (see `checkAppend`), `StoreUnavailable` where
   * certainly nothing was written, `AppendInDoubt` where the store did not come back in time.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly StorableEvent[],
  ): Promise<{ readonly revision: number; readonly position: Position }>
  /** The events of a stream from a revision on, in order; none for a missing stream. */
  readStream(stream: string, from: number): AsyncIterable<StoredEvent>
  /** Up to `limit` events after a position (`undefined`: from the start), in global order. */
  readAll(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]>
  /**
   * Batches after a position, then live, until the signal or `close` ends it (the iteration then finishes normally). It
   * reads no further ahead than the consumer. A lost connection is resumed without loss or repetition.
   */
  subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch>
  /** The position of the last event; undefined while there is none. */
  head(): Promise<Position | undefined>
  /** Negative, zero or positive, like a comparator. */
  compare(a: Position, b: Position): number
  /** Ends all subscriptions and frees its resources. */
  close(): Promise<void>
}

/** An append that no store accepts, such as one that is too large: a mistake of the caller. */
export class InvalidAppend extends Error {
  override readonly name: string = 'InvalidAppend'
}

/** What an append has too many bytes of, by the names of its fields alone. */
export interface AppendSize {
  /** In bytes: what it has, and the most that is taken. */
  readonly size: number
  readonly limit: number
  /** The field with the most bytes, and those. */
  readonly field: string
  readonly field_size: number
  /** How many entries that field has, where it is a list. */
  readonly entries?: number
}

/** An append has more bytes than are taken. */
export class AppendTooLarge extends InvalidAppend {
  override readonly name = 'AppendTooLarge'
  readonly size: AppendSize
  constructor(message: string, size: AppendSize) {
    super(message)
    this.size = size
  }
}

/** Somebody else appended first, or the stream is not where the caller believed. */
export class WrongExpectedRevision extends Error {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly actual: ExpectedRevision
  constructor(stream: string, expected: ExpectedRevision, actual: ExpectedRevision) {
    super(`Stream ${stream} is at ${actual}, not at ${expected}.`)
    this.name = 'WrongExpectedRevision'
    this.stream = stream
    this.expected = expected
    this.actual = actual
  }
}

/** The connection broke during an append, and the outcome is unknown: read the stream to find out. */
export class AppendInDoubt extends Error {
  override readonly name = 'AppendInDoubt'
}

/** The store cannot be reached or is not ready; nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable'
}

/** The event store is not the one that the read models were made from: nothing is written until somebody decides. */
export class OtherEventStore extends Error {
  override readonly name: string = 'OtherEventStore'
  /** What to correct before the next start. */
  readonly setting = 'EVENTSTORE_URL'
  constructor(finding: string) {
    super(
      `The event store was restored, wiped or exchanged behind the read models: ${finding} Restore the one that ` +
        'belongs to them, or accept this one with “docgen projections rebuild --all”.',
    )
  }
}
