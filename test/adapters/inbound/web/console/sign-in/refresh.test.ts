/** A session goes on as long as its provider says so. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { refreshIssuerSessions } from '../../../../../../src/commands/account/issuers/refresh-issuer-sessions.ts'
import type { TestProvider } from '../../../../../support/servers/openid-provider.ts'
import { providerService, type ProviderService } from '../../../../../support/services/provider-service.ts'
import type { RedirectBrowser } from '../../../../../support/services/redirect-browser.ts'

const MINUTE = 60_000
/** The provider’s clock goes with ours. */
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)
let service: ProviderService
let staff: TestProvider
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  service = await providerService()
  ;({ staff } = service)
  service.know(staff, 'ada')
  service.know(staff, 'bob')
})
afterAll(async () => {
  vi.useRealTimers()
  await service.close()
})
afterEach(() => {
  staff.fault = undefined
  staff.locked.clear()
  staff.requests.length = 0
})

const refresh = () =>
  refreshIssuerSessions({
    ...service.app,
    identityProviders: service.app.identityProviders!,
    refreshTimes: { every_minutes: 15, away_hours: 24 },
  })
const status = async (browser: RedirectBrowser, path = '/') => (await browser.open(service.url + path)).status
const asked = () => staff.requests.filter((path) => path === '/token').length

test('is asked about at most every so many minutes, and by one instance only; roles follow the groups', async () => {
  const { browser } = await service.signIn('ada')
  staff.requests.length = 0
  pass(14 * MINUTE)
  expect(await refresh()).toEqual({ asked: 0, ended: 0 })
  pass(2 * MINUTE)
  service.know(staff, 'ada', { groups: ['Lawyers'] })
  const both = await Promise.all([refresh(), refresh()])
  expect(both.reduce((sum, { asked }) => sum + asked, 0)).toBe(1)
  expect(asked()).toBe(1)
  expect(await service.personOf('ada')).toMatchObject({ issuer_roles: ['author'] })
  expect(await status(browser, '/templates')).toBe(200)
  pass(16 * MINUTE)
  // The refresh token has changed with each use: the one before would end the session.
  expect(await refresh()).toEqual({ asked: 1, ended: 0 })
  expect(await status(browser)).toBe(200)
})

test('ends when the provider refuses, and says why', async () => {
  const { browser } = await service.signIn('bob')
  staff.locked.add('bob')
  pass(16 * MINUTE)
  expect((await refresh()).ended).toBe(1)
  expect(await status(browser)).toBe(401)
  const { actor } = await service.personOf('bob')
  expect((await service.eventsOf(actor)).at(-1)).toMatchObject({ type: 'SessionEnded', data: { because: 'issuer' } })
})

test.each(['cut', 'html', 'error'] as const)(
  'goes on while the provider fails (%s), but not for ever',
  async (fault) => {
    const { browser } = await service.signIn('bob')
    staff.fault = fault
    for (let hour = 0; hour < 23; hour++) {
      pass(60 * MINUTE)
      await refresh()
    }
    expect(await status(browser)).toBe(200)
    pass(60 * MINUTE)
    expect((await refresh()).ended).toBeGreaterThanOrEqual(1)
    expect(await status(browser)).toBe(401)
  },
)

test('keeps what it has of its provider sealed', async () => {
  await service.signIn('ada')
  const rows = await (service.app.readDatabase.db as never as { selectFrom(table: string): Rows })
    .selectFrom('sessions')
    .select(['refresh'])
    .execute()
  const kept = rows.flatMap(({ refresh }) => (refresh === null ? [] : [Buffer.from(refresh).toString('latin1')]))
  expect(kept.length).toBeGreaterThan(0)
  for (const text of kept) expect(text).not.toMatch(/refresh_token|eyJ/)
})

interface Rows {
  select(columns: readonly string[]): { execute(): Promise<readonly { refresh: Uint8Array | null }[]> }
}
