/** Mail jobs: enqueued with the row or not at all, and tried again where sending fails. */
import type { Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openGenerationJobs } from '../../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import { MAIL_QUEUE } from '../../../../src/adapters/outbound/pg-boss/mail-jobs.ts'
import { jobTable } from '../../../../src/adapters/outbound/pg-boss/queued-jobs.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import { sql } from 'kysely'
import { freshPglite } from '../../../support/servers/pglite.ts'
import { quiet } from '../../../support/subscriptions.ts'
import { until } from '../../../support/until.ts'

test('a job comes with its transaction, and one whose handler throws comes again', async () => {
  const database = await freshPglite<ReadSchema>()
  const engine = await openGenerationJobs(database, quiet)
  const stop = new AbortController()
  const mails = await engine.openMailJobs()
  const db = database.db as unknown as Kysely<unknown>
  await expect(
    db.transaction().execute(async (transaction) => {
      await mails.enqueue('rolled-back', transaction)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await db.transaction().execute((transaction) => mails.enqueue('kept', transaction))

  const tried: string[] = []
  const working = mails.work(async (mail) => {
    tried.push(mail)
    if (tried.length === 1) throw new Error('away')
  }, stop.signal)
  onTestFinished(async () => {
    stop.abort()
    await working
    await engine.close()
    await database.close()
  })
  const waits = async () =>
    (
      await sql<{ state: string; later: boolean }>`select state, start_after > now() as later from ${jobTable}
        where name = ${MAIL_QUEUE}`.execute(db)
    ).rows
  await until('the job is to be tried again', async () => (await waits()).some(({ state }) => state === 'retry'))
  expect(await waits()).toEqual([{ state: 'retry', later: true }])
  // Its time comes.
  await sql`update ${jobTable} set start_after = now() where name = ${MAIL_QUEUE}`.execute(db)
  await until('it was tried again', async () => (await waits()).every(({ state }) => state === 'completed'))
  expect(tried).toEqual(['kept', 'kept'])
})
