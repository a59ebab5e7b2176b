/** However much is due, the job engine is given a page of it at a time: no fetch looks through more. */
import { sql, type Kysely } from 'kysely'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../../../src/adapters/outbound/postgres/open-postgres.ts'
import { openGenerationJobs, type PgBossJobs } from '../../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import type { JobDatabase } from '../../../../src/adapters/outbound/pg-boss/job-engine.ts'
import { migrate } from '../../../../src/adapters/outbound/sql/migrate.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import type { GenerationJob } from '../../../../src/ports/generation/generation-jobs.ts'
import { PROJECTIONS } from '../../../../src/projections/all.ts'
import { prepareReadModels } from '../../../../src/projections/engine/prepare.ts'
import { onPostgres } from '../../../support/servers/on-postgres.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'
import { clock, quiet } from '../../../support/subscriptions.ts'

/** More than any number of pages that is worked at once. */
const MANY = 1000
/** What lies in the queue at most, whatever is due. */
const PAGE = 200
const MOST = 700

const longDue = (generation: string) => ({ generation, at: '2020-01-01T00:00:00.000Z' })

interface Setup {
  readonly db: Kysely<ReadSchema>
  readonly jobs: PgBossJobs
}

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function setupOn(database: JobDatabase): Promise<Setup> {
  const { db } = database
  await prepareReadModels(db, PROJECTIONS, [], clock.now())
  const jobs = await openGenerationJobs(database, quiet)
  closing.push(() => jobs.close())
  return { db, jobs }
}

