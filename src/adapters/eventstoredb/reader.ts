/**
 * Reads, in pages that are repeated when they break off. They go through a client of their own: throwing away the appending client
 * would end a read of the same client early and without an error.
 */
import { BACKWARDS, END, FORWARDS, START, type EventStoreDBClient, type ReadPosition, type StreamingRead } from '@eventstore/db-client'
import { StoreUnavailable, type StoredEvent } from '../../ports/event-store.ts'
import { AccessDenied, StreamTombstoned } from './errors.ts'
import { describeFailure, failureOf, isStreamNotFound, isUnreadablePosition } from './failures.ts'
import type { LogPosition } from './position.ts'
import type { RenewableClient } from './renewable-client.ts'
import { toStoredEvent } from './stored-event.ts'
import type { StreamNames } from './stream-names.ts'
import { backoff, pause, TIMED_OUT, within, type Timers } from './timers.ts'

/** The most events of one call to the server, and how long it may take. */
const PAGE = 500
export const READ_MS = 10_000
/** As many as an append gets: about 5 s while the server restarts. */
const ATTEMPTS = 8
const RETRY_MS = 50
const LONGEST_RETRY_MS = 4000

/** What lies at a place in `$all`: an event's position, and the event if it is one of ours. */
export interface Seen {
  readonly position: LogPosition
  readonly event: StoredEvent | undefined
}

export class Reader {
  readonly #clients: RenewableClient
  readonly #names: StreamNames
  readonly #timers: Timers
  readonly #closing: AbortSignal

  constructor(clients: RenewableClient, names: StreamNames, timers: Timers, closing: AbortSignal) {
    this.#clients = clients
    this.#names = names
    this.#timers = timers
    this.#closing = closing
  }

  /** The events of one of our streams; none for one that is missing, deleted or ends before. Throws `StreamTombstoned`. */
  async *stream(stream: string, from: number): AsyncIterable<StoredEvent> {
    const name = this.#names.onServer(stream)
    for (let next = from; ;) {
      const page = await this.#retry(stream, (client) =>
        client.readStream(name, { direction: FORWARDS, fromRevision: BigInt(next), maxCount: PAGE, requiresLeader: true }))
      const events = page.map((resolved) => toStoredEvent(resolved, this.#names)).filter((event) => event !== undefined)
      yield* events
      if (page.length < PAGE) return
      next = events.at(-1)!.revision + 1
    }
  }

  /** What lies before a position of `$all` (undefined: its end), latest first, whoever wrote it. */
  async backwards(before: LogPosition | undefined, limit: number): Promise<Seen[]> {
    const page = await this.#retry('$all', (client) =>
      client.readAll({ direction: BACKWARDS, fromPosition: before ?? END, maxCount: limit, requiresLeader: true }))
    return page.map((resolved) => ({ position: resolved.event!.position, event: toStoredEvent(resolved, this.#names) }))
  }

  /** Whether the server can read on from a position; it cannot from one within a record. */
  async isReadable(position: LogPosition): Promise<boolean> {
    const fromPosition: ReadPosition = position.commit === 0n ? START : position
    try {
      const read = (client: EventStoreDBClient) => client.readAll({ direction: FORWARDS, fromPosition, maxCount: 1, requiresLeader: true })
      await this.#retry('$all', read, isUnreadablePosition)
      return true
    } catch (error) {
      if (isUnreadablePosition(error)) return false
      throw error
    }
  }

  /** Errors for which `final` holds are thrown as they are. */
  async #retry<E>(
    stream: string,
    read: (client: EventStoreDBClient) => StreamingRead<E>,
    final: (error: unknown) => boolean = () => false,
  ): Promise<E[]> {
    for (let attempts = 1; ; attempts++) {
      if (this.#closing.aborted) throw new StoreUnavailable('The event store is closed.')
      const client = await this.#clients.current()
      const failed = await this.#attempt(read(client))
      if (!('error' in failed)) return failed.page
      const { error } = failed
      if (isStreamNotFound(error)) return []
      if (final(error)) throw error
      const failure = error === TIMED_OUT ? 'in_doubt' : failureOf(error)
      if (failure === 'tombstoned') throw new StreamTombstoned(stream, { cause: error })
      if (failure === 'denied') throw new AccessDenied(describeFailure(error), { cause: error })
      if (attempts === ATTEMPTS) {
        const detail = error === TIMED_OUT ? `no answer within ${READ_MS} ms` : describeFailure(error)
        throw new StoreUnavailable(`EventStoreDB cannot be read (${detail}).`, { cause: error })
      }
      await pause(this.#timers, backoff(this.#timers, RETRY_MS, LONGEST_RETRY_MS, attempts), this.#closing)
    }
  }

  async #attempt<E>(read: StreamingRead<E>): Promise<{ page: E[] } | { error: unknown }> {
    let error: unknown = TIMED_OUT
    try {
      const page = await within(this.#timers, READ_MS, collect(read))
      // Closing cancels the call, which looks like a normal end.
      if (page !== TIMED_OUT && !this.#closing.aborted) return { page }
    } catch (thrown) {
      error = thrown
    }
    read.cancel().catch(() => {})
    return { error }
  }
}

/** By its events, which costs half of iterating; an error that comes after the end is nobody's, and must not end the process. */
function collect<E>(read: StreamingRead<E>): Promise<E[]> {
  return new Promise((resolve, reject) => {
    const page: E[] = []
    read
      .on('error', reject)
      .on('data', (item: E) => page.push(item))
      .on('end', () => resolve(page))
      .on('close', () => {
        if (!read.readableEnded) reject(new Error('The read was closed before its end.'))
      })
  })
}
