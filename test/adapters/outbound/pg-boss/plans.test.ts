/**
 * However many jobs, times and generations there are, every statement about them goes by an index: those of ours and
 * those of the job engine that a step in Slack, a page of due work and the sweep send. The plans are Postgres' own.
 */
import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { openPostgres } from '../../../../src/adapters/outbound/postgres/open-postgres.ts'
import { openGenerationJobs } from '../../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import { migrate } from '../../../../src/adapters/outbound/sql/migrate.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import { sweep } from '../../../../src/processes/sweep.ts'
import { PROJECTIONS } from '../../../../src/projections/all.ts'
import { prepareReadModels } from '../../../../src/projections/engine/prepare.ts'
import { onPostgres } from '../../../support/servers/on-postgres.ts'
import { clock, quiet } from '../../../support/subscriptions.ts'

const MANY = 20_000
const NOW = '2026-11-21T10:00:00.000Z'

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** What this process sends to Postgres from here on, whoever sends it. */
function statementsFromHere(): Statement[] {
  const sent: Statement[] = []
  const client = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown }
  const original = client.query
  vi.spyOn(client, 'query').mockImplementation(function (this: unknown, ...given) {
    const [first, second] = given as [string | { text?: string; values?: unknown[] }, unknown]
    const text = typeof first === 'string' ? first : (first?.text ?? '')
    const values = typeof first === 'string' ? (Array.isArray(second) ? second : []) : (first?.values ?? [])
    sent.push({ text, values })
    return original.apply(this, given)
  })
  return sent
}

afterEach(() => vi.restoreAllMocks())

const LARGE = /\b(job|scheduled_jobs|generations)\b/
const WHOLE = /Seq Scan on \S*(job|scheduled_jobs|generations)/
const PLANNED = /^\s*(select|with|insert|update|delete)\b/i

onPostgres('the plans of what is due', (server) => {
  test(`with ${MANY} of each, nothing reads a whole table`, async () => {
    const url = await server().freshDatabase()
    const postgres = openPostgres<ReadSchema>(url, quiet)
    onTestFinished(() => postgres.close())
    const { db } = postgres
    await migrate(db)
    await prepareReadModels(db, PROJECTIONS, [], clock.now())
    const jobs = await openGenerationJobs({ db, connectionString: url }, quiet)
    onTestFinished(() => jobs.close())
    await fill(db)

    const sent = statementsFromHere()
    await db.transaction().execute(async (transaction) => {
      await jobs.enqueue(
        [{ generation: 'fresh' }, { generation: 'later', at: '2027-01-01T00:00:00.000Z' }],
        transaction,
      )
      await jobs.cancelScheduled(['done 1', 'done 2'], transaction)
    })
    await jobs.schedule([{ generation: 'timer', at: '2027-01-01T00:00:00.000Z' }])
    const stopping = new AbortController()
    const handled: string[] = []
    const working = jobs.work(async ({ generation }) => void handled.push(generation), stopping.signal)
    await expect.poll(() => handled).toContain('fresh')
    stopping.abort()
    await working
    const swept = { readDatabase: { db }, clock: { now: () => NOW }, logger: quiet, generationJobs: jobs }
    expect(await sweep(swept)).toBe(1000)
    vi.restoreAllMocks()

    const about = new Map(
      sent.filter(({ text }) => PLANNED.test(text) && LARGE.test(text)).map((one) => [one.text, one]),
    )
    expect(about.size).toBeGreaterThan(8)
    // What the engine offers for looking a job up by its key: it would be found here.
    const byKey = `select id from pgboss.job where name = 'generations' and singleton_key = 'done 7'`
    expect(await explain(url, byKey, [])).toMatch(WHOLE)
    const whole: string[] = []
    for (const { text, values } of about.values()) {
      const plan = await explain(url, text, values)
      if (WHOLE.test(plan)) whole.push(`${text}\n${plan}`)
    }
    expect(whole).toEqual([])
  })

  /** Jobs that are done, times that are to come, and generations of which a few are due. */
  async function fill(db: Kysely<ReadSchema>): Promise<void> {
    await sql`
      insert into pgboss.job (name, policy, singleton_key, state, completed_on, priority)
      select 'generations', 'key_strict_fifo', 'done ' || n, 'completed', now(), 0
      from generate_series(1, ${MANY}) as n`.execute(db)
    await sql`
      insert into scheduled_jobs (generation, due_at)
      select 'done ' || n, now() + n * interval '1 minute' from generate_series(1, ${MANY}) as n`.execute(db)
    await sql`
      insert into generations (id, tenant, requester, template_id, template_version, surface, state, idle_days,
        active_at, posts, reminders, reminded, wakes_at, requested_at, updated_at, revision)
      select 'done ' || n, 'default', 'key:ada', 'letter', 1, 'http',
        case when n <= 500 then 'confirmed' when n <= 15000 then 'asking' else 'delivered' end, 30, ${NOW}, false, '[]', 0,
        case when n <= 500 then null when n <= 1000 then ${NOW} when n <= 15000 then '2026-12-21T10:00:00.000Z' end,
        ${NOW}, ${NOW}, 0
      from generate_series(1, ${MANY}) as n`.execute(db)
    for (const name of ['pgboss.job', 'scheduled_jobs', 'generations'])
      await sql`vacuum analyze ${sql.table(name)}`.execute(db)
  }
})

async function explain(url: string, text: string, values: readonly unknown[]): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values])
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await client.end()
  }
}
