import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ServerConnection } from '../../../../src/adapters/outbound/eventstoredb/connection/server-connection.ts'
import { parseConnectionString } from '../../../../src/adapters/outbound/eventstoredb/connection/connection-string.ts'
import { AccessDenied, ForeignPosition } from '../../../../src/adapters/outbound/eventstoredb/connection/errors.ts'
import { SILENCE_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/reading/subscription.ts'
import { ServerSubscription } from '../../../../src/adapters/outbound/eventstoredb/reading/server-subscription.ts'
import type { ReadAnswer } from '../../../../src/adapters/outbound/eventstoredb/reading/read-messages.ts'
import { systemTimers } from '../../../../src/adapters/outbound/eventstoredb/connection/timers.ts'
import { StoreUnavailable, type StoredEvent } from '../../../../src/ports/events/event-store.ts'
import type { ProposedEvent } from '../../../support/eventstoredb/database.ts'
import { SHUTDOWN_MS, type ServerDouble } from '../../../support/eventstoredb/server-double.ts'
import {
  events,
  failureOf,
  follow,
  idsOf,
  readStream,
  withServer,
  type WithServer,
} from '../../../support/eventstoredb/with-server.ts'
import { until } from '../../../support/until.ts'

const foreign = (count: number): ProposedEvent[] =>
  Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'Foreign',
    contentType: 'application/json',
    data: Buffer.from('{}'),
    metadata: new Uint8Array(),
  }))

/** In order, without loss or repetition. */
function expectWhole({ store, server }: WithServer, seen: readonly StoredEvent[]): void {
  expect(idsOf(seen)).toEqual(
    server.database.records.filter(({ stream }) => stream.startsWith('docgen_')).map(({ id }) => id),
  )
  for (let n = 1; n < seen.length; n++) expect(store.compare(seen[n - 1]!.position, seen[n]!.position)).toBeLessThan(0)
}

describe('a live subscriber that more events reach at once than the server holds for it', () => {
  test('is dropped, and goes on at once from the last event it has handled', async () => {
    const all = await withServer()
    const { server, store, timers } = all
    const follower = follow(store, undefined)
    await follower.caughtUp()
    for (let n = 0; n < 8; n++) {
      await store.append(`s${n}`, 'none', events(100))
      await follower.saw((n + 1) * 100)
    }
    expectWhole(all, follower.seen)
    expect(server.state.received.subscriptions).toBeGreaterThan(8)
    // No backoff: each drop came after progress. What passed were the waits of batches that were not yet full.
    expect(timers.passed.filter((ms) => ms !== 20)).toEqual([])
  })

  test('falls behind on a server since 24.10, within the same call, and catches up again', async () => {
    const all = await withServer({ fallsBehind: true, liveBuffer: 8 })
    const { server, store } = all
    const follower = follow(store, undefined)
    await follower.caughtUp()
    for (let n = 0; n < 8; n++) {
      await store.append(`s${n}`, 'none', events(100))
      await follower.saw((n + 1) * 100)
      await until('it has caught up', () => follower.batches.at(-1)?.caught_up === true)
    }
    expectWhole(all, follower.seen)
    expect(follower.batches.filter(({ caught_up }) => !caught_up).length).toBeGreaterThan(0)
    expect(server.state.received.subscriptions).toBe(1)
  })

  test('misses nothing while many write', async () => {
    const all = await withServer({ liveBuffer: 2 })
    const followers = [follow(all.store, undefined, 7), follow(all.store, undefined, 500)]
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let n = 0; n < 20; n++) await all.store.append(`s${writer}`, n === 0 ? 'none' : n * 3 - 1, events(3))
      }),
    )
    for (const follower of followers) {
      await follower.saw(960)
      expectWhole(all, follower.seen)
    }
  })
})

