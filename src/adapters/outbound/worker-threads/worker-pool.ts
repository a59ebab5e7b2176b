/**
 * Several worker threads with limits: a job takes one that is free, or waits for the next one. Threads are started when
 * they are needed. Callers take turns, and nobody gets the last thread, so that others need not wait for what one
 * caller has sent.
 */
import { availableParallelism } from 'node:os'
import { currentOwner } from '../../../ports/limits/on-behalf-of.ts'
import { Turns, type EndTurn } from '../../../ports/limits/turns.ts'
import { BoundedWorker, type NoAnswer, type WorkerLimits } from './bounded-worker.ts'

export interface PoolSize {
  /** The most threads at once. */
  readonly threads: number
  /** Milliseconds after which idle threads end; the one that was used last is kept. */
  readonly idle: number
}

/** A thread for each processor, two at least, so that one costly file holds up nobody. */
export const POOL_SIZE: PoolSize = { threads: Math.min(4, Math.max(2, availableParallelism())), idle: 60_000 }

export class WorkerPool<Question, Answer extends object> {
  readonly #script: URL
  readonly #limits: WorkerLimits
  readonly #idle: number
  readonly #turns: Turns
  readonly #workers: BoundedWorker<Question, Answer>[] = []
  /** The one that was used last is at the end. */
  readonly #free: BoundedWorker<Question, Answer>[] = []
  /** Ends the waiting of each job that waits. */
  readonly #waiting = new Set<AbortController>()
  #resting: NodeJS.Timeout | undefined
  #closed = false

  constructor(script: URL, limits: WorkerLimits, { threads, idle }: PoolSize) {
    this.#script = script
    this.#limits = limits
    this.#idle = idle
    this.#turns = new Turns({ at_once: threads, each: Math.max(1, threads - 1) })
  }

  /** Throws when the module cannot be loaded. */
  async ask(question: Question): Promise<Answer | NoAnswer> {
    const giveUp = performance.now() + this.#limits.patience
    const end = await this.#turn()
    if (end === undefined || this.#closed) {
      end?.()
      return this.#closed ? 'closed' : 'busy'
    }
    const worker = this.#take()
    try {
      return await worker.ask(question, giveUp)
    } finally {
      this.#free.push(worker)
      end()
      this.#restLater()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#resting)
    for (const each of this.#waiting) each.abort()
    await Promise.all(this.#workers.map((each) => each.close()))
  }

  /** Resolves when a thread is there for the job; with undefined when none becomes free in time. */
  async #turn(): Promise<EndTurn | undefined> {
    if (this.#closed) return undefined
    const waiting = new AbortController()
    const timer = setTimeout(() => waiting.abort(), this.#limits.patience)
    this.#waiting.add(waiting)
    try {
      return await this.#turns.take(currentOwner(), waiting.signal)
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(waiting)
    }
  }

  /** There are as many threads as turns. */
  #take(): BoundedWorker<Question, Answer> {
    const free = this.#free.pop()
    if (free !== undefined) return free
    const worker = new BoundedWorker<Question, Answer>(this.#script, this.#limits)
    this.#workers.push(worker)
    return worker
  }

  #restLater(): void {
    clearTimeout(this.#resting)
    if (!this.#closed) this.#resting = setTimeout(() => this.#rest(), this.#idle).unref()
  }

  #rest(): void {
    for (const each of this.#free.slice(0, -1)) void each.rest()
  }
}
