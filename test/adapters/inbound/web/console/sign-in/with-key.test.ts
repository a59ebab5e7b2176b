/** Signing in to the console with an API key, where the installation lets keys in. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountStream, strangersOf } from '../../../../../../src/domain/account/account-events.ts'
import { fixedClock } from '../../../../../doubles/clock.ts'
import { consoleService, type ConsoleService } from '../../../../../support/services/console-service.ts'
import { PlainBrowser } from '../../../../../support/services/plain-browser.ts'

const clock = fixedClock()
let service: ConsoleService
beforeAll(async () => {
  service = await consoleService({ keys_open_console: true, clock })
})
afterAll(() => service.close())

const browser = () => new PlainBrowser(service.url)
const make = (name: string, over: { scopes?: ['reports:read']; expires_at?: string } = {}) =>
  service.app.apiKeys.create({ name, tenant: 'default', roles: ['author'], ...over })
const eventsOf = async (account: string) =>
  (await service.app.log.read(accountStream(account), 0)).map(({ event }) => event)

test('the key’s session may what the key may, is the key’s in the audit, and ends with it', async () => {
  const { key, secret } = await make('Screen in the hall')
  const page = browser()
  const asked = await page.get('/templates?q=offer')
  expect(asked.status).toBe(401)
  expect(asked.text).toContain('value="/templates?q=offer"')
  const came = await page.post('/sign-in/key', { key: ` ${secret}\n`, return_to: '/templates?q=offer' })
  expect([came.status, came.location]).toEqual([303, '/templates?q=offer'])
  expect((await page.get('/templates')).status).toBe(200)
  expect((await page.get('/keys')).status).toBe(403)
  expect(await eventsOf(key.actor)).toMatchObject([
    { type: 'SignedIn', data: { method: 'key' } },
    { type: 'AccessRefused', data: { needs: 'role:admin' } },
  ])
  await service.app.apiKeys.revoke('default', key.id)
  expect((await page.get('/templates')).status).toBe(401)
})

test('a key that does not open the console says why and what to do, and its account has it', async () => {
  const scoped = await make('Reports', { scopes: ['reports:read'] })
  const expired = await make('Old', { expires_at: clock.now() })
  const revoked = await make('Lost')
  await service.app.apiKeys.revoke('default', revoked.key.id)
  for (const [secret, account, reason, says] of [
    ['dgk_of_nobody', strangersOf('default'), 'unknown', 'This key is not known. Check that all of it was copied'],
    ['', strangersOf('default'), 'unknown', 'This key is not known.'],
    ['x'.repeat(2000), strangersOf('default'), 'unknown', 'This key is not known.'],
    [scoped.secret, scoped.key.actor, 'wrong_scope', 'This key is for parts of the API only.'],
    [expired.secret, expired.key.actor, 'expired', 'This key has expired. Ask an admin for another one.'],
    [revoked.secret, revoked.key.actor, 'revoked', 'This key was revoked. Ask an admin for another one.'],
  ] as const) {
    const reply = await browser().post('/sign-in/key', { key: secret, return_to: '//evil.example/x' })
    expect(reply.status).toBe(401)
    expect(reply.text).toContain(says)
    expect(reply.text).not.toContain('evil.example')
    expect((await eventsOf(account)).at(-1)).toMatchObject({ type: 'SignInRefused', data: { method: 'key', reason } })
  }
})

test('a console that takes no keys has no field for one, nor the address', async () => {
  const other = await consoleService()
  try {
    const page = new PlainBrowser(other.url)
    expect((await page.get('/sign-in')).text).not.toContain('API key')
    const { secret } = await other.app.apiKeys.create({ name: 'K', tenant: 'default', roles: ['admin'] })
    const reply = await page.post('/sign-in/key', { key: secret })
    expect([reply.status, page.cookie]).toEqual([401, ''])
  } finally {
    await other.close()
  }
})
