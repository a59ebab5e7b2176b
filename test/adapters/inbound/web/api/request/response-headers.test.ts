/** What responses carry: ids, entity tags, encodings, media types, and what other sites may read. */
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpApi } from '../../../../../../src/adapters/inbound/web/api/api.ts'
import {
  ANSWERS,
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
} from '../../../../../support/services/http-service.ts'

let service: HttpService
let client: Client
beforeAll(async () => {
  service = await httpService()
  client = await service.clientFor('admin')
  await client.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter' }))
})
afterAll(() => service.close())

const begin = async (answers: object = {}) =>
  `/api/v1/generations/${(await client.send('POST', '/api/v1/generations', { template_id: 'letter', answers })).json.id}`

test('whoever has a representation already gets 304: a generation, a template, lists', async () => {
  const at = await begin()
  await service.app.settled()
  for (const path of [at, '/api/v1/templates/letter', '/api/v1/templates', '/api/v1/generations', '/api/v1/keys']) {
    const first = await client.send('GET', path)
    const etag = first.headers.get('etag')!
    expect([path, first.status, first.headers.get('cache-control')]).toEqual([path, 200, 'private, no-cache'])
    const again = await client.send('GET', path, undefined, { 'if-none-match': `"other", ${etag}` })
    expect([path, again.status, again.text, again.headers.get('etag')]).toEqual([path, 304, '', etag])
    expect(again.headers.get('x-request-id')).not.toBeNull()
  }
  const { headers } = await client.send('GET', at)
  await client.send('PUT', `${at}/answers/tenant_name`, { value: 'Ada' })
  const changed = await client.send('GET', at, undefined, { 'if-none-match': headers.get('etag')! })
  expect([changed.status, changed.json.revision]).toEqual([200, 1])
})

test('a question that the author made text meanwhile changes the tag, and the revision in it still matches', async () => {
  await client.send('POST', '/api/v1/templates', upload('{{start_date}}', { name: 'Guess' }))
  const begun = await client.send('POST', '/api/v1/generations', { template_id: 'guess' })
  const at = `/api/v1/generations/${begun.json.id}`
  const before = (await client.send('GET', at)).headers.get('etag')!
  const asText = [{ name: 'start_date', kind: 'text' }]
  await client.send('PUT', '/api/v1/templates/guess/questions', { questions: asText })
  const after = await client.send('GET', at, undefined, { 'if-none-match': before })
  expect([after.status, after.json.question?.kind]).toEqual([200, 'text'])
  const headers = { 'if-match': after.headers.get('etag')! }
  expect((await client.send('PUT', `${at}/answers/start_date`, { value: 'soon' }, headers)).status).toBe(200)
})

test('what a change answers is not kept, and a new secret is not compressed', async () => {
  const made = await client.send(
    'POST',
    '/api/v1/keys',
    { name: 'k'.repeat(200), roles: ['requester'] },
    { 'accept-encoding': 'gzip' },
  )
  expect([made.headers.get('cache-control'), made.headers.get('content-encoding')]).toEqual(['no-store', null])
})

