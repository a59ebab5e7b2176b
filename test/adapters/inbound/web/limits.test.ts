/** What comes in is limited by caller, and by address where no caller is known: statuses, headers, log lines. */
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsole } from '../../../../src/adapters/inbound/web/console/console.ts'
import { createHttpApi } from '../../../../src/adapters/inbound/web/api/api.ts'
import type { Api } from '../../../../src/adapters/inbound/web/api/api-types.ts'
import { parseProxies } from '../../../../src/adapters/inbound/web/shared/limits/client-address.ts'
import { RequestLimits } from '../../../../src/adapters/inbound/web/shared/limits/request-limits.ts'
import { CountedRateLimits } from '../../../../src/adapters/outbound/rate-limits/counted-rate-limits.ts'
import type { RateLimit } from '../../../../src/ports/limits/rate-limits.ts'
import {
  ANSWERS,
  httpService,
  LETTER,
  upload,
  type HttpService,
  type Json,
} from '../../../support/services/http-service.ts'
import { openLink } from '../../../support/services/sign-in.ts'

const NONE = { reads: 0, writes: 0, uploads: 0, documents: 0, wrong_keys: 0, unknown_callers: 0 }
const PROXY = '10.0.0.1'

let service: HttpService
beforeAll(async () => {
  service = await httpService()
})
afterAll(() => service.close())

interface Sent {
  readonly key?: string | undefined
  readonly from?: string
  readonly method?: string
  readonly body?: string | FormData
  readonly headers?: Record<string, string>
}

interface Limited {
  readonly send: (path: string, sent?: Sent) => Promise<Response>
  /** How each of `count` requests, one after the other, is answered. */
  readonly statuses: (count: number, path: string, sent?: Sent) => Promise<number[]>
  readonly api: Api
}

const OTHERS = { at_once: 0, waiting: 0, streams: 0, tenant_streams: 0 }

/** The API and the console over the same app, with limits of their own. */
function limited(rates: Partial<Record<RateLimit, number>>, others: Partial<typeof OTHERS> = {}): Limited {
  const { app, live } = service
  const limits = new RequestLimits({
    rates: new CountedRateLimits({ ...NONE, ...rates }, app.logger),
    settings: { ...OTHERS, ...others },
    isProxy: parseProxies([PROXY])!,
    logger: app.logger,
  })
  const api = createHttpApi(app, { live, operations: app.operations, limits })
  api.route('/', createConsole(app, { live, retryStream: async () => true, limits }))
  const send: Limited['send'] = async (path, { key, from = '203.0.113.1', method = 'GET', body, headers = {} } = {}) =>
    api.request(
      path,
      {
        method,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      },
      { incoming: { socket: { remoteAddress: from }, headers } },
    )
  return {
    api,
    send,
    async statuses(count, path, sent) {
      const seen = []
      for (let time = 0; time < count; time++) {
        const response = await send(path, sent)
        seen.push(response.status)
        await response.body?.cancel()
      }
      return seen
    },
  }
}

const repeat = (count: number, status: number): number[] => Array.from({ length: count }, () => status)
const linesOf = (what: string) => service.app.logged.filter((line) => line.includes(`"security":"${what}"`))

test('a caller reads so often in a minute; what comes on top is 429 with when to go on, and costs others nothing', async () => {
  const { send, statuses } = limited({ reads: 5 })
  const [ann, bob] = [await service.app.keyFor('requester'), await service.app.keyFor('requester')]
  const first = await send('/api/v1/generations', { key: ann })
  expect([first.status, first.headers.get('ratelimit-policy'), first.headers.get('ratelimit')]).toEqual([
    200,
    '"reads";q=5;w=60',
    expect.stringMatching(/^"reads";r=4;t=\d\d$/),
  ])
  expect(await statuses(6, '/api/v1/generations', { key: ann })).toEqual([...repeat(4, 200), 429, 429])
  const refused = await send('/api/v1/generations', { key: ann })
  const { error } = (await refused.json()) as Json
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, `"reads";r=0;t=${wait}`])
  expect([error.code, error.details]).toEqual(['too_many', { limit: 5, retry_after_s: wait }])
  expect(error.message).toContain(`Go on in ${wait} s.`)
  // From the same address, as in an office.
  expect(await statuses(5, '/api/v1/generations', { key: bob })).toEqual(repeat(5, 200))
  expect(linesOf('reads')).toHaveLength(1)
  expect(linesOf('reads')[0]).not.toContain(ann)
})

