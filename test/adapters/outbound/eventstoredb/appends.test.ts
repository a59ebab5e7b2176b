import { randomUUID } from 'node:crypto'
import { EventStoreDBClient } from '@eventstore/db-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { APPEND_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/appending/appender.ts'
import { AppendCalls } from '../../../../src/adapters/outbound/eventstoredb/appending/append-calls.ts'
import { ServerConnection } from '../../../../src/adapters/outbound/eventstoredb/connection/server-connection.ts'
import { parseConnectionString } from '../../../../src/adapters/outbound/eventstoredb/connection/connection-string.ts'
import { AccessDenied, StreamTombstoned } from '../../../../src/adapters/outbound/eventstoredb/connection/errors.ts'
import { openEventStoreDb } from '../../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { READ_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/reading/reader.ts'
import { MAX_APPEND_BYTES } from '../../../../src/adapters/outbound/shared/check-append.ts'
import {
  AppendInDoubt,
  InvalidAppend,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../../../../src/ports/events/event-store.ts'
import { ManualTimers } from '../../../support/eventstoredb/manual-timers.ts'
import {
  event,
  events,
  failureOf,
  idsOf,
  PATHS,
  readStream,
  withServer,
} from '../../../support/eventstoredb/with-server.ts'
import { WRITE_TIMEOUT_MS } from '../../../support/eventstoredb/write-calls.ts'
import { freePort } from '../../../support/servers/free-port.ts'
import { until } from '../../../support/until.ts'

describe.each(PATHS)('over $path,', ({ batchAppend }) => {
  test('an append without an answer is replayed on a new call with the same ids, and stored once', async () => {
    const { server, store, timers } = await withServer({ batchAppend })
    server.faults.next('append', 'never_acknowledged')
    const list = events(3)
    const appended = store.append('s', 'none', list)
    await until('it has arrived', () => server.state.received.appends === 1)
    expect(timers.waiting(APPEND_TIMEOUT_MS)).toBe(1)
    timers.fire(APPEND_TIMEOUT_MS)
    expect(await appended).toMatchObject({ revision: 2 })
    expect(server.state.received.appends).toBe(2)
    expect(idsOf(await readStream(store, 's'))).toEqual(idsOf(list))
  })

  test('an append that was not written and never answered is written by its replay', async () => {
    const { server, store, timers } = await withServer({ batchAppend })
    server.faults.next('append', 'no_answer')
    const appended = store.append('s', 'none', events(1))
    await until('it has arrived', () => server.state.received.appends === 1)
    timers.fire(APPEND_TIMEOUT_MS)
    expect(await appended).toMatchObject({ revision: 0 })
  })

  test('a server that stands still with its connections open, and goes on, has stored the append once', async () => {
    const { server, serverTimers, store, timers } = await withServer({ batchAppend })
    const goOn = server.stall()
    const list = events(2)
    let settled = false
    const appended = store.append('s', 'none', list).finally(() => {
      settled = true
    })
    for (let n = 0; n < 2; n++) {
      await until('an attempt waits', () => timers.waiting(APPEND_TIMEOUT_MS) === 1)
      timers.fire(APPEND_TIMEOUT_MS)
    }
    await until('another attempt waits', () => timers.waiting(APPEND_TIMEOUT_MS) === 1)
    expect(server.state.received.appends).toBe(0)
    goOn()
    // It may read attempts that were given up, too: then the last one runs beside them, and into its time-out.
    await until('it is known to be written', () => {
      serverTimers.fire(WRITE_TIMEOUT_MS)
      return settled
    })
    expect(await appended).toMatchObject({ revision: 1 })
    expect(idsOf(await readStream(store, 's'))).toEqual(idsOf(list))
  })

  test('a connection lost after the commit is in doubt: the replay finds the append written', async () => {
    const { server, store } = await withServer({ batchAppend })
    const list = events(2)
    server.faults.next('append', 'lost_answer')
    expect(await store.append('s', 'none', list)).toMatchObject({ revision: 1 })
    expect(idsOf(await readStream(store, 's'))).toEqual(idsOf(list))
  })

  test('a connection lost before the commit is in doubt: the replay writes', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'cut')
    expect(await store.append('s', 'none', events(2))).toMatchObject({ revision: 1 })
    expect(await readStream(store, 's')).toHaveLength(2)
  })

  test('when somebody else wrote meanwhile, the replay says so', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'cut')
    const mine = store.append('s', 'none', events(1))
    server.database.append('docgen_s', 'any', [
      {
        id: randomUUID(),
        type: 'Other',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: Buffer.from('{}'),
      },
    ])
    expect(await failureOf(mine)).toMatchObject({ name: 'WrongExpectedRevision', expected: 'none', actual: 0 })
  })

  test('a time-out answered by the server is in doubt: it is replayed after a pause, never in parallel', async () => {
    const { server, store, timers } = await withServer({ batchAppend })
    server.faults.next('append', 'busy')
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
    expect(timers.passed).toHaveLength(1)
    expect(timers.passed[0]).toBeGreaterThanOrEqual(25)
  })

  test('the same append twice at once runs into the server’s time-out, and both end well, stored once', async () => {
    const { server, serverTimers, store } = await withServer({ batchAppend })
    await store.append('warm', 'none', events(1))
    const list = events(2)
    const both = [store.append('s', 'none', list), store.append('s', 'none', list)]
    await until('the second waits for the first', () => serverTimers.waiting(WRITE_TIMEOUT_MS) === 1)
    serverTimers.fire(WRITE_TIMEOUT_MS)
    const [first, second] = await Promise.all(both)
    expect(first).toEqual(second)
    expect(server.state.received.appends).toBe(4)
    expect(await readStream(store, 's')).toHaveLength(2)
  })

  test('a follower that is not the leader is left for the leader', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'not_leader')
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
  })

  test('the leader that a follower names is where the append goes', async () => {
    const leader = await withServer({ batchAppend })
    const { server, store } = await withServer({ batchAppend })
    server.state.leader = { host: '127.0.0.1', port: leader.server.port }
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
    expect(await readStream(leader.store, 's')).toHaveLength(1)
    expect(server.database.read('docgen_s').kind).toBe('not_found')
  })

  test('a server that is starting (“Server Is Not Ready”) is asked again', async () => {
    const { server, store, timers } = await withServer({ batchAppend })
    server.faults.next('append', 'not_ready', 'not_ready', 'not_ready')
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
    expect(timers.passed.map((ms) => Math.round(ms))).toEqual([38, 75, 150])
  })

  test('a server that is too busy, or knows no leader just now, is asked again', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'overloaded', 'no_leader')
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
    server.faults.next(
      'append',
      ...Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? ('overloaded' as const) : ('no_leader' as const))),
    )
    expect(await failureOf(store.append('s', 0, events(1)))).toBeInstanceOf(StoreUnavailable)
  })

  test('a server that stays unready gets no more than its tries; nothing was written, and that is said', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.state.ready = false
    expect(await failureOf(store.append('s', 'none', events(1)))).toBeInstanceOf(StoreUnavailable)
    server.state.ready = true
    expect(await readStream(store, 's')).toEqual([])
  })

  test('a server that is down: nothing was written, and that is said', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.kill()
    expect(await failureOf(readStream(store, 's'))).toBeInstanceOf(StoreUnavailable)
    expect(await failureOf(store.append('s', 'none', events(1)))).toBeInstanceOf(StoreUnavailable)
    await server.restart()
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
  })

  test('a cluster of which no node was found is searched again', async () => {
    const { server } = await withServer({ batchAppend })
    const url =
      `esdb://127.0.0.1:${await freePort()},127.0.0.1:` +
      `${server.port}?tls=false&maxDiscoverAttempts=1&discoveryInterval=1`
    const store = await openEventStoreDb({ url, timers: new ManualTimers([APPEND_TIMEOUT_MS, READ_TIMEOUT_MS]) })
    onTestFinished(() => store.close())
    server.kill()
    expect(await failureOf(store.append('s', 'none', events(1)))).toBeInstanceOf(StoreUnavailable)
    await server.restart()
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
  })

  test('a server that did not say what it supports is asked again', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('features', 'broken')
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
    expect(server.faults.pending('features')).toBe(0)
  })

  test('a server whose clock is ahead of ours takes appends all the same', async () => {
    const { store } = await withServer({ batchAppend, clockAheadMs: 30_000 })
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
  })

  test('a server that goes away in mid-append and stays away leaves the append in doubt', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'never_acknowledged')
    const appended = failureOf(store.append('s', 'none', events(1)))
    await until('it has arrived', () => server.state.received.appends === 1)
    server.kill()
    expect(await appended).toBeInstanceOf(AppendInDoubt)
  })

  test('closing ends an append that waits for its answer, in doubt', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'no_answer')
    const appended = failureOf(store.append('s', 'none', events(1)))
    await until('it has arrived', () => server.state.received.appends === 1)
    await store.close()
    expect(await appended).toBeInstanceOf(AppendInDoubt)
  })

  test('a wrong revision is told with both revisions, whichever way the server words it', async () => {
    const { store } = await withServer({ batchAppend })
    expect(await failureOf(store.append('s', 3, events(1)))).toEqual(new WrongExpectedRevision('s', 3, 'none'))
    await store.append('s', 'none', events(2))
    expect(await failureOf(store.append('s', 'none', events(1)))).toEqual(new WrongExpectedRevision('s', 'none', 1))
    expect(await failureOf(store.append('s', 5, events(1)))).toEqual(new WrongExpectedRevision('s', 5, 1))
  })

  test('a tombstoned stream takes nothing more, and that is an error of its own', async () => {
    const { server, store } = await withServer({ batchAppend })
    await store.append('s', 'none', events(1))
    server.database.tombstone('docgen_s', 'any')
    expect(await failureOf(store.append('s', 0, events(1)))).toBeInstanceOf(StreamTombstoned)
  })

  test('a deleted stream goes on where it was: “none” does not mean revision 0', async () => {
    const { server, store } = await withServer({ batchAppend })
    await store.append('s', 'none', events(3))
    server.database.delete('docgen_s', 'any')
    const next = event()
    expect(await store.append('s', 'none', [next])).toMatchObject({ revision: 3 })
    expect(await readStream(store, 's')).toMatchObject([{ id: next.id, revision: 3 }])
  })

  test('the position of an append is that of its last event, and a subscription can begin there', async () => {
    const { store } = await withServer({ batchAppend })
    const { position } = await store.append('s', 'none', events(3))
    expect((await readStream(store, 's')).at(-1)?.position).toBe(position)
    const [next] = events(1)
    await store.append('s', 2, [next!])
    expect(idsOf(await store.readAll(position, 10))).toEqual([next!.id])
  })

  test('the server’s own bound may be lower than ours: refused, and the store goes on', async () => {
    const { store } = await withServer({ batchAppend, maxAppendSize: 1000 })
    expect(await failureOf(store.append('s', 'none', [event({ text: 'x'.repeat(1000) })]))).toBeInstanceOf(
      InvalidAppend,
    )
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
  })

  test('a newer server’s bound of one event may be lower than ours: refused, with what to set', async () => {
    const { server, store } = await withServer({ batchAppend, maxAppendEventSize: 1000 })
    const failure = await failureOf(store.append('s', 'none', [event(), event({ text: 'x'.repeat(1000) })]))
    expect(failure).toMatchObject({ name: 'InvalidAppend', message: expect.stringContaining('MaxAppendEventSize') })
    expect(server.state.received.appends).toBe(1)
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
  })

  test('credentials that the server refuses are an error of their own, and are not tried again', async () => {
    const { server, store } = await withServer({ batchAppend })
    server.faults.next('append', 'denied')
    expect(await failureOf(store.append('s', 'none', events(1)))).toBeInstanceOf(AccessDenied)
    expect(server.state.received.appends).toBe(1)
  })
})

