/** What must not let anybody in: tampered answers, replayed codes, tricks with tokens, and providers that fail. */
import fc from 'fast-check'
import { base64url, generateKeyPair, SignJWT } from 'jose'
import { createPublicKey } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { safeReturnTo } from '../../../../../../src/adapters/inbound/web/console/return-to.ts'
import { strangersOf } from '../../../../../../src/domain/account/account-events.ts'
import type { ProviderFault, TestProvider } from '../../../../../support/servers/openid-provider.ts'
import { providerService, type ProviderService } from '../../../../../support/services/provider-service.ts'
import { RedirectBrowser } from '../../../../../support/services/redirect-browser.ts'

let service: ProviderService
let staff: TestProvider
beforeAll(async () => {
  service = await providerService()
  ;({ staff } = service)
  for (const who of ['ada', 'bob']) service.know(staff, who)
})
afterAll(() => service.close())
afterEach(() => {
  staff.fault = undefined
  staff.tamper = undefined
  vi.useRealTimers()
})

const CALLBACK = /\/sign-in\/callback\//

/** Stops before the answer reaches us: its address. */
async function answer(login = 'ada') {
  const browser = new RedirectBrowser()
  browser.login = login
  const { url } = await browser.open(`${service.url}/sign-in/with/staff`, { until: CALLBACK })
  return { browser, address: new URL(url) }
}

const refusals = async () =>
  (await service.eventsOf(strangersOf('default')))
    .filter(({ type }) => type === 'SignInRefused')
    .map(({ data }) => (data as { reason: string }).reason)

const isIn = async (browser: RedirectBrowser) => (await browser.open(service.url)).status === 200

describe('an answer', () => {
  test.each([
    ['another state', (url: URL) => url.searchParams.set('state', `${url.searchParams.get('state')}x`), 'wrong_state'],
    [
      'one letter of the state changed',
      (url: URL) => {
        const state = url.searchParams.get('state')!
        url.searchParams.set('state', state.slice(0, -1) + (state.endsWith('A') ? 'B' : 'A'))
      },
      'wrong_state',
    ],
    ['no state', (url: URL) => url.searchParams.delete('state'), 'wrong_state'],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), 'wrong_issuer'],
    ['no issuer', (url: URL) => url.searchParams.delete('iss'), 'wrong_issuer'],
    ['a made-up code', (url: URL) => url.searchParams.set('code', 'made-up'), 'used'],
    ['two codes', (url: URL) => url.searchParams.append('code', 'second'), 'issuer_nonsense'],
  ])('with %s lets nobody in', async (_, change, reason) => {
    const { browser, address } = await answer()
    change(address)
    const page = await browser.open(address.href)
    expect([401, 502]).toContain(page.status)
    expect(page.text).toMatch(/href="\/sign-in\?return_to=/)
    expect(await refusals()).toContain(reason)
    expect(await isIn(browser)).toBe(false)
  })

  test('for another provider, another browser, or a second time lets nobody in', async () => {
    const { browser, address } = await answer()
    const mixed = new URL(address.href.replace('/callback/staff', '/callback/partners'))
    expect((await browser.open(mixed.href)).status).toBe(401)
    expect((await new RedirectBrowser().open(address.href)).text).toContain('did not begin here')
    expect((await browser.open(address.href)).status).toBe(200)
    const again = await browser.open(address.href)
    expect([again.status, again.text.includes('did not begin here')]).toEqual([401, true])
  })

  test('whose code is of another sign-in is refused', async () => {
    const { browser, address } = await answer()
    const other = await answer('bob')
    const stolen = new URL(other.address)
    stolen.searchParams.set('code', address.searchParams.get('code')!)
    // The code was given for another PKCE challenge.
    expect((await other.browser.open(stolen.href)).status).toBe(401)
    expect(await isIn(other.browser)).toBe(false)
    expect((await browser.open(address.href)).status).toBe(200)
  })

  test('that comes after ten minutes is too old', async () => {
    const { browser, address } = await answer()
    const sealed = browser.cookies.get(service.url)!
    expect([...sealed.keys()].filter((name) => name.startsWith('docgen_flow_'))).toHaveLength(1)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 })
    expect((await browser.open(address.href)).text).toContain('did not begin here')
  })

  test('of a person who said no says so', async () => {
    const browser = new RedirectBrowser()
    const page = await browser.open(`${service.url}/sign-in/with/staff`)
    expect([page.status, page.text.includes('Staff login did not let you in')]).toEqual([403, true])
    expect(await refusals()).toContain('denied')
  })
})

