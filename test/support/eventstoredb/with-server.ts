/** The adapter on a server double, for tests that make things go wrong: time passes only when they say so. */
import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { APPEND_TIMEOUT_MS } from '../../../src/adapters/outbound/eventstoredb/appending/appender.ts'
import {
  openEventStoreDb,
  type EventStoreDb,
  type EventStoreDbOptions,
} from '../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { SILENCE_TIMEOUT_MS } from '../../../src/adapters/outbound/eventstoredb/reading/subscription.ts'
import { READ_ALL_TIMEOUT_MS } from '../../../src/adapters/outbound/eventstoredb/reading/read-all.ts'
import { READ_TIMEOUT_MS } from '../../../src/adapters/outbound/eventstoredb/reading/reader.ts'
import type { Batch, Position, StorableEvent, StoredEvent } from '../../../src/ports/events/event-store.ts'
import { until } from '../until.ts'
import { ManualTimers } from './manual-timers.ts'
import { SHUTDOWN_MS, ServerDouble, type ServerDoubleOptions } from './server-double.ts'
import { WRITE_TIMEOUT_MS } from './write-calls.ts'

/** Which of the two ways to append the server offers. */
export const PATHS = [
  { path: 'BatchAppend', batchAppend: true },
  { path: 'Append', batchAppend: false },
] as const

export interface WithServer {
  readonly server: ServerDouble
  /** The server's clock. */
  readonly serverTimers: ManualTimers
  readonly store: EventStoreDb
  /** The adapter's clock; its pauses between retries pass at once, its time-outs are held. */
  readonly timers: ManualTimers
}

/** Both are closed when the test ends. */
export async function withServer(
  server: ServerDoubleOptions = {},
  options: Partial<EventStoreDbOptions> = {},
): Promise<WithServer> {
  const serverTimers = new ManualTimers([WRITE_TIMEOUT_MS, SHUTDOWN_MS])
  const double = await ServerDouble.start({ timers: serverTimers, ...server })
  onTestFinished(() => double.stop())
  const timers = new ManualTimers([APPEND_TIMEOUT_MS, READ_TIMEOUT_MS, READ_ALL_TIMEOUT_MS, SILENCE_TIMEOUT_MS])
  const store = await openEventStoreDb({ url: double.url, timers, ...options })
  onTestFinished(() => store.close())
  return { server: double, serverTimers, store, timers }
}

export const event = (data: unknown = {}, id: string = randomUUID()): StorableEvent => ({
  id,
  type: 'Happened',
  data: JSON.stringify(data),
  metadata: '{}',
})
export const events = (count: number): StorableEvent[] => Array.from({ length: count }, (_, n) => event({ n }))
export const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id)

export async function readStream(store: EventStoreDb, stream: string, from = 0): Promise<StoredEvent[]> {
  const list: StoredEvent[] = []
  for await (const event of store.readStream(stream, from)) list.push(event)
  return list
}

/** What the promise was rejected with. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('This should have failed.')
    },
    (error: unknown) => error,
  )

export interface Follower {
  readonly batches: Batch[]
  readonly seen: StoredEvent[]
  /** Rejects when the subscription does. */
  readonly done: Promise<void>
  caughtUp(): Promise<unknown>
  saw(count: number): Promise<unknown>
  end(): Promise<void>
}

/** Follows in the background until the test ends. `handle` is awaited for each batch. */
export function follow(
  store: EventStoreDb,
  after: Position | undefined,
  batchSize = 50,
  handle: (batch: Batch) => Promise<void> | void = () => {},
): Follower {
  const stop = new AbortController()
  const batches: Batch[] = []
  const seen: StoredEvent[] = []
  const done = (async () => {
    for await (const batch of store.subscribe(after, { signal: stop.signal, batch_size: batchSize })) {
      await handle(batch)
      batches.push(batch)
      seen.push(...batch.events)
    }
  })()
  const end = async () => {
    stop.abort()
    await done.catch(() => {})
  }
  onTestFinished(end)
  done.catch(() => {})
  return {
    batches,
    seen,
    done,
    end,
    caughtUp: () => until('the follower has caught up', () => batches.some(({ caught_up }) => caught_up)),
    saw: (count) => until(`the follower has seen ${count} events`, () => seen.length >= count),
  }
}
