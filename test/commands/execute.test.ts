/** A command that comes a moment after another is decided on what that one left, without reading; two instances never disagree for it. */
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { FoldCache } from '../../src/adapters/memory/fold-cache.ts'
import { execute, type Execution } from '../../src/commands/execute.ts'
import type { AnyEvent } from '../../src/domain/catalogue.ts'
import type { Decider } from '../../src/domain/decider.ts'
import { fail, ok, type Result } from '../../src/domain/errors.ts'
import type { EventLog } from '../../src/ports/event-log.ts'
import { answered, commandContext, memoryLog, requested } from '../support/event-log.ts'

/** How many events there are. */
const counter: Decider<{ count: number }, AnyEvent> = {
  initial: () => ({ count: 0 }),
  copy: (state) => ({ ...state }),
  evolve: (state) => ({ count: state.count + 1 }),
}

let log: EventLog
let reads: number
let stream: string
let one: FoldCache
let two: FoldCache

beforeEach(async () => {
  log = (await memoryLog()).log
  const read = log.read.bind(log)
  log.read = (...given) => (reads++, read(...given))
  stream = `generation-${randomUUID()}`
  one = new FoldCache(log)
  two = new FoldCache(log)
  await command(one)
  reads = 0
})

type Change = Partial<Execution<{ count: number }, AnyEvent>>

const add = ({ count }: { count: number }): Result<AnyEvent[]> => ok([count === 0 ? requested() : answered('name', `Answer ${count}`)])
const command = (aggregates: FoldCache, change: Change = {}) =>
  execute({ log, aggregates }, { stream, decider: counter, context: commandContext(), decide: add, ...change })

test('one command after the other on one instance reads nothing', async () => {
  for (let n = 2; n < 10; n++) expect((await command(one)).state).toEqual({ count: n })
  expect(reads).toBe(0)
})

test('what another instance has written meanwhile is decided on', async () => {
  await command(two)
  expect((await command(one)).state).toEqual({ count: 3 })
  expect((await command(two)).state).toEqual({ count: 4 })
})

test('a refusal, or that there is nothing to do, is never concluded from what may be stale', async () => {
  const atMostOne = ({ count }: { count: number }) => (count === 1 ? fail('conflict', 'There is one.') : add({ count }))
  const nothingForOne = ({ count }: { count: number }) => (count === 1 ? ok([]) : add({ count }))
  await command(two)
  expect((await command(one, { decide: atMostOne })).state).toEqual({ count: 3 })
  await command(two)
  await command(one)
  const stale = new FoldCache(log)
  await stale.load(counter, stream)
  expect((await command(stale, { decide: nothingForOne })).state).toEqual({ count: 6 })
  await expect(command(one, { decide: () => fail('conflict', 'Never.') })).rejects.toThrow('Never.')
})

test('whether the caller is admitted is asked of what is there, not of what was', async () => {
  const onlyWhile = (allowed: number) => ({ state }: { readonly state: { count: number } }): Result<true> =>
    (state.count === allowed ? ok(true) : fail('not_found', 'There is nothing of yours.'))
  await command(two)
  await expect(command(one, { admit: onlyWhile(1) })).rejects.toThrow('nothing of yours')
  await command(two)
  expect((await command(one, { admit: onlyWhile(3) })).state).toEqual({ count: 4 })
})

test('a repeat is recognised at once, and where only the other instance knows of it', async () => {
  const context = commandContext()
  const first = await command(two, { context })
  expect(await command(one, { context })).toEqual({ ...first, repeated: true })
  expect(await command(two, { context })).toEqual({ ...first, repeated: true })
})

test('many at once on two instances: each is carried out once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, n) => command(n % 2 === 0 ? one : two)))
  expect((await one.load(counter, stream)).state).toEqual({ count: 21 })
  expect((await log.read(stream, 0)).map(({ revision }) => revision)).toEqual(Array.from({ length: 21 }, (_, n) => n))
})
