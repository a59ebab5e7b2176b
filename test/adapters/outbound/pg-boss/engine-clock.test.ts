/** The job engine waits until a time of day: where the clock was set back by weeks, that is farther than timers reach. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { engineClock } from '../../../../src/adapters/outbound/pg-boss/job-engine.ts'

const HOUR = 3_600_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each([40 * 24 * HOUR, 2 ** 31, HOUR])('a wait of %d ms looks again after an hour', (ms) => {
  const action = vi.fn<() => void>()
  engineClock.setTimeout(action, ms)
  vi.advanceTimersByTime(HOUR - 1)
  expect(action).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(action).toHaveBeenCalledOnce()
})

test('shorter waits are as long as they are, and can be cleared', () => {
  const action = vi.fn<() => void>()
  engineClock.setTimeout(action, 1000)
  engineClock.clearTimeout(engineClock.setTimeout(action, 500))
  vi.advanceTimersByTime(999)
  expect(action).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(action).toHaveBeenCalledOnce()
})