describe('before the call', () => {
  test.each([
    ['an empty append', []],
    ['101 events', events(101)],
    [
      'more than 512 KiB of data and metadata',
      [
        {
          ...event(),
          data: JSON.stringify({ a: 'x'.repeat(MAX_APPEND_BYTES / 2) }),
          metadata: JSON.stringify({ a: 'x'.repeat(MAX_APPEND_BYTES / 2) }),
        },
      ],
    ],
    ['an id that is no UUID', [event({}, 'no-uuid')]],
    ['the nil id', [event({}, '00000000-0000-0000-0000-000000000000')]],
    ['an empty type', [{ ...event(), type: '' }]],
  ])('%s is refused', async (_, list) => {
    const { server, store } = await withServer()
    expect(await failureOf(store.append('s', 'none', list))).toBeInstanceOf(InvalidAppend)
    expect(server.state.received.appends).toBe(0)
  })

  test.each([-1, 1.5, Number.NaN])('the revision %d is refused', async (revision) => {
    const { store } = await withServer()
    expect(await failureOf(store.append('s', revision, events(1)))).toBeInstanceOf(InvalidAppend)
  })

  test('a stream that no subscription would see is refused', async () => {
    const { store } = await withServer({}, { prefixes: ['template-'] })
    expect(await failureOf(store.append('other-1', 'none', events(1)))).toBeInstanceOf(InvalidAppend)
    expect(await store.append('template-1', 'none', events(1))).toMatchObject({ revision: 0 })
  })
})

