/**
 * How fast a read model is rebuilt on Postgres: `npm run bench:rebuild -- EVENTS ROUNDS`. Against the ceiling of the
 * same pages read and the same rows written, many at a time, without our code; by turns, for the audit (a row for each
 * event) and the generations (a row for ten).
 *
 * Then from the same events on EventStoreDB, against what its naked client reads. By the clock, and by the processor
 * time of this process: the clock flatters us where the server is slow, as the tests' double is.
 */
import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client'
import { Client } from 'pg'
import { openPostgres } from '../src/adapters/outbound/postgres/open-postgres.ts'
import { PostgresExclusiveRights } from '../src/adapters/outbound/postgres/exclusive-rights.ts'
import { SqlSubscriptionSessions } from '../src/adapters/outbound/sql/subscription-sessions.ts'
import { tables } from '../src/app/compose/stores/database.ts'
import type { ReadSchema } from '../src/ports/read-models/read-schema.ts'
import { audit } from '../src/projections/models/audit.ts'
import { generations } from '../src/projections/models/generations.ts'
import type { Projection } from '../src/projections/engine/projection.ts'
import { rebuild } from '../src/projections/engine/rebuild/rebuild.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'
import { spent } from './processor-time.ts'
import { startEventStoreDb } from './support/eventstoredb.ts'
import { addEvents, copyEvents } from './support/events.ts'
import { median, table, time } from './support/figures.ts'
import { clock, onEventStoreDb, onPostgres, quiet } from './support/stores.ts'

const [EVENTS = 200_000, ROUNDS = 5] = process.argv.slice(2).map(Number)
const PAGE = 1000

const server = await startPostgres()
const url = await server.freshDatabase()
const bench = await onPostgres(url)
console.log(`making ${EVENTS} events …`)
await addEvents(bench.db, EVENTS)
const postgres = openPostgres<unknown>(url, quiet)
const sessions = new SqlSubscriptionSessions(
  new PostgresExclusiveRights(tables<ReadSchema>(postgres.db), () => postgres.pin<ReadSchema>()),
  clock,
  'bench',
)
const deps = { db: tables<ReadSchema>(bench.db), clock, logger: quiet, sessions }
const client = new Client({ connectionString: url })
await client.connect()

const AUDIT = [
  'seq',
  'id',
  'stream',
  'revision',
  'tenant',
  'type',
  'version',
  'actor',
  'surface',
  'at',
  'command_id',
  'correlation_id',
  'causation_id',
  'hash',
  'data',
]
const GENERATIONS = [
  'id',
  'tenant',
  'requester',
  'template_id',
  'template_version',
  'surface',
  'state',
  'next',
  'document_id',
  'idle_days',
  'wakes_at',
  'requested_at',
  'updated_at',
  'confirmed_at',
  'rendered_at',
  'delivered_at',
  'revision',
  'active_at',
  'posts',
  'reminders',
  'reminded',
  'asked_at',
  'postponed_until',
  'undelivered',
]

const rows = []
for (const [projection, ceiling] of [
  [audit, plainAudit],
  [generations, plainGenerations],
] as const)
  rows.push(await compare(projection, ceiling))
table(rows)

const eventStore = await startEventStoreDb()
const NAMESPACE = `rebuild_${process.pid}_`
const copy = await onEventStoreDb(eventStore.url, await server.freshDatabase(), NAMESPACE)
console.log('copying them to EventStoreDB …')
await copyEvents(bench.store, copy.store)
const reads = []
for (const projection of [audit, generations]) reads.push(await compareWithReading(projection))
table(reads)
await copy.close()
eventStore.stop()
await client.end()
await postgres.close()
await bench.close()
await server.stop()
process.exit()

