import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AccessDenied, StreamTombstoned } from '../../../../src/adapters/outbound/eventstoredb/connection/errors.ts'
import { READ_ALL_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/reading/read-all.ts'
import { READ_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/reading/reader.ts'
import { StoreUnavailable } from '../../../../src/ports/events/event-store.ts'
import type { ProposedEvent } from '../../../support/eventstoredb/database.ts'
import { event, events, failureOf, idsOf, readStream, withServer } from '../../../support/eventstoredb/with-server.ts'
import { until } from '../../../support/until.ts'

const foreign = (json = '{}'): ProposedEvent => ({
  id: randomUUID(),
  type: 'Foreign',
  contentType: 'application/json',
  data: Buffer.from(json),
  metadata: new Uint8Array(),
})

describe('a stream', () => {
  test('has three states besides being there: missing and deleted read as empty, tombstoned is an error', async () => {
    const { server, store } = await withServer()
    expect(await readStream(store, 'missing')).toEqual([])
    await store.append('deleted', 'none', events(2))
    server.database.delete('docgen_deleted', 'any')
    expect(await readStream(store, 'deleted')).toEqual([])
    await store.append('tombstoned', 'none', events(2))
    server.database.tombstone('docgen_tombstoned', 'any')
    expect(await failureOf(readStream(store, 'tombstoned'))).toBeInstanceOf(StreamTombstoned)
  })

  test('read from beyond its end, or emptied, is empty too, though it exists', async () => {
    const { server, store } = await withServer()
    await store.append('s', 'none', events(3))
    expect(await readStream(store, 's', 3)).toEqual([])
    server.database.append('$$docgen_s', 'any', [foreign('{"$tb":3}')])
    expect(await readStream(store, 's')).toEqual([])
    expect(await failureOf(store.append('s', 'none', events(1)))).toMatchObject({ actual: 2 })
  })

  test('is read whole over many pages', async () => {
    const { server, store } = await withServer()
    for (let n = 0; n < 12; n++) await store.append('s', n === 0 ? 'none' : n * 100 - 1, events(100))
    const before = server.state.received.reads
    expect((await readStream(store, 's', 1)).map(({ revision }) => revision)).toEqual(
      Array.from({ length: 1199 }, (_, n) => n + 1),
    )
    expect(server.state.received.reads - before).toBe(3)
  })

  test('gives ids in lower case, as the server does', async () => {
    const { store } = await withServer()
    const id = randomUUID().toUpperCase()
    await store.append('s', 'none', [event({}, id)])
    expect(idsOf(await readStream(store, 's'))).toEqual([id.toLowerCase()])
  })

  test('with an event of others that is no JSON gives its bytes as text', async () => {
    const { server, store } = await withServer()
    server.database.append('docgen_s', 'any', [
      { ...foreign('plain'), contentType: 'application/octet-stream' },
      foreign('{ broken'),
    ])
    expect(await readStream(store, 's')).toMatchObject([{ data: 'plain', metadata: '{}' }, { data: '{ broken' }])
  })

  test('with a link in it shows the link, not what it points to', async () => {
    const { server, store } = await withServer()
    server.database.append('elsewhere', 'any', [foreign()])
    server.database.append('docgen_s', 'any', [
      { ...foreign('0@elsewhere'), type: '$>', contentType: 'application/octet-stream' },
    ])
    expect(await readStream(store, 's')).toMatchObject([{ stream: 's', type: '$>', data: '0@elsewhere' }])
  })
})

describe('a read', () => {
  test('that is never answered is made again', async () => {
    const { server, store, timers } = await withServer()
    await store.append('s', 'none', events(2))
    server.faults.next('read', 'no_answer')
    const reads = server.state.received.reads
    const read = readStream(store, 's')
    await until('it has arrived', () => server.state.received.reads === reads + 1)
    timers.fire(READ_TIMEOUT_MS)
    expect(await read).toHaveLength(2)
  })

  test('that breaks off is made again, and gives nothing twice', async () => {
    const { server, store } = await withServer()
    const list = events(5)
    await store.append('s', 'none', list)
    server.faults.next('read', { kind: 'cut', events: 2 }, { kind: 'broken', events: 4 }, 'not_ready', 'not_leader')
    expect(idsOf(await readStream(store, 's'))).toEqual(idsOf(list))
  })

  test('of a server that stays away fails, and says what to think of it', async () => {
    const { server, store } = await withServer()
    server.kill()
    expect(await failureOf(readStream(store, 's'))).toBeInstanceOf(StoreUnavailable)
    expect(await failureOf(store.head())).toBeInstanceOf(StoreUnavailable)
  })

  test('without the right to it is an error of its own', async () => {
    const { server, store } = await withServer()
    server.faults.next('read', 'denied')
    expect(await failureOf(readStream(store, 's'))).toBeInstanceOf(AccessDenied)
  })

  test('that is open when the store closes fails', async () => {
    const { server, store } = await withServer()
    await store.append('s', 'none', events(2))
    server.faults.next('read', 'no_answer')
    const reads = server.state.received.reads
    const read = failureOf(readStream(store, 's'))
    await until('it has arrived', () => server.state.received.reads === reads + 1)
    await store.close()
    expect(await read).toBeInstanceOf(StoreUnavailable)
  })

  test('is not ended by an append that is given up', async () => {
    const { server, store, timers } = await withServer()
    await store.append('s', 'none', events(3))
    const goOn = server.stall()
    const read = readStream(store, 's')
    const appended = store.append('other', 'none', events(1))
    await until('the append waits', () => timers.waiting(4000) === 1)
    timers.fire(4000)
    goOn()
    expect(await read).toHaveLength(3)
    expect(await appended).toMatchObject({ revision: 0 })
  })
})

describe('the global order', () => {
  test('holds only our streams: the server filters, and its own and others’ events never come', async () => {
    const { server, store } = await withServer()
    server.database.append('foreign', 'any', [foreign()])
    server.database.append('docgenx', 'any', [foreign()])
    const list = events(2)
    await store.append('s', 'none', list)
    server.database.append('$$docgen_s', 'any', [foreign('{"$maxCount":100}')])
    const all = await store.readAll(undefined, 100)
    expect(idsOf(all)).toEqual(idsOf(list))
    expect(all[0]).toMatchObject({ stream: 's', revision: 0 })
    expect(server.state.subscriptions.at(-1)?.prefixes).toEqual(['docgen_'])
  })

  test('filters by the prefixes of our streams, within the namespace', async () => {
    const { server, store } = await withServer({}, { namespace: 'test_', prefixes: ['template-', 'generation-'] })
    await store.append('template-1', 'none', events(1))
    server.database.append('test_other-1', 'any', [foreign()])
    expect(await store.readAll(undefined, 10)).toHaveLength(1)
    expect(server.state.subscriptions.at(-1)?.prefixes).toEqual(['test_template-', 'test_generation-'])
  })

  test('is never asked for nothing, which the server answers with an error', async () => {
    const { server, store } = await withServer()
    const before = server.state.received.subscriptions
    expect(await store.readAll(undefined, 0)).toEqual([])
    expect(server.state.received.subscriptions).toBe(before)
  })

  test('is read on when the connection breaks in mid-page', async () => {
    const { server, store } = await withServer()
    const list = events(60)
    await store.append('s', 'none', list)
    server.faults.next(
      'subscribe',
      { kind: 'cut', events: 7 },
      { kind: 'slow_consumer', events: 11 },
      { kind: 'clean_end', events: 3 },
    )
    expect(idsOf(await store.readAll(undefined, 50))).toEqual(idsOf(list.slice(0, 50)))
  })

  test('of a server that does not answer is given up', async () => {
    const { server, store, timers } = await withServer()
    server.faults.next('subscribe', 'no_answer')
    const read = failureOf(store.readAll(undefined, 10))
    await until('it waits', () => timers.waiting(READ_ALL_TIMEOUT_MS) === 1)
    timers.fire(READ_ALL_TIMEOUT_MS)
    expect(await read).toBeInstanceOf(StoreUnavailable)
  })
})

describe('the head', () => {
  test('is the last event of ours, not the end of the log', async () => {
    const { server, store } = await withServer()
    expect(await store.head()).toBeUndefined()
    server.database.append(
      'foreign',
      'any',
      Array.from({ length: 1200 }, () => foreign()),
    )
    expect(await store.head()).toBeUndefined()
    const { position } = await store.append('s', 'none', events(3))
    server.database.append(
      'foreign',
      'any',
      Array.from({ length: 1200 }, () => foreign()),
    )
    expect(await store.head()).toBe(position)
  })

  test('is found when another instance appended it, before many events of others', async () => {
    const { server, store } = await withServer()
    await store.append('s', 'none', events(1))
    server.database.append('docgen_s', 'any', [foreign()])
    server.database.append(
      'foreign',
      'any',
      Array.from({ length: 700 }, () => foreign()),
    )
    const last = (await readStream(store, 's')).at(-1)
    expect(last?.revision).toBe(1)
    expect(await store.head()).toBe(last?.position)
  })

  test('is not searched for again where nothing was', async () => {
    const { server, store } = await withServer()
    server.database.append(
      'foreign',
      'any',
      Array.from({ length: 5000 }, () => foreign()),
    )
    await store.head()
    const before = server.state.received.reads
    server.database.append('foreign', 'any', [foreign()])
    expect(await store.head()).toBeUndefined()
    expect(server.state.received.reads - before).toBeLessThanOrEqual(2)
  })
})
