/**
 * The habits of a server 23.10.6, seen through the real client: what our double of it is held to, and what a real
 * server shows us when there is one. Each test has a fresh server.
 */
import { randomUUID } from 'node:crypto'
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  FORWARDS,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
  type AppendToStreamOptions,
  type EventData,
} from '@eventstore/db-client'
import sharedPb from '@eventstore/db-client/generated/shared_pb.js'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streamsPb, {
  type BatchAppendResp,
  type ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js'
import { credentials } from '@grpc/grpc-js'
import { createConnection } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SHUTDOWN_MS } from '../../../support/eventstoredb/server-double.ts'
import { failureOf } from '../../../support/eventstoredb/with-server.ts'
import { WRITE_TIMEOUT_MS } from '../../../support/eventstoredb/write-calls.ts'
import { until } from '../../../support/until.ts'

export interface HabitualServer {
  readonly url: string
  /** As after SIGKILL. */
  kill(): Promise<void>
  /** After a kill, with what was written. */
  restart(): Promise<void>
  /** SIGTERM. */
  terminate(): void
  /** SIGSTOP. */
  stall(): void
  /** Lets so many milliseconds pass for whatever waits for them in the server, once something does. */
  pass(ms: number): Promise<void>
  stop(): Promise<void>
}

export type OpenServer = (options?: { readonly maxAppendSize?: number }) => Promise<HabitualServer>

/** Credentials of a call's own make the client take the other way. */
const PATHS = [
  { path: 'BatchAppend', own: {} },
  { path: 'Append', own: { credentials: { username: 'somebody', password: 'something' } } },
] as const

interface Wanted extends NonNullable<Parameters<OpenServer>[0]> {
  /** What each append is given besides. */
  readonly own?: AppendToStreamOptions
}

/** Calls `take` with the client's call of BatchAppend as soon as it has one. */
function onAppendStream(client: EventStoreDBClient, take: (stream: Duplex) => void): void {
  const { disposableStreams } = client as unknown as { readonly disposableStreams: Set<Duplex> }
  const add = disposableStreams.add.bind(disposableStreams)
  disposableStreams.add = (stream) => {
    if (typeof stream.write === 'function') take(stream)
    return add(stream)
  }
}

/** At an answer for which no append waits, the client throws out of everybody's reach. */
function ignoreStrayAnswers(stream: Duplex): void {
  for (const listener of stream.listeners('data') as ((answer: unknown) => void)[]) {
    stream.off('data', listener)
    stream.on('data', (answer) => {
      try {
        listener(answer)
      } catch {
        // No append waits for it.
      }
    })
  }
}

const event = (id: string = randomUUID()): EventData => ({
  id,
  type: 'T',
  contentType: 'application/json',
  data: { id },
  metadata: {},
})
const events = (count: number): EventData[] => Array.from({ length: count }, () => event())

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

