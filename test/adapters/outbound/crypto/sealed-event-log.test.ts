import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { withHash } from '../../../../src/adapters/outbound/crypto/event-hash.ts'
import { SealedEventLog } from '../../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryEventStore } from '../../../doubles/memory-event-store.ts'
import { ERASED } from '../../../../src/domain/questions/answer.ts'
import { UnknownEvent, type AnyEvent } from '../../../../src/domain/event-catalogue.ts'
import { envelopeSchema } from '../../../../src/domain/kernel/event.ts'
import { TamperedEvent, type StreamHead } from '../../../../src/ports/events/event-log.ts'
import { WrongExpectedRevision, type EventStore, type StoredEvent } from '../../../../src/ports/events/event-store.ts'
import { KeyDestroyed } from '../../../../src/ports/keys/key-ring.ts'
import { answered, commandContext, memoryLog, requested } from '../../../support/event-log.ts'

const NEW: StreamHead = { revision: -1, hash: '' }
const fresh = (): string => `generation-${randomUUID()}`
const CANARY = 'canary Zebra-4711'

async function storedOf(store: EventStore, stream: string): Promise<StoredEvent[]> {
  const list: StoredEvent[] = []
  for await (const event of store.readStream(stream, 0)) list.push(event)
  return list
}

/** The first batch of a subscription from the start. */
async function firstBatch(log: Awaited<ReturnType<typeof memoryLog>>['log']) {
  for await (const batch of log.subscribe(undefined, { signal: new AbortController().signal, batch_size: 100 }))
    return batch
  throw new Error('The subscription ended.')
}

describe('what goes in comes out', () => {
  test('the events as recorded are the events as read', async () => {
    const { log } = await memoryLog()
    const stream = fresh()
    const first = await log.append(
      stream,
      NEW,
      [requested({ answers: [{ name: 'a', value: ['x', 'y'], copied: true }] }), answered('name', 'Ada', ' ada')],
      commandContext(),
    )
    const tip = { revision: 1, hash: first[1]!.envelope.hash }
    const second = await log.append(stream, tip, [answered('city', 'Zürich 😀')], commandContext())
    const read = await log.read(stream, 0)
    const timeless = (events: readonly object[]) => events.map((event) => ({ ...event, position: '' }))
    expect(timeless(read)).toEqual(timeless([...first, ...second]))
    expect(read.map(({ event }) => event)).toEqual([
      requested({ answers: [{ name: 'a', value: ['x', 'y'], copied: true }] }),
      answered('name', 'Ada', ' ada'),
      answered('city', 'Zürich 😀'),
    ])
    expect(await log.read(stream, 2)).toEqual(read.slice(2))
  })

  test('the envelope has every field of its schema, in order', async () => {
    const { log, store } = await memoryLog()
    const stream = fresh()
    const context = commandContext({ actor: 'key:7', surface: 'console', correlation_id: 'c', causation_id: 'd' })
    await log.append(stream, NEW, [requested(), { type: 'GenerationCancelled', data: {} }], context)
    const [one, two] = (await storedOf(store, stream)).map(({ metadata }) => JSON.parse(metadata))
    expect(Object.keys(one)).toEqual(Object.keys(envelopeSchema.shape))
    expect(Object.keys(two)).toEqual(Object.keys(envelopeSchema.shape).filter((field) => field !== 'key_id'))
    expect(one).toMatchObject({
      type: 'GenerationRequested',
      version: 1,
      tenant: 'default',
      actor: 'key:7',
      at: context.now,
      command_id: context.command_id,
      surface: 'console',
      correlation_id: 'c',
      causation_id: 'd',
      previous_hash: '',
      key_id: stream,
    })
    expect(two.previous_hash).toBe(one.hash)
  })

  test('the hash is SHA-256 over previous hash, metadata without hash and MAC, and data as stored', async () => {
    const { log, store } = await memoryLog()
    const stream = fresh()
    await log.append(stream, NEW, [requested(), answered('name', 'Ada')], commandContext())
    for (const { data, metadata } of await storedOf(store, stream)) {
      const { hash, previous_hash, mac } = JSON.parse(metadata)
      const without = metadata.replace(`"hash":"${hash}",`, '').replace(`,"mac":"${mac}"`, '')
      expect(hash).toBe(createHash('sha256').update(`${previous_hash}\n${without}\n${data}`).digest('hex'))
    }
  })
})

