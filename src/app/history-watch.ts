/**
 * Notices an event store that was restored or exchanged while the service runs. Until an operator has decided, nothing
 * is written to it, and the instance is not ready.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { OtherEventStore } from '../ports/events/event-store.ts'
import { TamperedEvent, type EventLog } from '../ports/events/event-log.ts'
import type { Logger } from '../ports/logger.ts'

/** Between two looks, which are one row and one event each. */
const LOOK_EVERY_MS = 1000
/** A node of a cluster may be a moment behind: what is missing is looked for again. */
const LOOK_AGAIN_MS = 200

export interface HistoryWatch {
  /** Throws `OtherEventStore` while the store is another. */
  assertSame(): void
  /** Looks once. */
  look(): Promise<void>
  /** Looks every second; the function ends it. */
  start(): () => Promise<void>
}

export interface HistoryWatchDeps {
  /** Rejects with `OtherEventStore` where the store is another; other errors say nothing about that. */
  readonly assertSame: () => Promise<void>
  /** Called when the store turns out to be another, and when it is accepted: what is in memory is of the past. */
  readonly forget: () => void
  readonly logger: Logger
}

export function createHistoryWatch({ assertSame, forget, logger }: HistoryWatchDeps): HistoryWatch {
  let other: OtherEventStore | undefined

  /** The finding; `unknown` where a store cannot be asked just now. */
  async function find(): Promise<OtherEventStore | undefined | 'unknown'> {
    try {
      await assertSame()
      return undefined
    } catch (error) {
      return error instanceof OtherEventStore ? error : 'unknown'
    }
  }

  function settle(found: OtherEventStore | undefined): void {
    if ((found === undefined) === (other === undefined)) return
    other = found
    forget()
    if (found === undefined) logger.info({}, 'the event store is accepted: writes are taken again')
    else logger.error({ error: found.message }, 'the event store is another: nothing is written until it is accepted')
  }

  async function look(signal: AbortSignal = NEVER): Promise<void> {
    let found = await find()
    if (found instanceof OtherEventStore && other === undefined) {
      await pause(LOOK_AGAIN_MS, signal)
      found = await find()
    }
    if (found !== 'unknown') settle(found)
  }

  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look(signal)
      await pause(LOOK_EVERY_MS, signal)
    }
  }

  return {
    assertSame() {
      if (other !== undefined) throw other
    },
    look,
    start() {
      const stop = new AbortController()
      const done = keepLooking(stop.signal)
      return async () => {
        stop.abort()
        await done
      }
    },
  }
}

const NEVER = new AbortController().signal

const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)

/**
 * The log, which takes nothing while `assertSame` throws. What it holds then was written under other keys: that is
 * said, and not that somebody changed an event.
 */
export const guardLog = (log: EventLog, assertSame: () => void): EventLog => ({
  async append(...append) {
    assertSame()
    return log.append(...append)
  },
  async read(stream, from) {
    try {
      return await log.read(stream, from)
    } catch (error) {
      if (error instanceof TamperedEvent) assertSame()
      throw error
    }
  },
  subscribe: (after, options) => log.subscribe(after, options),
  head: () => log.head(),
  compare: (a, b) => log.compare(a, b),
})
