/**
 * An event store that is not the one that the read models were made from: nothing is written to it, and what the
 * refusal advises can be done. Every instance is ready again without a restart.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import { systemClock } from '../../src/adapters/outbound/system/system-clock.ts'
import { ServerDouble } from '../support/eventstoredb/server-double.ts'

const ADVICE = /restored, wiped or exchanged .* “docgen projections rebuild --all”/

let server: ServerDouble
beforeEach(async () => {
  server = await ServerDouble.start({})
  onTestFinished(() => server.stop())
})

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-exchanged-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

function open(data_dir: string, options: { readonly takesOtherStore?: boolean } = {}): Promise<DocGenService> {
  const env = { DOCGEN_DATA_DIR: data_dir, DOCGEN_LOG_LEVEL: 'silent', EVENTSTORE_URL: server.url }
  return openService(readConfig(env), systemClock, options)
}

async function opened(data_dir: string): Promise<DocGenService> {
  const service = await open(data_dir)
  onTestFinished(() => service.close())
  return service
}

async function call(service: DocGenService, method: string, address: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${service.local_key}` }
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json'
  return service.fetch(
    new Request(`http://127.0.0.1${address}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    }),
  )
}

async function json<T>(response: Response | Promise<Response>): Promise<T> {
  return (await (await response).json()) as T
}

async function addTemplate(service: DocGenService): Promise<Response> {
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  return call(service, 'POST', '/api/v1/templates', form)
}

const begin = (service: DocGenService): Promise<Response> =>
  call(service, 'POST', '/api/v1/generations', { template_id: 'letter', answers: { name: 'Ada' } })

async function makeDocument(service: DocGenService): Promise<string> {
  const { id } = await json<{ id: string }>(begin(service))
  await call(service, 'POST', `/api/v1/generations/${id}/confirm`, {})
  await expect
    .poll(async () => json<object>(call(service, 'GET', `/api/v1/generations/${id}`)))
    .toMatchObject({ state: 'rendered' })
  return id
}

const audited = async (service: DocGenService): Promise<readonly { readonly stream: string }[]> =>
  (await json<{ data: { stream: string }[] }>(call(service, 'GET', '/api/v1/audit'))).data

/** Until the audit has the document. */
async function seen(service: DocGenService, id: string): Promise<void> {
  await expect.poll(async () => (await audited(service)).map(({ stream }) => stream)).toContain(`generation-${id}`)
}

const readiness = (service: DocGenService) => json<object>(call(service, 'GET', '/health/ready'))

/** The server comes back with another database; what has been connected notices as with any restart. */
async function exchange(): Promise<void> {
  server.kill()
  server.replaceDatabase()
  await server.restart()
}

test('a wiped store under a running service takes nothing until it is accepted, and then everything', async () => {
  const service = await opened(folder())
  expect((await addTemplate(service)).status).toBe(201)
  const lost = await makeDocument(service)
  await seen(service, lost)
  await exchange()

  await expect.poll(() => readiness(service)).toMatchObject({ status: 'not_ready', checks: { history: 'failing' } })
  const refused = await addTemplate(service)
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringMatching(ADVICE)])
  // What is in memory is of the lost history, and is not shown.
  expect((await call(service, 'GET', `/api/v1/generations/${lost}`)).status).toBe(404)

  expect((await call(service, 'POST', '/api/v1/operations/projections/rebuild')).status).toBe(202)
  await expect.poll(() => readiness(service)).toMatchObject({ status: 'ok' })
  expect(await audited(service)).toEqual([])
  expect((await addTemplate(service)).status).toBe(201)
  await seen(service, await makeDocument(service))
})

test('a store with another history that is longer than ours is recognised by its events', async () => {
  const service = await opened(folder())
  await addTemplate(service)
  await seen(service, await makeDocument(service))
  await exchange()
  const other = await opened(folder())
  await addTemplate(other)
  for (let made = 0; made < 3; made++) await makeDocument(other)

  await expect.poll(() => readiness(service)).toMatchObject({ checks: { history: 'failing' } })
  expect((await begin(service)).status).toBe(503)
  expect(await readiness(other)).toMatchObject({ status: 'ok' })
})

test('a start on another store is refused with advice that can be followed with the service stopped', async () => {
  const data = folder()
  const before = await open(data)
  await addTemplate(before)
  await seen(before, await makeDocument(before))
  await before.close()
  await exchange()
  await expect(open(data)).rejects.toThrow(ADVICE)

  const deciding = await open(data, { takesOtherStore: true })
  expect((await addTemplate(deciding)).status).toBe(503)
  expect((await call(deciding, 'POST', '/api/v1/operations/projections/rebuild')).status).toBe(202)
  await expect.poll(() => readiness(deciding)).toMatchObject({ status: 'ok' })
  await deciding.close()

  const after = await opened(data)
  expect((await addTemplate(after)).status).toBe(201)
  await seen(after, await makeDocument(after))
})
