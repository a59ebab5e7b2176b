/** Enqueues conversations whose job was lost, and deletes old ids. */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { WorkerDeps } from './worker-deps.ts'

/** Longer than an item normally waits for its job. */
const OVERDUE_AFTER_MS = 15_000

const SWEEP_INTERVAL_MS = 15_000

/** Slack redelivers within the hour; duplicates are recognised for longer. */
const ID_RETENTION_MS = 3 * 86_400_000

/** Enqueues conversations that have waited too long because their job was lost; at the start all that wait. */
export async function sweepInbox({ inbox, jobs, clock, logger }: WorkerDeps, signal: AbortSignal): Promise<void> {
  const ago = (ms: number): string => new Date(Date.parse(clock.now()) - ms).toISOString()
  for (let overdue = 0; !signal.aborted; overdue = OVERDUE_AFTER_MS) {
    try {
      for (const conversation of await inbox.listWaitingConversations(ago(overdue))) await jobs.enqueue(conversation)
      await inbox.deleteDone(ago(ID_RETENTION_MS))
    } catch (error) {
      logger.warn({ error: errorMessage(error) }, 'the inbox could not be swept')
    }
    await sleep(SWEEP_INTERVAL_MS, undefined, { signal }).catch(() => {})
  }
}