describe('a subscription goes on, without loss or repetition, after', () => {
  test.each([
    ['a connection cut in mid-stream', ['cut', 'cut', 'cut']],
    ['a clean end', ['clean_end', 'clean_end', 'clean_end']],
    ['being too slow', ['slow_consumer', 'slow_consumer', 'slow_consumer']],
    ['an error inside the server', ['broken', 'broken', 'broken']],
    ['a change of leader', ['not_leader', 'not_leader', 'not_leader']],
    ['a server that is starting', ['not_ready', 'not_ready', 'not_ready']],
    ['all of these', ['cut', 'clean_end', 'not_ready', 'slow_consumer', 'not_leader', 'broken']],
  ] as const)('%s', async (_, kinds) => {
    const all = await withServer()
    const { server, store } = all
    await store.append('s', 'none', events(50))
    server.faults.next('subscribe', ...kinds.map((kind, n) => ({ kind, events: n * 3 })))
    const follower = follow(store, undefined, 4)
    await follower.caughtUp()
    expect(server.state.received.subscriptions).toBe(kinds.length + 1)
    await store.append('s', 49, events(5))
    await follower.saw(55)
    expectWhole(all, follower.seen)
  })

  test('the clean end of a live subscription', async () => {
    const all = await withServer()
    const { server, store } = all
    const follower = follow(store, undefined)
    await follower.caughtUp()
    for (let n = 0; n < 5; n++) {
      const before = server.state.received.subscriptions
      server.endSubscriptions()
      await store.append('s', n === 0 ? 'none' : n - 1, events(1))
      await follower.saw(n + 1)
      await until('it has come back', () => server.state.received.subscriptions > before)
    }
    expectWhole(all, follower.seen)
  })

  test('SIGTERM of the server: five more seconds of service for open calls, then code 13', async () => {
    const all = await withServer()
    const { server, serverTimers, store } = all
    const follower = follow(store, undefined)
    await follower.caughtUp()
    await store.append('s', 'none', events(1))
    server.terminate()
    await store.append('s', 0, events(3))
    await follower.saw(4)
    expect(await failureOf(readStream(store, 's'))).toBeInstanceOf(StoreUnavailable)
    serverTimers.fire(SHUTDOWN_MS)
    server.kill()
    await server.restart()
    await store.append('s', 3, events(3))
    await follower.saw(7)
    expectWhole(all, follower.seen)
  })

  test('kills of the server under writers: nothing acknowledged is lost, nothing is stored or seen twice', async () => {
    const all = await withServer()
    const { server, store } = all
    const follower = follow(store, undefined, 10)
    const acknowledged: string[] = []
    const stop = new AbortController()
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let revision = -1; !stop.signal.aborted;) {
        const [next] = events(1)
        await store.append(`w${writer}`, revision === -1 ? 'none' : revision, [next!])
        acknowledged.push(next!.id)
        revision++
      }
    })
    for (let kill = 1; kill <= 5; kill++) {
      await until('some more are acknowledged', () => acknowledged.length > kill * 50)
      server.faults.next('append', ...Array.from({ length: 4 }, () => 'never_acknowledged' as const))
      await until('some are in doubt', () => server.faults.pending('append') === 0)
      server.kill()
      await server.restart()
    }
    stop.abort()
    await Promise.all(writers)
    await follower.saw(acknowledged.length)
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
    expect(idsOf(follower.seen).toSorted()).toEqual(acknowledged.toSorted())
    expectWhole(all, follower.seen)
  })
})

describe('a subscription that cannot be resumed at once', () => {
  test('is tried again after pauses that grow, is told of once, and recovers', async () => {
    const warnings: string[] = []
    const logger = {
      info: () => {},
      error: () => {},
      warn: (_: unknown, message: string) => void warnings.push(message),
    }
    const { server, store, timers } = await withServer({}, { logger })
    await store.append('s', 'none', events(1))
    server.faults.next('subscribe', 'clean_end', 'clean_end', 'clean_end', 'clean_end', 'clean_end')
    const follower = follow(store, undefined)
    await follower.caughtUp()
    expect(timers.passed.filter((ms) => ms !== 20)).toEqual([75, 150, 300, 600])
    expect(warnings).toEqual(['A subscription to EventStoreDB was dropped twice in a row; it is being resumed'])
  })

  test('ends with its signal while the server is away', async () => {
    const { server, store } = await withServer()
    const follower = follow(store, undefined)
    await follower.caughtUp()
    server.kill()
    await follower.end()
  })
})

