/**
 * The event store as it is to us: append-only streams of JSON texts in one global order. It knows nothing of our
 * events' meaning.
 */

export interface StorableEvent {
  /** UUID; derived from the command, so that a replay of one append is recognised. */
  readonly id: string
  readonly type: string
  /** JSON text of an object; comes back byte for byte. */
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
  /** Everything up to here has been seen, including events of others that were filtered out. */
  readonly position: Position
  /** The reader had reached the end when this batch was made. */
  readonly caught_up: boolean
}

export interface SubscribeOptions {
  readonly signal: AbortSignal
  /** The most events of one batch. */
  readonly batch_size: number
}

export interface EventStore {
  /**
   * Appends 1 to 100 events, all or none; gives the revision and position of the last. The same ids at the same
   * expected revision again: the same answer, nothing stored. An append whose outcome is unknown is settled inside by
   * replaying it. Throws `WrongExpectedRevision`, `InvalidAppend` (see `checkAppend`), `StoreUnavailable` when nothing
   * was written for sure, `AppendInDoubt` when the store did not come back in time to tell.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly StorableEvent[],
  ): Promise<{ readonly revision: number; readonly position: Position }>
  /** The events of a stream from a revision on, in order; nothing for a stream that does not exist. */
  readStream(stream: string, from: number): AsyncIterable<StoredEvent>
  /** Up to `limit` events after a position (`undefined`: from the start), in global order. */
  readAll(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]>
  /**
   * Batches after a position, then live, until the signal or `close` ends it (the iteration then finishes normally). It
   * reads no further than the consumer has come. A lost connection is resumed inside, without loss or repetition.
   */
  subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch>
  /** The position of the last event; undefined while there is none. */
  head(): Promise<Position | undefined>
  /** Negative, zero or positive, like a comparator. */
  compare(a: Position, b: Position): number
  /** Ends all subscriptions and frees what it holds. */
  close(): Promise<void>
}

/** An append that no store accepts, such as one that is too large: the caller's mistake, not the store's. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend'
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

/**
 * The connection broke in mid-append and the store did not come back to say whether it was written: read the stream to
 * know.
 */
export class AppendInDoubt extends Error {
  override readonly name = 'AppendInDoubt'
}

/** The store cannot be reached or is not ready; nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable'
}
