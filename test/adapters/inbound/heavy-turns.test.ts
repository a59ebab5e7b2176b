/** Large bodies get half of the thread at most. */
import { expect, test } from 'vitest'
import { HeavyTurns } from '../../../src/adapters/inbound/request-body/heavy-turns.ts'
import { onBehalfOf } from '../../../src/ports/limits/on-behalf-of.ts'

test('light ones go at once; heavy ones one at a time, each followed by a pause as long as it took', async () => {
  let now = 0
  const pauses: { ms: number; over: () => void }[] = []
  const turns = new HeavyTurns(
    (ms) => new Promise<void>((over) => void pauses.push({ ms, over })),
    () => now,
  )
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
  expect(pauses.map(({ ms }) => ms)).toEqual([70])
  pauses[0]!.over()
  await all[1]
  expect(pauses.map(({ ms }) => ms)).toEqual([70, 30])
})

test('one that fails ends its turn, too', async () => {
  const turns = new HeavyTurns(async () => undefined)
  const failing = turns.take(1_000_000, () => {
    throw new Error('no JSON')
  })
  const next = turns.take(1_000_000, () => 'next')
  await expect(failing).rejects.toThrow('no JSON')
  expect(await next).toBe('next')
})

test('one caller with many heavy ones is not served before another', async () => {
  const turns = new HeavyTurns(async () => undefined)
  const done: string[] = []
  const heavy = (owner: string) => onBehalfOf(owner, () => turns.take(1_000_000, () => void done.push(owner)))
  await Promise.all([...Array.from({ length: 5 }, () => heavy('mallory')), heavy('ann')])
  expect(done.indexOf('ann')).toBe(1)
})