export function serverHabits(name: string, open: OpenServer): void {
  describe(`the habits of ${name}:`, () => {
    async function withClient({ own = {}, ...options }: Wanted = {}) {
      const server = await open(options)
      onTestFinished(() => server.stop())
      const connect = () => {
        const client = EventStoreDBClient.connectionString(server.url)
        onTestFinished(() => client.dispose())
        const append = client.appendToStream.bind(client)
        const appendToStream = (stream: string, list: EventData | EventData[], given: AppendToStreamOptions = {}) =>
          append(stream, list, { ...given, ...own })
        return Object.assign(client, { appendToStream })
      }
      return { server, connect, client: connect() }
    }

    describe.each(PATHS)('over $path,', ({ path, own }) => {
      /** a1 a2 (NO_STREAM), then b1 b2 (revision 1): the stream is at 3. */
      async function table() {
        const { client, server, connect } = await withClient({ own })
        const [a1, a2, b1, b2] = events(4) as [EventData, EventData, EventData, EventData]
        const first = await client.appendToStream('s', [a1, a2], { expectedRevision: NO_STREAM })
        const second = await client.appendToStream('s', [b1, b2], { expectedRevision: 1n })
        const replay = (
          list: EventData[],
          expectedRevision: bigint | typeof NO_STREAM | typeof ANY | typeof STREAM_EXISTS,
        ) => client.appendToStream('s', list, { expectedRevision })
        const stored = async () => (await all(client.readStream('s'))).length
        return { server, connect, a1, a2, b1, b2, first, second, replay, stored }
      }

      test('a replay with the expected revision is recognised whole, and in part', async () => {
        const { a1, a2, b1, b2, first, second, replay, stored } = await table()
        expect(await replay([a1, a2], NO_STREAM)).toEqual(first)
        expect(await replay([b1, b2], 1n)).toEqual(second)
        expect(await replay([b1], 1n)).toMatchObject({ success: true, nextExpectedRevision: 2n })
        expect(await replay([b2], 2n)).toMatchObject({
          success: true,
          nextExpectedRevision: 3n,
          position: second.position,
        })
        expect(await stored()).toBe(4)
      })

      test('a replay that is not quite the same is a wrong version', async () => {
        const { a1, b1, b2, replay, stored } = await table()
        for (const [list, revision] of [
          [[b1, b2], 0n],
          [[b1, b2, event()], 1n],
          [[b1, event()], 1n],
          [[b2, b1], 1n],
          [[a1, b1], NO_STREAM],
          [[event()], 1n],
        ] as const) {
          expect(await failureOf(replay([...list], revision))).toMatchObject({
            type: 'wrong-expected-version',
            message: '',
            actualVersion: 3n,
          })
        }
        expect(await stored()).toBe(4)
      })

      test('with the current revision the same ids are stored again', async () => {
        const { b1, b2, replay, stored } = await table()
        expect(await replay([b1, b2], 3n)).toMatchObject({ nextExpectedRevision: 5n })
        expect(await stored()).toBe(6)
      })

      test('with ANY a cache recognises replays: in any order, not after a restart', async () => {
        const { server, connect, a1, b1, b2, second, replay, stored } = await table()
        expect(await replay([b1, b2], ANY)).toEqual(second)
        expect(await replay([b1, b2], STREAM_EXISTS)).toEqual(second)
        expect(await replay([b2, b1], ANY)).toMatchObject({ nextExpectedRevision: 2n })
        expect(await failureOf(replay([b1, event()], ANY))).toMatchObject({
          type: 'wrong-expected-version',
          expectedVersion: 'any',
        })
        expect(await stored()).toBe(4)
        expect(await replay([event(), b1], ANY)).toMatchObject({ nextExpectedRevision: 5n })
        await server.kill()
        await server.restart()
        const client = connect()
        await until('it answers', () =>
          all(client.readStream('s')).then(
            () => true,
            () => false,
          ),
        )
        expect(await client.appendToStream('s', a1, { expectedRevision: ANY })).toMatchObject({
          nextExpectedRevision: 6n,
        })
      })

      test('a wrong version tells what was expected and what is', async () => {
        const { client } = await withClient({ own })
        expect(await failureOf(client.appendToStream('m', events(1), { expectedRevision: 4n }))).toMatchObject({
          expectedVersion: 4n,
          actualVersion: 'no_stream',
        })
        expect(
          await failureOf(client.appendToStream('m', events(1), { expectedRevision: STREAM_EXISTS })),
        ).toMatchObject({ expectedVersion: 'stream_exists' })
        await client.appendToStream('m', events(1), { expectedRevision: NO_STREAM })
        expect(await failureOf(client.appendToStream('m', events(1), { expectedRevision: NO_STREAM }))).toMatchObject({
          expectedVersion: 'no_stream',
          actualVersion: 0n,
        })
      })

      test('an empty append succeeds with revision 0 and a position, and the stream stays missing', async () => {
        const { client } = await withClient({ own })
        expect(await client.appendToStream('e', [], { expectedRevision: NO_STREAM })).toMatchObject({
          success: true,
          nextExpectedRevision: 0n,
          position: { commit: expect.any(BigInt) },
        })
        expect(await failureOf(all(client.readStream('e')))).toMatchObject({ type: 'stream-not-found' })
      })

      test('more data than the server takes is refused; metadata is not counted', async () => {
        const { client } = await withClient({ own, maxAppendSize: 1000 })
        const text = 'x'.repeat(1000)
        expect(await failureOf(client.appendToStream('b', { ...event(), data: { text } } as EventData))).toMatchObject({
          type: 'maximum-append-size-exceeded',
          maxAppendSize: 1000,
        })
        expect(await client.appendToStream('b', { ...event(), metadata: { text } })).toMatchObject({ success: true })
      })

      test('the same append twice at once: one succeeds, one times out after 2 s, it is stored once', async () => {
        const { client, server } = await withClient({ own })
        await client.appendToStream('warm', events(1))
        let failed: PromiseRejectedResult | undefined
        // Unless the first is so quick that the second comes after it.
        for (let n = 0; failed === undefined; n++) {
          const list = events(1)
          const both = [0, 1].map(() => client.appendToStream(`d${n}`, list, { expectedRevision: NO_STREAM }))
          const outcomes = Promise.allSettled(both)
          await server.pass(WRITE_TIMEOUT_MS)
          failed = (await outcomes).find((outcome) => outcome.status === 'rejected')
          expect(await all(client.readStream(`d${n}`))).toHaveLength(1)
        }
        expect(failed.reason).toMatchObject(
          path === 'BatchAppend' ? { type: 'deadline-exceeded' } : { type: 'timeout', code: 10 },
        )
      })

      test('soft-deleted streams go on where they were, tombstoned ones take nothing', async () => {
        const { client } = await withClient({ own })
        await client.appendToStream('s', events(3), { expectedRevision: NO_STREAM })
        expect(await failureOf(client.deleteStream('s', { expectedRevision: 7n }))).toMatchObject({
          code: 9,
          expectedVersion: 7n,
          actualVersion: 2n,
        })
        expect(await failureOf(client.deleteStream('missing', { expectedRevision: 7n }))).toMatchObject({
          actualVersion: -1n,
        })
        await client.deleteStream('s')
        expect(await failureOf(all(client.readStream('s')))).toMatchObject({ type: 'stream-not-found' })
        expect(
          await failureOf(client.appendToStream('s', events(1), { expectedRevision: STREAM_EXISTS })),
        ).toMatchObject({ type: 'stream-deleted' })
        expect(await failureOf(client.appendToStream('s', events(1), { expectedRevision: 0n }))).toMatchObject({
          type: 'wrong-expected-version',
        })
        expect(await client.appendToStream('s', events(1), { expectedRevision: NO_STREAM })).toMatchObject({
          nextExpectedRevision: 3n,
        })
        expect(await all(client.readStream('s'))).toHaveLength(1)
        await client.tombstoneStream('s')
        for (const expectedRevision of [ANY, NO_STREAM, 3n] as const) {
          expect(await failureOf(client.appendToStream('s', events(1), { expectedRevision }))).toMatchObject({
            type: 'stream-deleted',
          })
        }
        expect(await failureOf(all(client.readStream('s')))).toMatchObject({ type: 'stream-deleted', code: 9 })
      })
    })

    test('a deadline that has passed when the server reads the append: not written', async () => {
      const { client } = await withClient()
      expect(await failureOf(client.appendToStream('s', events(1), { deadline: 0 }))).toMatchObject({
        type: 'deadline-exceeded',
      })
      expect(await failureOf(all(client.readStream('s')))).toMatchObject({ type: 'stream-not-found' })
    })

    test('a bad request is answered twice', async () => {
      const { client, server } = await withClient()
      const answers: BatchAppendResp[] = []
      onAppendStream(client, (stream) => {
        ignoreStrayAnswers(stream)
        stream.on('data', (answer: BatchAppendResp) => void answers.push(answer))
      })
      await client.appendToStream('warm', events(1))
      for (const bad of [event('no-uuid'), event('00000000-0000-0000-0000-000000000000'), { ...event(), type: '' }]) {
        answers.length = 0
        expect(await failureOf(client.appendToStream('s', bad))).toMatchObject({
          type: 'unknown',
          message: 'Could not recognize BadRequest',
        })
        await server.pass(WRITE_TIMEOUT_MS)
        await until('the second answer came', () => answers.length === 2)
        // The id that we gave as a text comes back as numbers.
        expect(answers.map((answer) => answer.getCorrelationId()?.hasStructured())).toEqual([false, true])
      }
      expect(await failureOf(all(client.readStream('s')))).toMatchObject({ type: 'stream-not-found' })
    })

    describe('reads', () => {
      test('a fresh server has one event; a position between two records is an error', async () => {
        const { client } = await withClient()
        expect((await all(client.readAll())).map(({ event }) => event?.streamId)).toEqual(['$$$scavenges'])
        const { position } = await client.appendToStream('s', events(3))
        const { commit } = position!
        expect(commit).toBe(position!.prepare)
        expect(await all(client.readAll({ fromPosition: { commit, prepare: commit } }))).toHaveLength(1)
        expect(
          await all(client.readAll({ fromPosition: { commit, prepare: commit }, direction: BACKWARDS })),
        ).toHaveLength(3)
        expect(await all(client.readAll({ fromPosition: { commit, prepare: 0n } }))).toHaveLength(1)
        for (const wrong of [
          { commit: commit - 3n, prepare: commit - 3n },
          { commit, prepare: commit + 1n },
        ]) {
          expect(await failureOf(all(client.readAll({ fromPosition: wrong })))).toMatchObject({
            type: 'unknown',
            code: 2,
          })
          expect(await failureOf(all(client.subscribeToAll({ fromPosition: wrong })))).toMatchObject({
            type: 'unknown',
            code: 2,
          })
        }
      })

      test('reading nothing, or a stream forwards from its end, fails; backwards begins at the last event', async () => {
        const { client } = await withClient()
        await client.appendToStream('s', events(3))
        expect(await failureOf(all(client.readStream('s', { maxCount: 0 })))).toMatchObject({ code: 2 })
        expect(await failureOf(all(client.readStream('s', { fromRevision: END, direction: FORWARDS })))).toMatchObject({
          code: 2,
        })
        expect(await all(client.readAll({ fromPosition: END }))).toEqual([])
        expect(await all(client.readStream('s', { fromRevision: 100n, direction: BACKWARDS }))).toHaveLength(3)
        expect(await all(client.readStream('s', { fromRevision: 100n }))).toEqual([])
      })

      test('of $all obey a filter in pages, too; other calls with a filter, or without a word of one, are refused', async () => {
        const { client, server } = await withClient()
        for (const stream of ['a', 'b', 'a', 'b', 'a']) await client.appendToStream(stream, events(1))
        const raw = new StreamsClient(new URL(server.url).host, credentials.createInsecure())
        onTestFinished(() => raw.close())
        const read = async (options: ReadReq.Options): Promise<string[]> => {
          options.setUuidOption(new streamsPb.ReadReq.Options.UUIDOption().setString(new sharedPb.Empty()))
          const streams: string[] = []
          for await (const answer of raw.read(new streamsPb.ReadReq().setOptions(options))) {
            const name = (answer as ReadResp).getEvent()?.getEvent()?.getStreamIdentifier()?.getStreamName_asU8()
            if (name !== undefined) streams.push(Buffer.from(name).toString())
          }
          return streams
        }
        const { AllOptions, FilterOptions, ReadDirection, StreamOptions } = streamsPb.ReadReq.Options
        const empty = () => new sharedPb.Empty()
        const prefix = () => new FilterOptions.Expression().setPrefixList(['a'])
        const all = () => new streamsPb.ReadReq.Options().setAll(new AllOptions().setStart(empty()))
        const filter = () => new FilterOptions().setStreamIdentifier(prefix()).setMax(32)
        expect(await read(all().setFilter(filter()).setCount('2'))).toEqual(['a', 'a'])
        const backwards = all().setAll(new AllOptions().setEnd(empty())).setReadDirection(ReadDirection.BACKWARDS)
        expect(await read(backwards.setFilter(filter()).setCount('9'))).toEqual(['a', 'a', 'a'])
        const name = new sharedPb.StreamIdentifier().setStreamName(Buffer.from('a').toString('base64'))
        const stream = new streamsPb.ReadReq.Options().setStream(
          new StreamOptions().setStreamIdentifier(name).setStart(empty()),
        )
        for (const options of [
          stream.setFilter(filter()),
          all(),
          all().setFilter(new FilterOptions().setStreamIdentifier(prefix())),
          all().setFilter(new FilterOptions().setMax(32)),
        ])
          expect(await failureOf(read(options.setCount('9')))).toMatchObject({ code: 3 })
      })

      test('metadata cuts a stream, whose revisions go on; its events stay in $all', async () => {
        const { client } = await withClient()
        await client.appendToStream('s', events(5), { expectedRevision: NO_STREAM })
        await client.setStreamMetadata('s', { maxCount: 2 })
        expect((await all(client.readStream('s'))).map(({ event }) => event?.revision)).toEqual([3n, 4n])
        expect((await all(client.readAll())).filter(({ event }) => event?.streamId === 's')).toHaveLength(5)
        expect(await failureOf(client.appendToStream('s', events(1), { expectedRevision: NO_STREAM }))).toMatchObject({
          actualVersion: 4n,
        })
      })

      test('links are resolved to their targets; a dangling one has no event', async () => {
        const { client } = await withClient()
        await client.appendToStream('target', events(1))
        await client.appendToStream(
          'links',
          ['0@target', '9@target'].map((text) => binaryEvent({ type: '$>', data: Buffer.from(text) })),
        )
        const [whole, dangling] = await all(client.readStream('links', { resolveLinkTos: true }))
        expect(whole).toMatchObject({ event: { streamId: 'target' }, link: { streamId: 'links' } })
        expect(dangling?.event).toBeUndefined()
      })
    })

    describe('a subscription', () => {
      async function checkpoints(count: number, maxSearchWindow?: number) {
        const { client } = await withClient()
        for (let n = 0; n < count; n += 1000) await client.appendToStream('foreign', events(Math.min(1000, count - n)))
        const positions: { commit: bigint; prepare: bigint }[] = []
        const filter = streamNameFilter({
          prefixes: ['ours-'],
          ...(maxSearchWindow === undefined ? {} : { maxSearchWindow }),
          checkpointReached: (_, position) => void positions.push(position),
        })
        const subscription = client.subscribeToAll({ fromPosition: START, filter })
        const caughtUp = new Promise((resolve) => {
          subscription.on('caughtUp', resolve)
        })
        subscription.on('data', () => {}).on('error', () => {})
        await caughtUp
        await subscription.unsubscribe()
        return positions
      }

      test('sends a checkpoint every 32 events seen, or as often as asked, with prepare 0', async () => {
        const often = await checkpoints(10_000)
        expect(often).toHaveLength(312)
        expect(often.every(({ prepare }) => prepare === 0n)).toBe(true)
        expect(await checkpoints(10_000, 1000)).toHaveLength(10)
        expect(await checkpoints(20)).toHaveLength(0)
      })

      test.each([
        ['names by prefix', streamNameFilter({ prefixes: ['a', 'b-'] }), ['a-1', 'ab-1', 'b-1']],
        ['names by pattern', streamNameFilter({ regex: 'b-1$' }), ['ab-1', 'b-1']],
        ['types by prefix', eventTypeFilter({ prefixes: ['One', 'Three'] }), ['a-1', 'c-1']],
        ['types by pattern', eventTypeFilter({ regex: '^(One|T.o)$' }), ['a-1', 'b-1']],
        ['types other than the server’s', excludeSystemEvents(), ['a-1', 'ab-1', 'b-1', 'c-1']],
        ['nothing', streamNameFilter({ prefixes: [] }), []],
      ])('sees what its filter lets through: %s', async (_, filter, expected) => {
        const { client } = await withClient()
        for (const [stream, type] of [
          ['a-1', 'One'],
          ['ab-1', 'Two'],
          ['b-1', 'Two'],
          ['c-1', 'Three'],
        ] as const)
          await client.appendToStream(stream, { ...event(), type: stream === 'ab-1' ? 'Four' : type })
        await client.setStreamMetadata('a-1', { maxCount: 10 })
        const seen = new Set<string>()
        const subscription = client.subscribeToAll({ fromPosition: START, filter })
        subscription.on('data', ({ event }) => seen.add(event!.streamId)).on('error', () => {})
        await new Promise((resolve) => {
          subscription.on('caughtUp', resolve)
        })
        await subscription.unsubscribe()
        expect([...seen].toSorted()).toEqual(expected)
      })

      test('from beyond the end is confirmed and live without an error', async () => {
        const { client } = await withClient()
        const seen: string[] = []
        const subscription = client.subscribeToAll({ fromPosition: { commit: 10n ** 12n, prepare: 10n ** 12n } })
        subscription.on('data', ({ event }) => seen.push(event!.id)).on('error', () => {})
        await new Promise((resolve) => {
          subscription.on('caughtUp', resolve)
        })
        const next = event()
        await client.appendToStream('s', next)
        await until('the new event came', () => seen.length === 1)
        expect(seen).toEqual([next.id])
        await subscription.unsubscribe()
      })

      test('that is live is dropped with code 10 when more than 32 events arrive at once', async () => {
        const { client } = await withClient()
        const subscription = client.subscribeToAll({ fromPosition: START })
        const dropped = new Promise((resolve) => {
          subscription.on('error', resolve)
        })
        subscription.on('data', () => {})
        await new Promise((resolve) => {
          subscription.on('caughtUp', resolve)
        })
        // How many are too many depends on how fast they can be sent on: 250 or 1000.
        const over = new AbortController()
        subscription.on('error', () => over.abort())
        while (!over.signal.aborted) await client.appendToStream('s', events(1000))
        expect(await dropped).toMatchObject({
          type: 'timeout',
          code: 10,
          message: expect.stringContaining('Client resubscription required.'),
        })
      })

      test('ends with code 13 five seconds after SIGTERM; until then only open calls are served', async () => {
        const { client, server } = await withClient()
        const subscription = client.subscribeToAll({ fromPosition: START })
        const dropped = new Promise((resolve) => {
          subscription.on('error', resolve)
        })
        subscription.on('data', () => {})
        await new Promise((resolve) => {
          subscription.on('caughtUp', resolve)
        })
        await client.appendToStream('s', events(1))
        server.terminate()
        const listens = () =>
          new Promise<boolean>((resolve) => {
            const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1')
            socket
              .on('connect', () => socket.destroy())
              .on('error', () => {})
              .on('close', (failed) => resolve(!failed))
          })
        await until('nobody listens', async () => !(await listens()))
        expect(await client.appendToStream('s', events(1))).toMatchObject({ success: true })
        expect(await failureOf(all(client.readStream('s')))).toMatchObject({ code: 14 })
        await server.pass(SHUTDOWN_MS)
        expect(await dropped).toMatchObject({
          type: 'unknown',
          code: 13,
          message: expect.stringContaining('RST_STREAM'),
        })
      })

      test('ends with code 14 when the server is killed; a new client then throws a plain error', async () => {
        const { client, server } = await withClient()
        const subscription = client.subscribeToAll({ fromPosition: START })
        const dropped = new Promise((resolve) => {
          subscription.on('error', resolve)
        })
        subscription.on('data', () => {})
        await new Promise((resolve) => {
          subscription.on('caughtUp', resolve)
        })
        await client.appendToStream('warm', events(1))
        server.stall()
        const appended = failureOf(client.appendToStream('s', events(1)))
        await server.kill()
        expect(await dropped).toMatchObject({ code: 14 })
        expect(await appended).toMatchObject({ type: 'unavailable', code: 14 })
        const fresh = EventStoreDBClient.connectionString(server.url)
        const error = await failureOf(fresh.appendToStream('s', events(1)))
        expect(error).toMatchObject({ code: 14 })
        expect(error).not.toHaveProperty('type')
      })
    })
  })
}
