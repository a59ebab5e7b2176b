/**
 * The event store on a table: PGlite when embedded, Postgres otherwise. Appends are one call of the SQL function
 * `append_events`, which takes one advisory lock first: positions become visible in their order, and `position > last`
 * never skips an event.
 */
import { sql, type Kysely } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AppendInDoubt,
  StoreUnavailable,
  WrongExpectedRevision,
  type Batch,
  type EventStore,
  type ExpectedRevision,
  type Position,
  type StorableEvent,
  type StoredEvent,
  type SubscribeOptions,
} from '../../../ports/events/event-store.ts'
import { checkAppend } from '../shared/check-append.ts'
import { classifyOutage } from '../../../ports/read-models/database-outage.ts'
import type { EventTables } from './event-tables.ts'
import { WakeSignal } from './wake-signal.ts'

/** Tells of appends by other processes (Postgres LISTEN). Losing one costs a poll's time, nothing else. */
export interface Notifier {
  /** Calls `wake` after each notification on the channel, until the function it gives is called. */
  listen(channel: string, wake: () => void): Promise<() => Promise<void>>
}

/** The channel that `append_events` notifies. */
const CHANNEL = 'docgen_events'
/** The most events of one read from the table. */
const PAGE_SIZE = 500
/** How long a subscription waits for a wake-up before it polls. */
const POLL_INTERVAL_MS = 1000
/** How long an append whose outcome is unknown is replayed, and how long it waits between. */
const IN_DOUBT_TIMEOUT_MS = 10_000
const RETRY_MS = 100

type Appended = { readonly revision: number; readonly position: Position }

export class SqlEventStore implements EventStore {
  readonly #db: Kysely<EventTables>
  readonly #appends = new WakeSignal()
  readonly #closing = new AbortController()
  #stopListening: (() => Promise<void>) | undefined

  private constructor(db: Kysely<EventTables>) {
    this.#db = db
  }

  /** On a database that was migrated. Without a notifier, other processes' appends are seen at the next poll. */
  static async open(db: Kysely<EventTables>, notifier?: Notifier): Promise<SqlEventStore> {
    const store = new SqlEventStore(db)
    store.#stopListening = await notifier?.listen(CHANNEL, () => store.#appends.ring())
    return store
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly StorableEvent[]): Promise<Appended> {
    checkAppend(stream, events)
    const appended = await this.#retryUntilKnown(() => this.#tryAppend(stream, expected, events))
    this.#appends.ring()
    return appended
  }

  async *readStream(stream: string, from: number): AsyncIterable<StoredEvent> {
    for (let next = from; ;) {
      const page = await this.#events()
        .where('stream', '=', stream)
        .where('revision', '>=', next)
        .orderBy('revision')
        .limit(PAGE_SIZE)
        .execute()
        .catch(throwUnavailable)
      yield* page
      if (page.length < PAGE_SIZE) return
      next += page.length
    }
  }

