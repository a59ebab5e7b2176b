/**
 * Reads large bodies, and takes them apart, one step at a time, with a pause after each as long as it took: so they get
 * half of this thread at most, however many come at once, and whoever needs a moment of it waits for one step, not for
 * all. Callers take turns.
 */
import { setImmediate as settle, setTimeout as pause } from 'node:timers/promises'
import { currentOwner } from '../../../ports/limits/on-behalf-of.ts'
import { Turns } from '../../../ports/limits/turns.ts'

/** Bytes: smaller ones cost less than a request does anyway. */
export const HEAVY_BYTES = 256 * 1024

/** What it needs of the clock; for tests. */
export interface HeavyTurnsClock {
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>
  /** Milliseconds. */
  readonly now: () => number
  /** Resolves when what follows at once from a step is done, too. */
  readonly settle: () => Promise<unknown>
}

export class HeavyTurns {
  readonly #clock: HeavyTurnsClock
  readonly #turns = new Turns({ at_once: 1 })

  constructor(clock: Partial<HeavyTurnsClock> = {}) {
    this.#clock = { wait: pause, now: () => performance.now(), settle, ...clock }
  }

  /**
   * Does the work at once where it is light, else at its turn. What the caller does with the result before anything is
   * waited for counts with the work. `bytes`: of the whole body, so far.
   */
  async take<T>(bytes: number, work: () => T | Promise<T>): Promise<T> {
    if (bytes < HEAVY_BYTES) return work()
    const end = await this.#turns.take(currentOwner())
    const began = this.#clock.now()
    try {
      return await work()
    } finally {
      void this.#pauseSince(began).then(end, end)
    }
  }

  async #pauseSince(began: number): Promise<void> {
    await this.#clock.settle()
    await this.#clock.wait(this.#clock.now() - began)
  }
}

/** Those of this process. */
export const heavyTurns = new HeavyTurns()