describe('secrets', () => {
  test('no sealed field is stored in clear, nor given to subscribers', async () => {
    const { log, store } = await memoryLog()
    const stream = fresh()
    const events: AnyEvent[] = [
      requested({ answers: [{ name: 'a', value: CANARY, copied: false }] }),
      answered('name', CANARY, CANARY),
      { type: 'ListItemAdded', data: { name: 'items', item: 'i1', value: { text: CANARY }, next: null } },
      { type: 'GenerationConfirmed', data: { document_id: randomUUID(), reviewed_revision: 2, file_name: CANARY } },
      {
        type: 'DocumentRendered',
        data: {
          document_id: randomUUID(),
          key: 'k',
          media_type: 'm',
          size: 1,
          sha256: CANARY,
          parts: [{ name: 'p', sha256: CANARY }],
          renderer: '1',
        },
      },
    ]
    await log.append(stream, NEW, events, commandContext())
    expect(JSON.stringify(await storedOf(store, stream))).not.toContain('Zebra')
    const batch = await firstBatch(log)
    expect(JSON.stringify(batch)).not.toContain('Zebra')
    expect(batch.events.map(({ event }) => event)).toEqual([
      {
        type: 'GenerationRequested',
        data: {
          template_id: 'letter',
          template_version: 1,
          format: 'docx',
          locale: 'en-US',
          zone: 'UTC',
          idle_days: 30,
          next: 'name',
        },
      },
      { type: 'AnswerProvided', data: { name: 'name', kind: 'text', next: null } },
      { type: 'ListItemAdded', data: { name: 'items', item: 'i1', next: null } },
      { type: 'GenerationConfirmed', data: { document_id: expect.any(String), reviewed_revision: 2 } },
      {
        type: 'DocumentRendered',
        data: { document_id: expect.any(String), key: 'k', media_type: 'm', size: 1, renderer: '1' },
      },
    ])
    expect((await log.read(stream, 0)).map(({ event }) => event)).toEqual(events)
  })

  test('without its key, every sealed field reads as erased, and the hashes still hold', async () => {
    const { log, keys } = await memoryLog()
    const [stream, other] = [fresh(), fresh()]
    await log.append(stream, NEW, [requested(), answered('name', CANARY, CANARY)], commandContext())
    await log.append(other, NEW, [requested(), answered('name', 'kept')], commandContext())
    await keys.destroy(stream)
    const [request, answer] = await log.read(stream, 0)
    expect(request?.event.data).toMatchObject({ template_id: 'letter', answers: ERASED })
    expect(answer?.event.data).toEqual({ name: 'name', kind: 'text', value: ERASED, raw: ERASED, next: null })
    expect((await log.read(other, 1))[0]?.event.data).toMatchObject({ value: 'kept' })
    const tip = { revision: 1, hash: answer!.envelope.hash }
    await expect(log.append(stream, tip, [answered('name', 'more')], commandContext())).rejects.toThrow(KeyDestroyed)
    await log.append(stream, tip, [{ type: 'GenerationCancelled', data: {} }], commandContext())
  })

  test('a large value lies sealed in an object of its own', async () => {
    const { log, store, documents, keys } = await memoryLog()
    const stream = fresh()
    const large = CANARY.repeat(20_000)
    await log.append(stream, NEW, [requested(), answered('story', large)], commandContext())
    const stored = (await storedOf(store, stream))[1]!
    expect(stored.data.length).toBeLessThan(1000)
    const { key, size, sha256 } = JSON.parse(stored.data).value.$sealed_object
    expect(key).toBe(`default/${stream}/values/${stored.id}-value`)
    const bytes = (await documents.get(key))!
    expect({ size, sha256 }).toEqual({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect(Buffer.from(bytes).includes('Zebra')).toBe(false)
    expect((await log.read(stream, 1))[0]?.event).toEqual(answered('story', large))
    await keys.destroy(stream)
    expect((await log.read(stream, 1))[0]?.event.data).toMatchObject({ value: ERASED })
  })

  test('a large value that is gone is an error, not an empty answer', async () => {
    const { log, store, documents } = await memoryLog()
    const stream = fresh()
    await log.append(stream, NEW, [answered('story', 'x'.repeat(100_000))], commandContext())
    const { key } = JSON.parse((await storedOf(store, stream))[0]!.data).value.$sealed_object
    await documents.delete(key)
    await expect(log.read(stream, 0)).rejects.toThrow(TamperedEvent)
  })
})

describe('a refused append', () => {
  test('leaves no object of its large values behind', async () => {
    const { log, documents } = await memoryLog()
    const put: string[] = []
    const spied = documents.put.bind(documents)
    documents.put = (key, bytes) => (put.push(key), spied(key, bytes))
    const stream = fresh()
    await log.append(stream, NEW, [requested()], commandContext())
    await expect(log.append(stream, NEW, [answered('story', 'x'.repeat(100_000))], commandContext())).rejects.toThrow(
      WrongExpectedRevision,
    )
    expect(put).toHaveLength(1)
    expect(await documents.has(put[0]!)).toBe(false)
  })

  test('two tries of one command are two appends: one wins, the other is told', async () => {
    const { log } = await memoryLog()
    const stream = fresh()
    const context = commandContext()
    const outcomes = await Promise.allSettled([
      log.append(stream, NEW, [requested()], context),
      log.append(stream, NEW, [requested()], context),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [winner] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(await log.read(stream, 0)).toEqual(winner)
  })

  test.each<[string, unknown]>([
    ['an unknown type', { type: 'SomethingElse', data: {} }],
    ['a missing field', { type: 'ListClosed', data: { name: 'items' } }],
    ['a field too many', { type: 'ListClosed', data: { name: 'items', next: null, more: 1 } }],
    ['a value of another kind', { type: 'AnswerProvided', data: { name: 'a', kind: 'text', value: 7, next: null } }],
  ])('%s never reaches the store', async (_, event) => {
    const { log, store } = await memoryLog()
    await expect(log.append(fresh(), NEW, [event as AnyEvent], commandContext())).rejects.toThrow(UnknownEvent)
    expect(await store.head()).toBeUndefined()
  })
})

describe('tampering shows when the stream is read:', () => {
  type Change = (events: StoredEvent[]) => StoredEvent[]
  const edit =
    (at: number, change: (event: StoredEvent) => Partial<StoredEvent>): Change =>
    (events) =>
      events.map((event, index) => (index === at ? { ...event, ...change(event) } : event))
  const renumbered = (events: StoredEvent[]) => events.map((event, revision) => ({ ...event, revision }))

  test.each<[string, Change]>([
    ['an open field changed', edit(1, ({ data }) => ({ data: data.replace('"name":"one"', '"name":"two"') }))],
    [
      'a sealed byte changed',
      edit(1, ({ data }) => ({
        data: data.replace(/"\$sealed":"(.{20})./, (_, head) => `"$sealed":"${head}${data[40] === 'A' ? 'B' : 'A'}`),
      })),
    ],
    ['the actor changed', edit(1, ({ metadata }) => ({ metadata: metadata.replace('key:1', 'key:2') }))],
    ['the time changed', edit(1, ({ metadata }) => ({ metadata: metadata.replace('2026', '2025') }))],
    ['an envelope field removed', edit(1, ({ metadata }) => ({ metadata: metadata.replace(/"surface":"http",/, '') }))],
    ['another type', edit(1, () => ({ type: 'ListItemAdded' }))],
    ['another id', edit(1, () => ({ id: randomUUID() }))],
    ['an event removed', (events) => renumbered(events.toSpliced(1, 1))],
    ['the first event removed', (events) => renumbered(events.slice(1))],
    ['two events exchanged', (events) => renumbered([events[0]!, events[2]!, events[1]!])],
  ])('%s', async (_, change) => {
    const original = new MemoryEventStore()
    const { log, keys, documents } = await memoryLog(original)
    const stream = fresh()
    await log.append(stream, NEW, [requested(), answered('one', 'Ada'), answered('three', 'Bob')], commandContext())
    const changed = change(await storedOf(original, stream))
    const store: EventStore = Object.assign(Object.create(original), {
      async *readStream() {
        yield* changed
      },
    })
    const failure = await new SealedEventLog({ store, keys, documents })
      .read(stream, 0)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TamperedEvent)
    expect((failure as Error).message).toContain(stream)
  })

  test('a sealed value moved to another event does not open, even when all hashes are made anew', async () => {
    const original = new MemoryEventStore()
    const { log, keys, documents } = await memoryLog(original)
    const stream = fresh()
    await log.append(stream, NEW, [answered('one', 'Ada'), answered('two', 'Bob')], commandContext())
    const [one, two] = (await storedOf(original, stream)) as [StoredEvent, StoredEvent]
    const data = two.data.replace(/"\$sealed":"[^"]*"/, /"\$sealed":"[^"]*"/.exec(one.data)![0])
    const { hash: _, ...envelope } = JSON.parse(two.metadata)
    const forged = { ...two, data, metadata: JSON.stringify(withHash(envelope, data)) }
    const store: EventStore = Object.assign(Object.create(original), {
      async *readStream() {
        yield* [one, forged]
      },
    })
    await expect(new SealedEventLog({ store, keys, documents }).read(stream, 0)).rejects.toThrow(
      /changed, or belong elsewhere/,
    )
  })
})