describe('a subscription that falls silent', () => {
  test('is renewed, and what it kept back is seen', async () => {
    const all = await withServer()
    const { server, store, timers } = all
    await store.append('s', 'none', events(5))
    server.faults.next('subscribe', 'no_answer')
    const follower = follow(store, undefined)
    await until('it waits', () => timers.waiting(SILENCE_TIMEOUT_MS) === 1 && server.state.received.subscriptions === 1)
    timers.fire(SILENCE_TIMEOUT_MS)
    await follower.caughtUp()
    expectWhole(all, follower.seen)
  })

  test('because nothing happens is renewed without a word', async () => {
    const warnings: string[] = []
    const logger = {
      info: () => {},
      error: () => {},
      warn: (_: unknown, message: string) => void warnings.push(message),
    }
    const { server, store, timers } = await withServer({}, { logger })
    const follower = follow(store, undefined)
    await follower.caughtUp()
    for (let n = 2; n < 6; n++) {
      await until('it is quiet', () => timers.waiting(SILENCE_TIMEOUT_MS) === 1)
      timers.fire(SILENCE_TIMEOUT_MS)
      await until('it is renewed', () => server.state.received.subscriptions === n)
    }
    await store.append('s', 'none', events(1))
    await follower.saw(1)
    expect(warnings).toEqual([])
    expect(timers.passed.filter((ms) => ms !== 20)).toEqual([])
    expect(follower.batches.map(({ events, caught_up }) => [events.length, caught_up])).toEqual([
      [0, true],
      [1, true],
    ])
  })
})

describe('progress', () => {
  test('through events of others gives positions without events, with the server’s numbers', async () => {
    const { server, store } = await withServer()
    server.database.append('foreign', 'any', foreign(2000))
    const follower = follow(store, undefined)
    await follower.caughtUp()
    const { position } = follower.batches.at(-1)!
    expect(follower.seen).toEqual([])
    expect(position).toMatch(/^\d+\/0$/)
    const at = server.database.records.findIndex((record) => record.position === Number(position.split('/')[0]))
    expect(server.database.records.length - at).toBeLessThanOrEqual(1002)
    await follower.end()

    await store.append('s', 'none', events(2))
    const resumed = follow(store, position)
    await resumed.caughtUp()
    expect(resumed.seen).toHaveLength(2)
    expect(server.state.subscriptions.at(-1)?.from).toEqual({ commit: Number(position.split('/')[0]), prepare: 0 })
  })

  test('through events of others that come behind ours is not lost', async () => {
    const { server, store } = await withServer()
    const { position } = await store.append('s', 'none', events(3))
    server.database.append('foreign', 'any', foreign(1200))
    const follower = follow(store, undefined)
    await follower.caughtUp()
    expect(follower.seen).toHaveLength(3)
    expect(store.compare(follower.batches.at(-1)!.position, position)).toBeGreaterThan(0)
  })

  test('at the place of our last event is that event, not a checkpoint of its own', async () => {
    const { server, store } = await withServer()
    // With the server's own first event, the last one is the 500th that it looks at.
    for (let n = 0; n < 5; n++) await store.append('s', n === 0 ? 'none' : n * 100 - 1, events(n === 4 ? 99 : 100))
    expect(server.database.records).toHaveLength(500)
    const follower = follow(store, undefined)
    await follower.caughtUp()
    expect(follower.batches.at(-1)?.position).toBe(await store.head())
  })

  test('live, among events of others, goes on too', async () => {
    const { server, store } = await withServer()
    const follower = follow(store, undefined)
    await follower.caughtUp()
    for (let n = 0; n < 10; n++) server.database.append('foreign', 'any', foreign(100))
    await until('a position came', () => follower.batches.some(({ position }) => position !== '0/0'))
    expect(follower.batches.at(-1)).toMatchObject({ events: [], caught_up: true })
  })

  test('never runs ahead of the events: a checkpoint waits until all before it are handled', async () => {
    const { server, store } = await withServer()
    for (let n = 0; n < 20; n++) {
      await store.append(`s${n}`, 'none', events(3))
      server.database.append('foreign', 'any', foreign(700))
    }
    const expected = await store.readAll(undefined, 1000)
    const follower = follow(store, undefined, 7)
    await follower.caughtUp()
    let handled = 0
    for (const { events, position } of follower.batches) {
      handled += events.length
      const before = expected.filter((event) => store.compare(event.position, position) <= 0).length
      expect(handled).toBe(before)
      if (events.length > 0) expect(events.at(-1)?.position).toBe(position)
    }
    expect(handled).toBe(60)
  })

  test('counts only what the consumer came back for: an event whose handling failed comes again', async () => {
    const { store } = await withServer()
    await store.append('s', 'none', events(10))
    const failing = follow(store, undefined, 3, () => {
      throw new Error('handler')
    })
    expect(await failureOf(failing.done)).toMatchObject({ message: 'handler' })
    const follower = follow(store, undefined, 3)
    await follower.saw(10)
    expect(follower.seen[0]?.revision).toBe(0)
  })
})

