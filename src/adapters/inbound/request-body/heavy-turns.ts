/**
 * Takes large bodies apart one at a time, with a pause after each as long as it took: so they get half of this thread
 * at most, however many come at once, and whoever needs a moment of it waits for one of them, not for all.
 */
import { setTimeout as pause } from 'node:timers/promises'

/** Bytes: smaller ones cost less than a request does anyway. */
const HEAVY_BYTES = 256 * 1024

/** `wait` and `now` are in milliseconds. */
export class HeavyTurns {
  readonly #wait: (ms: number) => Promise<unknown>
  readonly #now: () => number
  #last: Promise<unknown> = Promise.resolve()

  constructor(wait: (ms: number) => Promise<unknown> = pause, now: () => number = () => performance.now()) {
    this.#wait = wait
    this.#now = now
  }

  /** Does the work at once where it is light, else at its turn. */
  async take<T>(bytes: number, work: () => T): Promise<T> {
    if (bytes < HEAVY_BYTES) return work()
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const before = this.#last
    this.#last = over
    await before
    const began = this.#now()
    try {
      return work()
    } finally {
      void this.#wait(this.#now() - began).then(
        () => end(),
        () => end(),
      )
    }
  }
}

/** Those of this process. */
export const heavyTurns = new HeavyTurns()
