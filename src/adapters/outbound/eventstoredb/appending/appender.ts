/**
 * Appends events and finds out what became of them: written, rejected, or certainly not written. When the outcome is
 * unknown, the append is repeated with the same ids at the same revision, which the server recognises. A repeat never
 * runs beside the original, or one of the two would time out.
 */
import { checkAppend, type ParsedEvent } from '../../shared/check-append.ts'
import { InvalidAppend, type ExpectedRevision, type StorableEvent } from '../../../../ports/events/event-store.ts'
import type { ServerConnection } from '../connection/server-connection.ts'
import { classifyFailure } from '../connection/failures.ts'
import { backoff, pause, TIMED_OUT, withTimeout, type Timers } from '../connection/timers.ts'
import { toStoredBytes } from '../reading/exact-json.ts'
import type { StreamNames } from '../stream-names.ts'
import { AppendCalls } from './append-calls.ts'
import { toAppendError, abandonedAppendError } from './append-errors.ts'
import type { Append, AppendResult, ProposedEvent } from './append-messages.ts'

/** How long one attempt may take: longer than the server's own write time-out of 2 s. */
export const APPEND_TIMEOUT_MS = 4000
/**
 * Attempts while the server is away or starting (about 5 s), and once the outcome is in doubt (about a minute).
 */
const MAX_UNAVAILABLE_ATTEMPTS = 8
const MAX_IN_DOUBT_ATTEMPTS = 12
const RETRY_MS = 50
const MAX_RETRY_MS = 4000

export class Appender {
  readonly #calls: AppendCalls
  readonly #names: StreamNames
  readonly #timers: Timers
  readonly #closing: AbortSignal

  constructor(connection: ServerConnection, names: StreamNames, timers: Timers, closing: AbortSignal) {
    this.#calls = new AppendCalls(connection)
    this.#names = names
    this.#timers = timers
    this.#closing = closing
  }

  /** Throws `InvalidAppend`, `WrongExpectedRevision`, `StoreUnavailable`, `AppendInDoubt`, and those of errors.ts. */
  async append(stream: string, expected: ExpectedRevision, events: readonly StorableEvent[]): Promise<AppendResult> {
    const parsed = checkAppend(stream, events)
    const append = {
      stream: this.#names.toServerName(stream),
      expected: toServerRevision(stream, expected),
      events: events.map((event, index) => toServerEvent(event, parsed[index]!)),
    }
    for (let attempts = 1, inDoubt = false; ; attempts++) {
      if (this.#closing.aborted) throw abandonedAppendError(inDoubt, 'The event store is closed.')
      const failed = await this.#attempt(append)
      if ('revision' in failed) return failed
      const failure = failed.error === TIMED_OUT ? 'in_doubt' : classifyFailure(failed.error)
      if (failure !== 'not_done' && failure !== 'in_doubt') throw toAppendError(stream, expected, failed.error)
      inDoubt ||= failure === 'in_doubt'
      const max = inDoubt ? MAX_IN_DOUBT_ATTEMPTS : MAX_UNAVAILABLE_ATTEMPTS
      if (attempts >= max) throw abandonedAppendError(inDoubt, 'EventStoreDB cannot be reached.', failed.error)
      await pause(this.#timers, backoff(this.#timers, RETRY_MS, MAX_RETRY_MS, attempts), this.#closing)
    }
  }

  async #attempt(append: Append): Promise<AppendResult | { error: unknown }> {
    const givenUp = new AbortController()
    try {
      const appending = this.#calls.append(append, givenUp.signal)
      const result = await withTimeout(this.#timers, APPEND_TIMEOUT_MS, appending)
      if (result !== TIMED_OUT) return result
      givenUp.abort()
      return { error: TIMED_OUT }
    } catch (error) {
      return { error }
    }
  }
}

function toServerRevision(stream: string, expected: ExpectedRevision): bigint | 'none' {
  if (expected === 'none') return 'none'
  if (!Number.isSafeInteger(expected) || expected < 0)
    throw new InvalidAppend(`${expected} cannot be the last revision of ${stream}.`)
  return BigInt(expected)
}

function toServerEvent({ id, type, data, metadata }: StorableEvent, parsed: ParsedEvent): ProposedEvent {
  return {
    id: id.toLowerCase(),
    type,
    data: toStoredBytes(data, parsed.data),
    metadata: toStoredBytes(metadata, parsed.metadata),
  }
}
