/**
 * The audit at two million rows on Postgres: `npm run bench:audit -- 2000000 200`. Each filter and pairs of them: the
 * first page, a page deep in the log, and one that finds nothing, as median and p95; values that are rare in a large
 * tenant; then the export as JSON Lines and CSV, with the memory that it takes.
 *
 * The rows are in the order of the log, but skewed as a real one: one key did half of it, one template has half of the
 * conversations, and some people and types come up a few times.
 */
import { AggregateCache } from '../src/adapters/outbound/memory/aggregate-cache.ts'
import { tables } from '../src/app/compose/stores/database.ts'
import type { ReadSchema } from '../src/ports/read-models/read-schema.ts'
import { exportAudit, type ExportFormat } from '../src/queries/audit/export-audit.ts'
import { readAudit, type ReadAudit } from '../src/queries/audit/read-audit.ts'
import { encodeCursor } from '../src/queries/paging.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'
import { fillAudit, generationId } from './audit/fill-audit.ts'
import { median, percentile, table, time } from './support/figures.ts'
import { onPostgres } from './support/stores.ts'

const [ROWS = 2_000_000, PAGES = 200] = process.argv.slice(2).map(Number)
const caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] } as const

const server = await startPostgres()
const bench = await onPostgres(await server.freshDatabase())
const db = tables<ReadSchema>(bench.db)
console.log(`making ${ROWS} rows …`)
console.log(`made in ${Math.round((await time(() => fillAudit(bench.db, ROWS))) / 1000)} s, with their indexes`)

const anyPlace = (): number => Math.floor(Math.random() * ROWS)
const day = (share: number): string => new Date(Date.UTC(2026, 0, 1) + ROWS * share * 1000).toISOString().slice(0, 10)

/** What is asked for, each time another value where there are several. */
const FILTERS: Readonly<Record<string, () => ReadAudit>> = {
  'no filter': () => ({}),
  type: () => ({ type: 'AnswerProvided' }),
  'type, rare': () => ({ type: 'TemplateRetired' }),
  'type, none': () => ({ type: 'AccountsJoined' }),
  'group of types': () => ({ type: 'conversations' }),
  'group of types, rare': () => ({ type: 'templates' }),
  'actor, half of all': () => ({ actor: 'key:robot' }),
  actor: () => ({ actor: `person:${anyPlace() % 2000}` }),
  'actor, rare': () => ({ actor: 'person:rare' }),
  'person (did it, or is meant)': () => ({ person: `person:${anyPlace() % 2000}` }),
  'person, rare': () => ({ person: 'person:rare' }),
  'template, half of all': () => ({ template_id: 'template-0' }),
  'template, none': () => ({ template_id: 'nothing' }),
  generation: () => ({ generation_id: generationId(anyPlace() / 10) }),
  stream: () => ({ stream: `generation-${generationId(anyPlace() / 10)}` }),
  surface: () => ({ surface: 'http' }),
  'surface, rare': () => ({ surface: 'cli' }),
  correlation: () => ({ correlation_id: `request-${anyPlace() / 5}` }),
  command: () => ({ command_id: `command-${anyPlace() / 2}` }),
  'days, the middle half': () => ({ from: day(0.25), to: day(0.75), zone: 'Europe/Berlin' }),
  'days, none': () => ({ from: '2030-01-01' }),
  'actor and type': () => ({ actor: 'key:robot', type: 'AnswerProvided' }),
  'actor and type, rare together': () => ({ actor: 'key:robot', type: 'TemplateRetired' }),
  'actor and type, never together': () => ({ actor: 'key:robot', type: 'GenerationCancelled' }),
  'actor and group': () => ({ actor: 'key:robot', type: 'accounts' }),
  'template and type, never together': () => ({ template_id: 'template-0', type: 'GenerationExpired' }),
  'template and actor, never together': () => ({ template_id: 'template-0', actor: 'key:other-robot' }),
  'template and group': () => ({ template_id: 'template-0', type: 'messages' }),
  'person, type and days': () => ({ person: 'key:robot', type: 'AnswerProvided', from: day(0.25), to: day(0.3) }),
  'surface and type, rare together': () => ({ surface: 'cli', type: 'AnswerProvided' }),
}

const rows = []
for (const [filter, asked] of Object.entries(FILTERS)) {
  const read = (more: ReadAudit) => () => readAudit({ readDatabase: { db } }, { ...asked(), ...more }, caller)
  const pages = { first: () => ({}), deep: () => ({ cursor: encodeCursor([anyPlace()]) }) }
  const row: Record<string, string> = { filter }
  for (const [name, page] of Object.entries(pages)) {
    const times: number[] = []
    for (let n = 0; n < PAGES + 20; n++) times.push(await time(read(page())))
    const later = times.slice(20)
    row[`${name}, median ms`] = median(later).toFixed(2)
    row[`${name}, p95 ms`] = percentile(later, 0.95).toFixed(2)
  }
  rows.push(row)
}
table(rows)

const exported = []
for (const format of ['jsonl', 'csv'] as const) exported.push(await exportAll(format))
table(exported)
await bench.close()
await server.stop()

async function exportAll(format: ExportFormat) {
  const deps = {
    readDatabase: { db },
    aggregates: new AggregateCache(bench.deps.log),
    people: { namesOf: async (actors: readonly string[]) => new Map(actors.map((actor) => [actor, `Ms ${actor}`])) },
  }
  const rss = (): number => process.memoryUsage.rss() / 1_000_000
  let bytes = 0
  let most = 0
  let early = 0
  const ms = await time(async () => {
    for await (const part of await exportAudit(deps, { format }, caller)) {
      bytes += Buffer.byteLength(part)
      most = Math.max(most, rss())
      if (early === 0 && bytes > 100_000_000) early = rss()
    }
  })
  return {
    format,
    MB: Math.round(bytes / 1_000_000),
    'MB/s': (bytes / 1000 / ms).toFixed(1),
    'rows/s': Math.round(ROWS / (ms / 1000)),
    'RSS after 100 MB': Math.round(early),
    'RSS at the end': Math.round(rss()),
    'RSS, most': Math.round(most),
  }
}
