/**
 * The event store on EventStoreDB and its successor KurrentDB, over gRPC with the definitions and errors of the
 * vendor's client (`@eventstore/db-client`), which nothing outside this folder knows (ADR 22).
 *
 * What it promises, and where:
 * - a connection string that would not be obeyed is refused (connection-string.ts);
 * - a node that is lost, or says that another leads, is left, and found anew (server-connection.ts, discovery.ts);
 * - an append is checked before the call, has a time-out of its own and is replayed until its outcome is known
 * (appender.ts, batch-call.ts, failures.ts);
 * - JSON texts come back byte for byte, and other tools can read them (exact-json.ts);
 * - our streams stand in a namespace, and the server filters by it (stream-names.ts);
 * - what the server answers to a read or subscription is told in its order (read-call.ts, server-subscription.ts);
 * - a subscription is resumed after every drop from the last handled position, passes over the events of others, and is
 * renewed when it
 * falls silent (subscription.ts);
 * - a checkpoint of another database, or from before a restore, is refused (checkpoints.ts).
 *
 * Appends always give an expected revision, never ANY, so that the server recognises a replay also after a restart.
 */
import type {
  Batch,
  EventStore,
  ExpectedRevision,
  Position,
  StorableEvent,
  StoredEvent,
  SubscribeOptions,
} from '../../../ports/events/event-store.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { AppendResult } from './appending/append-messages.ts'
import { Appender } from './appending/appender.ts'
import { assertNotBeyondEnd, assertReadable } from './checkpoints.ts'
import { ServerConnection } from './connection/server-connection.ts'
import { parseConnectionString } from './connection/connection-string.ts'
import { subscribeToAll, type SubscriptionDeps } from './reading/subscription.ts'
import { HeadFinder } from './reading/head.ts'
import { comparePositions } from './reading/position.ts'
import { readAll } from './reading/read-all.ts'
import { RetryingReader } from './reading/reader.ts'
import { streamNames } from './stream-names.ts'
import { systemTimers, type Timers } from './connection/timers.ts'

export interface EventStoreDbOptions {
  /** esdb://…, kurrentdb://…, or either with +discover for a cluster. */
  readonly url: string
  /** What all our streams on the server begin with; `docgen_` unless given. */
  readonly namespace?: string
  /**
   * What our stream names begin with, before the namespace is put in front; all in the namespace unless given. Others
   * cannot be appended to.
   */
  readonly prefixes?: readonly string[]
  readonly logger?: Logger
  /** For tests. */
  readonly timers?: Timers
}

export interface EventStoreDb extends EventStore {
  /**
   * For the start, with each checkpoint that is kept: throws `ForeignPosition` when it lies beyond the end of the store
   * or is not one of its positions, `StoreUnavailable` when that cannot be found out now.
   */
  assertWithin(position: Position): Promise<void>
}

/**
 * Opens the store and makes sure that it answers. Throws `UnsafeConnectionString`, `RangeError` for a namespace that
 * cannot be used, `StoreUnavailable`, `AccessDenied`.
 */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStoreDb> {
  const store = new Store(options)
  try {
    await store.assertReachable()
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} }

class Store implements EventStoreDb {
  readonly #closing = new AbortController()
  readonly #connection: ServerConnection
  readonly #appender: Appender
  readonly #reader: RetryingReader
  readonly #head: HeadFinder
  readonly #deps: SubscriptionDeps

  constructor({
    url,
    namespace = 'docgen_',
    prefixes = [''],
    logger = silent,
    timers = systemTimers,
  }: EventStoreDbOptions) {
    const names = streamNames(namespace, prefixes)
    const connection = new ServerConnection(parseConnectionString(url), timers)
    const closing = this.#closing.signal
    this.#connection = connection
    this.#appender = new Appender(connection, names, timers, closing)
    this.#reader = new RetryingReader(connection, names, timers, closing)
    this.#head = new HeadFinder(this.#reader)
    this.#deps = { connection, reader: this.#reader, head: this.#head, names, timers, logger, closing }
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly StorableEvent[]): Promise<AppendResult> {
    const appended = await this.#appender.append(stream, expected, events)
    this.#head.observe(appended.position)
    return appended
  }

  readStream(stream: string, from: number): AsyncIterable<StoredEvent> {
    return this.#reader.readStream(stream, from)
  }

  readAll(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> {
    return readAll(this.#deps, after, limit)
  }

  subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch> {
    return subscribeToAll(this.#deps, after, options)
  }

  head(): Promise<Position | undefined> {
    return this.#head.find()
  }

  compare(a: Position, b: Position): number {
    return comparePositions(a, b)
  }

  async assertWithin(position: Position): Promise<void> {
    await assertNotBeyondEnd(this.#reader, position)
    await assertReadable(this.#reader, position)
  }

  async assertReachable(): Promise<void> {
    await this.#reader.readAllBackwards(undefined, 1)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#connection.close()
  }
}
