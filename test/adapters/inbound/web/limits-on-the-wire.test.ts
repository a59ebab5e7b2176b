/** Over a real socket: headers are counted, and a stream that its reader has left, or lost the right to, frees its place. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpApi } from '../../../../src/adapters/inbound/web/api/api.ts'
import { createConsole } from '../../../../src/adapters/inbound/web/console/console.ts'
import { startServer, type RunningServer } from '../../../../src/adapters/inbound/web/server.ts'
import { RequestLimits } from '../../../../src/adapters/inbound/web/shared/limits/request-limits.ts'
import { CountedRateLimits } from '../../../../src/adapters/outbound/rate-limits/counted-rate-limits.ts'
import { httpService, LETTER, upload, type Client, type HttpService } from '../../../support/services/http-service.ts'
import { until } from '../../../support/until.ts'
import { openSession } from '../../../support/services/sign-in.ts'

let service: HttpService
let server: RunningServer
let client: Client
let id: string
beforeAll(async () => {
  service = await httpService()
  const { app, live } = service
  const limits = new RequestLimits({
    rates: new CountedRateLimits(
      { reads: 0, writes: 0, uploads: 0, documents: 0, wrong_keys: 0, unknown_callers: 0 },
      app.logger,
    ),
    settings: { at_once: 0, waiting: 0, streams: 1, tenant_streams: 0 },
    isProxy: () => false,
    logger: app.logger,
  })
  const api = createHttpApi(app, { live, operations: app.operations, limits })
  api.route('/', createConsole(app, { live, retryStream: async () => true, limits }))
  server = await startServer({
    fetch: (sent, env) => api.fetch(sent, env),
    port: 0,
    live,
    clock: app.clock,
    logger: app.logger,
  })
  client = await service.clientFor('author')
  const template = await client.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter' }))
  id = (await client.send('POST', '/api/v1/generations', { template_id: template.json.id })).json.id as string
})
afterAll(async () => {
  await server.close(1000)
  await service.close()
})

const statusWith = (headers: number) =>
  new Promise<number>((resolve, reject) => {
    const sent = request(`${server.url}/health/live`, {
      headers: Object.fromEntries(Array.from({ length: headers }, (_, index) => [`x-${index}`, '1'])),
    })
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })

test('more headers than anybody sends are refused, not left out', async () => {
  expect(await statusWith(90)).toBe(200)
  expect(await statusWith(110)).toBe(431)
  expect(await statusWith(1_500)).toBe(431)
})

const open = (headers: Record<string, string>, path = `/api/v1/generations/${id}/events`, signal?: AbortSignal) =>
  fetch(`${server.url}${path}`, { headers, ...(signal === undefined ? {} : { signal }) })

test('a reader that goes away without a word frees its place', async () => {
  const headers = { authorization: `Bearer ${client.key}` }
  const leaving = new AbortController()
  const first = await open(headers, undefined, leaving.signal)
  expect(first.status).toBe(200)
  expect((await open(headers)).status).toBe(429)
  leaving.abort()
  const again = await until('there is room again', async () => {
    const response = await open(headers)
    return response.status === 200 ? response : undefined
  })
  await again.body?.cancel()
})

test('a page’s stream ends, and tells nothing more, once its session has ended', async () => {
  const caller = (await service.app.apiKeys.authenticate(client.key))!
  const session = await openSession(service.app, caller)
  const cookie = `docgen_session=${session}`
  const stream = await until('there is room', async () => {
    const response = await open({ cookie }, `/generations/${id}/live`)
    return response.status === 200 ? response : undefined
  })
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  let seen = ''
  while (!seen.includes('event: changed')) seen += (await reader.read()).value ?? ''
  await service.app.sessions.endAll(caller.tenant, caller.actor)
  await client.send('PUT', `/api/v1/generations/${id}/answers/tenant_name`, { value: 'Zoë' })
  const rest = await reader.read()
  expect(rest).toEqual({ done: true, value: undefined })
  expect((await open({ cookie }, `/generations/${id}/live`)).status).toBe(401)
})
