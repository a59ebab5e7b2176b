/** Owners take turns, and no more is done at once than the limits say. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Turns, type EndTurn } from '../../../src/ports/limits/turns.ts'

/** Asks for turns, and says whose have begun so far. */
function asking(turns: Turns) {
  const begun: string[] = []
  const ends = new Map<string, EndTurn>()
  const ask = (name: string, signal?: AbortSignal) =>
    turns.take(name.replace(/\d+$/, ''), signal).then((end) => {
      if (end === undefined) return 'refused'
      begun.push(name)
      ends.set(name, end)
      return 'begun'
    })
  return { begun, ask, end: (name: string) => ends.get(name)!() }
}

/** What has been decided has been told by then. */
const told = () => new Promise((resolve) => setImmediate(resolve))

test('one owner with many does not hold up another', async () => {
  const { begun, ask, end } = asking(new Turns({ at_once: 2 }))
  for (const name of ['ann1', 'ann2', 'ann3', 'ann4', 'bob1']) void ask(name)
  await told()
  expect(begun).toEqual(['ann1', 'ann2'])
  end('ann1')
  await told()
  expect(begun).toEqual(['ann1', 'ann2', 'bob1'])
  end('ann1')
  await told()
  expect(begun).toHaveLength(3)
  end('bob1')
  end('ann2')
  await told()
  expect(begun).toEqual(['ann1', 'ann2', 'bob1', 'ann3', 'ann4'])
})

test('who comes again and again, one at a time, waits for one of each other; and keeps nobody waiting for ever', async () => {
  const { begun, ask, end } = asking(new Turns({ at_once: 1 }))
  const many = Array.from({ length: 20 }, (_, index) => `eve${index}`)
  for (const name of [...many, 'job1', 'job2', 'ann0', 'bob0']) void ask(name)
  for (let turn = 0; turn < 16; turn++) {
    await told()
    const now = begun.at(-1)!
    end(now)
    if (/^(ann|bob)/.test(now)) void ask(now.slice(0, 3) + turn)
  }
  await told()
  const names = begun.map((name) => name.slice(0, 3))
  expect(names.slice(0, 4).toSorted()).toEqual(['ann', 'bob', 'eve', 'job'])
  expect(names.filter((name) => name === 'job')).toHaveLength(2)
  for (let at = 4; at + 4 <= names.length; at++) expect(names.slice(at, at + 4)).toContain('ann')
  expect(names.filter((name) => name === 'eve').length).toBeGreaterThan(3)
})

test('what is too much for one owner waits, then is refused, and others go on', async () => {
  const { begun, ask, end } = asking(new Turns({ each: 2, waiting: 2 }))
  for (const name of ['ann1', 'ann2', 'ann3', 'ann4']) void ask(name)
  expect(await ask('ann5')).toBe('refused')
  expect(await ask('bob1')).toBe('begun')
  expect(begun).toEqual(['ann1', 'ann2', 'bob1'])
  end('ann2')
  await told()
  expect(begun.at(-1)).toBe('ann3')
  void ask('ann5')
  expect(await ask('ann6')).toBe('refused')
})

test('who gives up waiting leaves no trace', async () => {
  const { begun, ask, end } = asking(new Turns({ at_once: 1, waiting: 1 }))
  const leaving = new AbortController()
  void ask('ann1')
  const second = ask('bob1', leaving.signal)
  leaving.abort()
  expect([await second, await ask('bob2', leaving.signal)]).toEqual(['refused', 'refused'])
  const third = ask('bob3')
  end('ann1')
  expect(await third).toBe('begun')
  expect(begun).toEqual(['ann1', 'bob3'])
})

test('what nobody in particular has caused has no share of its own', async () => {
  const turns = new Turns({ at_once: 3, each: 1 })
  expect(await Promise.all([1, 2, 3].map(() => turns.take(undefined)))).toHaveLength(3)
})

test('no limit is exceeded, nobody who may begin waits, and whoever has least at work comes next', async () => {
  const owner = fc.constantFrom('ann', 'bob', 'eve')
  const step = fc.oneof(
    owner.map((name) => ({ does: 'take' as const, name })),
    fc.nat(20).map((which) => ({ does: 'end' as const, which })),
    fc.nat(20).map((which) => ({ does: 'leave' as const, which })),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { maxLength: 40 }),
      async (at_once, each, steps) => {
        const turns = new Turns({ at_once, each })
        const running: { readonly name: string; readonly end: EndTurn }[] = []
        const waiting: { readonly name: string; readonly leave: () => void }[] = []
        const ofName = (list: readonly { readonly name: string }[], name: string) =>
          list.filter((one) => one.name === name).length
        for (const one of steps) {
          const before = running.length
          const waited = new Set(waiting.map(({ name }) => name))
          if (one.does === 'take') {
            const leaving = new AbortController()
            const entry = { name: one.name, leave: () => leaving.abort() }
            waiting.push(entry)
            const enter = async (): Promise<void> => {
              const end = await turns.take(one.name, leaving.signal)
              waiting.splice(waiting.indexOf(entry), 1)
              if (end !== undefined) running.push({ name: one.name, end })
            }
            void enter()
          } else if (one.does === 'end' && running.length > 0) {
            const [ended] = running.splice(one.which % running.length, 1)
            const least = Math.min(...[...waited].map((name) => ofName(running, name)).filter((count) => count < each))
            const atWork = new Map([...waited].map((name) => [name, ofName(running, name)]))
            ended!.end()
            await told()
            const next = running.at(before - 1)
            if (next !== undefined) expect(atWork.get(next.name)).toBe(least)
          } else if (one.does === 'leave' && waiting.length > 0) waiting[one.which % waiting.length]!.leave()
          await told()
          expect(running.length).toBeLessThanOrEqual(at_once)
          for (const name of ['ann', 'bob', 'eve']) {
            expect(ofName(running, name)).toBeLessThanOrEqual(each)
            const mayBegin = running.length < at_once && ofName(running, name) < each
            expect(mayBegin && ofName(waiting, name) > 0).toBe(false)
          }
        }
        for (const { leave } of waiting.slice()) leave()
        for (const { end } of running.splice(0)) end()
      },
    ),
    { numRuns: 200 },
  )
})
