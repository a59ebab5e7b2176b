/** Keys over HTTP and in the console: expiry, scopes, rotation, one's own; and what is recorded of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { consoleClient, type ConsoleClient } from '../../../../support/services/console-client.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { securityEventsOf } from '../../../../support/services/security-events.ts'

const DAY = 86_400_000

let service: ConsoleService
let admin: ConsoleClient
let bearer: string
beforeAll(async () => {
  service = await consoleService()
  admin = await consoleClient(service, await service.person('Ada Admin', 'admin'))
  bearer = await service.app.keyFor('admin')
})
afterAll(() => service.close())

const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString()

async function call(method: string, path: string, body?: unknown, key = bearer, headers: Record<string, string> = {}) {
  const response = await service.api.request(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: response.status, json: (await response.json()) as any }
}

describe('over HTTP', () => {
  test('a key has an end, scopes and a maker; both are recorded', async () => {
    const expires_at = inDays(30)
    const body = { name: 'Nightly', roles: ['reporter'], scopes: ['reports:read'], expires_at }
    const { status, json: key } = await call('POST', '/keys', body)
    const maker = (await service.app.apiKeys.authenticate(bearer))!.actor
    expect([status, key]).toMatchObject([201, { scopes: ['reports:read'], expires_at, made_by: maker }])
    expect((await call('GET', '/reports/usage', undefined, key.secret)).status).toBe(200)
    expect(await securityEventsOf(service.app, key.actor)).toMatchObject([
      {
        type: 'KeyMade',
        actor: maker,
        data: { key: key.id, roles: ['reporter'], scopes: ['reports:read'], expires_at },
      },
    ])
  })

  test('an end that is over, an unknown scope and none at all are refused', async () => {
    const key = { name: 'x', roles: ['reporter'] }
    const past = await call('POST', '/keys', { ...key, expires_at: '2020-01-01T00:00:00Z' })
    expect([past.status, past.json.error.details]).toEqual([422, { field: 'expires_at' }])
    for (const wrong of [{ scopes: ['everything'] }, { scopes: [] }, { expires_at: 'tomorrow' }])
      expect((await call('POST', '/keys', { ...key, ...wrong })).status).toBeGreaterThanOrEqual(400)
  })

  test('sent again under its Idempotency-Key it is one key, one event; other wishes are refused', async () => {
    const headers = { 'idempotency-key': 'once-and-again' }
    const body = { name: 'Once', roles: ['reporter'], scopes: ['reports:read'], expires_at: inDays(1) }
    const first = await call('POST', '/keys', body, bearer, headers)
    expect(await call('POST', '/keys', body, bearer, headers)).toEqual(first)
    expect((await call('POST', '/keys', { ...body, scopes: null }, bearer, headers)).status).toBe(422)
    expect(await securityEventsOf(service.app, first.json.actor)).toHaveLength(1)
  })

  test('a rotated key has two secrets for a while; sent again the rotation is one', async () => {
    const { json: key } = await call('POST', '/keys', { name: 'Turning', roles: ['requester'] })
    const headers = { 'idempotency-key': 'turn-once' }
    const turned = await call('POST', `/keys/${key.id}/rotate`, { overlap_hours: 2 }, bearer, headers)
    expect(turned).toMatchObject({ status: 200, json: { id: key.id, last_used_at: null } })
    expect((await call('POST', `/keys/${key.id}/rotate`, { overlap_hours: 2 }, bearer, headers)).json).toEqual(
      turned.json,
    )
    expect(turned.json.secret).not.toBe(key.secret)
    for (const secret of [key.secret, turned.json.secret])
      expect((await call('GET', '/templates', undefined, secret)).status).toBe(200)
    expect((await call('POST', `/keys/${key.id}/rotate`, { overlap_hours: 0 })).json.former_until).toBeNull()
    for (const secret of [key.secret, turned.json.secret])
      expect((await call('GET', '/templates', undefined, secret)).status).toBe(401)
    expect((await securityEventsOf(service.app, key.actor)).map(({ type }) => type)).toEqual([
      'KeyMade',
      'KeyRotated',
      'KeyRotated',
    ])
    expect((await call('POST', '/keys/nothing/rotate', {})).status).toBe(404)
    expect((await call('POST', `/keys/${key.id}/rotate`, { overlap_hours: 721 })).status).toBe(422)
    await call('DELETE', `/keys/${key.id}`)
    expect((await call('POST', `/keys/${key.id}/rotate`)).status).toBe(409)
  })

  test('the key that asks is not revoked by a slip', async () => {
    const { json: own } = await call('POST', '/keys', { name: 'Own', roles: ['admin'] })
    const slip = await call('DELETE', `/keys/${own.id}`, undefined, own.secret)
    expect([slip.status, slip.json.error.details]).toEqual([409, { own_key: true }])
    expect((await call('DELETE', `/keys/${own.id}?even_own=true`, undefined, own.secret)).status).toBe(200)
    expect((await call('GET', '/templates', undefined, own.secret)).status).toBe(401)
    expect((await securityEventsOf(service.app, own.actor)).at(-1)).toMatchObject({ type: 'KeyRevoked' })
  })

  test('a key that is held to scopes invites by mail, and is given no link', async () => {
    const mailing = await consoleService({ mail: outboxTransport(), mail_limits: { recipient: 2, tenant: 3 } })
    const invite = async (of: ConsoleService, body: object, held = true) => {
      const key = await of.app.apiKeys.create({
        name: 'x',
        tenant: 'default',
        roles: ['admin'],
        ...(held ? { scopes: ['people:write'] } : {}),
      })
      const response = await of.api.request('/api/v1/people', {
        method: 'POST',
        headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const json = (await response.json()) as { url?: string | null; person?: { state: string } }
      return [response.status, json.url ?? null, json.person?.state]
    }
    const address = (n: number) => ({ name: `Eve ${n}`, email: `eve${n}@example.com` })
    expect(await invite(service, address(0))).toEqual([403, null, undefined])
    expect(await invite(mailing, { name: 'Eve' })).toEqual([403, null, undefined])
    for (const n of [1, 2, 3]) expect(await invite(mailing, address(n))).toEqual([201, null, 'invited'])
    expect(await invite(mailing, address(4))).toEqual([429, null, undefined])
    expect(await invite(mailing, address(5), false)).toEqual([201, expect.stringContaining('token='), 'invited'])
    const [stands] = await mailing.app.people.findByEmail('eve4@example.com')
    expect((await mailing.app.invitations.of('default', [stands!.actor])).get(stands!.actor)?.state).toBe('open')
    await mailing.close()
  })

  test('a key that is held to scopes gives nobody more than it has, and opens no console', async () => {
    const { json: held } = await call('POST', '/keys', { name: 'Held', roles: ['admin'], scopes: ['keys:write'] })
    const { json: full } = await call('POST', '/keys', { name: 'Full', roles: ['admin'] })
    const tries = [
      ['POST', '/keys', { name: 'x', roles: ['admin'] }],
      ['POST', '/keys', { name: 'x', roles: ['admin'], scopes: ['people:write'] }],
      ['POST', `/keys/${full.id}/rotate`, {}],
      ['DELETE', `/keys/${full.id}`],
      ['POST', '/sign-in-links'],
    ] as const
    for (const [method, path, body] of tries)
      expect([path, (await call(method, path, body, held.secret)).status]).toEqual([path, 403])
    const same = { name: 'y', roles: ['admin'], scopes: ['keys:read', 'keys:write'] }
    expect((await call('POST', '/keys', same, held.secret)).status).toBe(201)
    expect((await call('GET', '/templates', undefined, full.secret)).status).toBe(200)
  })

  test('what is refused is recorded once in a minute, with the operation and what it needs', async () => {
    const { json: key } = await call('POST', '/keys', { name: 'Few', roles: ['requester'], scopes: ['templates:read'] })
    for (let n = 0; n < 3; n++) expect((await call('GET', '/keys', undefined, key.secret)).status).toBe(403)
    expect((await call('GET', '/generations', undefined, key.secret)).status).toBe(403)
    expect((await securityEventsOf(service.app, key.actor)).slice(1)).toMatchObject([
      { type: 'AccessRefused', data: { operation: 'listKeys', needs: 'role:admin' } },
      { type: 'AccessRefused', data: { operation: 'listGenerations', needs: 'scope:generations:read' } },
    ])
  })
})

describe('in the console', () => {
  test('a key is made with an end and scopes, shown once, and said to expire soon', async () => {
    const form = { name: 'Scanner', roles: ['requester'], expires: '30', scopes: ['generations:write'] }
    const made = await admin.post('/keys', form)
    expect(made.status).toBe(200)
    expect(made.text).toMatch(/<code class="command">dgk_/)
    const key = (await service.app.apiKeys.list('default')).find(({ name }) => name === 'Scanner')!
    expect(key).toMatchObject({ scopes: ['generations:write'], made_by: admin.caller.actor })
    expect(Math.round((Date.parse(key.expires_at!) - Date.parse(key.created_at)) / DAY)).toBe(30)
    await service.app.apiKeys.create({ name: 'Nearly', tenant: 'default', roles: ['admin'], expires_at: inDays(3) })
    const page = (await admin.get('/keys')).text
    expect(page).toMatch(/expire soon:\s+“Once”, “Nearly”\./)
    expect(page).toContain('by Ada Admin')
    expect(page).not.toMatch(/dgk_/)
    const wrong = await admin.post('/keys', { ...form, expires: 'whenever' })
    expect([wrong.status, wrong.text.includes('Choose when the key expires.')]).toEqual([422, true])
  })

  test('a new secret is made with the overlap that was chosen', async () => {
    const { key, secret } = await service.app.apiKeys.create({ name: 'Old', tenant: 'default', roles: ['admin'] })
    expect((await admin.get(`/keys/${key.id}/rotate`)).text).toContain('The old secret stops working')
    const turned = await admin.post(`/keys/${key.id}/rotate`, { overlap_hours: '0' })
    expect(turned.text).toMatch(/<code class="command">dgk_/)
    for (const words of ['“Old” has a new secret', 'The old secret does not work any more.'])
      expect(turned.text).toContain(words)
    expect(await service.app.apiKeys.authenticate(secret)).toBeUndefined()
    expect((await admin.post(`/keys/${key.id}/rotate`, { overlap_hours: '721' })).status).toBe(422)
  })

  test('one’s own key is asked about before it is revoked', async () => {
    const caller = await service.person('Careful', 'admin')
    const own = await consoleClient(service, caller)
    const { id } = (await service.app.apiKeys.list('default')).find(({ actor }) => actor === caller.actor)!
    const asked = await own.post(`/keys/${id}/revoke`)
    expect([asked.status, asked.text.includes('Revoke your own key?')]).toEqual([409, true])
    expect((await own.get('/keys')).status).toBe(200)
    expect((await own.post(`/keys/${id}/revoke`, { even_own: 'true' })).status).toBe(303)
    expect((await own.get('/keys')).status).toBe(401)
  })
})
