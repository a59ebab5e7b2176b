import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { FoldCache } from '../../src/adapters/memory/fold-cache.ts'
import type { AnyEvent } from '../../src/domain/catalogue.ts'
import type { Decider } from '../../src/domain/decider.ts'
import { answered, commandContext, memoryLog, requested } from '../support/event-log.ts'

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
  expect(await new FoldCache(log).load(gather, fresh())).toMatchObject({ state: [], revision: -1, hash: '' })
})

test('a load reads only what is new, and never misses what was appended before it', async () => {
  const { log, read } = await countingLog()
  const folds = new FoldCache(log)
  const stream = fresh()
  let tip = start
  for (let n = 0; n < 5; n++) {
    const [recorded] = await log.append(stream, tip, [n === 0 ? requested() : answered(`a${n}`, 'x')], commandContext())
    tip = { revision: n, hash: recorded!.envelope.hash }
    expect(await folds.load(gather, stream)).toMatchObject({ ...tip })
  }
  await folds.load(gather, stream)
  expect(read()).toBe(5)
})

test('a fold that was handed out never changes', async () => {
  const { log } = await countingLog()
  const folds = new FoldCache(log)
  const stream = fresh()
  const first = await log.append(stream, start, [requested()], commandContext())
  const before = await folds.load(gather, stream)
  const second = await log.append(stream, before, [answered('a', 'x')], commandContext())
  const after = folds.advance(gather, stream, before, second)
  expect(before).toMatchObject({ state: ['GenerationRequested'], revision: 0, hash: first[0]!.envelope.hash })
  expect(before.commands.has(second[0]!.envelope.command_id)).toBe(false)
  expect(after).toMatchObject({ state: ['GenerationRequested', 'AnswerProvided'], revision: 1, hash: second[0]!.envelope.hash })
})

test('commands are known by id, with the revision they led to', async () => {
  const { log } = await countingLog()
  const folds = new FoldCache(log)
  const stream = fresh()
  const [one, two] = [commandContext({ request_digest: '1' }), commandContext({ request_digest: '2' })]
  await log.append(stream, start, [requested(), answered('a', 'x')], one)
  const tip = await folds.load(gather, stream)
  await log.append(stream, tip, [answered('b', 'y')], two)
  const { commands } = await folds.load(gather, stream)
  expect(commands.get(one.command_id)).toEqual({ revision: 1, request_digest: '1' })
  expect(commands.get(two.command_id)).toEqual({ revision: 2, request_digest: '2' })
  expect(commands.get(randomUUID())).toBeUndefined()
})

test('a stream can be folded up to an earlier revision', async () => {
  const { log } = await countingLog()
  const folds = new FoldCache(log)
  const stream = fresh()
  const context = commandContext()
  const recorded = await log.append(stream, start, [requested(), answered('a', 'x'), { type: 'GenerationCancelled', data: {} }], context)
  const then = await folds.loadAt(gather, stream, 1)
  expect(then).toMatchObject({ state: ['GenerationRequested', 'AnswerProvided'], revision: 1, hash: recorded[1]!.envelope.hash })
  expect(await folds.loadAt(gather, stream, 2)).toMatchObject({ revision: 2 })
  expect(await folds.load(gather, stream)).toMatchObject({ revision: 2 })
})

test('loads at once give the same fold, while others append', async () => {
  const { log } = await countingLog()
  const folds = new FoldCache(log)
  const stream = fresh()
  await log.append(stream, start, [requested()], commandContext())
  const tip = await folds.load(gather, stream)
  const loads = Promise.all(Array.from({ length: 20 }, () => folds.load(gather, stream)))
  await log.append(stream, tip, [answered('a', 'x'), answered('b', 'y')], commandContext())
  for (const { state, revision } of [...await loads, await folds.load(gather, stream)]) expect(state).toHaveLength(revision + 1)
  expect(await folds.load(gather, stream)).toMatchObject({ revision: 2 })
})

test('the cache is bounded by the events it stands for', async () => {
  const { log, read } = await countingLog()
  const folds = new FoldCache(log, 10)
  const streams = Array.from({ length: 10 }, fresh)
  for (const stream of streams) {
    await log.append(stream, start, [requested(), answered('a', 'x')], commandContext())
    await folds.load(gather, stream)
  }
  for (const stream of streams.toReversed()) await folds.load(gather, stream)
  expect(read()).toBe(20 + 10)
})
