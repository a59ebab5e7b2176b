/** Errors of EventStoreDB that no retry can heal: an operator has to look. */
import { OtherEventStore } from '../../../../ports/events/event-store.ts'

/** A connection string that would not do what it says, or that we cannot work with safely. */
export class UnsafeConnectionString extends Error {
  override readonly name = 'UnsafeConnectionString'
  /** What to correct before the next start. */
  readonly setting = 'EVENTSTORE_URL'
  /** `reason` goes on after “The connection string of EventStoreDB”. */
  constructor(reason: string, options?: ErrorOptions) {
    super(`The connection string of EventStoreDB ${reason}.`, options)
  }
}

/** One of our streams was tombstoned: the server no longer reads or appends its events. */
export class StreamTombstoned extends Error {
  override readonly name = 'StreamTombstoned'
  constructor(stream: string, options?: ErrorOptions) {
    super(`The stream ${stream} was tombstoned on the server. Its events can only come back from a backup.`, options)
  }
}

/** The server refuses our credentials, or they lack a right. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied'
  /** What to correct before the next start. */
  readonly setting = 'EVENTSTORE_URL'
  constructor(detail: string, options?: ErrorOptions) {
    super(
      `EventStoreDB denies access (${detail}). The user needs to read $all, and to read and append our streams.`,
      options,
    )
  }
}

/**
 * A checkpoint that does not belong to this database: the database was restored from a backup or wiped, or it is
 * another one.
 */
export class ForeignPosition extends OtherEventStore {
  override readonly name = 'ForeignPosition'
  constructor(position: string, reason: string) {
    super(`the position ${position} ${reason}, and going on would miss events.`)
  }
}
