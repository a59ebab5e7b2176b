/** Snapshots of folds: they save reading, hold nothing in clear, and nothing but speed depends on them. */
import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { SealedEventLog } from '../../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { SealedSnapshots } from '../../../../src/adapters/outbound/crypto/sealed-snapshots.ts'
import {
  AggregateCache,
  SNAPSHOT_EVERY,
  SNAPSHOT_FROM,
  type AggregateCacheOptions,
} from '../../../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../../../doubles/memory-event-store.ts'
import type { AnyEvent } from '../../../../src/domain/event-catalogue.ts'
import type { Decider } from '../../../../src/domain/kernel/decider.ts'
import type { GenerationEvent } from '../../../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../../../src/domain/generation/generation-decider.ts'
import type { Generation } from '../../../../src/domain/generation/generation.ts'
import type { EventLog } from '../../../../src/ports/events/event-log.ts'
import type { LoadedAggregate } from '../../../../src/ports/events/aggregate-store.ts'
import { answered, commandContext, memoryLog, requested } from '../../../support/event-log.ts'
import { random } from '../../../support/data/histories.ts'
import { MemorySnapshots } from '../../../doubles/memory-snapshots.ts'
import { randomEvent } from '../../../support/data/random-events.ts'

const format = generationDecider.snapshot!

type Shop = Awaited<ReturnType<typeof open>>
let shop: Shop
let stream: string

async function open() {
  const parts = await memoryLog()
  const rows = new MemorySnapshots()
  const logged: string[] = []
  const warn = (_: object, message: string): unknown => logged.push(message)
  const snapshots = new SealedSnapshots({ store: rows, keys: parts.keys, logger: { info() {}, warn, error() {} } })
  const counts = { read: 0 }
  const read = parts.log.read.bind(parts.log)
  parts.log.read = async (...given) => {
    const events = await read(...given)
    counts.read += events.length
    return events
  }
  return {
    ...parts,
    rows,
    snapshots,
    logged,
    counts,
    instance: (options: AggregateCacheOptions = { snapshots }) => new AggregateCache(parts.log, options),
  }
}

beforeEach(async () => {
  shop = await open()
  stream = `generation-${randomUUID()}`
})

const load = (folds: AggregateCache): Promise<LoadedAggregate<Generation>> => folds.load(generationDecider, stream)

/** Appends as commands do, each event by one; gives their ids. */
async function write(folds: AggregateCache, events: readonly AnyEvent[], log: EventLog = shop.log): Promise<string[]> {
  const ids: string[] = []
  for (const event of events) {
    const context = commandContext()
    const tip = await load(folds)
    folds.advance(generationDecider, stream, tip, await log.append(stream, tip, [event], context))
    await folds.settled()
    ids.push(context.command_id)
  }
  return ids
}

const answers = (count: number, from = 0): AnyEvent[] =>
  Array.from({ length: count }, (_, n) =>
    from + n === 0 ? requested() : answered(`name_${n % 3}`, `CANARY ${from + n}`),
  )

/** What an instance that has nothing yet sees, without snapshots, and with them; and how many events that one read. */
async function coldly() {
  const without = await load(shop.instance({}))
  const before = shop.counts.read
  const instance = shop.instance()
  const folded = await load(instance)
  const read = shop.counts.read - before
  await instance.settled()
  return { without, folded, read }
}

function expectSame(
  one: LoadedAggregate<Generation>,
  other: LoadedAggregate<Generation>,
  commands: readonly string[],
): void {
  expect(one.state).toEqual(other.state)
  expect([one.revision, one.hash]).toEqual([other.revision, other.hash])
  for (const id of commands) expect(one.commands.find(id, 'digest')).toEqual(other.commands.find(id, 'digest'))
  expect(one.commands.has(randomUUID())).toBe(false)
}