describe('handlers', () => {
  test('run one at a time, whatever arrives meanwhile', async () => {
    const { store } = await withServer()
    let running = 0
    let most = 0
    const follower = follow(store, undefined, 2, async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    })
    for (let n = 0; n < 10; n++) await store.append(`s${n}`, 'none', events(5))
    await follower.saw(50)
    expect(most).toBe(1)
  })

  test('may see an event before its append is acknowledged', async () => {
    const { server, store } = await withServer()
    const follower = follow(store, undefined)
    await follower.caughtUp()
    server.faults.next('append', 'never_acknowledged')
    let acknowledged = false
    const appended = (async () => {
      await store.append('s', 'none', events(1))
      acknowledged = true
    })().catch(() => {})
    await follower.saw(1)
    expect(acknowledged).toBe(false)
    await store.close()
    await appended
  })

  test('that are slow hold the server up while it catches up, and are not dropped', async () => {
    const { server, store } = await withServer()
    for (let n = 0; n < 40; n++) await store.append(`s${n}`, 'none', events(100))
    const go = Promise.withResolvers<void>()
    const follower = follow(store, undefined, 10, () => go.promise)
    await until('it has subscribed', () => server.state.received.subscriptions === 1)
    go.resolve()
    await follower.saw(4000)
    expect(server.state.received.subscriptions).toBe(1)
  })
})

