/** Timers for times that a clock set back has moved weeks away. */
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { boundTimers } from '../../../../src/adapters/outbound/pglite/bound-timers.ts'
import { steadyClock } from '../../../../src/adapters/outbound/pg-boss/steady-clock.ts'

const original = globalThis.setTimeout
afterAll(() => {
  globalThis.setTimeout = original
})

test('a timer for in forty days neither fires nor warns; all others are as before', async () => {
  const warnings: string[] = []
  const warned = (warning: Error) => void warnings.push(warning.name)
  process.on('warning', warned)
  boundTimers()
  const fired: unknown[] = []
  const late = setTimeout(() => fired.push('late'), 40 * 86_400_000)
  setTimeout((...words: string[]) => fired.push(words), 1, 'with', 'words')
  expect(await promisify(setTimeout)(5, 'promised')).toBe('promised')
  expect([fired, warnings]).toEqual([[['with', 'words']], []])
  expect(late.hasRef()).toBe(false)
  clearTimeout(late)
  process.off('warning', warned)
})

test('the job engine’s time goes on when the machine’s is set back', () => {
  const [before, now] = [steadyClock.now(), Date.now]
  Date.now = () => now() - 40 * 86_400_000
  try {
    expect(steadyClock.now()).toBeGreaterThanOrEqual(before)
  } finally {
    Date.now = now
  }
})
