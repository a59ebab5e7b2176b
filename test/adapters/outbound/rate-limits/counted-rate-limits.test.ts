/** Counting in this process first, with others in portions, and never waiting for them. */
import { RateLimiterMemory, type RateLimiterAbstract } from 'rate-limiter-flexible'
import { expect, test } from 'vitest'
import {
  CountedRateLimits,
  type RateLimitSettings,
} from '../../../../src/adapters/outbound/rate-limits/counted-rate-limits.ts'
import type { Logger } from '../../../../src/ports/logger.ts'
import { until } from '../../../support/until.ts'

const NONE: RateLimitSettings = { reads: 0, writes: 0, uploads: 0, documents: 0, wrong_keys: 0, unknown_callers: 0 }
const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

const sharing = (counter: RateLimiterAbstract) => ({ counters: () => counter, digest: (who: string) => `#${who}` })
const take = async (limits: CountedRateLimits, times: number, who = 'ann'): Promise<boolean[]> => {
  const allowed = []
  for (let time = 0; time < times; time++) allowed.push((await limits.take('writes', who))?.allowed ?? true)
  return allowed
}
const count = (allowed: readonly boolean[]) => allowed.filter(Boolean).length

test('so many pass in a minute and no more, for each on their own; what is not limited is not counted', async () => {
  const limits = new CountedRateLimits({ ...NONE, writes: 20 }, quiet)
  expect(await take(limits, 25)).toEqual(Array.from({ length: 25 }, (_, index) => index < 20))
  expect(count(await take(limits, 25, 'bob'))).toBe(20)
  expect(await limits.take('reads', 'ann')).toBeUndefined()
  expect(await limits.take('writes', 'cat')).toEqual({
    allowed: true,
    limit: 20,
    remaining: 19,
    reset_s: 60,
    first: true,
  })
  const { remaining, first } = (await limits.take('writes', 'cat')) ?? {}
  expect([remaining, first]).toEqual([18, false])
})

test('what is given back is not counted', async () => {
  const limits = new CountedRateLimits({ ...NONE, writes: 3 }, quiet)
  for (let time = 0; time < 10; time++) {
    expect((await limits.take('writes', 'ann'))?.allowed).toBe(true)
    await limits.giveBack('writes', 'ann')
  }
  expect(count(await take(limits, 10))).toBe(3)
})

test('three instances together let through at most a portion each more than the limit; only portions are shared', async () => {
  const shared = new RateLimiterMemory({ points: 100, duration: 60 })
  const asked: string[] = []
  const counter = {
    consume: (who: string, points: number) => (asked.push(`${who} ${points}`), shared.consume(who, points)),
  }
  const instances = [1, 2, 3].map(
    () => new CountedRateLimits({ ...NONE, writes: 100 }, quiet, sharing(counter as unknown as RateLimiterAbstract)),
  )
  let passed = 0
  for (let time = 0; time < 100; time++) for (const one of instances) passed += count(await take(one, 1))
  expect(passed).toBeGreaterThanOrEqual(100)
  expect(passed).toBeLessThanOrEqual(130)
  expect(new Set(asked)).toEqual(new Set(['#ann 10']))
  expect(asked.length).toBeLessThanOrEqual(13)
})

test('a store that never answers holds nobody up, and one that fails is logged', async () => {
  const silent = { consume: () => new Promise<never>(() => undefined) } as unknown as RateLimiterAbstract
  expect(count(await take(new CountedRateLimits({ ...NONE, writes: 20 }, quiet, sharing(silent)), 30))).toBe(20)
  const lines: string[] = []
  const failing = { consume: () => Promise.reject(new TypeError('away')) } as unknown as RateLimiterAbstract
  const logger = { ...quiet, warn: (fields: object) => void lines.push(JSON.stringify(fields)) }
  expect(count(await take(new CountedRateLimits({ ...NONE, writes: 10 }, logger, sharing(failing)), 20))).toBe(10)
  await until('it is logged', () => lines.length > 0)
  expect(lines[0]).toBe('{"error":"TypeError"}')
})
