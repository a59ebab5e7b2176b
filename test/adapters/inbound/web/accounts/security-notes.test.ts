/** Looks at others' generations, and keys and sessions that open nothing: recorded once in a while, not each time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsole } from '../../../../../src/adapters/inbound/web/console/console.ts'
import { createHttpApi } from '../../../../../src/adapters/inbound/web/api/api.ts'
import { parseProxies } from '../../../../../src/adapters/inbound/web/shared/limits/client-address.ts'
import { RequestLimits } from '../../../../../src/adapters/inbound/web/shared/limits/request-limits.ts'
import { SecurityNotes } from '../../../../../src/adapters/inbound/web/shared/security-notes.ts'
import { CountedRateLimits } from '../../../../../src/adapters/outbound/rate-limits/counted-rate-limits.ts'
import { accountStream, strangersOf } from '../../../../../src/domain/account/account-events.ts'
import { consoleClient } from '../../../../support/services/console-client.ts'
import { httpService, upload, type Client, type HttpService } from '../../../../support/services/http-service.ts'
import { securityEventsOf } from '../../../../support/services/security-events.ts'

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }
const UNLIMITED = { reads: 0, writes: 0, uploads: 0, documents: 0, wrong_keys: 0, unknown_callers: 0 }

let service: HttpService
let requester: Client
let id: string
beforeAll(async () => {
  service = await httpService()
  const author = await service.clientFor('author')
  await author.send('POST', '/api/v1/templates', upload('Dear {{name}}.', { name: 'Note' }))
  requester = await service.clientFor('requester')
  ;({ id } = await requester.ask('POST', '/documents', { template_id: 'note', answers: { name: 'Ada' } }, 202))
  await service.app.settled()
})
afterAll(() => service.close())

const actorOf = async ({ key }: Client) => (await service.app.apiKeys.authenticate(key))!.actor
const typesOf = async (account: string) => (await securityEventsOf(service.app, account)).map(({ type }) => type)

test('over HTTP an admin’s look at a generation of another and its document are recorded once each', async () => {
  const admin = await service.clientFor('admin')
  for (let n = 0; n < 2; n++) {
    for (const part of ['', '/answers', '/questions/name']) await admin.ask('GET', `/generations/${id}${part}`)
    expect((await admin.send('GET', `/api/v1/generations/${id}/document`)).status).toBe(200)
  }
  const events = await securityEventsOf(service.app, await actorOf(admin))
  const data = { generation: id, requester: await actorOf(requester) }
  expect(events).toMatchObject([
    { type: 'OthersGenerationRead', data },
    { type: 'OthersDocumentDownloaded', data },
  ])
})

test('neither one’s own generation nor one that is refused is recorded as read', async () => {
  await requester.ask('GET', `/generations/${id}`)
  expect((await requester.send('GET', `/api/v1/generations/${id}/document`)).status).toBe(200)
  expect(await typesOf(await actorOf(requester))).toEqual([])
  const other = await service.clientFor('requester')
  await other.ask('GET', `/generations/${id}`, undefined, 404)
  expect(await typesOf(await actorOf(other))).toEqual([])
})

test('in the console, too', async () => {
  const { app, live } = service
  const api = createHttpApi(app, { live, operations: app.operations })
  api.route('/', createConsole(app, { live, retryStream: async () => true }))
  const { actor } = await app.people.add({ tenant: 'default', name: 'Ada', kind: 'person', roles: ['admin'] })
  const client = await consoleClient({ api, app }, { actor, tenant: 'default', roles: ['admin'] })
  for (const path of ['', '/timeline', '/document', ''])
    expect((await client.get(`/generations/${id}${path}`)).status).toBe(200)
  expect(await typesOf(actor)).toEqual(['OthersGenerationRead', 'OthersDocumentDownloaded'])
  await app.settled()
  const audit = (await client.get('/audit')).text
  // The requester is a key here, called as its role.
  for (const words of ['looked at a conversation of', 'downloaded a document of'])
    expect(audit).toMatch(new RegExp(`Ada</bdi></a> ${words} <a[^>]*><bdi>requester<`))
})

test('keys and sessions that open nothing are recorded once in a minute for each address, which only the log has', async () => {
  const { app, live } = service
  const notes = new SecurityNotes(app)
  const limits = new RequestLimits({
    rates: new CountedRateLimits(UNLIMITED, app.logger),
    settings: { at_once: 0, waiting: 0, streams: 0, tenant_streams: 0 },
    isProxy: parseProxies([])!,
    logger: app.logger,
    refused: (c, shown) => notes.signInRefused(c, { tenant: 'default', ...shown }),
  })
  const api = createHttpApi(app, { live, operations: app.operations, limits, notes })
  api.route('/', createConsole(app, { live, retryStream: async () => true, limits, notes }))
  const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress }, headers: {} } }) as never
  for (const address of ['203.0.113.7', '203.0.113.7', '203.0.113.8']) {
    const headers = { authorization: 'Bearer dgk_of_nobody' }
    expect((await api.request('/api/v1/templates', { headers }, from(address))).status).toBe(401)
  }
  const cookie = 'docgen_session=old'
  expect((await api.request('/', { headers: { cookie } }, from('203.0.113.9'))).status).toBe(401)
  const strangers = strangersOf('default')
  expect((await securityEventsOf(app, strangers)).map(({ data }) => data)).toEqual([
    { method: 'key', reason: 'unknown' },
    { method: 'key', reason: 'unknown' },
    { method: 'session', reason: 'unknown' },
  ])
  const stored = JSON.stringify(await app.log.read(accountStream(strangers), 0))
  expect(stored).not.toContain('203.0.113')
  const lines = app.logged.map((line) => JSON.parse(line)).filter(({ security }) => security === 'SignInRefused')
  expect(lines.map(({ level, address }) => [level, address])).toEqual([
    ['warn', '203.0.113.7'],
    ['warn', '203.0.113.8'],
    ['warn', '203.0.113.9'],
  ])
  expect(JSON.stringify(lines)).not.toContain('dgk_of_nobody')

  // What others note of a request has its address in the log, too.
  const form = { method: 'POST', body: new URLSearchParams({ token: 'no such' }), headers: SAME_ORIGIN }
  expect((await api.request('/sign-in', form, from('203.0.113.11'))).status).toBe(401)
  const [noted] = app.logged.flatMap((line) => (line.includes('203.0.113.11') ? [JSON.parse(line) as object] : []))
  expect(noted).toMatchObject({ security: 'SignInRefused', method: 'link', address: '203.0.113.11' })

  // One that was somebody's is noted with its account.
  const { key, secret } = await app.apiKeys.create({ name: 'Lost', tenant: 'default', roles: ['author'] })
  await app.apiKeys.revoke('default', key.id)
  const headers = { authorization: `bearer  ${secret}` }
  expect((await api.request('/api/v1/templates', { headers }, from('203.0.113.10'))).status).toBe(401)
  expect(await securityEventsOf(app, key.actor)).toMatchObject([
    { type: 'SignInRefused', data: { method: 'key', reason: 'revoked' } },
  ])
})
