/** Follows the event log once for all watchers, from the head on, and notifies those whose stream changed. */
import { setTimeout as delay } from 'node:timers/promises'
import { errorMessage } from '../domain/kernel/errors.ts'
import type { EventLog } from '../ports/events/event-log.ts'
import type { LiveChanges } from '../ports/events/live-changes.ts'
import type { Logger } from '../ports/logger.ts'

/** The pause before following the log again after an error. */
const RETRY_MS = 1000

export interface LiveTail extends LiveChanges {
  /** Stops following, and fires `stopping` for all watchers. */
  close(): Promise<void>
}

export function createLiveTail({ log, logger }: { readonly log: EventLog; readonly logger: Logger }): LiveTail {
  const watchers = new Map<string, Set<() => void>>()
  const stopping = new AbortController()
  let following: Promise<void> | undefined
  let started: Promise<void> | undefined

  const notify = (stream: string) => watchers.get(stream)?.forEach((changed) => changed())

  async function follow(head: () => Promise<string | undefined>): Promise<void> {
    let after = await head()
    while (!stopping.signal.aborted) {
      try {
        for await (const batch of log.subscribe(after, { signal: stopping.signal, batch_size: 500 })) {
          after = batch.position
          for (const stream of new Set(batch.events.map((event) => event.stream))) notify(stream)
        }
      } catch (error) {
        if (stopping.signal.aborted) return
        logger.warn({ error: errorMessage(error) }, 'the live tail of the event log broke off, and is taken up again')
      }
      await delay(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  /** Resolves once the head is known: every later event will be seen. */
  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      following = follow(async () => {
        const head = await log.head()
        resolve()
        return head
      }).catch(reject)
    })
  }

  return {
    stopping: stopping.signal,
    async watch(stream, changed) {
      const starting = (started ??= start())
      try {
        await starting
      } catch (error) {
        if (started === starting) started = undefined
        throw error
      }
      const all = watchers.get(stream) ?? new Set()
      watchers.set(stream, all.add(changed))
      return () => {
        all.delete(changed)
        if (all.size === 0 && watchers.get(stream) === all) watchers.delete(stream)
      }
    },
    async close() {
      stopping.abort()
      await following
    },
  }
}
