/**
 * Whoever can write to the stores, and make the hashes anew, but has no master key, cannot put a value of their own
 * where a sealed one was: not in any sealed field of any event, and not as an object beside.
 */
import { hash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { withHash } from '../../../../src/adapters/outbound/crypto/event-hash.ts'
import { eventMacs } from '../../../../src/adapters/outbound/crypto/event-macs.ts'
import { SealedEventLog } from '../../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryEventStore } from '../../../doubles/memory-event-store.ts'
import { ERASED } from '../../../../src/domain/questions/answer.ts'
import { listDefinitions, type AnyEvent } from '../../../../src/domain/event-catalogue.ts'
import { TamperedEvent } from '../../../../src/ports/events/event-log.ts'
import type { EventStore, StoredEvent } from '../../../../src/ports/events/event-store.ts'
import { answered, commandContext, memoryLog, requested } from '../../../support/event-log.ts'
import { random } from '../../../support/data/histories.ts'
import { randomEvent } from '../../../support/data/random-events.ts'

type Data = Record<string, unknown>

const valueOf = ({ data }: AnyEvent, field: string): unknown =>
  Object.entries(data).find(([name]) => name === field)?.[1]

/**
 * A log over the same events of before there were MACs, of which those of a revision hold other data, all hashes made
 * anew.
 */
async function forged(
  made: Awaited<ReturnType<typeof memoryLog>>,
  stream: string,
  revision: number,
  change: (data: Data) => Data,
) {
  const events: StoredEvent[] = []
  let previous_hash = ''
  for await (const event of made.store.readStream(stream, 0)) {
    const { hash: _, mac: __, ...envelope } = JSON.parse(event.metadata)
    const data = event.revision === revision ? JSON.stringify(change(JSON.parse(event.data))) : event.data
    const metadata = withHash({ ...envelope, previous_hash }, data)
    previous_hash = metadata.hash
    events.push({ ...event, data, metadata: JSON.stringify(metadata) })
  }
  const store: EventStore = Object.assign(Object.create(made.store), {
    async *readStream() {
      yield* events
    },
  })
  return new SealedEventLog({ ...made, macs: eventMacs(made.macs.key, () => false, true), store })
}

/** An event of every type that has sealed fields, with all of them. */
const examples: readonly AnyEvent[] = listDefinitions()
  .filter(({ sealed }) => sealed.length > 0)
  .map(({ type, sealed }) => {
    const chance = random(12)
    for (let n = 0; n < 100_000; n++) {
      const event = randomEvent(chance, n)
      if (event.type === type && sealed.every((field) => valueOf(event, field) !== undefined)) return event
    }
    throw new Error(`The sample history has no ${type} with ${sealed.join(', ')}.`)
  })

describe('a value that lies unsealed in a sealed field is refused, with stream, revision and field:', () => {
  const cases = examples.flatMap((event) =>
    listDefinitions()
      .find(({ type }) => type === event.type)!
      .sealed.map((field) => [event.type, field, event] as const),
  )

  test.each(cases)('%s, %s', async (type, field, event) => {
    const made = await memoryLog(new MemoryEventStore())
    const stream = `generation-${randomUUID()}`
    await made.log.append(stream, { revision: -1, hash: '' }, [requested(), event], commandContext())
    expect((await made.log.read(stream, 0))[1]!.event).toEqual(event)
    const own = valueOf(event, field)
    const whole = (await made.log.read(stream, 0))[1]!.event.data
    for (const value of [
      own,
      ERASED,
      null,
      '',
      'x',
      [],
      {},
      { $sealed: 7 },
      { $sealed: 'AQ==' },
      { $sealed_object: null },
      { $sealed_object: { key: 'a', size: 1, sha256: 'b' } },
    ]) {
      const log = await forged(made, stream, 1, (data) => ({ ...data, [field]: value }))
      const failure: unknown = await log.read(stream, 0).catch((error: unknown) => error)
      expect(failure, JSON.stringify(value)).toBeInstanceOf(TamperedEvent)
      expect(failure).toMatchObject({
        stream,
        revision: 1,
        kind: expect.stringMatching(/^(unsealed|seal_broken|object_missing|object_changed)$/),
        field,
        message: expect.stringContaining(`“${field}”`),
      })
      expect((failure as Error).message).toContain(stream)
    }
    const untouched = await forged(made, stream, 1, (data) => data)
    expect((await untouched.read(stream, 0))[1]!.event).toEqual({ type, data: whole })
  })

  test('also once its key is gone, when everything reads as erased', async () => {
    const made = await memoryLog(new MemoryEventStore())
    const stream = `generation-${randomUUID()}`
    await made.log.append(stream, { revision: -1, hash: '' }, [requested(), answered('name', 'Ada')], commandContext())
    await made.keys.destroy(stream)
    const log = await forged(made, stream, 1, (data) => ({ ...data, value: 'Eve' }))
    await expect(log.read(stream, 0)).rejects.toMatchObject({ name: 'TamperedEvent', revision: 1, kind: 'unsealed' })
  })
})

test('a sealed value in an open field is refused, too', async () => {
  const made = await memoryLog(new MemoryEventStore())
  const stream = `generation-${randomUUID()}`
  await made.log.append(stream, { revision: -1, hash: '' }, [requested(), answered('name', 'Ada')], commandContext())
  const log = await forged(made, stream, 1, (data) => ({ ...data, name: data['value'] }))
  await expect(log.read(stream, 0)).rejects.toMatchObject({ name: 'TamperedEvent', revision: 1, kind: 'unsealed' })
})

test('a large value whose object was put in place unsealed is refused, with its field', async () => {
  const made = await memoryLog(new MemoryEventStore())
  const stream = `generation-${randomUUID()}`
  await made.log.append(
    stream,
    { revision: -1, hash: '' },
    [requested(), answered('story', 'x'.repeat(100_000))],
    commandContext(),
  )
  const bytes = Buffer.from(JSON.stringify('y'.repeat(100_000)))
  const log = await forged(made, stream, 1, (data) => {
    const { key } = (data as { value: { $sealed_object: { key: string } } }).value.$sealed_object
    return { ...data, value: { $sealed_object: { key, size: bytes.length, sha256: hash('sha256', bytes) } } }
  })
  for await (const { data } of made.store.readStream(stream, 1)) {
    const { key } = JSON.parse(data).value.$sealed_object
    await made.documents.delete(key)
    await made.documents.put(key, bytes)
  }
  await expect(log.read(stream, 0)).rejects.toMatchObject({
    name: 'TamperedEvent',
    stream,
    revision: 1,
    kind: 'seal_broken',
    field: 'value',
  })
})

test('subscribers never see it: what stands in a sealed field is left out, sealed or not', async () => {
  const made = await memoryLog(new MemoryEventStore())
  const stream = `generation-${randomUUID()}`
  const { envelope } = (await made.log.append(stream, { revision: -1, hash: '' }, [requested()], commandContext()))[0]!
  const [unsealed, id] = [JSON.stringify({ name: 'name', kind: 'text', value: 'Eve', next: null }), randomUUID()]
  const { hash: previous_hash } = envelope
  const metadata = JSON.stringify(withHash({ ...envelope, id, type: 'AnswerProvided', previous_hash }, unsealed))
  await made.store.append(stream, 0, [{ id, type: 'AnswerProvided', data: unsealed, metadata }])
  for await (const { events } of made.log.subscribe(undefined, {
    signal: new AbortController().signal,
    batch_size: 10,
  })) {
    expect(events.map(({ event }) => event.data)).toContainEqual({ name: 'name', kind: 'text', next: null })
    break
  }
  await expect(made.log.read(stream, 0)).rejects.toThrow(TamperedEvent)
})