function contract(open: () => Promise<Setup>): void {
  /** Works until `expected` are handled; gives each of them, and the most that was found queued meanwhile. */
  async function workAll({ db, jobs }: Setup, expected: number) {
    const handled: string[] = []
    let most = 0
    let turn = 0
    const stopping = new AbortController()
    const working = jobs.work(async ({ generation }) => {
      handled.push(generation)
      if (turn++ % 50 === 0) most = Math.max(most, await queued(db))
    }, stopping.signal)
    await expect.poll(() => handled.length).toBeGreaterThanOrEqual(expected)
    stopping.abort()
    await working
    return { handled, most }
  }

  const queued = async (db: Kysely<ReadSchema>): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pgboss.job where state < 'active'`.execute(db)
    return rows[0]!.n
  }
  const waiting = async (db: Kysely<ReadSchema>): Promise<string[]> => {
    const { rows } = await sql<{
      generation: string
    }>`select generation from scheduled_jobs order by generation`.execute(db)
    return rows.map(({ generation }) => generation)
  }
  const names = (kind: string, count: number) => Array.from({ length: count }, (_, n) => `${kind} ${n}`)

  test('timers that are all due at once are handed out in pages, each once', async () => {
    const setup = await open()
    const due = names('due', MANY)
    await setup.jobs.schedule(due.map(longDue))
    expect(await queued(setup.db)).toBe(0)
    const { handled, most } = await workAll(setup, MANY)
    expect(handled.toSorted()).toEqual(due.toSorted())
    expect(most).toBeLessThanOrEqual(PAGE)
    expect(await waiting(setup.db)).toEqual([])
  })

  test('what is due now because of many events at once fills the queue only so far, and none is lost', async () => {
    const setup = await open()
    const fresh = names('fresh', MANY)
    for (let from = 0; from < MANY; from += 500) {
      const batch = fresh.slice(from, from + 500).map((generation) => ({ generation }))
      await setup.db.transaction().execute((transaction) => setup.jobs.enqueue(batch, transaction))
    }
    expect(await queued(setup.db)).toBe(MOST)
    const { handled, most } = await workAll(setup, MANY)
    expect(handled.toSorted()).toEqual(fresh.toSorted())
    expect(most).toBeLessThanOrEqual(MOST)
  })

  test('what somebody waits for is handed out before what only time made due', async () => {
    const setup = await open()
    await setup.jobs.schedule(names('due', MANY).map(longDue))
    const stopping = new AbortController()
    const handled: string[] = []
    let asked: Promise<void> | undefined
    const working = setup.jobs.work(async ({ generation }) => {
      asked ??= setup.db.transaction().execute((now) => setup.jobs.enqueue([{ generation: 'fresh' }], now))
      await asked
      handled.push(generation)
    }, stopping.signal)
    await expect.poll(() => handled).toContain('fresh')
    // Those that were being worked when it came, and the batches that were on their way.
    expect(handled.indexOf('fresh')).toBeLessThan(PAGE)
    stopping.abort()
    await working
  })

  test('timers that earlier versions kept as jobs are taken over before the first fetch; ended ones go', async () => {
    const setup = await open()
    const { db } = setup
    const state = (generation: string) => (generation.startsWith('ended') ? 'delivered' : 'asking')
    const all = [...names('due', MANY), ...names('ended', MANY), ...names('later', 10)]
    const at = '2020-01-01T00:00:00.000Z'
    const row = (id: string) => ({
      id,
      tenant: 'default',
      requester: 'key:ada',
      template_id: 'letter',
      template_version: 1,
      surface: 'http',
      state: state(id),
      next: null,
      document_id: null,
      idle_days: 30,
      active_at: at,
      posts: false,
      reminders: '[]',
      reminded: 0,
      asked_at: null,
      postponed_until: null,
      undelivered: null,
      wakes_at: state(id) === 'asking' ? at : null,
      requested_at: at,
      updated_at: at,
      confirmed_at: null,
      rendered_at: null,
      delivered_at: null,
      revision: 0,
    })
    for (let from = 0; from < all.length; from += 500) {
      await db
        .insertInto('generations')
        .values(all.slice(from, from + 500).map(row))
        .execute()
    }
    await sql`
      insert into pgboss.job (name, singleton_key, created_on, start_after, policy)
      select 'generations', one, now() - interval '31 days',
        now() + case when one like 'later%' then interval '1 day' else interval '-1 day' end, 'key_strict_fifo'
      from unnest(${all}::text[]) as one`.execute(db)
    expect(await queued(db)).toBe(all.length)
    const { handled, most } = await workAll(setup, MANY)
    expect(handled.toSorted()).toEqual(names('due', MANY).toSorted())
    expect(most).toBeLessThanOrEqual(PAGE)
    expect(await queued(db)).toBe(0)
    expect(await waiting(db)).toEqual(names('later', 10))
  })
}

contract(async () => {
  const database = await freshPglite<ReadSchema>()
  closing.push(() => database.close())
  return setupOn(database)
})

onPostgres('on Postgres', (server) => {
  contract(async () => {
    const connectionString = await server().freshDatabase()
    const { db, close } = openPostgres<ReadSchema>(connectionString, quiet)
    closing.push(close)
    await migrate(db)
    return setupOn({ db, connectionString })
  })
  test('two instances hand out each timer once', async () => {
    const connectionString = await server().freshDatabase()
    const instances: Setup[] = []
    for (let n = 0; n < 2; n++) {
      const { db, close } = openPostgres<ReadSchema>(connectionString, quiet)
      closing.push(close)
      await migrate(db)
      instances.push(await setupOn({ db, connectionString }))
    }
    const due = Array.from({ length: MANY }, (_, n) => `due ${n}`)
    await instances[0]!.jobs.schedule(due.map(longDue))
    const stopping = new AbortController()
    onTestFinished(() => stopping.abort())
    const handled: string[] = []
    const take = async ({ generation }: GenerationJob): Promise<void> => void handled.push(generation)
    const working = instances.map(({ jobs }) => jobs.work(take, stopping.signal))
    await expect.poll(() => handled.length).toBeGreaterThanOrEqual(MANY)
    stopping.abort()
    await Promise.all(working)
    expect(handled.toSorted()).toEqual(due.toSorted())
  })
})
