/**
 * Appends, each settled before it ends: written, refused, or surely not written. What is unknown is replayed with the
 * same ids at the same revision, which the server recognises; never at once and never beside the original, or one of
 * the two runs into a time-out.
 */
import { NO_STREAM, WrongExpectedVersionError, type EventData, type EventStoreDBClient } from '@eventstore/db-client'
import { checkAppend, type ParsedEvent } from '../shared/check-append.ts'
import {
  InvalidAppend,
  AppendInDoubt,
  StoreUnavailable,
  WrongExpectedRevision,
  type ExpectedRevision,
  type Position,
  type StorableEvent,
} from '../../../ports/events/event-store.ts'
import { AccessDenied, StreamTombstoned } from './connection/errors.ts'
import { toClientBytes, toClientJson } from './reading/exact-json.ts'
import { describeFailure, failureOf, UNAVAILABLE } from './connection/failures.ts'
import { encodePosition } from './reading/position.ts'
import type { RenewableClient } from './connection/renewable-client.ts'
import type { StreamNames } from './stream-names.ts'
import { backoff, pause, TIMED_OUT, within, type Timers } from './connection/timers.ts'

/** How long one attempt may take: longer than the server's own write time-out of 2 s. */
export const APPEND_MS = 4000
/**
 * By then, on the server's own clock, it must have taken up an append, or it answers with a time-out at once. So much
 * more than ours, that its clock may be ahead of ours by most of it.
 */
const DEADLINE_MS = 60_000
/**
 * How many attempts a server that is away or starting gets (about 5 s), and how many an append in doubt (about a
 * minute).
 */
const UNAVAILABLE_ATTEMPTS = 8
const DOUBTFUL_ATTEMPTS = 12
const RETRY_MS = 50
const LONGEST_RETRY_MS = 4000

type ClientRevision = bigint | typeof NO_STREAM

export type Appended = { readonly revision: number; readonly position: Position }

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

  async append(stream: string, expected: ExpectedRevision, events: readonly StorableEvent[]): Promise<Appended> {
    const parsed = checkAppend(stream, events)
    const name = this.#names.onServer(stream)
    const revision = expectedRevision(stream, expected)
    const data = events.map((event, index) => toClientEvent(event, parsed[index]!))
    for (let attempts = 1, inDoubt = false; ; attempts++) {
      if (this.#closing.aborted) throw ended(inDoubt, 'The event store is closed.')
      const client = await this.#clients.current()
      const failed = await this.#attempt(client, name, revision, data)
      if ('revision' in failed) return failed
      const failure = failed.error === TIMED_OUT ? 'in_doubt' : failureOf(failed.error)
      if (failure === 'bad_request' || mustRenew(failed.error)) await this.#clients.renew(client)
      if (failure !== 'not_done' && failure !== 'in_doubt') throw refusal(stream, expected, failed.error)
      inDoubt ||= failure === 'in_doubt'
      const most = inDoubt ? DOUBTFUL_ATTEMPTS : UNAVAILABLE_ATTEMPTS
      if (attempts >= most) throw ended(inDoubt, 'EventStoreDB cannot be reached.', failed.error)
      await pause(this.#timers, backoff(this.#timers, RETRY_MS, LONGEST_RETRY_MS, attempts), this.#closing)
    }
  }

  async #attempt(
    client: EventStoreDBClient,
    name: string,
    revision: ClientRevision,
    events: EventData[],
  ): Promise<Appended | { error: unknown }> {
    try {
      const options = { expectedRevision: revision, requiresLeader: true, deadline: DEADLINE_MS }
      const result = await within(this.#timers, APPEND_MS, client.appendToStream(name, events, options))
      if (result === TIMED_OUT) return { error: TIMED_OUT }
      // The revision is the server's word: a deleted stream goes on where it was, also after NO_STREAM.
      return { revision: Number(result.nextExpectedRevision), position: encodePosition(result.position!) }
    } catch (error) {
      return { error }
    }
  }
}

function expectedRevision(stream: string, expected: ExpectedRevision): ClientRevision {
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
 * A client that gave no answer is out of step and stays so; and one that once could not ask the server what it supports
 * (it found no node of its cluster, or the call broke off) gives that error for ever. One that told of a lost
 * connection or of another leader reconnects by itself at its next call (and knows the leader, which a new one would
 * not).
 */
function mustRenew(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  const { type, code } = error as { readonly type?: unknown; readonly code?: unknown }
  return type === undefined ? code !== UNAVAILABLE : type === 'unknown' && typeof code === 'number'
}

function refusal(stream: string, expected: ExpectedRevision, error: unknown): Error {
  if (error instanceof WrongExpectedVersionError)
    return new WrongExpectedRevision(stream, expected, actualRevision(error))
  return refusalOf(failureOf(error), stream, error)
}

/** A missing stream is “no_stream” here, and -1 in the answers to deletes. */
function actualRevision({ actualVersion }: WrongExpectedVersionError): ExpectedRevision {
  return typeof actualVersion === 'bigint' && actualVersion >= 0n ? Number(actualVersion) : 'none'
}

function refusalOf(failure: string, stream: string, error: unknown): Error {
  const cause = { cause: error }
  switch (failure) {
    case 'tombstoned':
      return new StreamTombstoned(stream, cause)
    case 'denied':
      return new AccessDenied(describeFailure(error), cause)
    case 'too_large':
      return new InvalidAppend(
        `The server takes no append as large as this one to ${stream}: raise its MaxAppendSize to 1 MiB.`,
        cause,
      )
    default:
      return new InvalidAppend(`The server refused the append to ${stream} (${describeFailure(error)}).`, cause)
  }
}

function ended(inDoubt: boolean, message: string, error?: unknown): Error {
  const detail = error === undefined || error === TIMED_OUT ? '' : ` (${describeFailure(error)})`
  if (!inDoubt) return new StoreUnavailable(message + detail, { cause: error })
  return new AppendInDoubt(`${message} Whether the append was written is not known${detail}.`, { cause: error })
}