describe('an ID token', () => {
  const partsOf = (token: string) => {
    const [header = '', payload = ''] = token.split('.')
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
    return { header: read(header), payload: read(payload) }
  }
  const unsigned = (header: object, payload: object) =>
    [header, payload].map((part) => base64url.encode(JSON.stringify(part))).join('.')

  const signedByHmacOfPublicKey = async (token: string) => {
    const { header, payload } = partsOf(token)
    const pem = createPublicKey({ key: await staff.publicKey(), format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    return new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(Buffer.from(pem))
  }
  const signedBySelfMadeKey = async (token: string) => {
    const { header, payload } = partsOf(token)
    const { privateKey } = await generateKeyPair('RS256')
    return new SignJWT(payload).setProtectedHeader({ ...header, alg: 'RS256' }).sign(privateKey)
  }
  const withClaims = (claims: object) => async (token: string) => {
    const { payload } = partsOf(token)
    return staff.accessToken({ ...payload, ...claims }, { typ: 'JWT' })
  }

  test.each<[string, (token: string) => string | Promise<string>, string]>([
    ['alg none', (token) => `${unsigned({ alg: 'none' }, partsOf(token).payload)}.`, 'wrong_algorithm'],
    ['HS256 with the public key', signedByHmacOfPublicKey, 'wrong_algorithm'],
    ['a key of somebody else', signedBySelfMadeKey, 'wrong_signature'],
    ['a changed signature', (token) => `${token.slice(0, -6)}AAAAAA`, 'wrong_signature'],
    ['another nonce', withClaims({ nonce: 'another' }), 'wrong_nonce'],
    ['another audience', withClaims({ aud: 'another' }), 'wrong_audience'],
    ['another issuer', withClaims({ iss: 'https://evil.example' }), 'wrong_issuer'],
    ['its time over', withClaims({ exp: 1_700_000_000, iat: 1_699_999_000 }), 'expired'],
    ['no subject', withClaims({ sub: undefined }), 'issuer_nonsense'],
    ['what is no token', () => 'nonsense', 'issuer_nonsense'],
  ])('with %s lets nobody in', async (_, tamper, reason) => {
    const { browser, address } = await answer()
    staff.tamper = tamper
    const page = await browser.open(address.href)
    expect([401, 502]).toContain(page.status)
    const logged = service.app.logged.findLast((line) => line.includes('a provider proved nobody'))
    expect(JSON.parse(logged!)).toMatchObject({ reason })
    expect(await isIn(browser)).toBe(false)
  })

  test('by a clock that is 50 seconds off is taken, by one that is 2 minutes off is not', async () => {
    const now = Math.floor(Date.now() / 1000)
    for (const [seconds, status] of [
      [50, 200],
      [120, 401],
    ] as const) {
      const { browser, address } = await answer()
      staff.tamper = withClaims({ iat: now - 600, exp: now - seconds })
      expect((await browser.open(address.href)).status).toBe(status)
    }
  })

  test('signed with a key that came in the middle is taken', async () => {
    expect((await service.signIn('ada')).page.status).toBe(200)
    const { browser, address } = await answer()
    await staff.rotateKeys()
    // A key that is not known is looked for at most once in ten seconds.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
    expect((await browser.open(address.href)).status).toBe(200)
  })
})

describe('a provider', () => {
  test.each<[ProviderFault, number, string]>([
    ['cut', 503, 'does not answer'],
    ['error', 503, 'does not answer'],
    ['html', 502, 'answered with something else'],
    ['redirect_loop', 502, 'answered with something else'],
    ['huge', 503, 'does not answer'],
  ])('that fails (%s) is told so in a sentence, and lets nobody in', async (fault, status, text) => {
    const { browser, address } = await answer()
    staff.fault = fault
    const page = await browser.open(address.href)
    expect([page.status, page.text.includes(text)]).toEqual([status, true])
    expect(await isIn(browser)).toBe(false)
  })

  test('that is away keeps nobody out who is in, and does not keep the service from starting', async () => {
    const { browser } = await service.signIn('bob')
    staff.fault = 'cut'
    expect(await isIn(browser)).toBe(true)
    const { partners } = service
    service.know(partners, 'eve', { org: 'acme' })
    partners.fault = 'html'
    expect((await service.signIn('eve', { provider: 'partners' })).page.status).toBe(502)
    partners.fault = undefined
    // It is not asked again at once.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2000 })
    expect((await service.signIn('eve', { provider: 'partners' })).page.status).toBe(200)
  })
})

describe('where somebody wanted to go', () => {
  test.each(['//evil.example', '/.//evil.example', 'https://evil.example'])(
    'is the start page instead of %s, after signing in',
    async (return_to) => {
      const { page } = await service.signIn('ada', { return_to })
      expect(page.url).toBe(`${service.url}/`)
    },
  )

  test.each([
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '/\n/evil.example',
    '',
    `/${'x'.repeat(2000)}`,
  ])('is never another site', (return_to) => {
    expect(safeReturnTo(return_to)).toBe('/')
  })

  test.each(['/templates?page=2', '/generations/x#y', '/%2F%2Fevil.example', '/@evil.example', '/a/../b'])(
    'stays here: %s',
    (return_to) => {
      expect(new URL(safeReturnTo(return_to), service.url).origin).toBe(service.url)
      expect(safeReturnTo(return_to)).not.toBe('/')
    },
  )

  test('is here, whatever was written', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '%2f',
      '%5c',
      'evil.example',
      ':',
      '@',
      '\t',
      '\n',
      '?',
      '#',
    )
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    )
    const isHere = (path: string) =>
      path.startsWith('/') && new URL(path, 'https://docs.example').origin === 'https://docs.example'
    fc.assert(
      fc.property(text, (written) => isHere(safeReturnTo(written))),
      { numRuns: 500 },
    )
  })
})
