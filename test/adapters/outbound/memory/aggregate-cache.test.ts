import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SealedEventLog } from '../../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { AggregateCache } from '../../../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../../../doubles/memory-event-store.ts'
import type { AnyEvent } from '../../../../src/domain/event-catalogue.ts'
import type { Decider } from '../../../../src/domain/kernel/decider.ts'
import type { EventLog } from '../../../../src/ports/events/event-log.ts'
import { answered, commandContext, memoryLog, requested } from '../../../support/event-log.ts'

/** Gathers the types of the events in place, to show whether a fold is shared by mistake. */
const gather: Decider<string[], AnyEvent> = {
  initial: () => [],
  copy: (state) => [...state],
  evolve: (state, event) => (state.push(event.type), state),
}

/** A log that counts the events it hands out. */
async function countingLog() {
  const { log } = await memoryLog()
  const original = log.read.bind(log)
  let read = 0
  log.read = async (stream, from) => {
    const events = await original(stream, from)
    read += events.length
    return events
  }
  return { log, read: () => read }
}

const start = { revision: -1, hash: '' }
const fresh = (): string => `generation-${randomUUID()}`

test('a stream that does not exist folds to the initial state', async () => {
  const { log } = await countingLog()
  expect(await new AggregateCache(log).load(gather, fresh())).toMatchObject({ state: [], revision: -1, hash: '' })
})

test('a load reads only what is new, and never misses what was appended before it', async () => {
  const { log, read } = await countingLog()
  const cache = new AggregateCache(log)
  const stream = fresh()
  let head = start
  for (let n = 0; n < 5; n++) {
    const [recorded] = await log.append(
      stream,
      head,
      [n === 0 ? requested() : answered(`a${n}`, 'x')],
      commandContext(),
    )
    head = { revision: n, hash: recorded!.envelope.hash }
    expect(await cache.load(gather, stream)).toMatchObject({ ...head })
  }
  await cache.load(gather, stream)
  expect(read()).toBe(5)
})

test('a fold that was handed out never changes', async () => {
  const { log } = await countingLog()
  const cache = new AggregateCache(log)
  const stream = fresh()
  const first = await log.append(stream, start, [requested()], commandContext())
  const before = await cache.load(gather, stream)
  const second = await log.append(stream, before, [answered('a', 'x')], commandContext())
  const after = cache.advance(gather, stream, before, second)
  expect(before).toMatchObject({ state: ['GenerationRequested'], revision: 0, hash: first[0]!.envelope.hash })
  expect(before.commands.has(second[0]!.envelope.command_id)).toBe(false)
  expect(after).toMatchObject({
    state: ['GenerationRequested', 'AnswerProvided'],
    revision: 1,
    hash: second[0]!.envelope.hash,
  })
})

test('commands are known by id, with the revision they led to', async () => {
  const { log } = await countingLog()
  const cache = new AggregateCache(log)
  const stream = fresh()
  const [one, two] = [commandContext({ request_digest: '1' }), commandContext({ request_digest: '2' })]
  await log.append(stream, start, [requested(), answered('a', 'x')], one)
  const head = await cache.load(gather, stream)
  await log.append(stream, head, [answered('b', 'y')], two)
  const { commands } = await cache.load(gather, stream)
  expect(commands.find(one.command_id, '1')).toEqual({ revision: 1, same_request: true })
  expect(commands.find(two.command_id, '1')).toEqual({ revision: 2, same_request: false })
  expect(commands.find(randomUUID(), '1')).toBeUndefined()
})

test('a stream can be folded up to an earlier revision', async () => {
  const { log } = await countingLog()
  const cache = new AggregateCache(log)
  const stream = fresh()
  const context = commandContext()
  const recorded = await log.append(
    stream,
    start,
    [requested(), answered('a', 'x'), { type: 'GenerationCancelled', data: {} }],
    context,
  )
  const then = await cache.load(gather, stream, { at: 1 })
  expect(then).toMatchObject({
    state: ['GenerationRequested', 'AnswerProvided'],
    revision: 1,
    hash: recorded[1]!.envelope.hash,
  })
  expect(await cache.load(gather, stream, { at: 2 })).toMatchObject({ revision: 2 })
  expect(await cache.load(gather, stream)).toMatchObject({ revision: 2 })
})

test('loads at once give the same fold, while others append', async () => {
  const { log } = await countingLog()
  const cache = new AggregateCache(log)
  const stream = fresh()
  await log.append(stream, start, [requested()], commandContext())
  const head = await cache.load(gather, stream)
  const loads = Promise.all(Array.from({ length: 20 }, () => cache.load(gather, stream)))
  await log.append(stream, head, [answered('a', 'x'), answered('b', 'y')], commandContext())
  for (const { state, revision } of [...(await loads), await cache.load(gather, stream)])
    expect(state).toHaveLength(revision + 1)
  expect(await cache.load(gather, stream)).toMatchObject({ revision: 2 })
})

