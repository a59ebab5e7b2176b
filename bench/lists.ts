/**
 * Pages of the audit and of the generations cost the same however many rows there are: `npm run bench:lists -- 10000
 * 2000000`. Pages with a cursor at random places, each with and without filters, on Postgres; the medians of both sizes
 * and their ratio.
 */
import { sql } from 'kysely'
import { tables } from '../src/app/compose/stores/database.ts'
import type { ReadSchema } from '../src/ports/read-models/read-schema.ts'
import { listGenerations } from '../src/queries/generation/list-generations.ts'
import { encodeCursor } from '../src/queries/paging.ts'
import { readAudit } from '../src/queries/audit/read-audit.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'
import { median, table, time } from './support/figures.ts'
import { onPostgres, type Bench } from './support/stores.ts'

const [SMALL = 10_000, LARGE = 2_000_000] = process.argv.slice(2).map(Number)
const PAGES = 300
const caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] } as const
const at = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString()

const server = await startPostgres()
const [small, large] = [await filled(SMALL), await filled(LARGE)]

type Page = (bench: Bench, size: number) => Promise<unknown>
const place = (size: number): number => Math.floor(Math.random() * size)
const audit =
  (filter: (size: number) => object): Page =>
  ({ db }, size) =>
    readAudit(
      { readDatabase: { db: tables<ReadSchema>(db) } },
      { ...filter(size), cursor: encodeCursor([place(size)]) },
      caller,
    )
const generations =
  (filter: () => object): Page =>
  ({ db }, size) =>
    listGenerations(
      { readDatabase: { db: tables<ReadSchema>(db) } },
      { ...filter(), cursor: encodeCursor([at(place(size)), idAt(place(size))]) },
      caller,
    )
const idAt = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const pages: Readonly<Record<string, Page>> = {
  'GET /audit': audit(() => ({})),
  'GET /audit?type': audit(() => ({ type: 'AnswerProvided' })),
  'GET /audit?type, a rare one': audit(() => ({ type: 'TemplateRegistered' })),
  'GET /audit?actor': audit(() => ({ actor: `key:${place(50)}` })),
  'GET /audit?stream': audit((size) => ({ stream: `generation-${idAt(place(size / 10))}` })),
  'GET /audit?from&to': audit((size) => ({ from: at(size * 0.25), to: at(size * 0.75) })),
  'GET /generations': generations(() => ({})),
  'GET /generations?state': generations(() => ({ state: 'rendered' })),
  'GET /generations?template_id': generations(() => ({ template_id: `template-${place(20)}` })),
}

const rows = []
for (const [name, page] of Object.entries(pages)) {
  const times: { small: number; large: number }[] = []
  for (let n = 0; n < PAGES; n++)
    times.push({ small: await time(() => page(small, SMALL)), large: await time(() => page(large, LARGE)) })
  const later = times.slice(PAGES / 10)
  const [s, l] = [median(later.map((one) => one.small)), median(later.map((one) => one.large))]
  rows.push({
    page: name,
    [`${SMALL} rows, ms`]: s.toFixed(2),
    [`${LARGE} rows, ms`]: l.toFixed(2),
    ratio: (l / s).toFixed(2),
  })
}
table(rows)
await small.close()
await large.close()
await server.stop()

/** A database with so many rows in either table. */
async function filled(size: number): Promise<Bench> {
  const bench = await onPostgres(await server.freshDatabase())
  console.log(`making ${size} rows …`)
  await sql`
    insert into audit (seq, id, stream, revision, tenant, type, version, actor, surface, at, command_id,
      correlation_id, causation_id, hash, data)
    select n, gen_random_uuid(), 'generation-00000000-0000-4000-8000-' || lpad((n / 10)::text, 12, '0'),
      n % 10, 'default',
      case when n % 1000 = 0 then 'TemplateRegistered' when n % 10 = 0 then 'GenerationRequested'
        when n % 10 = 9 then 'GenerationConfirmed' else 'AnswerProvided' end,
      1, 'key:' || n % 50, 'http', to_char(timestamp '2026-01-01' + n * interval '1 second',
        'YYYY-MM-DD"T"HH24:MI:SS".000Z"'),
      gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), md5(n::text) || md5(n::text),
        '{"name":"question_1","kind":"text","next":"question_2"}'
    from generate_series(0, ${size - 1}::int) as n`.execute(bench.db)
  await sql`
    insert into generations (id, tenant, requester, template_id, template_version, surface, state, next,
      document_id, idle_days, wakes_at, requested_at,
      updated_at, confirmed_at, rendered_at, delivered_at, revision, active_at, posts, reminders, reminded, undelivered)
    select '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'default', 'key:' || n % 50,
      'template-' || n % 20, 1, 'http',
      case n % 4 when 0 then 'asking' when 1 then 'rendered' when 2 then 'delivered' else 'cancelled' end,
        null, gen_random_uuid(), 30, null,
      to_char(timestamp '2026-01-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'),
      to_char(timestamp '2026-01-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), null, null, null, 9,
      to_char(timestamp '2026-01-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), false, '[]', 0, null
    from generate_series(0, ${size - 1}::int) as n`.execute(bench.db)
  for (const name of ['audit', 'generations']) await sql`vacuum analyze ${sql.table(name)}`.execute(bench.db)
  return bench
}
