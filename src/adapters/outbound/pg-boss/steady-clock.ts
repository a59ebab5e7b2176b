/**
 * The time for the engine's own timers: it goes on steadily when the machine's clock is set. One that is set back by
 * weeks would make the engine wait for weeks, with timers longer than Node has (2^31 ms), which fire at once, for ever.
 */
import type { Clock } from 'pg-boss'

/** The longest that a timer of Node can wait, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Milliseconds since 1970 as they were when the process began, and what has passed since. */
export const steadyClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  setTimeout: (run, ms) => setTimeout(run, Math.min(ms, LONGEST_TIMER_MS)),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
  setInterval: (run, ms) => setInterval(run, Math.min(ms, LONGEST_TIMER_MS)),
  clearInterval: (handle) => clearInterval(handle as NodeJS.Timeout),
}
