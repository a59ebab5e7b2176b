/** Job queues on a clock that a test moves: one job at a time for each key, and again a second after it failed. */
import type { GenerationJobs } from '../../src/ports/generation/generation-jobs.ts'
import type { InboxJobs } from '../../src/ports/slack/inbox-jobs.ts'
import type { SimulatorClock } from '../../tools/slack-simulator/state/clock.ts'

const RETRY_MS = 1000

/** Keys whose work is due at a time. */
class ManualQueue {
  readonly #clock: SimulatorClock
  readonly #due = new Map<string, () => void>()
  readonly #running = new Set<string>()
  readonly #again = new Set<string>()
  handle: (key: string) => Promise<void> = async () => undefined
  /** How many jobs began and ended. */
  steps = 0

  constructor(clock: SimulatorClock) {
    this.#clock = clock
  }

  /** A key that is due already keeps the earlier time. */
  add(key: string, ms = 0): void {
    if (ms > 0 && this.#due.has(key)) return
    this.#due.get(key)?.()
    this.#due.set(
      key,
      this.#clock.after(ms, () => {
        this.#due.delete(key)
        void this.#run(key)
      }),
    )
  }

  async #run(key: string): Promise<void> {
    if (this.#running.has(key)) return void this.#again.add(key)
    this.#running.add(key)
    this.steps += 1
    const failed = await this.handle(key).then(
      () => false,
      () => true,
    )
    this.steps += 1
    this.#running.delete(key)
    if (this.#again.delete(key)) this.add(key)
    else if (failed) this.add(key, RETRY_MS)
  }

  async work(handle: (key: string) => Promise<void>, signal: AbortSignal): Promise<void> {
    this.handle = handle
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  }
}

/** The queues of the generations and of the inbox, and how much they have done. */
export interface ManualJobs {
  readonly generationJobs: GenerationJobs
  readonly inboxJobs: InboxJobs
  readonly steps: () => number
}

/** Queues on this clock. */
export function manualJobs(clock: SimulatorClock): ManualJobs {
  const generations = new ManualQueue(clock)
  const inbox = new ManualQueue(clock)
  const add = async (jobs: readonly { readonly generation: string; readonly at?: string | undefined }[]) => {
    for (const { generation, at } of jobs)
      generations.add(generation, at === undefined ? 0 : Math.max(1, Date.parse(at) - clock.now()))
  }
  return {
    generationJobs: {
      enqueue: add,
      schedule: add,
      cancelScheduled: async () => undefined,
      work: (handle, signal) =>
        generations.work((generation) => handle({ generation, attempt: 1, last: false }), signal),
    },
    inboxJobs: {
      enqueue: async (conversation) => inbox.add(conversation),
      work: (handle, signal) => inbox.work(handle, signal),
    },
    steps: () => generations.steps + inbox.steps,
  }
}
