/** The event store in memory, for tests: the same rules as the real ones, no file, no server. */
import { setTimeout as sleep } from 'node:timers/promises'
import { checkAppend } from '../../src/adapters/outbound/shared/check-append.ts'
import {
  StoreUnavailable,
  WrongExpectedRevision,
  type Batch,
  type EventStore,
  type ExpectedRevision,
  type Position,
  type StorableEvent,
  type StoredEvent,
  type SubscribeOptions,
} from '../../src/ports/events/event-store.ts'

export class MemoryEventStore implements EventStore {
  readonly #all: StoredEvent[] = []
  readonly #streams = new Map<string, StoredEvent[]>()
  readonly #closing = new AbortController()
  #appended = new AbortController()

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly StorableEvent[],
  ): Promise<{ revision: number; position: Position }> {
    checkAppend(stream, events)
    if (this.#closing.signal.aborted) throw new StoreUnavailable('The event store is closed.')
    const there = this.#streams.get(stream) ?? []
    const first = expected === 'none' ? 0 : expected + 1
    if (first !== there.length)
      return replayed(stream, expected, there.slice(first, first + events.length), events, there.length - 1)
    for (const { id, type, data, metadata } of events) {
      const position = String(this.#all.length + 1)
      const stored = { stream, revision: there.length, position, id: id.toLowerCase(), type, data, metadata }
      there.push(stored)
      this.#all.push(stored)
    }
    this.#streams.set(stream, there)
    this.#appended.abort()
    this.#appended = new AbortController()
    const { revision, position } = there.at(-1)!
    return { revision, position }
  }

  async *readStream(stream: string, from: number): AsyncIterable<StoredEvent> {
    yield* (this.#streams.get(stream) ?? []).slice(from)
  }

  async readAll(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> {
    const start = Number(after ?? 0)
    return this.#all.slice(start, start + limit)
  }

  async *subscribe(after: Position | undefined, { signal, batch_size }: SubscribeOptions): AsyncIterable<Batch> {
    const ended = AbortSignal.any([signal, this.#closing.signal])
    let position = after
    let told = false
    while (!ended.aborted) {
      const appended = this.#appended.signal
      const events = await this.readAll(position, batch_size)
      const caughtUp = events.length < batch_size
      position = events.at(-1)?.position ?? position
      if (events.length > 0 || !told) yield { events, position: position ?? '0', caught_up: caughtUp }
      told = caughtUp
      if (caughtUp)
        await sleep(60_000, undefined, { signal: AbortSignal.any([ended, appended]), ref: false }).catch(() => {})
    }
  }

  async head(): Promise<Position | undefined> {
    return this.#all.at(-1)?.position
  }

  compare(a: Position, b: Position): number {
    return Number(a) - Number(b)
  }

  async close(): Promise<void> {
    this.#closing.abort()
  }
}

/** What the same append got the first time, or the refusal. */
function replayed(
  stream: string,
  expected: ExpectedRevision,
  there: readonly StoredEvent[],
  events: readonly StorableEvent[],
  last: number,
): { revision: number; position: Position } {
  const end = there.at(-1)
  if (
    end !== undefined &&
    there.length === events.length &&
    there.every(({ id }, index) => id === events[index]?.id.toLowerCase())
  ) {
    return { revision: end.revision, position: end.position }
  }
  throw new WrongExpectedRevision(stream, expected, last === -1 ? 'none' : last)
}
