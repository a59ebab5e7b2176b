/** Mail jobs on pg-boss: tried again after 10 seconds, then after twice as long each time, at most a quarter hour. */
import { fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss'
import type { Logger } from '../../../ports/logger.ts'
import type { MailJobs } from '../../../ports/mail/mail-jobs.ts'

export const MAIL_QUEUE = 'mail'

export const MAIL_QUEUE_OPTIONS = {
  policy: 'key_strict_fifo',
  notify: true,
  // The handler decides when a mail is given up.
  retryLimit: 1_000_000,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 900,
  heartbeatSeconds: 10,
  deleteAfterSeconds: 600,
} as const

const WORK_OPTIONS = {
  batchSize: 1,
  localConcurrency: 3,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 5,
  includeMetadata: true,
} as const

export const mailJobs = (boss: PgBoss, logger: Logger): MailJobs => ({
  async enqueue(mail, transaction) {
    await boss.insert(MAIL_QUEUE, [{ singletonKey: mail }], { db: fromKysely(transaction) })
  },

  async work(handle, signal) {
    if (signal.aborted) return
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await boss.work(MAIL_QUEUE, WORK_OPTIONS, async (jobs: JobWithMetadata[]) => {
      for (const { singletonKey } of jobs) {
        await handle(singletonKey ?? '').catch((error: unknown) => {
          // What it says may name the address.
          logger.warn({ mail: singletonKey, error: error instanceof Error ? error.name : 'unknown' }, 'a mail waits')
          throw error
        })
      }
    })
    await stopped
    await boss.offWork(MAIL_QUEUE, { wait: true })
  },
})
