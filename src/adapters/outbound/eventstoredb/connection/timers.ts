/** The passing of time, as an effect: what waits here can be driven by tests. */

export interface Timers {
  /** Calls `action` once after `ms`; the function it gives cancels that. */
  after(ms: number, action: () => void): () => void
  /** In [0, 1), to spread retries. */
  random(): number
}

export const systemTimers: Timers = {
  after(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** Resolves after `ms`, or as soon as the signal fires. */
export function pause(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = timers.after(ms, done)
    signal.addEventListener('abort', done)
  })
}

export const TIMED_OUT = Symbol('timed out')

/** What the promise gives, or `TIMED_OUT` after `ms`; a later failure of the promise is then nobody's concern. */
export async function withTimeout<T>(timers: Timers, ms: number, promise: Promise<T>): Promise<T | typeof TIMED_OUT> {
  let cancel = () => {}
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    cancel = timers.after(ms, () => resolve(TIMED_OUT))
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    cancel()
  }
}

/** The pause before the n-th retry (from 1): doubling up to `max`, half of it by chance. */
export function backoff(timers: Timers, first: number, max: number, n: number): number {
  const ms = Math.min(max, first * 2 ** (n - 1))
  return ms / 2 + (ms / 2) * timers.random()
}
