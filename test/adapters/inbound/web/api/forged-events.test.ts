/** An event written past the service is not gone on with: an error names the stream, the revision and the kind. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withHash } from '../../../../../src/adapters/outbound/crypto/event-hash.ts'
import { SqlEventStore } from '../../../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { generationStream } from '../../../../../src/domain/generation/generation-events.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { LETTER, upload } from '../../../../support/services/http-service.ts'
import { openSession } from '../../../../support/services/sign-in.ts'

let service: ConsoleService
beforeAll(async () => {
  service = await consoleService()
})
afterAll(() => service.close())

test('over HTTP, in the console and in the log', async () => {
  const { app, api } = service
  const key = await app.keyFor('admin')
  const send = (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    }
    const content = body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }
    return api.request(path, { method, headers, ...content })
  }
  await send('POST', '/api/v1/templates', upload(LETTER))
  const { id } = (await (await send('POST', '/api/v1/generations', { template_id: 'letter' })).json()) as { id: string }
  const path = `/api/v1/generations/${id}`
  expect((await send('GET', path)).status).toBe(200)

  // What the service wrote last, again, with an answer of somebody who has no key, in a chain that holds.
  const stream = generationStream(id)
  const { envelope } = (await app.log.read(stream, 0)).at(-1)!
  const event_id = randomUUID()
  const data = JSON.stringify({ name: 'tenant_name', kind: 'text', value: 'Mallory', next: null })
  const { key_id: _, mac: __, ...rest } = envelope
  const metadata = withHash(
    { ...rest, id: event_id, type: 'AnswerProvided', previous_hash: envelope.hash, command_id: randomUUID() },
    data,
  )
  const store = await SqlEventStore.open(app.readDatabase.db as unknown as Parameters<typeof SqlEventStore.open>[0])
  await store.append(stream, 0, [{ id: event_id, type: 'AnswerProvided', data, metadata: JSON.stringify(metadata) }])
  await store.close()

  const place = { stream, revision: 1, kind: 'mac_missing' }
  for (const [method, address, body] of [
    ['GET', path],
    ['PUT', `${path}/answers/tenant_name`, { value: 'Ada' }],
    ['POST', `${path}/confirm`, {}],
  ] as const) {
    const response = await send(method, address, body)
    const { error } = (await response.json()) as { error: { code: string; message: string; details: object } }
    expect([address, response.status, error.code, error.details]).toEqual([address, 500, 'internal', place])
    expect(error.message).toContain('owes a MAC')
    expect(JSON.stringify(error)).not.toContain('Mallory')
  }
  const lines = app.logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ error }) => error === 'TamperedEvent')
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(line).toMatchObject({ level: 'error', ...place })

  const session = await openSession(app, (await app.apiKeys.authenticate(key))!)
  const page = await api.request(`/generations/${id}`, { headers: { cookie: `docgen_session=${session}` } })
  expect(page.status).toBe(500)
  expect(await page.text()).toMatch(new RegExp(`Event 1 of ${stream} was changed.*owes a MAC`))
})
