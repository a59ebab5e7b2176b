/** Owners take turns, and no more runs at once than the limit says. */
import { expect, test } from 'vitest'
import { FairQueue } from '../../../../src/adapters/outbound/sharp/fair-queue.ts'

test('one owner with many jobs does not hold up another, and no more run at once than may', async () => {
  const queue = new FairQueue({ running: 2, waiting: 16 })
  const done: string[] = []
  let running = 0
  let most = 0
  const job = (name: string) => async () => {
    most = Math.max(most, ++running)
    await Promise.resolve()
    running -= 1
    done.push(name)
    return name
  }
  const jobs = [1, 2, 3, 4, 5, 6, 7, 8].map((each) => queue.run('a', job(`a${each}`)))
  const late = queue.run('b', job('b1'))
  expect(await late).toBe('b1')
  expect(done.indexOf('b1')).toBeLessThan(4)
  for (const [index, job] of jobs.entries()) expect(await job).toBe(`a${index + 1}`)
  expect(done).toHaveLength(9)
  expect(most).toBe(2)
})

test('a job that fails gives its error, and the next one runs', async () => {
  const queue = new FairQueue({ running: 1, waiting: 2 })
  const failed = queue.run('a', () => Promise.reject(new Error('no')))
  const next = queue.run('a', () => Promise.resolve('yes'))
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})

test('what is too much for one owner is refused, and others go on', () => {
  const queue = new FairQueue({ running: 1, waiting: 2 })
  const never = () => new Promise<never>(() => undefined)
  expect([1, 2, 3].map(() => queue.run('a', never) !== undefined)).toEqual([true, true, true])
  expect(queue.run('a', never)).toBeUndefined()
  expect(queue.run('b', never)).toBeDefined()
})
