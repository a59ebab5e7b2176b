/** A service that comes back when much is due, from timers that an earlier version left as jobs: it is ready first. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'

const DUE = 300
const MONTH_MS = 31 * 86_400_000

const call = (service: DocGenService, method: string, address: string, body?: object | FormData) => {
  const json = body !== undefined && !(body instanceof FormData)
  const type = json ? { 'content-type': 'application/json' } : {}
  const headers = { authorization: `Bearer ${service.local_key}`, ...type }
  const content = body === undefined ? {} : { body: json ? JSON.stringify(body) : body }
  return service.fetch(new Request(`http://127.0.0.1${address}`, { method, headers, ...content }))
}
const idOf = async (response: Response | Promise<Response>): Promise<string> =>
  ((await (await response).json()) as { id: string }).id

test('embedded: it answers before it has worked off what is due, and nobody waits behind that', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-due-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const config = readConfig({ DOCGEN_DATA_DIR: folder, DOCGEN_LOG_LEVEL: 'silent' })

  const before = await openService(config)
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  await call(before, 'POST', '/api/v1/templates', form)
  const begun: string[] = []
  const begin = () => call(before, 'POST', '/api/v1/generations', { template_id: 'letter' })
  for (let n = 0; n < DUE; n++) begun.push(await idOf(begin()))
  const cancelled = begun.splice(0, DUE / 3)
  for (const id of cancelled) await call(before, 'POST', `/api/v1/generations/${id}/cancel`, {})
  const { db } = before.app.readDatabase
  const timers = async () => {
    const { rows } = await sql<{ generation: string }>`select generation from scheduled_jobs`.execute(db)
    return rows.map(({ generation }) => generation)
  }
  const inState = db.selectFrom('generations').where('state', '=', 'cancelled').select('id')
  const ended = async () => (await inState.execute()).length
  await expect.poll(async () => (await timers()).toSorted()).toEqual(begun.toSorted())
  await expect.poll(ended).toBe(cancelled.length)
  await before.close()

  // As an earlier version left it, and then a month has passed.
  const database = await openPglite<ReadSchema>(folder)
  await sql`delete from scheduled_jobs`.execute(database.db)
  // It did not record when it ran, so nothing is given back for the month.
  await sql`delete from working_times`.execute(database.db)
  await sql`
    insert into pgboss.job (name, singleton_key, created_on, start_after, policy)
    select 'generations', one, now() - interval '31 days', now() - interval '1 day', 'key_strict_fifo'
    from unnest(${[...begun, ...cancelled]}::text[]) as one`.execute(database.db)
  await database.close()

  const later = await openService(config, { now: () => new Date(Date.now() + MONTH_MS).toISOString() })
  onTestFinished(() => later.close())
  const { db: now } = later.app.readDatabase
  const expired = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from events where type = 'GenerationExpired'`.execute(now)
    return rows[0]!.n
  }
  const answer = await call(later, 'GET', '/health/ready')
  expect(answer.status).toBe(200)
  expect(await expired()).toBeLessThan(begun.length)

  const id = await idOf(call(later, 'POST', '/api/v1/generations', { template_id: 'letter', answers: { name: 'Ada' } }))
  await call(later, 'POST', `/api/v1/generations/${id}/confirm`, {})
  const state = async () => {
    const found = await call(later, 'GET', `/api/v1/generations/${id}`)
    return ((await found.json()) as { state: string }).state
  }
  await expect.poll(state).toBe('rendered')
  await expect.poll(expired).toBe(begun.length)
  // A job is put away after its events: the last ones a moment later.
  const left = sql`select 1 from pgboss.job where state <> 'completed' union all select 1 from scheduled_jobs`
  await expect.poll(async () => (await left.execute(now)).rows).toEqual([])
})

test('embedded: what ran out while the service slept can be gone on with', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-slept-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const config = readConfig({ DOCGEN_DATA_DIR: folder, DOCGEN_LOG_LEVEL: 'silent', DOCGEN_IDLE_DAYS: '10' })
  const before = await openService(config)
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  await call(before, 'POST', '/api/v1/templates', form)
  const id = await idOf(call(before, 'POST', '/api/v1/generations', { template_id: 'letter' }))
  // The sweep of the next start finds it there.
  const listed = before.app.readDatabase.db.selectFrom('generations').select('id')
  await expect.poll(async () => (await listed.execute()).length).toBe(1)
  await before.close()

  const later = await openService(config, { now: () => new Date(Date.now() + MONTH_MS).toISOString() })
  onTestFinished(() => later.close())
  const types = async () => (await later.app.log.read(`generation-${id}`, 0)).map(({ event }) => event.type)
  await expect.poll(types).toEqual(['GenerationRequested', 'ExpiryPostponed'])
  const answered = await call(later, 'PUT', `/api/v1/generations/${id}/answers/name`, { value: 'Ada' })
  expect(answered.status).toBe(200)
})
