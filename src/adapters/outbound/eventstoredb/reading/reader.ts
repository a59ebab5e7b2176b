/** Reads in pages, and repeats a page that breaks off. */
import { StoreUnavailable, type Position, type StoredEvent } from '../../../../ports/events/event-store.ts'
import { AccessDenied, StreamTombstoned } from '../connection/errors.ts'
import { describeFailure, classifyFailure, isUnreadablePosition } from '../connection/failures.ts'
import { readAfter, positionOf } from './position.ts'
import { openRead, readError, type ReadCall } from './read-call.ts'
import { DIRECTION, EMPTY, type ReadAnswer, type ReadRequest, type ResolvedEvent } from './read-messages.ts'
import type { ServerConnection } from '../connection/server-connection.ts'
import { recordOf, toStoredEvent } from './stored-event.ts'
import type { StreamNames } from '../stream-names.ts'
import { backoff, pause, TIMED_OUT, withTimeout, type Timers } from '../connection/timers.ts'

/** How many events one call to the server reads at most, and how long it may take. */
const PAGE_SIZE = 500
export const READ_TIMEOUT_MS = 10_000
/** As many as an append gets: about 5 s while the server restarts. */
const MAX_ATTEMPTS = 8
const RETRY_MS = 50
const MAX_RETRY_MS = 4000

/** One record of `$all`: its position, and the event if it is one of ours. */
export interface LogRecord {
  readonly position: Position
  readonly event: StoredEvent | undefined
}

export class RetryingReader {
  readonly #connection: ServerConnection
  readonly #names: StreamNames
  readonly #timers: Timers
  readonly #closing: AbortSignal

  constructor(connection: ServerConnection, names: StreamNames, timers: Timers, closing: AbortSignal) {
    this.#connection = connection
    this.#names = names
    this.#timers = timers
    this.#closing = closing
  }

  /**
   * The events of one of our streams; none for one that is missing, deleted or ends before. Throws `StreamTombstoned`.
   */
  async *readStream(stream: string, from: number): AsyncIterable<StoredEvent> {
    const stream_identifier = { stream_name: Buffer.from(this.#names.toServerName(stream)) }
    for (let next = from; ;) {
      const page = await this.#retry(stream, {
        stream: { stream_identifier, revision: String(next) },
        count: PAGE_SIZE,
      })
      const events = page.map((resolved) => toStoredEvent(resolved, this.#names)).filter((event) => event !== undefined)
      yield* events
      if (page.length < PAGE_SIZE) return
      next = events.at(-1)!.revision + 1
    }
  }

  /** The records of `$all` before a position (undefined: its end), latest first, by any writer. */
  async readAllBackwards(before: Position | undefined, limit: number): Promise<LogRecord[]> {
    const all = before === undefined ? { end: EMPTY } : readAfter(before)
    const page = await this.#retry('$all', { all, read_direction: DIRECTION.backwards, count: limit })
    return page.map((resolved) => ({
      position: positionOf(recordOf(resolved)),
      event: toStoredEvent(resolved, this.#names),
    }))
  }

  /** Whether the server can read from a position: not from one inside a record. */
  async isReadable(position: Position): Promise<boolean> {
    try {
      await this.#retry('$all', { all: readAfter(position), count: 1 }, isUnreadablePosition)
      return true
    } catch (error) {
      if (isUnreadablePosition(error)) return false
      throw error
    }
  }

  /** Errors for which `final` holds are thrown as they are. */
  async #retry(
    stream: string,
    request: ReadRequest,
    final: (error: unknown) => boolean = () => false,
  ): Promise<ResolvedEvent[]> {
    for (let attempts = 1; ; attempts++) {
      if (this.#closing.aborted) throw new StoreUnavailable('The event store is closed.')
      const failed = await this.#attempt(request)
      if (!('error' in failed)) return failed.page
      const { error } = failed
      if (final(error)) throw error
      const failure = error === TIMED_OUT ? 'in_doubt' : classifyFailure(error)
      if (failure === 'tombstoned') throw new StreamTombstoned(stream, { cause: error })
      if (failure === 'denied') throw new AccessDenied(describeFailure(error), { cause: error })
      if (attempts === MAX_ATTEMPTS) {
        const detail = error === TIMED_OUT ? `no answer within ${READ_TIMEOUT_MS} ms` : describeFailure(error)
        throw new StoreUnavailable(`EventStoreDB cannot be read (${detail}).`, { cause: error })
      }
      await pause(this.#timers, backoff(this.#timers, RETRY_MS, MAX_RETRY_MS, attempts), this.#closing)
    }
  }

  async #attempt(request: ReadRequest): Promise<{ page: ResolvedEvent[] } | { error: unknown }> {
    const reading = openRead(this.#connection, request)
    try {
      const page = await withTimeout(this.#timers, READ_TIMEOUT_MS, reading.then(collectPage))
      if (page !== TIMED_OUT) return { page }
    } catch (error) {
      return { error }
    }
    reading.then(
      (call) => call.cancel(),
      () => {},
    )
    return { error: TIMED_OUT }
  }
}

/**
 * Collects the events of a page, none for a missing stream; rejects when the call breaks off. The error listener stays,
 * so that a later error does not end the process.
 */
function collectPage(call: ReadCall): Promise<ResolvedEvent[]> {
  return new Promise((resolve, reject) => {
    const page: ResolvedEvent[] = []
    call
      .on('data', ({ event }: ReadAnswer) => {
        if (event !== null) page.push(event)
      })
      .on('error', (error) => reject(readError(error) ?? new Error('The read was cancelled.')))
      .on('end', () => resolve(page))
      .on('close', () => {
        if (!call.readableEnded) reject(new Error('The read was closed before its end.'))
      })
  })
}
