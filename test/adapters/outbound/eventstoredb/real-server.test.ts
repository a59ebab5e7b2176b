/**
 * The adapter on a real server that is killed, stopped, stalled and restored under load; where EVENTSTORE_COMMAND
 * starts one.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ForeignPosition } from '../../../../src/adapters/outbound/eventstoredb/connection/errors.ts'
import { openEventStoreDb, type EventStoreDb } from '../../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { StoreUnavailable, type StoredEvent } from '../../../../src/ports/events/event-store.ts'
import { EVENTSTORE_COMMAND, RealServer } from '../../../support/eventstoredb/real-server.ts'
import { event, events, failureOf, follow, idsOf, readStream } from '../../../support/eventstoredb/with-server.ts'
import { until } from '../../../support/until.ts'

const MINUTES_MS = 300_000
const WRITERS = 8
const SLOW_MS = 60_000

async function withRealServer() {
  const server = await RealServer.start()
  onTestFinished(() => server.stop())
  return { server, store: await openStore(server) }
}

async function openStore(server: RealServer): Promise<EventStoreDb> {
  const store = await openEventStoreDb({ url: server.url })
  onTestFinished(() => store.close())
  return store
}

/** Writers of a stream each, until they are told to end. */
function write(store: EventStoreDb) {
  const acknowledged: string[] = []
  const stop = new AbortController()
  const done = Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      let revision = -1
      while (!stop.signal.aborted) {
        const list = events(1 + ((((revision + writer) % 3) + 3) % 3))
        for (let written = false; !written;) {
          try {
            revision = (await store.append(`w${writer}`, revision === -1 ? 'none' : revision, list)).revision
            written = true
          } catch (error) {
            // It was away for longer than an append waits: nothing was written, and the caller comes again.
            if (!(error instanceof StoreUnavailable)) throw error
          }
        }
        acknowledged.push(...idsOf(list))
      }
    }),
  )
  done.catch(() => {})
  const more = async (count: number) => {
    const before = acknowledged.length
    await until(`${count} more are acknowledged`, () => acknowledged.length >= before + count, SLOW_MS)
  }
  const end = async () => {
    stop.abort()
    await done
  }
  return { acknowledged, more, end }
}

/** Each acknowledged event stored and seen once, in order. */
async function expectWhole(
  store: EventStoreDb,
  acknowledged: readonly string[],
  seen: readonly StoredEvent[],
): Promise<void> {
  const stored: string[] = []
  for (let writer = 0; writer < WRITERS; writer++) stored.push(...idsOf(await readStream(store, `w${writer}`)))
  expect(new Set(stored).size).toBe(stored.length)
  expect(stored.toSorted()).toEqual(acknowledged.toSorted())
  expect(idsOf(seen).toSorted()).toEqual(stored.toSorted())
  for (let n = 1; n < seen.length; n++) expect(store.compare(seen[n - 1]!.position, seen[n]!.position)).toBeLessThan(0)
}

describe.runIf(EVENTSTORE_COMMAND !== undefined)('a real server', () => {
  test.each([
    [
      'killed',
      async (server: RealServer) => {
        await server.kill()
        server.launch()
      },
    ],
    [
      'told to end',
      async (server: RealServer) => {
        server.terminate()
        await server.ended()
        server.launch()
      },
    ],
    [
      'stalled for a while',
      async (server: RealServer, strikes: number) => {
        const goOn = server.stall()
        await sleep(500 + 1100 * strikes)
        goOn()
      },
    ],
  ])(
    '%s over and over under writers and followers: each acknowledged event is stored and seen once, in order',
    async (_, strike) => {
      const { server, store } = await withRealServer()
      const followers = [follow(store, undefined, 10), follow(await openStore(server), undefined, 500)]
      const writers = write(store)
      for (let strikes = 0; strikes < 6; strikes++) {
        await writers.more(100)
        await strike(server, strikes)
      }
      await writers.more(100)
      await writers.end()
      for (const { seen } of followers) {
        await until('the follower has seen all', () => seen.length >= writers.acknowledged.length, SLOW_MS)
        await expectWhole(store, writers.acknowledged, seen)
      }
    },
    MINUTES_MS,
  )

  test(
    'that is starting: whoever comes too early waits, and is served',
    async () => {
      const { server, store } = await withRealServer()
      await store.append('s', 'none', events(3))
      for (let n = 0; n < 5; n++) {
        await server.kill()
        server.launch()
        const follower = follow(store, undefined)
        const [appended, read] = await Promise.all([
          store.append(`a${n}`, 'none', events(1)),
          readStream(store, 's'),
          follower.saw(4 + n),
        ])
        expect(appended.revision).toBe(0)
        expect(read).toHaveLength(3)
        await follower.end()
      }
    },
    MINUTES_MS,
  )

  test(
    'that was restored from an older copy: what lies beyond it, or between its records, is refused',
    async () => {
      const { server, store } = await withRealServer()
      const { position: kept } = await store.append('kept', 'none', events(20))
      await server.kill()
      const restore = await server.copyDisk()
      await server.restart()
      const { position: lost } = await store.append('lost', 'none', events(20))
      await store.assertWithin(lost)
      const follower = follow(store, lost)
      await follower.caughtUp()

      await server.kill()
      await restore()
      await server.restart()
      expect(await failureOf(follower.done)).toBeInstanceOf(ForeignPosition)
      const later = await openStore(server)
      await later.assertWithin(kept)
      expect(await failureOf(later.assertWithin(lost))).toBeInstanceOf(ForeignPosition)
      expect(await failureOf(follow(later, lost).done)).toBeInstanceOf(ForeignPosition)
      expect(await failureOf(later.readAll(lost, 10))).toBeInstanceOf(ForeignPosition)

      // It has grown beyond the place again, with records of other sizes.
      for (let n = 0; n < 5; n++)
        await later.append(
          `grown${n}`,
          'none',
          Array.from({ length: 50 }, () => event({ text: 'x'.repeat(333) })),
        )
      expect(await failureOf(later.assertWithin(lost))).toBeInstanceOf(ForeignPosition)
      expect(await failureOf(follow(later, lost).done)).toBeInstanceOf(ForeignPosition)
    },
    MINUTES_MS,
  )
})
