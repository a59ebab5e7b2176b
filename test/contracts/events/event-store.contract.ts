/** What every event store must do. A store joins with one line: `eventStoreContract('name', open)`. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAX_APPEND_BYTES, MAX_EVENTS } from '../../../src/adapters/outbound/shared/check-append.ts'
import {
  InvalidAppend,
  StoreUnavailable,
  WrongExpectedRevision,
  type Batch,
  type EventStore,
  type ExpectedRevision,
  type Position,
  type StorableEvent,
  type StoredEvent,
} from '../../../src/ports/events/event-store.ts'
import { until } from '../../support/until.ts'

export interface OpenStore {
  readonly store: EventStore
  /** A second store on the same events, as another instance would have it; absent where there is only one. */
  readonly second?: EventStore
  readonly close: () => Promise<void>
}

const event = (data: unknown = {}, id: string = randomUUID()): StorableEvent => ({
  id,
  type: 'Happened',
  data: JSON.stringify(data),
  metadata: JSON.stringify({ id }),
})
const events = (count: number): StorableEvent[] => Array.from({ length: count }, (_, n) => event({ n }))
const freshStream = (): string => `contract-${randomUUID()}`
const ids = (list: readonly StorableEvent[]): string[] => list.map(({ id }) => id)

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

export function eventStoreContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`event store: ${name}`, () => {
    let opened: OpenStore
    let store: EventStore
    beforeAll(async () => {
      opened = await open()
      store = opened.store
    })
    afterAll(() => opened.close())

    /** Subscribes and gathers batches in the background. */
    function follow(after: Position | undefined, batchSize = 50, from: EventStore = store) {
      const stop = new AbortController()
      const batches: Batch[] = []
      const seen: StoredEvent[] = []
      const done = (async () => {
        for await (const batch of from.subscribe(after, { signal: stop.signal, batch_size: batchSize })) {
          batches.push(batch)
          seen.push(...batch.events)
        }
      })()
      const end = async () => {
        stop.abort()
        await done
      }
      return { batches, seen, end, done }
    }

    const failure = (promise: Promise<unknown>): Promise<unknown> =>
      promise.then(
        () => undefined,
        (error: unknown) => error,
      )

    async function wrong(
      stream: string,
      expected: ExpectedRevision,
      actual: ExpectedRevision,
      list = events(1),
    ): Promise<void> {
      const error = await failure(store.append(stream, expected, list))
      expect(error).toBeInstanceOf(WrongExpectedRevision)
      expect(error).toMatchObject({ stream, expected, actual })
    }

    describe('streams', () => {
      test('one that does not exist reads as empty', async () => {
        expect(await all(store.readStream(freshStream(), 0))).toEqual([])
      })

      test('keep their events in order, numbered from 0 without gaps', async () => {
        const stream = freshStream()
        const first = events(3)
        const second = events(2)
        expect(await store.append(stream, 'none', first)).toMatchObject({ revision: 2 })
        const { revision, position } = await store.append(stream, 2, second)
        const read = await all(store.readStream(stream, 0))
        expect(read.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4])
        expect(ids(read)).toEqual(ids([...first, ...second]))
        expect(read.every((event) => event.stream === stream && event.type === 'Happened')).toBe(true)
        expect({ revision, position }).toEqual({ revision: 4, position: read.at(-1)?.position })
        expect(ids(await all(store.readStream(stream, 3)))).toEqual(ids(second.slice(0)))
        expect(await all(store.readStream(stream, 5))).toEqual([])
        expect(await all(store.readStream(stream, 500))).toEqual([])
      })

      test('of more than a page are read whole', async () => {
        const stream = freshStream()
        let expected: ExpectedRevision = 'none'
        for (let n = 0; n < 13; n++) expected = (await store.append(stream, expected, events(MAX_EVENTS))).revision
        expect((await all(store.readStream(stream, 1))).map(({ revision }) => revision)).toEqual(
          Array.from({ length: 1299 }, (_, n) => n + 1),
        )
      })

      test('give data and metadata back byte for byte', async () => {
        const stream = freshStream()
        const texts = [
          '{"b":1,"a":2,  "a":3 , "n":1.50, "e":1E+2, "big":123456789012345678901234567890}',
          '{"text":"ü \\u00fc 😀 \u2028 \\u0000 \\ud800 שלום \\"\'\\\\ $1 {} NULL"}',
          '{ }',
          '{"":"","__proto__":{"x":null},"nested":[[],{},[1,"2",false]]}',
        ]
        const list = texts.map((data, n) => ({
          id: randomUUID(),
          type: 'Exact',
          data,
          metadata: texts[texts.length - 1 - n]!,
        }))
        await store.append(stream, 'none', list)
        const read = await all(store.readStream(stream, 0))
        expect(read.map(({ data }) => data)).toEqual(texts)
        expect(read.map(({ metadata }) => metadata)).toEqual(texts.toReversed())
      })

      test('take an append of the largest size', async () => {
        const stream = freshStream()
        const big = {
          id: randomUUID(),
          type: 'Big',
          data: JSON.stringify({ text: 'ä'.repeat((MAX_APPEND_BYTES - 20) / 2) }),
          metadata: '{}',
        }
        await store.append(stream, 'none', [big])
        expect((await all(store.readStream(stream, 0)))[0]?.data === big.data).toBe(true)
      })
    })

    describe('an append at the wrong revision', () => {
      test('says where the stream is, and stores nothing', async () => {
        const stream = freshStream()
        await wrong(stream, 0, 'none')
        await wrong(stream, 7, 'none')
        await store.append(stream, 'none', events(3))
        await wrong(stream, 'none', 2)
        await wrong(stream, 1, 2)
        await wrong(stream, 3, 2)
        expect(await all(store.readStream(stream, 0))).toHaveLength(3)
      })
    })

    describe('an append with a mistake is refused before it reaches the store:', () => {
      const good = event()
      test.each<[string, string, StorableEvent[]]>([
        ['no event', 's', []],
        ['too many events', 's', events(MAX_EVENTS + 1)],
        ['too many bytes', 's', [event('x'.repeat(10)), event({ text: 'x'.repeat(MAX_APPEND_BYTES) })]],
        ['an id that is no UUID', 's', [{ ...good, id: 'abc' }]],
        ['the nil UUID', 's', [{ ...good, id: '00000000-0000-0000-0000-000000000000' }]],
        ['an empty type', 's', [{ ...good, type: '' }]],
        ['an empty stream name', '', [good]],
        ['a system stream', '$all', [good]],
        ['a long stream name', 's'.repeat(251), [good]],
        ['data that is not JSON', 's', [{ ...good, data: '{' }]],
        ['data that is no object', 's', [{ ...good, data: '[]' }]],
        ['metadata that is no object', 's', [{ ...good, metadata: 'null' }]],
        ['a lone surrogate', 's', [{ ...good, data: '{"a":"\ud800"}' }]],
        ['a NUL', 's', [{ ...good, data: '{"a":"\0"}' }]],
      ])('%s', async (_, stream, list) => {
        expect(await failure(store.append(stream, 'none', list))).toBeInstanceOf(InvalidAppend)
      })
    })

    describe('the same append again', () => {
      /** a1 a2 appended to a new stream, then b1 b2 after revision 1: the stream is at 3. */
      async function table() {
        const stream = freshStream()
        const a = events(2)
        const b = events(2)
        const first = await store.append(stream, 'none', a)
        const second = await store.append(stream, 1, b)
        const unchanged = async () => expect(ids(await all(store.readStream(stream, 0)))).toEqual(ids([...a, ...b]))
        return {
          stream,
          a: a as [StorableEvent, StorableEvent],
          b: b as [StorableEvent, StorableEvent],
          first,
          second,
          unchanged,
        }
      }

      test('is recognised: the answer of the first time, nothing stored', async () => {
        const { stream, a, b, first, second, unchanged } = await table()
        expect(await store.append(stream, 'none', a)).toEqual(first)
        expect(await store.append(stream, 1, b)).toEqual(second)
        await unchanged()
      })

      test('is recognised by its ids, in capitals too, whatever it carries now', async () => {
        const { stream, b, second, unchanged } = await table()
        const other = b.map(({ id }) => ({ ...event({ other: true }), id: id.toUpperCase() }))
        expect(await store.append(stream, 1, other)).toEqual(second)
        await unchanged()
      })

      test('is recognised in part, from the front or the back', async () => {
        const { stream, b, second, unchanged } = await table()
        expect(await store.append(stream, 1, [b[0]])).toMatchObject({ revision: 2 })
        expect(await store.append(stream, 2, [b[1]])).toEqual(second)
        await unchanged()
      })

      test('is refused when it is not quite the same', async () => {
        const { stream, a, b, unchanged } = await table()
        await wrong(stream, 0, 3, b)
        await wrong(stream, 1, 3, [...b, event()])
        await wrong(stream, 1, 3, [b[0], event()])
        await wrong(stream, 1, 3, b.toReversed())
        await wrong(stream, 1, 3, [a[0], b[0]])
        await wrong(stream, 'none', 3, [a[1], a[0]])
        await unchanged()
      })
    })

    describe('the global order', () => {
      test('is the order of the appends, over all streams', async () => {
        const before = await store.head()
        const streams = [freshStream(), freshStream()]
        const appended: StorableEvent[] = []
        for (let n = 0; n < 6; n++) {
          const list = events(n % 2 === 0 ? 1 : 3)
          await store.append(streams[n % 2]!, n < 2 ? 'none' : n % 2 === 0 ? n / 2 - 1 : ((n - 1) / 2) * 3 - 1, list)
          appended.push(...list)
        }
        const read = await store.readAll(before, 100)
        expect(ids(read)).toEqual(ids(appended))
        for (let n = 1; n < read.length; n++)
          expect(store.compare(read[n - 1]!.position, read[n]!.position)).toBeLessThan(0)
        expect(await store.head()).toBe(read.at(-1)?.position)
        expect(store.compare(read[0]!.position, read[0]!.position)).toBe(0)
      })

      test('can be read on from any position, in pages of any size', async () => {
        const before = await store.head()
        await store.append(freshStream(), 'none', events(20))
        const whole = await store.readAll(before, 100)
        for (let n = 0; n < whole.length; n++) {
          expect(ids(await store.readAll(whole[n]!.position, 100))).toEqual(ids(whole.slice(n + 1)))
          expect(ids(await store.readAll(whole[n]!.position, 3))).toEqual(ids(whole.slice(n + 1, n + 4)))
        }
      })

      test('compares positions as places, not as texts', async () => {
        const before = await store.head()
        let expected: ExpectedRevision = 'none'
        const stream = freshStream()
        for (let n = 0; n < 2; n++) expected = (await store.append(stream, expected, events(MAX_EVENTS))).revision
        const positions = (await store.readAll(before, 500)).map(({ position }) => position)
        expect(positions.toReversed().sort((a, b) => store.compare(a, b))).toEqual(positions)
      })
    })

    describe('64 writers at once', () => {
      test('of one stream: one wins each revision, the others are told', async () => {
        const stream = freshStream()
        const outcomes = await Promise.allSettled(
          Array.from({ length: 64 }, () => store.append(stream, 'none', events(2))),
        )
        const won = outcomes.filter(({ status }) => status === 'fulfilled')
        expect(won).toHaveLength(1)
        for (const outcome of outcomes)
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision)
        expect(await all(store.readStream(stream, 0))).toHaveLength(2)
      })

      test('of many streams: none lost, none doubled, none out of order, while readers follow', async () => {
        const before = await store.head()
        const followers = [follow(before, 7), follow(before, 100, opened.second ?? store)]
        const shared = Array.from({ length: 4 }, freshStream)
        const acknowledged = new Map<string, { stream: string; revision: number; position: Position }>()
        await Promise.all(
          Array.from({ length: 64 }, async (_, writer) => {
            const to = writer % 2 === 0 ? store : (opened.second ?? store)
            const own = freshStream()
            for (let n = 0; n < 5; n++) {
              const one = event({ writer, n })
              acknowledged.set(one.id, { stream: own, ...(await to.append(own, n === 0 ? 'none' : n - 1, [one])) })
            }
            const stream = shared[writer % shared.length]!
            const one = event({ writer })
            for (;;) {
              const tip: ExpectedRevision = (await all(to.readStream(stream, 0))).at(-1)?.revision ?? 'none'
              const outcome = await to.append(stream, tip, [one]).catch((error: unknown) => {
                if (error instanceof WrongExpectedRevision) return undefined
                throw error
              })
              if (outcome === undefined) continue
              acknowledged.set(one.id, { stream, ...outcome })
              return
            }
          }),
        )
        expect(acknowledged.size).toBe(64 * 6)
        for (const { batches, seen, end } of followers) {
          await until(
            'the follower has seen as many events as were acknowledged',
            () => seen.length >= acknowledged.size,
          )
          await end()
          expect(new Set(ids(seen)).size).toBe(seen.length)
          expect(seen).toHaveLength(acknowledged.size)
          for (const { id, stream, revision, position } of seen)
            expect({ stream, revision, position }).toEqual(acknowledged.get(id))
          for (let n = 1; n < seen.length; n++)
            expect(store.compare(seen[n - 1]!.position, seen[n]!.position)).toBeLessThan(0)
          const next = new Map<string, number>()
          for (const { stream, revision } of seen) {
            expect(revision).toBe(next.get(stream) ?? 0)
            next.set(stream, revision + 1)
          }
          expect(
            batches.every(({ events, position }) => events.length === 0 || events.at(-1)?.position === position),
          ).toBe(true)
        }
      })
    })

    describe('a subscription', () => {
      test('catches up, says so, and goes on live', async () => {
        const before = await store.head()
        const stream = freshStream()
        await store.append(stream, 'none', events(25))
        const follower = follow(before, 10)
        await until('it has caught up', () => follower.batches.some(({ caught_up }) => caught_up))
        expect(follower.seen).toHaveLength(25)
        expect(follower.batches.every(({ events }) => events.length <= 10)).toBe(true)
        const live = events(3)
        await store.append(stream, 24, live)
        await until('the live events are there', () => follower.seen.length === 28)
        expect(ids(follower.seen.slice(25))).toEqual(ids(live))
        expect(follower.batches.at(-1)).toMatchObject({ caught_up: true, position: await store.head() })
        await follower.end()
      })

      test('says that it has caught up also where there was nothing new, and where the last batch was full', async () => {
        const nothing = follow(await store.head())
        await until('it has caught up', () => nothing.batches.length > 0)
        expect(nothing.batches).toEqual([{ events: [], position: await store.head(), caught_up: true }])
        await nothing.end()

        const before = await store.head()
        await store.append(freshStream(), 'none', events(20))
        const full = follow(before, 10)
        await until('it has caught up', () => full.batches.some(({ caught_up }) => caught_up))
        expect(full.seen).toHaveLength(20)
        expect(full.batches.at(-1)?.position).toBe(await store.head())
        await full.end()
      })

      test('resumes after any position without loss or repetition', async () => {
        const before = await store.head()
        await store.append(freshStream(), 'none', events(12))
        const whole = await store.readAll(before, 100)
        for (const at of [0, 5, 11]) {
          const follower = follow(whole[at]!.position, 4)
          await until('it has caught up', () => follower.batches.some(({ caught_up }) => caught_up))
          expect(ids(follower.seen)).toEqual(ids(whole.slice(at + 1)))
          await follower.end()
        }
      })

      test('sees every event when it is woken while its reader is busy', async () => {
        const stream = freshStream()
        const stop = new AbortController()
        const seen: string[] = []
        const written: string[] = []
        for await (const batch of store.subscribe(await store.head(), { signal: stop.signal, batch_size: 5 })) {
          seen.push(...ids(batch.events))
          if (written.length < 30) {
            const one = event()
            await store.append(stream, written.length === 0 ? 'none' : written.length - 1, [one])
            written.push(one.id)
          }
          if (seen.length === 30) stop.abort()
        }
        expect(seen).toEqual(written)
      })

      test('hands out bounded batches at its reader’s pace', async () => {
        const before = await store.head()
        const stream = freshStream()
        await store.append(stream, 'none', events(30))
        const stop = new AbortController()
        const batches = store.subscribe(before, { signal: stop.signal, batch_size: 10 })[Symbol.asyncIterator]()
        const first = await batches.next()
        expect(first.value?.events).toHaveLength(10)
        await store.append(stream, 29, events(5))
        const rest: StoredEvent[] = []
        while (rest.length < 25) {
          const { value } = await batches.next()
          expect(value?.events.length).toBeLessThanOrEqual(10)
          rest.push(...(value?.events ?? []))
        }
        expect(rest.map(({ revision }) => revision)).toEqual(Array.from({ length: 25 }, (_, n) => n + 10))
        stop.abort()
        expect((await batches.next()).done).toBe(true)
      })

      test('hears of another instance’s appends', async ({ skip }) => {
        if (opened.second === undefined) return skip('this store has one instance')
        const follower = follow(await store.head())
        await until('it has caught up', () => follower.batches.length > 0)
        await opened.second.append(freshStream(), 'none', events(2))
        await until('the events are there', () => follower.seen.length === 2)
        await follower.end()
      })

      test('ends with its signal, also before it began', async () => {
        const follower = follow(await store.head())
        await until('it waits', () => follower.batches.length > 0)
        await follower.end()
        const early = follow(undefined)
        await early.end()
      })
    })

    test('closing ends subscriptions, and appends are refused from then on', async () => {
      const own = await open()
      try {
        const stop = new AbortController()
        const batches: Batch[] = []
        const done = (async () => {
          for await (const batch of own.store.subscribe(undefined, { signal: stop.signal, batch_size: 10 }))
            batches.push(batch)
        })()
        await until('it has caught up', () => batches.some(({ caught_up }) => caught_up))
        await own.store.close()
        await done
        expect(await failure(own.store.append(freshStream(), 'none', events(1)))).toBeInstanceOf(StoreUnavailable)
      } finally {
        await own.close()
      }
    })

    test('a store without events has no head', async () => {
      const own = await open()
      try {
        const head = await own.store.head()
        const first = await own.store.readAll(undefined, 1)
        expect(head === undefined).toBe(first.length === 0)
      } finally {
        await own.close()
      }
    })
  })
}