test('reads, changes, uploads and documents are counted apart; health and metrics not at all', async () => {
  const { statuses } = limited({ reads: 2, writes: 2, uploads: 2, documents: 2 })
  const key = await service.app.keyFor('author')
  const json = { key, method: 'POST', body: '{}' }
  expect(await statuses(3, '/api/v1/templates', { key })).toEqual([200, 200, 429])
  expect(await statuses(3, '/api/v1/generations', json)).toEqual([422, 422, 429])
  expect(await statuses(3, '/api/v1/templates/nothing/preview', json)).toEqual([404, 404, 429])
  const seen = []
  for (let time = 0; time < 3; time++)
    seen.push(...(await statuses(1, '/api/v1/templates/inspect', { key, method: 'POST', body: upload(LETTER) })))
  expect(seen).toEqual([200, 200, 429])
  expect(await statuses(20, '/health/live')).toEqual(repeat(20, 200))
})

test('wrong keys: one line for each source, then 429 before the key is looked up; who works there goes on', async () => {
  const { send, statuses } = limited({ wrong_keys: 3 })
  const office = '198.51.100.20'
  const known = await service.app.keyFor('requester')
  expect(await statuses(10, '/api/v1/generations', { key: known, from: office })).toEqual(repeat(10, 200))
  const wrong = 'dgk_0123456789012345678901234567890123456789'
  expect(await statuses(6, '/api/v1/generations', { key: wrong, from: office })).toEqual([401, 401, 401, 429, 429, 429])
  const refused = await send('/api/v1/generations', { key: wrong, from: office })
  expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([429, '"wrong_keys";q=3;w=60'])
  expect(await statuses(10, '/api/v1/generations', { key: known, from: office })).toEqual(repeat(10, 200))
  expect((await send('/api/v1/generations', { key: wrong, from: '198.51.100.21' })).status).toBe(401)
  const lines = linesOf('wrong_keys')
  expect(lines.filter((line) => line.includes(`"${office}"`))).toHaveLength(2)
  expect(lines.join()).not.toContain('0123456789')
})

test('an address limit counts nothing for whoever shows a valid key, however many they are', async () => {
  const { statuses } = limited({ wrong_keys: 3, unknown_callers: 3 })
  const seen = []
  for (let person = 0; person < 10; person++)
    seen.push(...(await statuses(2, '/api/v1/generations', { key: await service.app.keyFor('requester') })))
  expect(seen).toEqual(repeat(20, 200))
})

test('a header of forwarding is believed from a named proxy alone', async () => {
  const { statuses } = limited({ unknown_callers: 2 })
  const anonymous = (from: string, client: string) => ({ from, headers: { 'x-forwarded-for': client } })
  const path = '/api/v1/generations'
  expect(await statuses(3, path, anonymous(PROXY, '198.51.100.1'))).toEqual([401, 401, 429])
  expect(await statuses(3, path, anonymous(PROXY, '198.51.100.2'))).toEqual([401, 401, 429])
  const forged = []
  for (let time = 0; time < 4; time++)
    forged.push(...(await statuses(1, path, anonymous('203.0.113.9', `1.1.1.${time}`))))
  expect(forged).toEqual([401, 401, 429, 429])
})

test('sign-in links and sessions that open nothing count as wrong keys; a session that does is not counted', async () => {
  const { send, statuses } = limited({ wrong_keys: 3 })
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const signIn = (token: string, from: string) =>
    send('/sign-in', { method: 'POST', from, headers, body: `token=${token}` })
  const caller = (await service.app.apiKeys.authenticate(await service.app.keyFor('requester')))!
  const opened = await signIn(await openLink(service.app, caller), '203.0.113.30')
  expect(opened.status).toBe(303)
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(await statuses(10, '/', { from: '203.0.113.30', headers: { cookie } })).toEqual(repeat(10, 200))
  const wrong = []
  for (let time = 0; time < 5; time++) wrong.push((await signIn('wrong', '203.0.113.30')).status)
  expect(wrong).toEqual([401, 401, 401, 429, 429])
  expect((await send('/', { from: '203.0.113.30', headers: { cookie } })).status).toBe(200)
  expect(await statuses(5, '/', { from: '203.0.113.31', headers: { cookie: 'docgen_session=old' } })).toEqual([
    401, 401, 401, 429, 429,
  ])
  const page = await send('/', { from: '203.0.113.31', headers: { cookie: 'docgen_session=old' } })
  expect([page.status, page.headers.get('retry-after')]).toEqual([429, '60'])
  expect(await page.text()).toContain('Too much at once')
})

