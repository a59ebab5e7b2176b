/**
 * Inbox jobs on pg-boss, one at a time per conversation. Handlers wait for Slack, so each job has a worker of its own:
 * a slow one delays only its own conversation.
 */
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../ports/logger.ts'

export const INBOX_QUEUE = 'slack-inbox'

export const INBOX_QUEUE_OPTIONS = {
  policy: 'key_strict_fifo',
  notify: true,
  // The handler decides how often to try an item.
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  heartbeatSeconds: 10,
  deleteAfterSeconds: 600,
} as const

const WORK_OPTIONS = {
  batchSize: 1,
  localConcurrency: 8,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const

export const inboxJobs = (boss: PgBoss, logger: Logger): InboxJobs => ({
  async enqueue(conversation) {
    await boss.insert(INBOX_QUEUE, [{ singletonKey: conversation }])
  },

  async work(handle, signal) {
    if (signal.aborted) return
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await boss.work(INBOX_QUEUE, { ...WORK_OPTIONS, includeMetadata: true }, async (jobs) => {
      for (const job of jobs) await runJob(job, handle, logger)
    })
    await stopped
    await boss.offWork(INBOX_QUEUE, { wait: true })
  },
})

async function runJob(
  { singletonKey }: JobWithMetadata<unknown>,
  handle: (conversation: string) => Promise<void>,
  logger: Logger,
): Promise<void> {
  try {
    await handle(singletonKey ?? '')
  } catch (error) {
    logger.warn({ error: errorMessage(error) }, 'an inbox item failed and is tried again')
    throw error
  }
}