describe('what the server tells', () => {
  const connect = (server: ServerDouble) => new ServerConnection(parseConnectionString(server.url), systemTimers)
  const feedOf = (server: ServerDouble, buffer: number, connection = connect(server)): ServerSubscription => {
    const feed = new ServerSubscription(connection, ['docgen_'], undefined, buffer, new AbortController().signal)
    onTestFinished(() => {
      feed.stop()
      connection.close()
    })
    return feed
  }
  const kindOf = (answer: ReadAnswer) => Object.entries(answer).find(([, value]) => value !== null)?.[0]
  const untilCaughtUp = async (feed: ServerSubscription): Promise<ReadAnswer[]> => {
    const answers: ReadAnswer[] = []
    while (answers.at(-1)?.caught_up == null) {
      const answer = feed.shift()
      if (answer === undefined) expect(await feed.wait(systemTimers, 5000)).toBeUndefined()
      else answers.push(answer)
    }
    return answers
  }

  test('is told in its order: a checkpoint, and having caught up, after the events before them', async () => {
    const { server, store } = await withServer()
    for (let n = 0; n < 3; n++) {
      await store.append(`s${n}`, 'none', events(2))
      server.database.append('foreign', 'any', foreign(600))
    }
    await store.append('s3', 'none', events(1))
    const answers = await untilCaughtUp(feedOf(server, 100))
    expect(answers.map(kindOf).filter((kind) => kind !== undefined)).toEqual([
      'event',
      'event',
      'checkpoint',
      'event',
      'event',
      'checkpoint',
      'event',
      'event',
      'checkpoint',
      'event',
      'caught_up',
    ])
  })

  test('is taken from it ahead of who reads it, up to the buffer, and all of it in the end', async () => {
    const { server, store } = await withServer()
    for (let n = 0; n < 20; n++) await store.append(`s${n}`, 'none', events(100))
    const feed = feedOf(server, 64)
    expect(await feed.wait(systemTimers, 5000)).toBeUndefined()
    expect((await untilCaughtUp(feed)).filter(({ event }) => event !== null)).toHaveLength(2000)
  })

  test('comes again when it was put back', async () => {
    const { server, store } = await withServer()
    await store.append('s', 'none', events(3))
    const feed = feedOf(server, 100)
    const last = (await untilCaughtUp(feed)).at(-1)!
    feed.unshift(last)
    expect(feed.shift()).toBe(last)
    expect(feed.shift()).toBeUndefined()
  })

  test('and nobody takes is let go of, also when the server has ended the call meanwhile', async () => {
    const { server, store } = await withServer()
    await store.append('s', 'none', events(20))
    server.faults.next('subscribe', { kind: 'clean_end', events: 10 })
    const connection = connect(server)
    const heldUp = feedOf(server, 4, connection)
    expect(await heldUp.wait(systemTimers, 5000)).toBeUndefined()
    // What this one brings comes on the same connection, behind the end of the other.
    const later = feedOf(server, 100, connection)
    await untilCaughtUp(later)
    expect(heldUp.end).toBeUndefined()
    heldUp.stop()
    later.stop()
    // It ends when all calls on it are over.
    await store.close()
    connection.leave(await connection.node())
    await until('the connection has ended', () => server.connections === 0)
  })
})

describe('a checkpoint that is not of this database', () => {
  test('because it lies beyond the end (a restored backup, a wiped disk) is refused at the start', async () => {
    const { server, store } = await withServer()
    const { position } = await store.append('s', 'none', events(100))
    await store.assertWithin(position)
    server.replaceDatabase()
    expect(await failureOf(store.assertWithin(position))).toBeInstanceOf(ForeignPosition)
    expect(await failureOf(follow(store, position).done)).toBeInstanceOf(ForeignPosition)
    expect(await failureOf(store.readAll(position, 10))).toBeInstanceOf(ForeignPosition)
    await store.assertWithin('0/0')
  })

  test('because the database was exchanged under a live subscription is noticed when it resumes', async () => {
    const { server, store } = await withServer()
    const follower = follow(store, undefined)
    await store.append('s', 'none', events(30))
    await follower.saw(30)
    server.replaceDatabase()
    server.kill()
    await server.restart()
    expect(await failureOf(follower.done)).toBeInstanceOf(ForeignPosition)
  })

  test('because it lies within a record is an error, not a skip', async () => {
    const { store } = await withServer()
    const { position } = await store.append('s', 'none', events(3))
    const commit = Number(position.split('/')[0]) - 5
    const within = `${commit}/${commit}`
    expect(await failureOf(store.assertWithin(within))).toBeInstanceOf(ForeignPosition)
    expect(await failureOf(follow(store, within).done)).toBeInstanceOf(ForeignPosition)
  })

  test('because another store made it is an error', async () => {
    const { store } = await withServer()
    expect(await failureOf(store.assertWithin('42'))).toBeInstanceOf(RangeError)
    expect(await failureOf(follow(store, '42').done)).toBeInstanceOf(RangeError)
  })

  test('is not concluded from a server that fails for another reason', async () => {
    const { server, store } = await withServer()
    const { position } = await store.append('s', 'none', events(3))
    server.faults.next('subscribe', 'broken', 'broken')
    const follower = follow(store, position)
    await follower.caughtUp()
    await store.append('s', 2, events(1))
    await follower.saw(1)
  })
})

test('a right that is missing ends a subscription: no retry can heal it', async () => {
  const { server, store } = await withServer()
  server.faults.next('subscribe', 'denied')
  expect(await failureOf(follow(store, undefined).done)).toBeInstanceOf(AccessDenied)
  expect(server.state.received.subscriptions).toBe(1)
})
