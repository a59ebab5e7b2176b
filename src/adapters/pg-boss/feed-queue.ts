/** Hands what is due from the waiting list to the job engine: as much as it works off, and no more. */
import type { Logger } from '../../ports/logger.ts'

/** How often it is looked for what has become due. */
const LOOK_MS = 1000

export interface Feeder {
  /** Some jobs are done: there is room for more. */
  readonly roomMade: () => void
  /** Settles when the signal has fired. Never rejects. */
  readonly done: Promise<void>
}

/** `feed` moves a page, and says whether there may be more that is due. */
export function feedQueue(feed: () => Promise<boolean>, signal: AbortSignal, logger: Logger): Feeder {
  let room = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let more = false
      try {
        more = await feed()
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        if (!signal.aborted) logger.warn({ error: message }, 'what is due could not be queued, and is tried again')
      }
      await waited(more ? [room.promise] : [], signal)
      room = Promise.withResolvers<void>()
    }
  }

  return { roomMade: () => room.resolve(), done: run() }
}

async function waited(sooner: readonly Promise<void>[], signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const over = Promise.withResolvers<void>()
  const end = (): void => over.resolve()
  const timer = setTimeout(end, LOOK_MS)
  signal.addEventListener('abort', end)
  await Promise.race([over.promise, ...sooner])
  clearTimeout(timer)
  signal.removeEventListener('abort', end)
}