test('a sign-in that is refused for what it is counts, too; a store that is away says nothing about a key', async () => {
  const { send, statuses } = limited({ wrong_keys: 3 })
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const huge = { method: 'POST', from: '203.0.113.40', headers, body: 'a=&'.repeat(2_000) }
  expect(await statuses(5, '/sign-in', huge)).toEqual([413, 413, 413, 429, 429])
  expect((await send('/sign-in', { ...huge, from: '203.0.113.41' })).status).toBe(413)

  const rates = new CountedRateLimits({ ...NONE, wrong_keys: 2 }, service.app.logger)
  const limits = new RequestLimits({ rates, settings: OTHERS, isProxy: () => false, logger: service.app.logger })
  let status: 401 | 503 = 503
  const api = new Hono()
  api.use(
    limits.unknownCallers(
      'key',
      (c) => c.req.header('authorization'),
      () => undefined,
    ),
  )
  api.get('/', (c) => c.text('', status))
  const ask = async () =>
    (
      await api.request(
        '/',
        { headers: { authorization: 'wrong' } },
        { incoming: { socket: { remoteAddress: '::1' }, headers: {} } },
      )
    ).status
  api.onError((_, c) => c.text('', 429))
  expect([await ask(), await ask(), await ask()]).toEqual([503, 503, 503])
  status = 401
  expect([await ask(), await ask(), await ask()]).toEqual([401, 401, 429])
})

test('what waits for a document works on nothing: it gives its turn away, and is counted with the live streams', async () => {
  const caller = { tenant: 'main', actor: 'ann' }
  const limits = new RequestLimits({
    rates: new CountedRateLimits(NONE, service.app.logger),
    settings: { ...OTHERS, at_once: 1, waiting: 0, streams: 2 },
    isProxy: () => false,
    logger: service.app.logger,
  })
  let made = (): void => undefined
  const making = new Promise<void>((resolve) => (made = resolve))
  const api = new Hono()
  api.use(limits.callers(() => caller))
  api.get('/document', async (c) => {
    const end = limits.mayWait(c, caller)
    if (end === undefined) return c.text('', 202)
    await making
    end()
    return c.text('', 201)
  })
  api.get('/', (c) => c.text(''))
  const ask = async (path: string) =>
    (await api.request(path, {}, { incoming: { socket: { remoteAddress: '::1' }, headers: {} } })).status
  const begun = () => new Promise((resolve) => setImmediate(resolve))
  const waiting = [ask('/document')]
  await begun()
  waiting.push(ask('/document'))
  await begun()
  expect([await ask('/document'), await ask('/'), await ask('/document')]).toEqual([202, 200, 202])
  made()
  expect(await Promise.all(waiting)).toEqual([201, 201])
  expect(limits.streams.tryOpen(caller)).toBeDefined()
})

test('a document that cannot be waited for is 202 at once, and the answer does not say that it waited', async () => {
  const { send } = limited({}, { streams: 1 })
  const author = await service.app.keyFor('author')
  const template = (
    await service.clientWith(author).send('POST', '/api/v1/templates', upload(LETTER, { name: 'Waits' }))
  ).json
  const data = JSON.stringify({ template_id: template.id, answers: ANSWERS, locale: 'en-US' })
  const make = () =>
    send('/api/v1/documents', { key: author, method: 'POST', body: data, headers: { prefer: 'wait=30' } })
  const first = await make()
  expect([first.status, first.headers.get('preference-applied')]).toEqual([201, 'wait=30'])
  const stream = await send(`${((await first.json()) as Json).url}/events`, { key: author })
  expect(stream.status).toBe(200)
  const second = await make()
  expect([second.status, second.headers.get('preference-applied')]).toEqual([202, null])
  await stream.body!.cancel()
})

test('links that are asked for are counted by where from and whom to, before anything is looked up', async () => {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const asking = (limits: Partial<Record<RateLimit, number>>) => {
    const { send } = limited(limits)
    return async (email: string, from: string) =>
      (await send('/sign-in/email', { method: 'POST', from, headers, body: `email=${email}` })).status
  }
  // This service sends no mail: what is not refused is not found.
  const byPlace = asking({ link_requests: 2 })
  const one = []
  for (let time = 0; time < 4; time++) one.push(await byPlace(`p${time}@example.com`, '203.0.113.50'))
  expect(one).toEqual([404, 404, 429, 429])
  expect(await byPlace('p@example.com', '203.0.113.51')).toBe(404)
  const byAddress = asking({ links_to_address: 2 })
  const other = []
  for (const written of ['ada@example.com', 'Ada@Example.com', '%20ada@example.com', 'bob@example.com'])
    other.push(await byAddress(written, `203.0.113.${60 + other.length}`))
  expect(other).toEqual([404, 404, 429, 404])
  expect(service.app.logged.join('\n')).not.toContain('ada@example.com')
})