describe('what they save', () => {
  test('an instance that never saw a long stream reads its snapshot and the few events after it', async () => {
    const ids = await write(shop.instance(), answers(5 * SNAPSHOT_EVERY + 10))
    const { without, folded, read } = await coldly()
    expectSame(folded, without, ids)
    expect(read).toBe(11)
  })

  test('a short stream has none; a long one has one for every span', async () => {
    const writer = shop.instance()
    await write(writer, answers(SNAPSHOT_FROM - 1))
    expect((await coldly()).read).toBe(SNAPSHOT_FROM - 1)
    expect(shop.rows.puts).toBe(0)
    await write(writer, answers(1, SNAPSHOT_FROM))
    expect(shop.rows.rows.get(stream)?.revision).toBe(SNAPSHOT_FROM - 1)
    await write(writer, answers(3 * SNAPSHOT_EVERY, SNAPSHOT_FROM))
    expect(shop.rows.puts).toBe(4)
  })

  test('a stream that has none although it is long gets one when it is next folded from its beginning', async () => {
    await write(shop.instance({}), answers(3 * SNAPSHOT_EVERY + 5))
    expect((await coldly()).read).toBe(3 * SNAPSHOT_EVERY + 5)
    expect((await coldly()).read).toBe(1)
  })

  test('instances that write by turns write one for each span, not one each', async () => {
    const [one, two] = [shop.instance(), shop.instance()]
    for (let n = 0; n < SNAPSHOT_FROM + 3 * SNAPSHOT_EVERY; n++) await write(n % 2 === 0 ? one : two, answers(1, n))
    expect(shop.rows.puts).toBe(4)
  })

  test('an aggregate that does not say how it is written down has none', async () => {
    const plain: Decider<Generation, GenerationEvent> = {
      initial: generationDecider.initial,
      evolve: generationDecider.evolve,
      copy: generationDecider.copy,
    }
    const folds = shop.instance()
    await shop.log.append(stream, { revision: -1, hash: '' }, answers(90), commandContext())
    expect((await folds.load(plain, stream)).revision).toBe(89)
    await folds.settled()
    expect(shop.rows.puts).toBe(0)
  })
})

