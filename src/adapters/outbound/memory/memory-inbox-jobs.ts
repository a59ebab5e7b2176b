/**
 * Inbox jobs in memory, for a database that only this process uses. Nothing is stored: what a crash cuts off is still
 * in the inbox, and the sweep at the next start enqueues it again.
 */
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../ports/logger.ts'

type Handle = (conversation: string) => Promise<void>

/** How many conversations run at once; their handlers mostly wait for Slack's answers. */
const MAX_CONCURRENT = 32
const MIN_RETRY_MS = 1000
const MAX_RETRY_MS = 30_000

export class MemoryInboxJobs implements InboxJobs {
  readonly #logger: Pick<Logger, 'warn'>
  /** In the order in which they were enqueued. */
  readonly #waiting = new Set<string>()
  readonly #running = new Map<string, Promise<void>>()
  /** How often in a row each conversation failed, and the timer that enqueues it again. */
  readonly #failing = new Map<string, { readonly times: number; readonly timer: NodeJS.Timeout }>()
  #handle: Handle | undefined

  constructor(logger: Pick<Logger, 'warn'>) {
    this.#logger = logger
  }

  async enqueue(conversation: string): Promise<void> {
    // A conversation that failed waits for its retry, to keep the order. During the retry it may already be past this
    // item, so it is enqueued again.
    if (this.#failing.has(conversation) && !this.#running.has(conversation)) return
    this.#waiting.add(conversation)
    this.#startWaiting()
  }

  async work(handle: Handle, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    this.#handle = handle
    this.#startWaiting()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    this.#handle = undefined
    for (const { timer } of this.#failing.values()) clearTimeout(timer)
    await Promise.all(this.#running.values())
  }

  #startWaiting(): void {
    const handle = this.#handle
    if (handle === undefined) return
    for (const conversation of this.#waiting) {
      if (this.#running.size >= MAX_CONCURRENT) return
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
      const timer = setTimeout(() => this.#retry(conversation), Math.min(MAX_RETRY_MS, MIN_RETRY_MS * 2 ** (times - 1)))
      timer.unref()
      this.#failing.set(conversation, { times, timer })
    } finally {
      this.#running.delete(conversation)
      this.#startWaiting()
    }
  }

  #retry(conversation: string): void {
    this.#waiting.add(conversation)
    this.#startWaiting()
  }
}