test('links for people without an account are counted by where from, and each by itself', async () => {
  const made = { tenant: 'default', template_id: 'none', title: 'x', asks_email: false, made_by: 'x', uses: 9 }
  const { token } = await service.app.templateLinks.create({ ...made, expires_at: '2099-01-01T00:00:00.000Z' })
  const opening = (limits: Partial<Record<RateLimit, number>>) => {
    const { send } = limited(limits)
    return async (secret: string, from: string) => (await send(`/answer?token=${secret}`, { from })).status
  }
  const byPlace = opening({ outsiders: 2 })
  const one = []
  for (const secret of ['a', token, 'b', token]) one.push(await byPlace(secret, '203.0.113.70'))
  expect(one).toEqual([404, 409, 429, 429])
  expect(await byPlace(token, '203.0.113.71')).toBe(409)
  const byLink = opening({ template_link: 2 })
  const other = []
  for (const place of [80, 81, 82]) other.push(await byLink(token, `203.0.113.${place}`))
  expect(other).toEqual([409, 409, 429])
  expect(await byLink('a', '203.0.113.83')).toBe(404)
  expect(service.app.logged.join('\n')).not.toContain(token)
})

test('live streams are counted for each caller and each tenant, and a place is free again when one ends', async () => {
  const { send } = limited({}, { streams: 2, tenant_streams: 3 })
  const [ann, bob, author] = [
    await service.app.keyFor('requester'),
    await service.app.keyFor('requester'),
    service.clientWith(await service.app.keyFor('author')),
  ]
  const template_id = (await author.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Streams' }))).json.id
  const idOf = async (key: string) =>
    (await service.clientWith(key).send('POST', '/api/v1/generations', { template_id })).json.id as string
  const ids = { ann: await idOf(ann), bob: await idOf(bob) }
  const stream = (id: string, key: string) => send(`/api/v1/generations/${id}/events`, { key })
  const open = [await stream(ids.ann, ann), await stream(ids.ann, ann)]
  expect(open.map(({ status }) => status)).toEqual([200, 200])
  const refused = await stream(ids.ann, ann)
  expect([refused.status, ((await refused.json()) as Json).error]).toEqual([
    429,
    expect.objectContaining({ code: 'too_many', details: expect.objectContaining({ limit: 2 }) }),
  ])
  open.push(await stream(ids.bob, bob))
  expect((await stream(ids.bob, bob)).status).toBe(429)
  await open[0]!.body!.cancel()
  const again = await stream(ids.bob, bob)
  expect(again.status).toBe(200)
  await Promise.all([...open.slice(1), again].map((one) => one.body!.cancel()))
})

test('a sign-in link names the address at which the request came in, whatever its Host says', async () => {
  const { api } = limited({})
  const key = await service.app.keyFor('admin')
  const link = async (host: string, socket: object) =>
    (
      (await (
        await api.request(
          new Request(`http://${host}/api/v1/sign-in-links`, {
            method: 'POST',
            headers: { authorization: `Bearer ${key}` },
          }),
          undefined,
          { incoming: { socket: { remoteAddress: '127.0.0.1', ...socket }, headers: {} } },
        )
      ).json()) as Json
    ).url as string
  const own = { localAddress: '127.0.0.1', localPort: 8080 }
  expect(await link('evil.example', own)).toMatch(/^http:\/\/127\.0\.0\.1:8080\/sign-in\?token=/)
  expect(await link('localhost:8080', own)).toMatch(/^http:\/\/localhost:8080\//)
  expect(await link('localhost:9999', own)).toMatch(/^http:\/\/127\.0\.0\.1:8080\//)
  expect(await link('localhost', { localAddress: '::ffff:10.1.2.3', localPort: 80 })).toMatch(/^http:\/\/10\.1\.2\.3\//)
  expect(await link('evil.example', { localAddress: '::1', localPort: 8080 })).toMatch(/^http:\/\/\[::1\]:8080\//)
})
