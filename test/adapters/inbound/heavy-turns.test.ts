/** Large bodies get half of the thread at most. */
import { expect, test, vi } from 'vitest'
import { BodyMemory } from '../../../src/adapters/inbound/request-body/body-memory.ts'
import { HeavyTurns } from '../../../src/adapters/inbound/request-body/heavy-turns.ts'
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

test('chunks of large bodies are taken one at a time, and callers by turns', async () => {
  const turns = new HeavyTurns({ wait: async () => undefined })
  const taken: string[] = []
  let atOnce = 0
  const recorded: Pick<HeavyTurns, 'take'> = {
    take: (bytes, work) =>
      turns.take(bytes, () => {
        if (bytes < 262_144) return work()
        taken.push(currentOwner() ?? '')
        expect(++atOnce).toBe(1)
        return Promise.resolve(work()).finally(() => atOnce--)
      }),
  }
  const read = (owner: string) =>
    onBehalfOf(owner, () =>
      readUpTo(
        {
          request: new Request('http://127.0.0.1/', {
            method: 'POST',
            body: watchedBody(2_000_000).stream,
            duplex: 'half',
          }),
        },
        4_000_000,
        new BodyMemory(1e9).reserve(),
        { turns: recorded },
      ),
    )
  const bodies = await Promise.all([...Array.from({ length: 8 }, () => read('mallory')), read('ann')])
  expect(bodies.map(({ length }) => length)).toEqual(Array(9).fill(bodies[0]?.length))
  expect(bodies[0]?.length).toBeGreaterThanOrEqual(2_000_000)
  // Eight bodies of one caller come no faster than one: while Ann's is read, she has every second turn.
  const anns = taken.slice(taken.indexOf('ann'), taken.lastIndexOf('ann') + 1)
  expect(anns.filter((owner) => owner === 'ann').length / anns.length).toBeGreaterThan(0.4)
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
