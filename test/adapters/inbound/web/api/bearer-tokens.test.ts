/** Tokens of OpenID providers for the API: people and programs, and what is wrong with all others. */
import { createPublicKey } from 'node:crypto'
import { base64url, generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { issuerTenant } from '../../../../../src/adapters/outbound/openid/issuer-tenant.ts'
import { strangersOf } from '../../../../../src/domain/account/account-events.ts'
import type { TestProvider } from '../../../../support/servers/openid-provider.ts'
import { providerService, type ProviderService } from '../../../../support/services/provider-service.ts'

let service: ProviderService
let staff: TestProvider
beforeAll(async () => {
  service = await providerService()
  ;({ staff } = service)
  service.know(staff, 'ada')
})
afterAll(() => service.close())
afterEach(() => vi.useRealTimers())

const call = async (token: string, path = '/api/v1/templates') => {
  const response = await service.api.request(path, { headers: { authorization: `Bearer ${token}` } })
  const body = (await response.json()) as { readonly error?: { readonly code: string; readonly message: string } }
  return { status: response.status, challenge: response.headers.get('www-authenticate'), error: body.error }
}

describe('a token', () => {
  test('of a person is theirs, and adds who never came before', async () => {
    await service.signIn('ada')
    const ada = await service.personOf('ada')
    expect(await call(await staff.accessToken())).toMatchObject({ status: 200 })
    expect((await service.personOf('ada')).actor).toBe(ada.actor)
    expect(await call(await staff.accessToken({ sub: 'new', name: 'Neu' }))).toMatchObject({ status: 200 })
    expect(await service.personOf('new')).toMatchObject({ name: 'Neu', roles: [], issuer_roles: [] })
  })

  test('gives the roles of the groups that it names, and keeps nothing of them', async () => {
    const admin = await staff.accessToken({ sub: 'zoe', groups: ['IT'] })
    expect((await call(admin, '/api/v1/keys')).status).toBe(200)
    expect((await call(await staff.accessToken({ sub: 'zoe', groups: [] }), '/api/v1/keys')).status).toBe(403)
    expect(await service.personOf('zoe')).toMatchObject({ issuer_roles: [] })
  })

  test('of a program is one that the provider has made', async () => {
    const response = await fetch(`${staff.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: staff.client_id,
        client_secret: staff.client_secret,
        resource: staff.audience,
      }),
    })
    const { access_token } = (await response.json()) as { readonly access_token: string }
    expect((await call(access_token)).status).toBe(200)
    expect(await service.personOf(staff.client_id)).toMatchObject({ name: staff.client_id })
  })

  test('belongs to the tenant that its claim names', async () => {
    const { partners } = service
    expect((await call(await partners.accessToken({ sub: 'eve', org: 'acme' }))).status).toBe(200)
    const tenant = issuerTenant(partners.issuer, 'acme')
    expect(await service.personOf('eve', partners, tenant)).toMatchObject({ tenant })
    expect((await call(await partners.accessToken({ sub: 'eve' }))).error?.message).toContain('organisation')
  })

  test('of somebody who was deactivated, or whose address is another’s, is refused', async () => {
    await call(await staff.accessToken({ sub: 'gone' }))
    await service.app.people.change('default', (await service.personOf('gone')).actor, { active: false })
    expect((await call(await staff.accessToken({ sub: 'gone' }))).error?.message).toContain('not active')
    const claims = { sub: 'other', email: 'ada@example.org', email_verified: true }
    expect((await call(await staff.accessToken(claims))).error?.message).toContain('join the two')
  })
})

describe('a request without a caller', () => {
  const parts = (header: object, payload: object) =>
    [header, payload].map((part) => base64url.encode(JSON.stringify(part))).join('.')
  const claims = () => {
    const now = Math.floor(Date.now() / 1000)
    return { iss: staff.issuer, aud: staff.audience, sub: 'ada', iat: now, exp: now + 600 }
  }
  const hmac = async () => {
    const pem = createPublicKey({ key: await staff.publicKey(), format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: '1' }).sign(Buffer.from(pem))
  }
  const selfMade = async () => {
    const { privateKey } = await generateKeyPair('RS256')
    return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: '1' }).sign(privateKey)
  }
  const seconds = (from_now: number) => Math.floor(Date.now() / 1000) + from_now

  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['alg none', () => `${parts({ alg: 'none' }, claims())}.`, /signed in a way that is not taken/],
    ['HS256 with the public key', hmac, /signed in a way that is not taken/],
    ['a key of somebody else', selfMade, /by no key of its issuer/],
    ['another audience', () => staff.accessToken({ aud: 'other' }), /not meant for this service/],
    ['another issuer', () => staff.accessToken({ iss: 'https://evil.example' }), /issuer whose tokens are not taken/],
    ['its time over', () => staff.accessToken({ exp: seconds(-90) }), /has expired/],
    ['no end', () => staff.accessToken({ exp: undefined }), /cannot be read/],
    ['a time to come', () => staff.accessToken({ nbf: seconds(90) }), /not good yet/],
    ['an ID token', () => staff.accessToken({ nonce: 'n' }, { typ: 'JWT' }), /not meant for this service/],
    ['more than 8 KB', () => staff.accessToken({ x: 'x'.repeat(8000) }), /at most 8 KB/],
    ['no subject', () => staff.accessToken({ sub: undefined }), /cannot be read/],
    ['a header that is none', () => 'eyJub25l.eyJub25l.x', /cannot be read/],
  ])('is told what is wrong with the token: %s', async (_, make, text) => {
    const { status, challenge, error } = await call(await make())
    expect([status, error?.code]).toEqual([401, 'unauthenticated'])
    expect(error?.message).toMatch(text)
    expect(challenge).toMatch(
      /^Bearer realm="docgen", error="invalid_token", error_description="[\x20\x21\x23-\x5b\x5d-\x7e]+"$/,
    )
  })

  test('within a minute of clock skew is none', async () => {
    expect((await call(await staff.accessToken({ exp: seconds(-50) }))).status).toBe(200)
  })

  test('is recorded with the reason, once in a minute for each', async () => {
    for (let time = 0; time < 5; time++) await call(await staff.accessToken({ aud: 'other' }))
    const events = await service.eventsOf(strangersOf('default'))
    expect(events.filter(({ data }) => (data as { reason: string }).reason === 'wrong_audience')).toEqual([
      { type: 'SignInRefused', data: { method: 'token', reason: 'wrong_audience' } },
    ])
  })

  test('with a key that is none gets no error code of tokens', async () => {
    expect((await call('dgk_unknown')).challenge).toContain('Bearer realm="docgen"')
    expect((await service.api.request('/api/v1/templates')).headers.get('www-authenticate')).toBe(
      'Bearer realm="docgen"',
    )
  })
})

describe('keys of the provider', () => {
  test('that rotate are found, but not looked for with each token; known ones stay while it is away', async () => {
    await call(await staff.accessToken())
    staff.requests.length = 0
    const { privateKey } = await generateKeyPair('RS256')
    const forged = await new SignJWT({ iss: staff.issuer, sub: 'x', aud: staff.audience, exp: 4_000_000_000 })
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .sign(privateKey)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
    for (let time = 0; time < 20; time++) expect((await call(forged)).status).toBe(401)
    expect(staff.requests.length).toBe(1)
    await staff.rotateKeys()
    vi.setSystemTime(Date.now() + 11_000)
    expect((await call(await staff.accessToken())).status).toBe(200)
    staff.fault = 'cut'
    vi.setSystemTime(Date.now() + 3600_000)
    expect((await call(await staff.accessToken())).status).toBe(200)
    vi.setSystemTime(Date.now() + 25 * 3600_000)
    expect((await call(await staff.accessToken())).status).toBe(503)
    staff.fault = undefined
  })
})