describe('the call for all appends', () => {
  test('that has gone deaf is thrown away, for every later append on it would hang', async () => {
    const { server, store, timers } = await withServer()
    server.faults.next('append', 'deaf')
    const list = events(2)
    const appended = store.append('s', 'none', list)
    await until('it has arrived', () => server.state.received.appends === 1)
    timers.fire(APPEND_TIMEOUT_MS)
    expect(await appended).toMatchObject({ revision: 1 })
    expect(await store.append('s', 1, events(1))).toMatchObject({ revision: 2 })
    expect(await readStream(store, 's')).toHaveLength(3)
  })

  test('goes on after a bad request, and passes over its second answer, for which nobody waits', async () => {
    const { server, serverTimers, store } = await withServer()
    server.faults.next('append', 'bad_request')
    expect(await failureOf(store.append('s', 'none', events(1)))).toBeInstanceOf(InvalidAppend)
    serverTimers.fire(WRITE_TIMEOUT_MS)
    expect(await store.append('s', 'none', events(1))).toMatchObject({ revision: 0 })
    expect(server.state.received.batches).toBe(1)
  })

  test('of another store whose server dies is not ours: our appends go on waiting for their answer', async () => {
    const { server, store, timers } = await withServer()
    const other = await withServer()
    await Promise.all([store.append('warm', 'none', events(1)), other.store.append('warm', 'none', events(1))])
    server.faults.next('append', 'never_acknowledged')
    other.server.faults.next('append', 'never_acknowledged')
    const mine = store.append('s', 'none', events(2))
    const theirs = other.store.append('s', 'none', events(2))
    await until(
      'both have arrived',
      () => server.state.received.appends === 2 && other.server.state.received.appends === 2,
    )
    other.server.kill()
    await other.server.restart()
    expect(await theirs).toMatchObject({ revision: 1 })
    expect(server.state.received.appends).toBe(2)
    timers.fire(APPEND_TIMEOUT_MS)
    expect(await mine).toMatchObject({ revision: 1 })
    expect(await readStream(store, 's')).toHaveLength(2)
  })

  test('survives a connection that breaks while many appends wait for room', async () => {
    const { server, store } = await withServer()
    await store.append('warm', 'none', events(1))
    const goOn = server.stall()
    const text = 'x'.repeat(100_000)
    const appends = Array.from({ length: 64 }, (_, n) => store.append(`s${n}`, 'none', [event({ text })]))
    await until('the stream is full', () => server.state.received.appends === 1)
    server.kill()
    goOn()
    await server.restart()
    for (const appended of await Promise.all(appends)) expect(appended.revision).toBe(0)
    for (let n = 0; n < 64; n++) expect(await readStream(store, `s${n}`)).toHaveLength(1)
  })
})