test(
  'random histories fold to the same with and without snapshots, from any of them on',
  { timeout: 60_000 },
  async () => {
    const chance = random()
    const folds = shop.instance()
    const ids: string[] = []
    for (let steps = 0; steps < 40; steps++) {
      const { revision } = await load(folds)
      const events = Array.from({ length: 1 + chance.below(30) }, (_, n) => randomEvent(chance, revision + 1 + n))
      ids.push(...(await write(chance.below(2) === 0 ? folds : shop.instance(), events)))
      const { without, folded, read } = await coldly()
      try {
        expectSame(folded, without, ids)
        expectSame(await load(folds), without, ids)
      } catch (error) {
        throw new Error(`DOCGEN_TEST_SEED=${chance.seed}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        })
      }
      expect(read, `DOCGEN_TEST_SEED=${chance.seed}`).toBeLessThanOrEqual(SNAPSHOT_FROM)
    }
  },
)

describe('nothing but speed depends on them', () => {
  const tamper: Record<string, (shop: Shop) => Promise<void>> = {
    'a byte was changed': async ({ rows }) => {
      const { sealed, ...row } = rows.rows.get(stream)!
      const changed = Uint8Array.from(sealed)
      changed[changed.length >> 1]! ^= 1
      rows.rows.set(stream, { ...row, sealed: changed })
    },
    'it is empty': async ({ rows }) =>
      void rows.rows.set(stream, { ...rows.rows.get(stream)!, sealed: new Uint8Array() }),
    'it is said to be of another revision': async ({ rows }) =>
      void rows.rows.set(stream, { ...rows.rows.get(stream)!, revision: 40 }),
    'it is of another shape, and said to be of this one': async ({ rows, snapshots }) => {
      const { shape } = format
      const { revision, hash, state } = await load(shop.instance({}))
      await snapshots.keep(stream, shape + 1, () => ({
        revision,
        hash,
        state: format.write(state),
        commands: new Uint8Array(),
      }))
      rows.rows.set(stream, { ...rows.rows.get(stream)!, shape })
    },
    'it is that of another stream': async ({ rows, keys, log }) => {
      const mine = stream
      stream = `generation-${randomUUID()}`
      await log.append(stream, { revision: -1, hash: '' }, answers(70), commandContext())
      const instance = new AggregateCache(log, {
        snapshots: new SealedSnapshots({ store: rows, keys, logger: { info() {}, warn() {}, error() {} } }),
      })
      await load(instance)
      await instance.settled()
      const other = rows.rows.get(stream)!
      stream = mine
      rows.rows.set(stream, { ...other, stream })
    },
    'it was sealed rightly, but is no snapshot': async ({ rows, keys }) => {
      const row = rows.rows.get(stream)!
      rows.rows.set(stream, {
        ...row,
        sealed: await keys.seal(stream, randomBytes(500), `snapshot/${row.shape}/${row.revision}`),
      })
    },
    'it holds a state that cannot be read': async ({ snapshots }) => {
      const { revision, hash } = await load(shop.instance({}))
      await snapshots.keep(stream, format.shape, () => ({ revision, hash, state: null, commands: new Uint8Array() }))
    },
    'it holds a table of commands that is none': async ({ snapshots }) => {
      const { revision, hash, state } = await load(shop.instance({}))
      await snapshots.keep(stream, format.shape, () => ({
        revision,
        hash,
        state: format.write(state),
        commands: new Uint8Array(7),
      }))
    },
  }
  test.each(Object.keys(tamper))('%s: the events are folded, and it is made anew', async (name) => {
    const ids = await write(shop.instance(), answers(70))
    await tamper[name]!(shop)
    const { without, folded, read } = await coldly()
    expectSame(folded, without, ids)
    expect(read).toBeGreaterThanOrEqual(70)
    expect((await coldly()).read).toBe(1)
  })

  test('a snapshot of another shape is left aside, and replaced in time', async () => {
    await write(shop.instance(), answers(70))
    const row = shop.rows.rows.get(stream)!
    shop.rows.rows.set(stream, { ...row, shape: row.shape + 1 })
    expect((await coldly()).read).toBe(70)
    expect(shop.rows.rows.get(stream)).toMatchObject({ revision: 69, shape: row.shape })
  })

  test.each([
    [50, 0],
    [50, 14],
    [50, 30],
    [0, 80],
  ])(
    'after the event store was restored to %i events and %i were added, one of what was lost is not believed',
    async (kept, added) => {
      await write(shop.instance(), answers(70))
      const restored = new MemoryEventStore()
      for (const { revision, id, type, data, metadata } of (
        await Array.fromAsync(shop.store.readStream(stream, 0))
      ).slice(0, kept)) {
        await restored.append(stream, revision === 0 ? 'none' : revision - 1, [{ id, type, data, metadata }])
      }
      const log = new SealedEventLog({ store: restored, keys: shop.keys, documents: shop.documents })
      const ids = await write(new AggregateCache(log), answers(added, kept), log)
      const instance = new AggregateCache(log, { snapshots: shop.snapshots })
      expectSame(await load(instance), await load(new AggregateCache(log)), ids)
      await instance.settled()
      expect(shop.rows.rows.get(stream)?.revision).toBe(kept + added < SNAPSHOT_FROM ? undefined : kept + added - 1)
    },
  )

  test('a store of snapshots that fails costs a line in the log', async () => {
    for (const member of ['find', 'put', 'delete'] as const)
      shop.rows[member] = async () => {
        throw new Error('The database is away.')
      }
    const ids = await write(shop.instance(), answers(70))
    const { without, folded } = await coldly()
    expectSame(folded, without, ids)
    expect(new Set(shop.logged)).toEqual(
      new Set(['a snapshot could not be looked for', 'a snapshot could not be kept']),
    )
  })

  test('one that would be very large is not kept', async () => {
    const picture = {
      type: 'AnswerProvided',
      data: {
        name: 'photo',
        kind: 'image',
        value: { media_type: 'image/png', data: randomBytes(1_500_000).toString('base64') },
        next: null,
      },
    } as AnyEvent
    await write(shop.instance(), [...answers(60), picture, ...answers(10, 61)])
    expect(shop.rows.rows.size).toBe(0)
    expect((await coldly()).folded.state.answers.given.get('photo')?.value).toMatchObject({ media_type: 'image/png' })
  })
})

describe('secrecy', () => {
  test('nothing of an answer lies in one in clear', async () => {
    await write(shop.instance(), answers(70))
    const { sealed, ...rest } = shop.rows.rows.get(stream)!
    expect(Buffer.from(sealed).includes('CANARY')).toBe(false)
    expect(JSON.stringify(rest)).not.toContain('CANARY')
  })

  test('destroying the key of a stream erases its snapshot: not opened, not made again, row deleted', async () => {
    await write(shop.instance(), answers(70))
    expect(shop.rows.rows.size).toBe(1)
    await shop.keys.destroy(stream)
    const { without, folded, read } = await coldly()
    expect(read).toBe(70)
    expect(folded.state).toEqual(without.state)
    for (const { value } of folded.state.answers.given.values()) expect(value).toEqual({ erased: true })
    expect(JSON.stringify([...folded.state.answers.given])).not.toContain('CANARY')
    expect(shop.rows.rows.size).toBe(0)
  })

  test('an instance that still held the fold writes nothing that can be read after the key is gone', async () => {
    const holder = shop.instance()
    await write(holder, answers(SNAPSHOT_FROM - 1))
    await shop.keys.destroy(stream)
    await write(holder, [{ type: 'GenerationCancelled', data: {} }])
    expect(shop.rows.rows.size).toBe(0)
    expect(shop.logged).toEqual([])
  })
})
