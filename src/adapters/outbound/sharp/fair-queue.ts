/** Runs a few jobs at once. Owners take turns, so that one with many jobs does not hold up those with few. */

export interface QueueLimits {
  /** The most jobs that run at once. */
  readonly running: number
  /** The most jobs of one owner that wait. */
  readonly waiting: number
}

type Job = () => Promise<void>

export class FairQueue {
  readonly #limits: QueueLimits
  /** In the order in which owners have their turn. */
  readonly #waiting = new Map<string, Job[]>()
  #running = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** What the job gives, once it had its turn; undefined, and nothing is done, where too many of its owner wait. */
  run<T>(owner: string, work: () => Promise<T>): Promise<T> | undefined {
    const own = this.#waiting.get(owner) ?? []
    if (own.length >= this.#limits.waiting) return undefined
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(owner, [...own, () => work().then(resolve, reject)])
      this.#startNext()
    })
  }

  #startNext(): void {
    const [next] = this.#waiting
    if (next === undefined || this.#running >= this.#limits.running) return
    const [owner, [job, ...others]] = next
    this.#waiting.delete(owner)
    if (others.length > 0) this.#waiting.set(owner, others)
    this.#running += 1
    void job?.().finally(() => {
      this.#running -= 1
      this.#startNext()
    })
  }
}
