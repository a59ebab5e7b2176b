/** Moves what is due from the schedule into the job queue, whenever there is room and at least once a second. */
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { Logger } from '../../../ports/logger.ts'

const POLL_INTERVAL_MS = 1000

export interface ScheduledJobFeeder {
  /** Tells the feeder that jobs have finished, so that the queue has room. */
  readonly notifyRoom: () => void
  /** Settles once the signal has fired. Never rejects. */
  readonly done: Promise<void>
}

/** Starts feeding. `feed` moves one page and says whether more may be due. */
export function startFeeding(feed: () => Promise<boolean>, signal: AbortSignal, logger: Logger): ScheduledJobFeeder {
  let room = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let more = false
      try {
        more = await feed()
      } catch (error) {
        if (!signal.aborted) logger.warn({ error: errorMessage(error) }, 'due jobs could not be queued; trying again')
      }
      await nextPoll(signal, more ? room.promise : undefined)
      room = Promise.withResolvers<void>()
    }
  }

  return { notifyRoom: () => room.resolve(), done: run() }
}

/** Resolves after the poll interval, with `sooner`, or when the signal fires, whichever comes first. */
async function nextPoll(signal: AbortSignal, sooner: Promise<void> | undefined): Promise<void> {
  if (signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const end = (): void => resolve()
  const timer = setTimeout(end, POLL_INTERVAL_MS)
  signal.addEventListener('abort', end)
  await Promise.race([promise, ...(sooner === undefined ? [] : [sooner])])
  clearTimeout(timer)
  signal.removeEventListener('abort', end)
}
