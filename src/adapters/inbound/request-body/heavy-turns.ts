/**
 * Takes large bodies apart one at a time, with a pause after each as long as it took: so they get half of this thread
 * at most, however many come at once, and whoever needs a moment of it waits for one of them, not for all. Callers take
 * turns.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { currentOwner } from '../../../ports/limits/on-behalf-of.ts'
import { Turns } from '../../../ports/limits/turns.ts'

/** Bytes: smaller ones cost less than a request does anyway. */
const HEAVY_BYTES = 256 * 1024

/** `wait` and `now` are in milliseconds. */
export class HeavyTurns {
  readonly #wait: (ms: number) => Promise<unknown>
  readonly #now: () => number
  readonly #turns = new Turns({ at_once: 1 })

  constructor(wait: (ms: number) => Promise<unknown> = pause, now: () => number = () => performance.now()) {
    this.#wait = wait
    this.#now = now
  }

  /** Does the work at once where it is light, else at its turn. */
  async take<T>(bytes: number, work: () => T | Promise<T>): Promise<T> {
    if (bytes < HEAVY_BYTES) return work()
    const end = await this.#turns.take(currentOwner())
    const began = this.#now()
    try {
      return await work()
    } finally {
      void this.#wait(this.#now() - began).then(end, end)
    }
  }
}

/** Those of this process. */
export const heavyTurns = new HeavyTurns()