test('large answers to reads are compressed for who accepts it; small ones and documents are not', async () => {
  const raw = (path: string) =>
    service.api.request(path, { headers: { authorization: `Bearer ${client.key}`, 'accept-encoding': 'gzip' } })
  const large = await raw('/openapi.json')
  expect([large.headers.get('content-encoding'), large.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
  const bytes = new Uint8Array(await large.arrayBuffer())
  expect(JSON.parse(gunzipSync(bytes).toString('utf8')).openapi).toBe('3.1.0')
  const small = await raw('/api/v1/templates?search=nothing')
  expect([small.status, small.headers.get('content-encoding')]).toEqual([200, null])
  expect(small.headers.get('content-length')).toBe(String((await small.text()).length))
  const answers = { ...ANSWERS, tenant_name: 'Zoë '.repeat(1000) }
  const body = { template_id: 'letter', answers }
  const made = await client.send('POST', '/api/v1/documents', body, { prefer: 'wait=30' })
  expect((await raw(made.json.document.url)).headers.get('content-encoding')).toBeNull()
})

test('every response names its request', async () => {
  for (const [method, path] of [
    ['GET', '/health/live'],
    ['GET', '/nothing'],
    ['DELETE', '/health/live'],
    ['GET', '/docs'],
    ['GET', `${await begin(ANSWERS)}/document`],
  ] as const) {
    const { headers } = await client.send(method, path, undefined, { 'x-request-id': 'ours-1' })
    expect([path, headers.get('x-request-id')]).toEqual([path, 'ours-1'])
  }
})

test('errors are problems of RFC 9457 for who prefers them', async () => {
  const get = (accept: string) => client.send('GET', '/api/v1/templates/nothing', undefined, { accept })
  const problem = await get('application/json;q=0.9, application/problem+json')
  expect(problem.headers.get('content-type')).toBe('application/problem+json')
  expect(problem.json).toMatchObject({
    type: 'urn:docgen:error:not_found',
    title: 'not found',
    status: 404,
    code: 'not_found',
    detail: expect.any(String),
    request_id: problem.headers.get('x-request-id'),
  })
  for (const accept of ['application/json, application/problem+json;q=0.9', '*/*', 'application/problem+json;q=0'])
    expect((await get(accept)).json.error.code).toBe('not_found')
})

test('a report comes in the type that weighs most', async () => {
  const typeFor = async (accept: string) =>
    (await client.send('GET', '/api/v1/reports/usage', undefined, { accept })).headers
      .get('content-type')
      ?.split(';')[0]
  expect(await typeFor('text/csv;q=0.4, application/json;q=0.5')).toBe('application/json')
  expect(await typeFor('application/json;q=0.4, text/*;q=0.5')).toBe('text/csv')
  expect(await typeFor('text/csv;q=0, */*')).toBe('application/json')
  expect(await typeFor('text/csv')).toBe('text/csv')
})

test('other sites may call the API where an operator named them, and no others', async () => {
  const { app, live } = service
  const origin = 'https://app.example.com'
  const api = createHttpApi(app, { live, operations: app.operations, cors_origins: [origin] })
  const preflight = (from: string) =>
    api.request('/api/v1/documents', {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': 'POST' },
    })
  const allowed = await preflight(origin)
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, origin])
  expect(allowed.headers.get('access-control-allow-headers')).toContain('Idempotency-Key')
  expect((await preflight('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull()
  const refused = await api.request('/api/v1/templates', { headers: { origin } })
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
  expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
  const off = await service.api.request('/api/v1/templates', { headers: { origin } })
  expect(off.headers.get('access-control-allow-origin')).toBeNull()
})

test('behind a public https address browsers are told to stay on HTTPS', async () => {
  const { app, live } = service
  const hsts = async (public_url: string | undefined) =>
    (await createHttpApi(app, { live, operations: app.operations, public_url }).request('/health/live')).headers.get(
      'strict-transport-security',
    )
  expect(await hsts('https://docs.example.com')).toBe('max-age=31536000')
  expect(await hsts('http://docs.example.com')).toBeNull()
  expect(await hsts(undefined)).toBeNull()
})

test('one generation and the list agree on when it changed, and the list can be asked for changes since', async () => {
  const made = await client.send(
    'POST',
    '/api/v1/documents',
    { template_id: 'letter', answers: ANSWERS },
    { prefer: 'wait=30' },
  )
  await client.send('GET', made.json.document.url)
  await service.app.settled()
  const one = (await client.send('GET', made.json.url)).json
  const listed = (path: string) => client.send('GET', `/api/v1/generations?limit=100${path}`)
  const row = (await listed('')).json.data.find(({ id }: { id: string }) => id === one.id)
  expect([row.state, row.updated_at]).toEqual(['delivered', one.updated_at])
  const since = await listed(`&updated_since=${one.updated_at}`)
  expect(since.json.data.map(({ id }: { id: string }) => id)).toContain(one.id)
  const later = new Date(Date.parse(one.updated_at) + 3_600_000).toISOString()
  expect((await listed(`&updated_since=${later}`)).json.data).toEqual([])
  expect((await listed('&updated_since=soon')).status).toBe(400)
})
