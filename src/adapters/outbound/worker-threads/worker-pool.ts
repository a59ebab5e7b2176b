/**
 * Several worker threads with limits: a job takes one that is free, or waits for the next one in turn. Threads are
 * started when they are needed.
 */
import { availableParallelism } from 'node:os'
import { BoundedWorker, type NoAnswer, type WorkerLimits } from './bounded-worker.ts'

export interface PoolSize {
  /** The most threads at once. */
  readonly threads: number
  /** Milliseconds after which idle threads end; the one that was used last is kept. */
  readonly idle: number
}

/** A thread for each processor, two at least, so that one costly file holds up nobody. */
export const POOL_SIZE: PoolSize = { threads: Math.min(4, Math.max(2, availableParallelism())), idle: 60_000 }

type Job<Question, Answer extends object> = (worker: BoundedWorker<Question, Answer> | undefined) => void

export class WorkerPool<Question, Answer extends object> {
  readonly #script: URL
  readonly #limits: WorkerLimits
  readonly #size: PoolSize
  readonly #workers: BoundedWorker<Question, Answer>[] = []
  /** The one that was used last is at the end. */
  readonly #free: BoundedWorker<Question, Answer>[] = []
  readonly #waiting = new Set<Job<Question, Answer>>()
  #resting: NodeJS.Timeout | undefined
  #closed = false

  constructor(script: URL, limits: WorkerLimits, size: PoolSize) {
    this.#script = script
    this.#limits = limits
    this.#size = size
  }

  /** Throws when the module cannot be loaded. */
  async ask(question: Question): Promise<Answer | NoAnswer> {
    const giveUp = performance.now() + this.#limits.patience
    const worker = await this.#take()
    if (worker === undefined) return this.#closed ? 'closed' : 'busy'
    try {
      return await worker.ask(question, giveUp)
    } finally {
      this.#release(worker)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#resting)
    for (const job of this.#waiting) job(undefined)
    await Promise.all(this.#workers.map((each) => each.close()))
  }

  /** A worker that is free; undefined when none becomes free in time. */
  async #take(): Promise<BoundedWorker<Question, Answer> | undefined> {
    if (this.#closed) return undefined
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#workers.length >= this.#size.threads) return this.#wait()
    const worker = new BoundedWorker<Question, Answer>(this.#script, this.#limits)
    this.#workers.push(worker)
    return worker
  }

  #wait(): Promise<BoundedWorker<Question, Answer> | undefined> {
    return new Promise((resolve) => {
      const job: Job<Question, Answer> = (worker) => {
        clearTimeout(timer)
        this.#waiting.delete(job)
        resolve(worker)
      }
      const timer = setTimeout(job, this.#limits.patience, undefined)
      this.#waiting.add(job)
    })
  }

  #release(worker: BoundedWorker<Question, Answer>): void {
    const [next] = this.#waiting
    if (next !== undefined) {
      next(worker)
      return
    }
    this.#free.push(worker)
    clearTimeout(this.#resting)
    if (!this.#closed) this.#resting = setTimeout(() => this.#rest(), this.#size.idle).unref()
  }

  #rest(): void {
    for (const each of this.#free.slice(0, -1)) void each.rest()
  }
}
