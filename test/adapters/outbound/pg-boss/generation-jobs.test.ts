/**
 * Wake-ups on the real engine, on a database in memory: in the caller's transaction, one at a time per generation,
 * again after a failure or a crash.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMemoryPglite, type OpenPglite } from '../../../../src/adapters/outbound/pglite/open-pglite.ts'
import { openGenerationJobs, type PgBossJobs } from '../../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import type { GenerationJob } from '../../../../src/ports/generation/generation-jobs.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'
import { quiet } from '../../../support/subscriptions.ts'

let database: OpenPglite<ReadSchema>
let generationJobs: PgBossJobs
let stopping: AbortController
let working: Promise<void>[]

beforeEach(async () => {
  database = await freshPglite<ReadSchema>()
  generationJobs = await openGenerationJobs(database, quiet)
  stopping = new AbortController()
  working = []
})
afterEach(async () => {
  stopping.abort()
  await Promise.all(working)
  await generationJobs.close()
  await database.close()
})

const work = (handle: (job: GenerationJob) => Promise<void>, on: PgBossJobs = generationJobs): unknown =>
  working.push(on.work(handle, stopping.signal))
const enqueue = (...generations: string[]): Promise<void> =>
  database.db.transaction().execute((transaction) =>
    generationJobs.enqueue(
      generations.map((generation) => ({ generation })),
      transaction,
    ),
  )
const jobs = async () =>
  (await database.lite.query<{ state: string }>('select state from pgboss.job order by created_on')).rows.map(
    ({ state }) => state,
  )
const timers = async () => {
  const sql = 'select generation, due_at from scheduled_jobs order by generation'
  const { rows } = await database.lite.query<{ generation: string; due_at: Date }>(sql)
  return rows.map(({ generation, due_at }) => ({ generation, at: due_at.getTime() }))
}

test('they come with the transaction that enqueued them, and not without it', async () => {
  const seen: string[] = []
  work(async ({ generation }) => void seen.push(generation))
  await expect(
    database.db.transaction().execute(async (transaction) => {
      await generationJobs.enqueue([{ generation: 'undone' }], transaction)
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await enqueue('a', 'b')
  await expect.poll(() => seen.toSorted()).toEqual(['a', 'b'])
  await expect.poll(jobs).toEqual(['completed', 'completed'])
})

test('one generation is handled by one at a time, others meanwhile', async () => {
  const running = new Set<string>()
  let overlapped = false
  let handled = 0
  let together = 0
  work(async ({ generation }) => {
    overlapped ||= running.has(generation)
    running.add(generation)
    together = Math.max(together, running.size)
    await new Promise((resolve) => setImmediate(resolve))
    running.delete(generation)
    handled++
  })
  for (let round = 0; round < 10; round++) await enqueue('a', 'b', 'c', 'd', 'e')
  await expect.poll(() => handled).toBe(50)
  expect(overlapped).toBe(false)
  expect(together).toBeGreaterThan(1)
})

test('what fails is tried again after a while, counted, and others are not held up', async () => {
  const attempts: number[] = []
  const seen: string[] = []
  work(async ({ generation, attempt, last }) => {
    seen.push(generation)
    if (generation !== 'a') return
    attempts.push(attempt)
    expect(last).toBe(false)
    if (attempt < 3) throw new Error('not yet')
  })
  await enqueue('a')
  await enqueue('b')
  await expect.poll(() => attempts).toEqual([1, 2, 3])
  expect(seen.indexOf('b')).toBeLessThan(seen.lastIndexOf('a'))
})

test('after the last attempt the job is completed, so that its generation can be woken again', async () => {
  await enqueue('a')
  await database.lite.query('update pgboss.job set retry_count = 3, started_on = now()')
  const attempts: [number, boolean][] = []
  work(async ({ attempt, last }) => {
    attempts.push([attempt, last])
    if (last) throw new Error('never')
  })
  await expect.poll(jobs).toEqual(['completed'])
  expect(attempts).toEqual([[5, true]])
  await enqueue('a')
  await expect.poll(() => attempts.length).toBe(2)
})

test('a timer is not early, and one that waits already is enough', async () => {
  const seen: number[] = []
  work(async () => void seen.push(Date.now()))
  const at = Date.now() + 1500
  await generationJobs.schedule([{ generation: 'a', at: new Date(at).toISOString() }])
  await generationJobs.schedule([{ generation: 'a', at: new Date(at + 1000).toISOString() }])
  expect(await timers()).toEqual([{ generation: 'a', at }])
  expect(await jobs()).toEqual([])
  await expect.poll(() => seen.length).toBe(1)
  expect(seen[0]).toBeGreaterThanOrEqual(at)
})

test('the earliest timer of a generation counts, and a job for now does not wait behind it', async () => {
  const seen: string[] = []
  const timer = (generation: string, day: number) => ({ generation, at: `2099-01-0${day}T00:00:00.000Z` })
  await generationJobs.schedule([timer('a', 2), timer('b', 2)])
  await generationJobs.schedule([timer('a', 1), timer('a', 3)])
  const both = [
    { generation: 'a', at: Date.UTC(2099, 0, 1) },
    { generation: 'b', at: Date.UTC(2099, 0, 2) },
  ]
  expect(await timers()).toEqual(both)
  work(async ({ generation }) => void seen.push(generation))
  await enqueue('a')
  await expect.poll(() => seen).toEqual(['a'])
  expect(await timers()).toEqual(both)
  await generationJobs.schedule([{ generation: 'b' }])
  await expect.poll(() => seen).toEqual(['a', 'b'])
  expect(await timers()).toEqual([both[0]])
})

test('what crashes cut off is handed out again as soon as the next process starts, and each time counted before it begins', async () => {
  let disk: Blob | undefined
  for (let attempt = 1; attempt <= 3; attempt++) {
    const life = disk === undefined ? database : await openMemoryPglite<ReadSchema>(disk)
    const own = disk === undefined ? generationJobs : await openGenerationJobs(life, quiet)
    const begun = Promise.withResolvers<GenerationJob>()
    const never = Promise.withResolvers<void>()
    work(async (job) => {
      begun.resolve(job)
      await never.promise
    }, own)
    if (disk === undefined) await enqueue('a')
    expect(await begun.promise).toEqual({ generation: 'a', attempt, last: false })
    // What stands on the disk while the work goes on is all that the next life finds.
    disk = await life.lite.dumpDataDir('none')
    never.resolve()
    if (life === database) continue
    stopping.abort()
    await Promise.all(working.splice(0))
    await own.close()
    await life.close()
    stopping = new AbortController()
  }
})
