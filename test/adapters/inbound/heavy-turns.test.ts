/** Large bodies get half of the thread at most. */
import { expect, test, vi } from 'vitest'
import { BodyMemory } from '../../../src/adapters/inbound/request-body/body-memory.ts'
import { HEAVY_BYTES, HeavyTurns } from '../../../src/adapters/inbound/request-body/heavy-turns.ts'
import { readUpTo } from '../../../src/adapters/inbound/request-body/read-up-to.ts'
import { currentOwner, onBehalfOf } from '../../../src/ports/limits/on-behalf-of.ts'
import { watchedBody } from '../../support/watched-body.ts'

test('light ones go at once; heavy ones one at a time, each followed by a pause as long as it took', async () => {
  let now = 0
  const pauses: { ms: number; over: () => void }[] = []
  const turns = new HeavyTurns({
    wait: (ms) => new Promise<void>((over) => void pauses.push({ ms, over })),
    now: () => now,
    settle: async () => undefined,
  })
  const done: string[] = []
  const heavy = (name: string, ms: number) =>
    turns.take(1_000_000, () => {
      now += ms
      done.push(name)
    })
  const all = [heavy('first', 70), heavy('second', 30), turns.take(10, () => void done.push('light'))]
  await all[0]
  await all[2]
  expect(done).toEqual(['light', 'first'])
  await vi.waitFor(() => expect(pauses.map(({ ms }) => ms)).toEqual([70]))
  pauses[0]!.over()
  await all[1]
  await vi.waitFor(() => expect(pauses.map(({ ms }) => ms)).toEqual([70, 30]))
})

test('what a caller does with the result before it waits for anything counts, too', async () => {
  let now = 0
  const pauses: number[] = []
  const turns = new HeavyTurns({ wait: async (ms) => void pauses.push(ms), now: () => now })
  await turns.take(1_000_000, () => (now += 5))
  await Promise.resolve()
  now += 20
  await vi.waitFor(() => expect(pauses).toEqual([25]))
})

test('large bodies are read on one at a time, and callers by turns', async () => {
  const turns = new HeavyTurns({ wait: async () => undefined })
  const taken: string[] = []
  const recorded: Pick<HeavyTurns, 'take'> = {
    take: (bytes, work) => {
      if (bytes < HEAVY_BYTES) return turns.take(bytes, work)
      return turns.take(bytes, () => {
        taken.push(currentOwner() ?? '')
        return work()
      })
    },
  }
  const read = (owner: string) =>
    onBehalfOf(owner, async () => {
      const { stream } = watchedBody(4_000_000)
      const request = new Request('http://127.0.0.1/', { method: 'POST', body: stream, duplex: 'half' })
      const bytes = await readUpTo({ request }, 5_000_000, new BodyMemory(1e9).reserve(), { turns: recorded })
      return bytes.length
    })
  const lengths = await Promise.all([...Array.from({ length: 8 }, () => read('mallory')), read('ann')])
  expect(new Set(lengths).size).toBe(1)
  const steps = Math.ceil(lengths[0] / HEAVY_BYTES)
  expect(taken.length).toBeGreaterThanOrEqual(9 * (steps - 1))
  // Eight bodies of one caller come no faster than one: while Ann's is read, she has every second turn.
  const anns = taken.slice(taken.indexOf('ann'), taken.lastIndexOf('ann') + 1)
  expect(anns.filter((owner) => owner === 'ann').length / anns.length).toBeGreaterThan(0.4)
})

test('what has to be seen of a large body is seen whole, once, and in pieces', async () => {
  const seen: number[] = []
  let sum = 0
  const { stream } = watchedBody(1_500_000, 'abc')
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: stream, duplex: 'half' })
  const look = (piece: Uint8Array) => {
    seen.push(piece.length)
    expect(piece[0]).toBe('abc'.charCodeAt(sum % 3))
    sum += piece.length
  }
  const bytes = await readUpTo({ request }, 2_000_000, new BodyMemory(1e9).reserve(), { look })
  expect(sum).toBe(bytes.length)
  expect(Math.max(...seen)).toBeLessThan(2 * HEAVY_BYTES)
})

test('one that fails ends its turn, too', async () => {
  const turns = new HeavyTurns({ wait: async () => undefined })
  const failing = turns.take(1_000_000, () => {
    throw new Error('no JSON')
  })
  const next = turns.take(1_000_000, () => 'next')
  await expect(failing).rejects.toThrow('no JSON')
  expect(await next).toBe('next')
})

test('one caller with many heavy ones is not served before another', async () => {
  const turns = new HeavyTurns({ wait: async () => undefined })
  const done: string[] = []
  const heavy = (owner: string) => onBehalfOf(owner, () => turns.take(1_000_000, () => void done.push(owner)))
  await Promise.all([...Array.from({ length: 5 }, () => heavy('mallory')), heavy('ann')])
  expect(done.indexOf('ann')).toBe(1)
})
