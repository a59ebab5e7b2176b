/**
 * Runs jobs in a worker thread that is stopped when one takes too much time or memory. One thread is kept ready; jobs
 * run one after the other.
 */
import { Worker } from 'node:worker_threads'

export interface WorkerLimits {
  /** Milliseconds of processor time for one job; other load of the machine does not count. */
  readonly time: number
  /** Megabytes of JavaScript memory. */
  readonly memory: number
}

/** Why there is no answer: the job exceeded a limit or ended the thread; or the worker was closed. */
export type NoAnswer = 'too_expensive' | 'closed'

/** How long a new thread may take to load its module; counts for no job. */
const START_TIMEOUT_MS = 20_000
/** Wall-clock limit of a job: a thread that hangs uses no processor time. */
const ANSWER_TIMEOUT_MS = 300_000
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
  #queue: Promise<unknown> = Promise.resolve()
  #died: (() => void) | undefined
  #closed = false

  constructor(script: URL, limits: WorkerLimits) {
    this.#script = script
    this.#limits = limits
  }

  /** Throws when a thread cannot be started. */
  ask(question: Question): Promise<Answer | NoAnswer> {
    const turn = this.#queue.then(() => this.#work(question))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#stop()
  }

  async #work(question: Question): Promise<Answer | NoAnswer> {
    if (this.#closed) return 'closed'
    const worker = await (this.#worker ??= this.#start())
    worker.ref()
    const answer = await this.#answer(worker, question)
    worker.unref()
    if (answer !== undefined) return answer
    // Not awaited: a thread that is out of memory may take long to end.
    void this.#stop()
    // A job that was interrupted by the shutdown was not too expensive.
    return this.#closed ? 'closed' : 'too_expensive'
  }

  /** The thread's answer; undefined when it exceeded a limit or ended. */
  #answer(worker: Worker, question: Question): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      let settled = false
      const giveUp = performance.now() + ANSWER_TIMEOUT_MS
      const settle = (answer: Answer | undefined): void => {
        settled = true
        clearTimeout(timer)
        worker.off('message', settle)
        this.#died = undefined
        resolve(answer)
      }
      const look = async (before: NodeJS.CpuUsage): Promise<void> => {
        const used = await worker.cpuUsage(before).catch(() => undefined)
        const left = used === undefined ? 0 : this.#limits.time - (used.user + used.system) / 1_000
        if (settled) return
        if (left <= 0 || performance.now() > giveUp) settle(undefined)
        else timer = setTimeout(() => void look(before), Math.min(CHECK_INTERVAL_MS, left))
      }
      const begin = async (): Promise<void> => {
        const before = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }))
        if (settled) return
        worker.postMessage(question)
        timer = setTimeout(() => void look(before), Math.min(CHECK_INTERVAL_MS, this.#limits.time))
      }
      this.#died = () => {
        settle(undefined)
      }
      worker.on('message', settle)
      void begin()
    })
  }

  #start(): Promise<Worker> {
    const started = new Promise<Worker>((resolve, reject) => {
      const { memory } = this.#limits
      const resourceLimits = { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 }
      const worker = new Worker(this.#script, { resourceLimits })
      const timer = setTimeout(() => {
        void worker.terminate()
      }, START_TIMEOUT_MS)
      worker.once('message', () => {
        clearTimeout(timer)
        worker.unref()
        resolve(worker)
      })
      // Without a listener an error in the thread would end the process; the `exit` event that follows is handled
      // below.
      worker.on('error', reject)
      worker.on('exit', () => {
        clearTimeout(timer)
        if (this.#worker === started) {
          this.#worker = undefined
          this.#died?.()
        }
        reject(new Error('the thread did not start'))
      })
    })
    return started
  }

  async #stop(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    if (worker === undefined) return
    const started = await worker.catch(() => undefined)
    await started?.terminate()
  }
}
