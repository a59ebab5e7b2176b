/** From when on an event log writes MACs, and which events owe one. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { withHash } from '../../../../src/adapters/outbound/crypto/event-hash.ts'
import { eventMacs, type EventMacs } from '../../../../src/adapters/outbound/crypto/event-macs.ts'
import { SealedEventLog } from '../../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import type { Envelope } from '../../../../src/domain/kernel/event.ts'
import type { StreamHead } from '../../../../src/ports/events/event-log.ts'
import type { EventStore } from '../../../../src/ports/events/event-store.ts'
import { answered, commandContext, memoryLog, requested } from '../../../support/event-log.ts'

const NEW: StreamHead = { revision: -1, hash: '' }
const fresh = (): string => `generation-${randomUUID()}`

/** Instances on one store: one that writes MACs and others that accept them, where none are owed by position. */
async function instances() {
  const made = await memoryLog()
  const instance = (macs: EventMacs) => new SealedEventLog({ ...made, macs })
  return {
    ...made,
    writes: instance(eventMacs(made.macs.key, () => false, true)),
    accepts: () => instance(eventMacs(made.macs.key, () => false, false)),
  }
}

async function add(log: SealedEventLog, stream: string, head: StreamHead): Promise<StreamHead> {
  const [event] = await log.append(stream, head, [head === NEW ? requested() : answered('a', 'x')], commandContext())
  return { revision: event!.revision, hash: event!.envelope.hash }
}

const hasMacs = async (store: EventStore, stream: string): Promise<boolean[]> =>
  (await Array.fromAsync(store.readStream(stream, 0))).map(({ metadata }) => 'mac' in JSON.parse(metadata))

/** Appends an event of before the MACs again, chained to what is there, as whoever writes to the store can. */
async function forge(store: EventStore, stream: string): Promise<void> {
  const last = (await Array.fromAsync(store.readStream(stream, 0))).at(-1)!
  const { hash: previous_hash, mac: _, ...envelope }: Envelope = JSON.parse(last.metadata)
  const id = randomUUID()
  const metadata = JSON.stringify(withHash({ ...envelope, id, previous_hash }, last.data))
  await store.append(stream, last.revision, [{ ...last, id, metadata }])
}

const MISSING = { name: 'TamperedEvent', kind: 'mac_missing' }

describe('an instance that accepts MACs', () => {
  test('reads events with and without, and writes none', async () => {
    const { accepts, writes, store } = await instances()
    const [one, other] = [fresh(), fresh()]
    await add(writes, one, NEW)
    const log = accepts()
    await add(log, other, NEW)
    expect(await hasMacs(store, other)).toEqual([false])
    expect(await log.read(one, 0)).toHaveLength(1)
    expect(await log.read(other, 0)).toHaveLength(1)
  })

  test('writes them once it has met one: whoever began to write them knows that all can read them', async () => {
    const { accepts, writes, store } = await instances()
    const [one, other] = [fresh(), fresh()]
    const head = await add(writes, one, NEW)
    const log = accepts()
    await log.read(one, 0)
    await add(log, one, head)
    await add(log, other, NEW)
    expect([await hasMacs(store, one), await hasMacs(store, other)]).toEqual([[true, true], [true]])
    expect(await writes.read(one, 0)).toHaveLength(2)
  })
})

describe('once an event of a stream has a MAC', () => {
  test('those of before need none', async () => {
    const { accepts, writes, store } = await instances()
    const stream = fresh()
    await add(writes, stream, await add(accepts(), stream, NEW))
    expect(await hasMacs(store, stream)).toEqual([false, true])
    for (const from of [0, 1]) expect(await writes.read(stream, from)).toHaveLength(2 - from)
  })

  test('all later ones owe one, from wherever the stream is read', async () => {
    const { accepts, writes, store } = await instances()
    const stream = fresh()
    await add(writes, stream, await add(accepts(), stream, NEW))
    await forge(store, stream)
    for (const log of [writes, accepts()])
      for (const from of [0, 1, 2])
        await expect(log.read(stream, from)).rejects.toMatchObject({ ...MISSING, revision: 2 })
  })
})

test('where a position owes a MAC, a new stream without any is refused, and what lies before is not', async () => {
  const { accepts, store, macs, ...made } = await instances()
  const [before, after] = [fresh(), fresh()]
  await add(accepts(), before, NEW)
  const mark = (await store.head())!
  await add(accepts(), after, NEW)
  const demands = eventMacs(macs.key, (position) => store.compare(position, mark) > 0, true)
  const log = new SealedEventLog({ ...made, store, macs: demands })
  expect(await log.read(before, 0)).toHaveLength(1)
  await expect(log.read(after, 0)).rejects.toMatchObject({ ...MISSING, stream: after, revision: 0 })
})