describe('the connection', () => {
  test.each(PATHS)('that was closed says so to an append that comes late, over $path', async ({ batchAppend }) => {
    const { server, timers } = await withServer({ batchAppend })
    const connection = new ServerConnection(parseConnectionString(server.url), timers)
    const calls = new AppendCalls(connection)
    const append = (stream: string) => {
      const { id, type } = event()
      const events = [{ id, type, data: Buffer.from('{}'), metadata: Buffer.from('{}') }]
      return calls.append({ stream, expected: 'none', events }, new AbortController().signal)
    }
    await append('docgen_s')
    // Begun before, and sent after.
    const late = append('docgen_late')
    connection.close()
    for (const failure of [await failureOf(late), await failureOf(append('docgen_later'))])
      expect(failure).toMatchObject({ code: 14, message: expect.stringMatching(/^No connection established/) })
    expect(server.database.read('docgen_late').kind).toBe('not_found')
  })

  test('is no other one for a call that is opened anew, and none is left when the store closes', async () => {
    const { server, store, timers } = await withServer()
    for (let n = 0; n < 3; n++) {
      server.faults.next('append', 'no_answer')
      const before = server.state.received.appends
      const appended = store.append(`s${n}`, 'none', events(1))
      await until('it has arrived', () => server.state.received.appends === before + 1)
      timers.fire(APPEND_TIMEOUT_MS)
      await appended
    }
    await until('all calls share one', () => server.connections === 1)
    await store.close()
    await until('all are closed', () => server.connections === 0)
  })
})

test('the revision protects, not the id: the same ids at the current revision are stored again', async () => {
  const { store } = await withServer()
  const list = events(2)
  await store.append('s', 'none', list)
  expect(await store.append('s', 1, list)).toMatchObject({ revision: 3 })
  expect(await store.append('other', 'none', list)).toMatchObject({ revision: 1 })
})

test('a replay is recognised after a restart of the server, because a revision is always given', async () => {
  const { server, store } = await withServer()
  const list = events(2)
  const first = await store.append('s', 'none', list)
  const second = await store.append('s', 1, events(1))
  server.kill()
  await server.restart()
  expect(await store.append('s', 'none', list)).toEqual(first)
  expect(await readStream(store, 's')).toHaveLength(3)
  expect(second.revision).toBe(2)
})

test.each(PATHS)('other tools read our events as JSON, over $path', async ({ batchAppend }) => {
  const { server, store } = await withServer({ batchAppend })
  await store.append('s', 'none', [
    { id: randomUUID(), type: 'Happened', data: '{ "a":[1,"ü"] }', metadata: '{"by":"me"}' },
  ])
  const client = EventStoreDBClient.connectionString(server.url)
  try {
    for await (const { event } of client.readStream('docgen_s')) {
      expect(event).toMatchObject({ type: 'Happened', isJson: true, data: { a: [1, 'ü'] }, metadata: { by: 'me' } })
    }
  } finally {
    await client.dispose()
  }
})
