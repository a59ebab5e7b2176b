/**
 * Timers that tests drive: the delays named at the start are held until they are fired, all others (pauses between
 * retries) pass at once.
 */
import type { Timers } from '../../../src/adapters/outbound/eventstoredb/connection/timers.ts'

export class ManualTimers implements Timers {
  readonly #held: ReadonlySet<number>
  readonly #waiting = new Set<{ readonly ms: number; readonly action: () => void }>()
  /** The delays that passed at once, in order. */
  readonly passed: number[] = []

  constructor(held: readonly number[] = []) {
    this.#held = new Set(held)
  }

  after(ms: number, action: () => void): () => void {
    if (!this.#held.has(ms)) {
      const immediate = setImmediate(() => {
        this.passed.push(ms)
        action()
      })
      return () => clearImmediate(immediate)
    }
    const timer = { ms, action }
    this.#waiting.add(timer)
    return () => this.#waiting.delete(timer)
  }

  random(): number {
    return 0.5
  }

  /** How many timers of this delay are waiting. */
  waiting(ms: number): number {
    return [...this.#waiting].filter((timer) => timer.ms === ms).length
  }

  /** Lets the time of all timers with this delay be over. */
  fire(ms: number): void {
    for (const timer of [...this.#waiting].filter((timer) => timer.ms === ms)) {
      this.#waiting.delete(timer)
      timer.action()
    }
  }
}
