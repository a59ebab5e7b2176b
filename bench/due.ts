/**
 * A service that comes back when much is due: `npm run bench:due -- CONVERSATIONS [--postgres]`. Prints how long it
 * takes to be ready, how long a document then takes that somebody is waiting for, and how fast the rest is worked off.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openService, type DocGenService } from '../src/app/compose.ts'
import { readConfig } from '../src/app/config.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { postgres: { type: 'boolean' } } })
const CONVERSATIONS = Number(positionals[0] ?? 1000)
const AT_ONCE = 16
const MONTH_MS = 31 * 86_400_000

const folder = mkdtempSync(path.join(tmpdir(), 'docgen-due-'))
const postgres = values.postgres === true ? await startPostgres() : undefined
const config = readConfig({
  DOCGEN_DATA_DIR: folder,
  DOCGEN_LOG_LEVEL: 'silent',
  ...(postgres === undefined
    ? {}
    : { DATABASE_URL: await postgres.freshDatabase(), DOCGEN_MASTER_KEY: randomBytes(32).toString('base64') }),
})

async function call(service: DocGenService, method: string, address: string, body?: object): Promise<{ id: string }> {
  const form = body instanceof FormData
  const response = await service.fetch(
    new Request(`http://127.0.0.1${address}`, {
      method,
      headers: {
        authorization: `Bearer ${service.local_key}`,
        ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    }),
  )
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`)
  return (await response.json()) as { id: string }
}

const count = async (service: DocGenService, type: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from events where type = ${type}`.execute(
    service.app.readDatabase.db,
  )
  return rows[0]?.n ?? 0
}

const seconds = (since: number): number => (performance.now() - since) / 1000

/** Begins the conversations and stops the service once each has its timer; then a month passes. */
async function prepare(): Promise<void> {
  const service = await openService(config)
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  await call(service, 'POST', '/api/v1/templates', form)
  for (let n = 0; n < CONVERSATIONS; n += AT_ONCE) {
    const size = Math.min(AT_ONCE, CONVERSATIONS - n)
    const begin = () => call(service, 'POST', '/api/v1/generations', { template_id: 'letter' })
    await Promise.all(Array.from({ length: size }, begin))
  }
  const { db } = service.app.readDatabase
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from scheduled_jobs`.execute(db)
    if (rows[0]?.n === CONVERSATIONS) break
    await sleep(100)
  }
  // As if it had run all the time: else they would be given the month again.
  await sql`delete from working_times`.execute(db)
  await sql`update scheduled_jobs set due_at = now() - interval '1 day'`.execute(db)
  await service.close()
}

async function comeBack(): Promise<void> {
  const started = performance.now()
  const service = await openService(config, { now: () => new Date(Date.now() + MONTH_MS).toISOString() })
  await call(service, 'GET', '/health/ready')
  const ready = seconds(started)
  const readyWith = CONVERSATIONS - (await count(service, 'GenerationExpired'))

  const documents: number[] = []
  while ((await count(service, 'GenerationExpired')) < CONVERSATIONS) {
    const asked = performance.now()
    const answers = { name: 'Ada' }
    const { id } = await call(service, 'POST', '/api/v1/generations', { template_id: 'letter', answers })
    await call(service, 'POST', `/api/v1/generations/${id}/confirm`, {})
    for (;;) {
      const { state } = (await call(service, 'GET', `/api/v1/generations/${id}`)) as unknown as { state: string }
      if (state === 'rendered') break
      await sleep(10)
    }
    documents.push(seconds(asked))
    await sleep(200)
  }
  const drained = seconds(started)
  documents.sort((a, b) => a - b)
  console.log(
    JSON.stringify({
      store: postgres === undefined ? 'embedded' : 'postgres',
      due: CONVERSATIONS,
      ready_s: Number(ready.toFixed(2)),
      still_due_when_ready: readyWith,
      documents_meanwhile: documents.length,
      median_document_s: Number((documents[documents.length >> 1] ?? 0).toFixed(3)),
      slowest_document_s: Number((documents.at(-1) ?? 0).toFixed(3)),
      drained_s: Number(drained.toFixed(1)),
      per_second: Math.round(CONVERSATIONS / (drained - ready)),
    }),
  )
  await service.close()
}

try {
  await prepare()
  await comeBack()
} finally {
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}
