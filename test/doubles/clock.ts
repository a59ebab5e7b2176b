/** A clock that stands still until it is moved. */
import type { Clock } from '../../src/ports/clock.ts'

export interface FixedClock extends Clock {
  /** Moves the clock forward. */
  pass(ms: number): void
}

export function fixedClock(start = '2026-11-21T10:00:00.000Z'): FixedClock {
  let now = Date.parse(start)
  return {
    now: () => new Date(now).toISOString(),
    pass: (ms) => {
      now += ms
    },
  }
}
