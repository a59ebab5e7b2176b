/**
 * Keeps a clock that is set back by weeks from filling the log. PostgreSQL inside PGlite then sets a timer for when the
 * clock will be there again. Node's timers take 2^31 ms at most; for more they fire at once, with a warning each, and
 * PostgreSQL sets the next one. PGlite calls the global function, so it is bounded there.
 */

/** The longest that a timer of Node can wait, in milliseconds: 24 days. */
const LONGEST_MS = 2 ** 31 - 1

let isBounded = false

/** From now on a timer beyond the longest is set for the longest, and does not keep the process alive. */
export function boundTimers(): void {
  if (isBounded) return
  isBounded = true
  const original = globalThis.setTimeout
  const bounded = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout =>
    ms !== undefined && ms > LONGEST_MS ? original(run, LONGEST_MS, ...args).unref() : original(run, ms, ...args)
  // With what `util.promisify` looks for.
  globalThis.setTimeout = Object.defineProperties(
    bounded,
    Object.getOwnPropertyDescriptors(original),
  ) as typeof setTimeout
}
