/**
 * Appends events and finds out what became of them: written, rejected, or certainly not written. When the outcome is
 * unknown, the append is repeated with the same ids at the same revision, which the server recognises. A repeat never
 * runs beside the original, or one of the two would time out.
 */
import { NO_STREAM, type EventData, type EventStoreDBClient } from '@eventstore/db-client'
import { checkAppend, type ParsedEvent } from '../shared/check-append.ts'
import {
  InvalidAppend,
  type ExpectedRevision,
  type Position,
  type StorableEvent,
} from '../../../ports/events/event-store.ts'
import { toClientBytes, toClientJson } from './reading/exact-json.ts'
import { classifyFailure, UNAVAILABLE } from './connection/failures.ts'
import { encodePosition } from './reading/position.ts'
import type { RenewableClient } from './connection/renewable-client.ts'
import type { StreamNames } from './stream-names.ts'
import { backoff, pause, TIMED_OUT, withTimeout, type Timers } from './connection/timers.ts'
import { toAppendError, abandonedAppendError } from './append-errors.ts'

/** How long one attempt may take: longer than the server's own write time-out of 2 s. */
export const APPEND_TIMEOUT_MS = 4000
/**
 * Server-side deadline of an append. Far above our own timeout (`APPEND_TIMEOUT_MS`), so that a server clock running up
 * to a minute ahead does not reject appends as expired.
 */
const SERVER_DEADLINE_MS = 60_000
/**
 * Attempts while the server is away or starting (about 5 s), and once the outcome is in doubt (about a minute).
 */
const MAX_UNAVAILABLE_ATTEMPTS = 8
const MAX_IN_DOUBT_ATTEMPTS = 12
const RETRY_MS = 50
const MAX_RETRY_MS = 4000

type ClientRevision = bigint | typeof NO_STREAM

export type AppendResult = { readonly revision: number; readonly position: Position }

export class Appender {
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

  /** Throws `InvalidAppend`, `WrongExpectedRevision`, `StoreUnavailable`, `AppendInDoubt`, and those of errors.ts. */
  async append(stream: string, expected: ExpectedRevision, events: readonly StorableEvent[]): Promise<AppendResult> {
    const parsed = checkAppend(stream, events)
    const name = this.#names.toServerName(stream)
    const revision = toClientRevision(stream, expected)
    const data = events.map((event, index) => toClientEvent(event, parsed[index]!))
    for (let attempts = 1, inDoubt = false; ; attempts++) {
      if (this.#closing.aborted) throw abandonedAppendError(inDoubt, 'The event store is closed.')
      const client = await this.#clients.current()
      const failed = await this.#attempt(client, name, revision, data)
      if ('revision' in failed) return failed
      const failure = failed.error === TIMED_OUT ? 'in_doubt' : classifyFailure(failed.error)
      if (failure === 'bad_request' || mustRenewClient(failed.error)) await this.#clients.renew(client)
      if (failure !== 'not_done' && failure !== 'in_doubt') throw toAppendError(stream, expected, failed.error)
      inDoubt ||= failure === 'in_doubt'
      const max = inDoubt ? MAX_IN_DOUBT_ATTEMPTS : MAX_UNAVAILABLE_ATTEMPTS
      if (attempts >= max) throw abandonedAppendError(inDoubt, 'EventStoreDB cannot be reached.', failed.error)
      await pause(this.#timers, backoff(this.#timers, RETRY_MS, MAX_RETRY_MS, attempts), this.#closing)
    }
  }

  async #attempt(
    client: EventStoreDBClient,
    name: string,
    revision: ClientRevision,
    events: EventData[],
  ): Promise<AppendResult | { error: unknown }> {
    try {
      const options = { expectedRevision: revision, requiresLeader: true, deadline: SERVER_DEADLINE_MS }
      const result = await withTimeout(this.#timers, APPEND_TIMEOUT_MS, client.appendToStream(name, events, options))
      if (result === TIMED_OUT) return { error: TIMED_OUT }
      // The revision is the server's word: a deleted stream goes on where it was, also after NO_STREAM.
      return { revision: Number(result.nextExpectedRevision), position: encodePosition(result.position!) }
    } catch (error) {
      return { error }
    }
  }
}

function toClientRevision(stream: string, expected: ExpectedRevision): ClientRevision {
  if (expected === 'none') return NO_STREAM
  if (!Number.isSafeInteger(expected) || expected < 0)
    throw new InvalidAppend(`${expected} cannot be the last revision of ${stream}.`)
  return BigInt(expected)
}

function toClientEvent({ id, type, data, metadata }: StorableEvent, parsed: ParsedEvent): EventData {
  return {
    id: id.toLowerCase(),
    type,
    contentType: 'application/json',
    data: toClientJson(data, parsed.data),
    metadata: toClientBytes(metadata, parsed.metadata),
  }
}

/**
 * A client that did not answer stays out of step. A client that failed to ask the server what it supports (no cluster
 * node found, or the call broke off) repeats that error for ever. Both must be renewed. A client that reported a lost
 * connection or another leader reconnects at its next call, and knows the leader, which a new one would not.
 */
function mustRenewClient(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  const { type, code } = error as { readonly type?: unknown; readonly code?: unknown }
  return type === undefined ? code !== UNAVAILABLE : type === 'unknown' && typeof code === 'number'
}
