/**
 * Several worker threads with limits: a job takes one that is free, or waits for the next one. Threads are started when
 * they are needed. Callers share them: whoever has the fewest at work and was served longest ago comes next, and nobody
 * gets the last one, so that others need not wait for what one caller has sent.
 */
import { availableParallelism } from 'node:os'
import { currentOwner } from '../../../ports/limits/on-behalf-of.ts'
import { BoundedWorker, type NoAnswer, type WorkerLimits } from './bounded-worker.ts'

export interface PoolSize {
  /** The most threads at once. */
  readonly threads: number
  /** Milliseconds after which idle threads end; the one that was used last is kept. */
  readonly idle: number
}

/** A thread for each processor, two at least, so that one costly file holds up nobody. */
export const POOL_SIZE: PoolSize = { threads: Math.min(4, Math.max(2, availableParallelism())), idle: 60_000 }

interface Job<Question, Answer extends object> {
  readonly owner: string | undefined
  readonly begin: (worker: BoundedWorker<Question, Answer> | undefined) => void
}

/** What one caller has at work, and when the last of it began. */
interface Share {
  running: number
  served: number
}

export class WorkerPool<Question, Answer extends object> {
  readonly #script: URL
  readonly #limits: WorkerLimits
  readonly #size: PoolSize
  readonly #workers: BoundedWorker<Question, Answer>[] = []
  /** The one that was used last is at the end. */
  readonly #free: BoundedWorker<Question, Answer>[] = []
  readonly #waiting = new Set<Job<Question, Answer>>()
  readonly #shares = new Map<string | undefined, Share>()
  #begun = 0
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
    const owner = currentOwner()
    const worker = await this.#take(owner)
    if (worker === undefined) return this.#closed ? 'closed' : 'busy'
    try {
      return await worker.ask(question, giveUp)
    } finally {
      this.#release(worker, owner)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#resting)
    for (const job of this.#waiting) job.begin(undefined)
    await Promise.all(this.#workers.map((each) => each.close()))
  }

  /** A worker that is free; undefined when none becomes free in time. */
  async #take(owner: string | undefined): Promise<BoundedWorker<Question, Answer> | undefined> {
    if (this.#closed) return undefined
    const worker = this.#mayBegin(owner) ? this.#idle() : undefined
    if (worker === undefined) return this.#wait(owner)
    this.#begin(owner)
    return worker
  }

  /** A worker that has nothing to do; undefined where all are at work. */
  #idle(): BoundedWorker<Question, Answer> | undefined {
    const free = this.#free.pop()
    if (free !== undefined || this.#workers.length >= this.#size.threads) return free
    const worker = new BoundedWorker<Question, Answer>(this.#script, this.#limits)
    this.#workers.push(worker)
    return worker
  }

  #wait(owner: string | undefined): Promise<BoundedWorker<Question, Answer> | undefined> {
    return new Promise((resolve) => {
      const begin = (worker: BoundedWorker<Question, Answer> | undefined): void => {
        clearTimeout(timer)
        this.#waiting.delete(job)
        if (worker !== undefined) this.#begin(owner)
        resolve(worker)
      }
      const job: Job<Question, Answer> = { owner, begin }
      const timer = setTimeout(begin, this.#limits.patience, undefined)
      this.#waiting.add(job)
    })
  }

  /** What nobody in particular has caused may take all threads. */
  #mayBegin(owner: string | undefined): boolean {
    return owner === undefined || this.#shareOf(owner).running < Math.max(1, this.#size.threads - 1)
  }

  #shareOf(owner: string | undefined): Share {
    return this.#shares.get(owner) ?? { running: 0, served: 0 }
  }

  #begin(owner: string | undefined): void {
    this.#shares.set(owner, { running: this.#shareOf(owner).running + 1, served: ++this.#begun })
  }

  /** The job whose turn it is; undefined where none may begin. */
  #next(): Job<Question, Answer> | undefined {
    let next: { readonly job: Job<Question, Answer>; readonly share: Share } | undefined
    for (const job of this.#waiting) {
      if (!this.#mayBegin(job.owner)) continue
      const share = this.#shareOf(job.owner)
      const before =
        next === undefined ||
        share.running < next.share.running ||
        (share.running === next.share.running && share.served < next.share.served)
      if (before) next = { job, share }
    }
    return next?.job
  }

  /** Forgets callers that have nothing at work or waiting. */
  #leave(owner: string | undefined): void {
    const share = this.#shareOf(owner)
    share.running--
    const waits = [...this.#waiting].some((job) => job.owner === owner)
    if (share.running === 0 && !waits) this.#shares.delete(owner)
  }

  #release(worker: BoundedWorker<Question, Answer>, owner: string | undefined): void {
    this.#leave(owner)
    const next = this.#next()
    if (next !== undefined) {
      next.begin(worker)
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
