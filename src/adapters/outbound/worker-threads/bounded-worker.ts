/**
 * Runs one job at a time in a worker thread that is stopped when a job takes too much processor time or memory, or when
 * the machine has no time for it. The thread is kept for the next job.
 */
import { Worker } from 'node:worker_threads'

export interface WorkerLimits {
  /** Milliseconds of processor time for one job; other load of the machine does not count. */
  readonly time: number
  /** Megabytes of JavaScript memory. */
  readonly memory: number
  /** Milliseconds on the clock after which a job is given up, its waiting included: the machine is too busy. */
  readonly patience: number
}

/**
 * Why there is no answer: the job exceeded a limit or ended the thread; the machine did not get round to it; or the
 * worker was closed.
 */
export type NoAnswer = 'too_expensive' | 'busy' | 'closed'

const isNoAnswer = (answer: object | NoAnswer): answer is NoAnswer => typeof answer === 'string'

/** Interval at which the processor time of a thread is checked. */
const CHECK_INTERVAL_MS = 250

/**
 * `Question` and `Answer` are sent as structured clones; the module says `ready` when it is loaded, then answers each
 * question.
 */
export class BoundedWorker<Question, Answer extends object> {
  readonly #script: URL
  readonly #limits: WorkerLimits
  #worker: Promise<Worker> | undefined
  #died: (() => void) | undefined
  #closed = false

  constructor(script: URL, limits: WorkerLimits) {
    this.#script = script
    this.#limits = limits
  }

  /** `giveUp`: when the job is given up, by `performance.now()`. Throws when the module cannot be loaded. */
  async ask(question: Question, giveUp: number): Promise<Answer | NoAnswer> {
    if (this.#closed) return 'closed'
    const worker = await this.#started(giveUp)
    if (worker === undefined) return this.#end('busy')
    worker.ref()
    const answer = await this.#answer(worker, question, giveUp)
    worker.unref()
    return isNoAnswer(answer) ? this.#end(answer) : answer
  }

  /** Ends the thread. The next job gets a new one. */
  async rest(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    if (worker === undefined) return
    const started = await worker.catch(() => undefined)
    await started?.terminate()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.rest()
  }

  #end(why: NoAnswer): NoAnswer {
    // Not awaited: a thread that is out of memory may take long to end.
    void this.rest()
    // A job that was interrupted by the shutdown was not too expensive.
    return this.#closed ? 'closed' : why
  }

  /** The thread with its module loaded, which counts for no job; undefined when that takes too long. */
  async #started(giveUp: number): Promise<Worker | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, giveUp - performance.now(), undefined)
    })
    return Promise.race([(this.#worker ??= this.#start()), late]).finally(() => {
      clearTimeout(timer)
    })
  }

  #answer(worker: Worker, question: Question, giveUp: number): Promise<Answer | NoAnswer> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      let settled = false
      const settle = (answer: Answer | NoAnswer): void => {
        settled = true
        clearTimeout(timer)
        worker.off('message', settle)
        this.#died = undefined
        resolve(answer)
      }
      const look = async (before: NodeJS.CpuUsage): Promise<void> => {
        if (performance.now() > giveUp) {
          settle('busy')
          return
        }
        timer = setTimeout(() => void look(before), CHECK_INTERVAL_MS)
        const used = await worker.cpuUsage(before).catch(() => undefined)
        if (!settled && (used === undefined || this.#hasSpent(used))) settle('too_expensive')
      }
      const begin = async (): Promise<void> => {
        const before = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }))
        if (settled) return
        worker.postMessage(question)
        await look(before)
      }
      this.#died = () => {
        settle('too_expensive')
      }
      worker.on('message', settle)
      void begin()
    })
  }

  #hasSpent({ user, system }: NodeJS.CpuUsage): boolean {
    return (user + system) / 1_000 >= this.#limits.time
  }

  #start(): Promise<Worker> {
    const started = new Promise<Worker>((resolve, reject) => {
      const { memory } = this.#limits
      const resourceLimits = { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 }
      const worker = new Worker(this.#script, { resourceLimits })
      worker.once('message', () => {
        worker.unref()
        resolve(worker)
      })
      // Without a listener an error in the thread would end the process; the `exit` event that follows is handled
      // below.
      worker.on('error', reject)
      worker.on('exit', () => {
        if (this.#worker === started) {
          this.#worker = undefined
          this.#died?.()
        }
        reject(new Error('the thread did not start'))
      })
    })
    return started
  }
}
