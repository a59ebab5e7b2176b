/** The simulator's time: the real one, or one that a test moves. */

export interface SimulatorClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `work` once `ms` have passed; gives what cancels it. */
  after(ms: number, work: () => void): () => void
}

export interface ManualClock extends SimulatorClock {
  /** Moves the clock forward and runs what falls due, in order. */
  pass(ms: number): void
}

export const realClock: SimulatorClock = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

/** A clock that stands still until it is moved. What is due at once (0 ms) still happens at once. */
export function createManualClock(start = '2026-11-21T10:00:00.000Z'): ManualClock {
  let now = Date.parse(start)
  const timers = new Set<{ at: number; work: () => void }>()
  return {
    now: () => now,
    after: (ms, work) => {
      if (ms <= 0) {
        const soon = setImmediate(work)
        return () => clearImmediate(soon)
      }
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    pass: (ms) => {
      const until = now + ms
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers.delete(due)
        now = due.at
        due.work()
      }
      now = until
    },
  }
}