async function compare(projection: Projection, ceiling: () => Promise<void>) {
  const ours = () => rebuild({ ...deps, log: bench.deps.log }, projection, new AbortController().signal)
  await ours()
  const rounds: { plain: number; ours: number }[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push({ plain: await time(ceiling), ours: await time(ours) })
  return {
    'read model': projection.name,
    'ours, events/s': Math.round(EVENTS / (median(rounds.map((one) => one.ours)) / 1000)),
    'ceiling, events/s': Math.round(EVENTS / (median(rounds.map(({ plain }) => plain)) / 1000)),
    ratio: median(rounds.map((one) => one.plain / one.ours)).toFixed(2),
  }
}

/** Read models stay on Postgres; only the events come from elsewhere. */
async function compareWithReading(projection: Projection) {
  const ways = {
    plain: readWithClient,
    ours: () => rebuild({ ...deps, log: copy.deps.log }, projection, new AbortController().signal),
  }
  const both = async () => {
    const [plain, plainWork] = await timeAndWork(ways.plain)
    const [ours, oursWork] = await timeAndWork(ways.ours)
    return { plain, ours, plainWork, oursWork }
  }
  await both()
  const rounds: Awaited<ReturnType<typeof both>>[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await both())
  return {
    'from EventStoreDB': projection.name,
    'ours, events/s': Math.round(EVENTS / (median(rounds.map(({ ours }) => ours)) / 1000)),
    'client reads, events/s': Math.round(EVENTS / (median(rounds.map(({ plain }) => plain)) / 1000)),
    ratio: median(rounds.map(({ plain, ours }) => plain / ours)).toFixed(2),
    'by processor time': median(rounds.map(({ plainWork, oursWork }) => plainWork / oursWork)).toFixed(2),
  }
}

async function timeAndWork(work: () => Promise<unknown>): Promise<[number, number]> {
  const before = spent()
  const ms = await time(work)
  return [ms, spent() - before]
}

async function readWithClient(): Promise<void> {
  const naked = EventStoreDBClient.connectionString(eventStore.url)
  const filter = streamNameFilter({ prefixes: [NAMESPACE], maxSearchWindow: 500 })
  let seen = 0
  for await (const _ of naked.subscribeToAll({ fromPosition: START, filter }, { highWaterMark: PAGE }))
    if (++seen === EVENTS) break
  await naked.dispose()
}

interface Row {
  readonly position: string
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly data: string
  readonly metadata: string
}

/** Pages of events, and what is made of each in one transaction with a checkpoint. */
async function plain(
  name: string,
  like: string,
  indexes: readonly string[],
  write: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  await client.query(
    `drop table if exists ${name}; create table ${name} (like ${like} including defaults); drop table if ` +
      'exists plain_checkpoint; create table plain_checkpoint (position bigint); insert into ' +
      'plain_checkpoint values (0)',
  )
  await client.query(`alter table ${name} add primary key (${like === 'audit' ? 'seq' : 'id'})`)
  for (let after = '0'; ;) {
    const { rows: page } = await client.query<Row>(
      'select position::text, stream, revision, id, type, data, metadata from events where position > ' +
        `$1::bigint order by position limit ${PAGE}`,
      [after],
    )
    await client.query('begin')
    if (page.length > 0) await write(page)
    after = page.at(-1)?.position ?? after
    await client.query('update plain_checkpoint set position = $1', [after])
    await client.query('commit')
    if (page.length < PAGE) break
  }
  for (const columns of indexes) await client.query(`create index on ${name} (${columns})`)
}

function plainAudit(): Promise<void> {
  let seq = 0
  const kinds: Record<string, string> = { seq: 'int8', revision: 'int4', version: 'int4' }
  const text =
    `insert into plain_audit (${AUDIT.join(', ')}) select * from ` +
    `unnest(${AUDIT.map((column, index) => `$${index + 1}::${kinds[column] ?? 'text'}[]`).join(', ')})`
  return plain(
    'plain_audit',
    'audit',
    ['tenant, seq', 'tenant, stream, seq', 'tenant, actor, seq', 'tenant, type, seq', 'tenant, at, seq'],
    async (page) => {
      const given = page.map(({ stream, revision, data, metadata }): Record<string, unknown> => ({
        ...(JSON.parse(metadata) as object),
        seq: seq++,
        stream,
        revision,
        data,
      }))
      await client.query(
        text,
        AUDIT.map((column) => given.map((row) => row[column])),
      )
    },
  )
}

function plainGenerations(): Promise<void> {
  const kinds: Record<string, string> = {
    template_version: 'int4',
    idle_days: 'int4',
    revision: 'int4',
    posts: 'bool',
    reminded: 'int4',
  }
  const others = GENERATIONS.filter((column) => column !== 'id')
  const arrays = GENERATIONS.map((column, index) => `$${index + 1}::${kinds[column] ?? 'text'}[]`)
  const text = `insert into plain_generations (${GENERATIONS.join(', ')}) select * from unnest(${arrays.join(', ')})
    on conflict (id) do update set ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`
  const indexes = [
    'tenant, requested_at, id',
    'tenant, requester, requested_at, id',
    'tenant, template_id, requested_at, id',
    'tenant, state, requested_at, id',
    'state, wakes_at',
  ]
  return plain('plain_generations', 'generations', indexes, async (page) => {
    const last = new Map<string, Record<string, unknown>>()
    for (const { stream, revision, metadata } of page) {
      const { at, actor } = JSON.parse(metadata) as Record<string, unknown>
      last.set(stream, {
        id: stream.slice(11),
        tenant: 'default',
        requester: actor,
        template_id: 'letter',
        template_version: 1,
        surface: 'http',
        state: 'confirmed',
        next: null,
        document_id: stream.slice(11),
        idle_days: 30,
        wakes_at: null,
        requested_at: at,
        updated_at: at,
        confirmed_at: at,
        rendered_at: null,
        delivered_at: null,
        revision,
        active_at: at,
        posts: false,
        reminders: '[]',
        reminded: 0,
        asked_at: null,
        postponed_until: null,
        undelivered: null,
      })
    }
    const given = [...last.values()]
    await client.query(
      text,
      GENERATIONS.map((column) => given.map((row) => row[column])),
    )
  })
}