  readAll(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> {
    return this.#page(after, limit).catch(throwUnavailable)
  }

  async *subscribe(after: Position | undefined, { signal, batch_size }: SubscribeOptions): AsyncIterable<Batch> {
    const ended = AbortSignal.any([signal, this.#closing.signal])
    let position = after
    let reported = false
    while (!ended.aborted) {
      const mark = this.#appends.mark()
      const events = await this.#tryPage(position, batch_size, ended)
      if (events === undefined || ended.aborted) continue
      const caughtUp = events.length < batch_size
      position = events.at(-1)?.position ?? position
      if (events.length > 0 || !reported) yield { events, position: position ?? START_POSITION, caught_up: caughtUp }
      reported = caughtUp
      if (caughtUp) await this.#appends.wait(mark, POLL_INTERVAL_MS, ended)
    }
  }

  async head(): Promise<Position | undefined> {
    const row = await this.#db
      .selectFrom('events')
      .select(sql<string | null>`max(position)::text`.as('head'))
      .executeTakeFirst()
      .catch(throwUnavailable)
    return row?.head ?? undefined
  }

  compare(a: Position, b: Position): number {
    const difference = BigInt(a) - BigInt(b)
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#stopListening?.()
    this.#stopListening = undefined
  }

  // ---- appending

  async #tryAppend(stream: string, expected: ExpectedRevision, events: readonly StorableEvent[]): Promise<Appended> {
    if (this.#closing.signal.aborted) throw new StoreUnavailable('The event store is closed.')
    const revision = expected === 'none' ? -1 : expected
    const column = (of: keyof StorableEvent) => events.map((event) => event[of])
    const { rows } = await sql<{ appended: boolean; last_revision: number; last_position: string | null }>`
      select appended, last_revision, last_position::text from append_events(
        ${stream}, ${revision}, ${column('id')}::uuid[], ${column('type')}::text[],
        ${column('data')}::text[], ${column('metadata')}::text[]
      )`.execute(this.#db)
    const { appended, last_revision, last_position } = rows[0]!
    if (appended) return { revision: last_revision, position: last_position! }
    const before = revision < last_revision ? await this.#findReplay(stream, revision, events) : undefined
    if (before !== undefined) return before
    throw new WrongExpectedRevision(stream, expected, last_revision === -1 ? 'none' : last_revision)
  }

  /** The answer that the append got the first time, if these very events follow the revision already. */
  async #findReplay(stream: string, revision: number, events: readonly StorableEvent[]): Promise<Appended | undefined> {
    const there = await this.#events()
      .where('stream', '=', stream)
      .where('revision', '>', revision)
      .orderBy('revision')
      .limit(events.length)
      .execute()
    const same =
      there.length === events.length && there.every(({ id }, index) => id === events[index]?.id.toLowerCase())
    const last = there.at(-1)
    return same && last !== undefined ? { revision: last.revision, position: last.position } : undefined
  }

  /**
   * Repeats what broke off until the store tells how it ended. A repeat is safe: the same ids at the same revision are
   * recognised.
   */
  async #retryUntilKnown(attempt: () => Promise<Appended>): Promise<Appended> {
    const deadline = Date.now() + IN_DOUBT_TIMEOUT_MS
    for (let inDoubt = false; ;) {
      try {
        return await attempt()
      } catch (error) {
        const outage = classifyOutage(error)
        if (outage === undefined) throw error
        inDoubt ||= outage === 'in_doubt'
        if (!inDoubt) throw new StoreUnavailable('The event store cannot be reached.', { cause: error })
        if (Date.now() > deadline)
          throw new AppendInDoubt('The event store went away during an append.', { cause: error })
        await sleep(RETRY_MS)
      }
    }
  }

  // ---- reading

  #events() {
    return this.#db
      .selectFrom('events')
      .select([sql<string>`position::text`.as('position'), 'stream', 'revision', 'id', 'type', 'data', 'metadata'])
  }

  #page(after: Position | undefined, limit: number): Promise<StoredEvent[]> {
    return this.#events()
      .where('position', '>', sql<number>`${after ?? START_POSITION}::bigint`)
      .orderBy('events.position')
      .limit(limit)
      .execute()
  }

  /** A page for a subscription; undefined after an outage, when it should be asked for again. */
  async #tryPage(after: Position | undefined, limit: number, ended: AbortSignal): Promise<StoredEvent[] | undefined> {
    try {
      return await this.#page(after, limit)
    } catch (error) {
      if (ended.aborted) return undefined
      if (classifyOutage(error) === undefined) throw error
      await sleep(RETRY_MS, undefined, { signal: ended }).catch(() => {})
      return undefined
    }
  }
}

/** Before the first position. */
const START_POSITION: Position = '0'

function throwUnavailable(error: unknown): never {
  throw classifyOutage(error) === undefined
    ? error
    : new StoreUnavailable('The event store cannot be reached.', { cause: error })
}
