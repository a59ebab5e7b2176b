/**
 * Wake-ups of conversations inside one process, for a database that is this process's alone: nothing is written for
 * them. What a crash cuts off is still in the inbox, and is woken by who sweeps that at the start.
 */
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../ports/logger.ts'

type Handle = (conversation: string) => Promise<void>

/** The most conversations that are worked at once; their handlers mostly wait for answers of Slack. */
const AT_ONCE = 32
const MIN_PAUSE_MS = 1000
const MAX_PAUSE_MS = 30_000

export class MemoryInboxJobs implements InboxJobs {
  readonly #logger: Pick<Logger, 'warn'>
  /** In the order of their wake-ups. */
  readonly #waiting = new Set<string>()
  readonly #running = new Map<string, Promise<void>>()
  /** How often in a row each conversation failed, and the timer that wakes it again. */
  readonly #failing = new Map<string, { readonly times: number; readonly timer: NodeJS.Timeout }>()
  #handle: Handle | undefined

  constructor(logger: Pick<Logger, 'warn'>) {
    this.#logger = logger
  }

  async wake(conversation: string): Promise<void> {
    // One that failed waits for its time: what comes after stands behind what failed. While it is tried again, it may
    // be past it.
    if (this.#failing.has(conversation) && !this.#running.has(conversation)) return
    this.#waiting.add(conversation)
    this.#next()
  }

  async work(handle: Handle, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    this.#handle = handle
    this.#next()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    this.#handle = undefined
    for (const { timer } of this.#failing.values()) clearTimeout(timer)
    await Promise.all(this.#running.values())
  }

  #next(): void {
    const handle = this.#handle
    if (handle === undefined) return
    for (const conversation of this.#waiting) {
      if (this.#running.size >= AT_ONCE) return
      if (this.#running.has(conversation)) continue
      this.#waiting.delete(conversation)
      this.#running.set(conversation, this.#run(conversation, handle))
    }
  }

  async #run(conversation: string, handle: Handle): Promise<void> {
    const times = (this.#failing.get(conversation)?.times ?? 0) + 1
    try {
      await handle(conversation)
      this.#failing.delete(conversation)
    } catch (error) {
      this.#logger.warn({ error: errorMessage(error) }, 'work on what came in failed and is tried again')
      this.#waiting.delete(conversation)
      const timer = setTimeout(() => this.#again(conversation), Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** (times - 1)))
      timer.unref()
      this.#failing.set(conversation, { times, timer })
    } finally {
      this.#running.delete(conversation)
      this.#next()
    }
  }

  #again(conversation: string): void {
    this.#waiting.add(conversation)
    this.#next()
  }
}