test('the cache is bounded by the events it stands for', async () => {
  const { log, read } = await countingLog()
  const cache = new AggregateCache(log, { capacity: 10 })
  const streams = Array.from({ length: 10 }, fresh)
  for (const stream of streams) {
    await log.append(stream, start, [requested(), answered('a', 'x')], commandContext())
    await cache.load(gather, stream)
  }
  for (const stream of streams.toReversed()) await cache.load(gather, stream)
  expect(read()).toBe(20 + 10)
})

test('a cached state is dropped when its stream was restored to an earlier moment and written anew', async () => {
  const { log, store, keys, documents } = await memoryLog()
  const stream = fresh()
  await log.append(stream, start, [requested(), answered('a', 'x')], commandContext())
  const restored = new MemoryEventStore()
  const head = { revision: 0, hash: (await log.read(stream, 0))[0]!.envelope.hash }
  for await (const { id, type, data, metadata } of store.readStream(stream, 0))
    if (head.revision === 0 && type === 'GenerationRequested')
      await restored.append(stream, 'none', [{ id, type, data, metadata }])
  const after = new SealedEventLog({ store: restored, keys, documents })
  let now: EventLog = log
  const cache = new AggregateCache({ ...log, read: (...given) => now.read(...given) } as EventLog)
  await cache.load(gather, stream)
  now = after
  await after.append(
    stream,
    head,
    [
      { type: 'GenerationCancelled', data: {} },
      { type: 'GenerationExpired', data: {} },
    ],
    commandContext(),
  )
  expect((await cache.load(gather, stream)).state).toEqual([
    'GenerationRequested',
    'GenerationCancelled',
    'GenerationExpired',
  ])
})

describe('the cached state', () => {
  const instances = async () => {
    const { log } = await countingLog()
    const stream = fresh()
    const [one, two] = [new AggregateCache(log), new AggregateCache(log)]
    await log.append(stream, start, [requested()], commandContext())
    const write = async (cache: AggregateCache): Promise<void> => {
      const head = cache.cached(gather, stream) ?? (await cache.load(gather, stream))
      cache.advance(gather, stream, head, await log.append(stream, head, [answered('a', 'x')], commandContext()))
    }
    return {
      one,
      two,
      write,
      cached: (cache: AggregateCache) => cache.cached(gather, stream)?.revision,
      read: (cache: AggregateCache) => cache.load(gather, stream),
    }
  }

  test('is the one this instance last saw, and none of a stream it never saw', async () => {
    const { one, cached, write, read } = await instances()
    expect(cached(one)).toBeUndefined()
    await read(one)
    expect(cached(one)).toBe(0)
    await write(one)
    expect(cached(one)).toBe(1)
  })

  test('is not trusted for four reads after another instance wrote', async () => {
    const { one, two, cached, write, read } = await instances()
    await read(one)
    await write(two)
    expect(cached(one)).toBe(0)
    await read(one)
    for (let reads = 0; reads < 4; reads++) {
      expect(cached(one)).toBeUndefined()
      await read(one)
    }
    expect(cached(one)).toBe(1)
  })

  test('stays untrusted over own writes, while others go on', async () => {
    const { one, two, cached, write, read } = await instances()
    await read(one)
    for (let turns = 0; turns < 10; turns++) {
      await read(two)
      await write(two)
      await read(one)
      expect(cached(one)).toBeUndefined()
      await write(one)
      expect(cached(one)).toBeUndefined()
    }
  })

  test('concurrent loads of one instance, while it writes, are not another instance', async () => {
    const { one, cached, write, read } = await instances()
    await read(one)
    await Promise.all([read(one), write(one), read(one)])
    expect(cached(one)).toBe(1)
  })
})

test('a state that has a fact may still be read again once it is old', async () => {
  const { log } = await countingLog()
  let now = 0
  const cache = new AggregateCache(log, { elapsed: () => now })
  const stream = fresh()
  await log.append(stream, start, [requested()], commandContext())
  const known = { until: (state: string[]) => state.length > 0, max_age_ms: 1000 }
  const first = await cache.load(gather, stream, known)
  // Another instance writes.
  await log.append(stream, first, [answered('a', 'x')], commandContext())
  now = 1000
  expect(await cache.load(gather, stream, known)).toBe(first)
  now = 1001
  expect((await cache.load(gather, stream, known)).revision).toBe(1)
  now = 2001
  const second = await cache.load(gather, stream, known)
  await log.append(stream, second, [answered('b', 'x')], commandContext())
  expect(await cache.load(gather, stream, known)).toBe(second)
  now = 10_000
  expect(await cache.load(gather, stream, { until: known.until })).toBe(second)
  expect((await cache.load(gather, stream, known)).revision).toBe(2)
})
