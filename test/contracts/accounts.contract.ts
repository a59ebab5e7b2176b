/** What every store of accounts must do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../src/domain/kernel/access.ts'
import { Refused } from '../../src/domain/kernel/errors.ts'
import type { Accounts } from '../../src/ports/people/accounts.ts'
import { fixedClock, type FixedClock } from '../doubles/clock.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function accountsContract(
  name: string,
  open: (clock: FixedClock) => Promise<{
    readonly accounts: Accounts
    readonly rows: () => Promise<string>
    readonly close: () => Promise<void>
  }>,
): void {
  describe(`accounts: ${name}`, () => {
    const clock = fixedClock()
    let opened: Awaited<ReturnType<typeof open>>
    let accounts: Accounts
    beforeAll(async () => {
      opened = await open(clock)
      accounts = opened.accounts
    })
    afterAll(() => opened.close())
    const make = (name = 'Desk', tenant = 'default') => accounts.createKey({ name, tenant, roles: ['author'] })

    test('a key lets its caller in, by an actor id that tells nothing', async () => {
      const { key, secret } = await make()
      expect(secret).toMatch(/^dgk_[A-Za-z0-9_-]{43}$/)
      expect(key.actor).toMatch(/^key:[0-9a-f-]{36}$/)
      expect(await accounts.authenticateKey(secret)).toEqual({ actor: key.actor, tenant: 'default', roles: ['author'] })
      expect(key).toMatchObject({ name: 'Desk', created_at: clock.now(), revoked_at: null })
    })

    test.each(['', 'dgk_', 'x'.repeat(100_000), 'dgk_\0', '\ud800', "' or 1=1 --"])(
      'an unknown secret lets nobody in: %.20j',
      async (secret) => {
        expect(await accounts.authenticateKey(secret)).toBeUndefined()
        expect(await accounts.authenticateSession(secret)).toBeUndefined()
        expect(await accounts.redeemSignIn(secret)).toBeUndefined()
        await accounts.endSession(secret)
      },
    )

    test('a preset secret gives the same key again, also when set at once', async () => {
      const secret = 'preset-secret-of-an-operator'
      const preset = { name: 'Admin', tenant: 'default', roles: ['admin'], secret } as const
      const made = await Promise.all([accounts.createKey(preset), accounts.createKey(preset)])
      const again = await accounts.createKey(preset)
      expect(new Set([...made, again].map(({ key }) => key.id)).size).toBe(1)
      expect(again.secret).toBe(secret)
      expect(await accounts.authenticateKey(secret)).toMatchObject({ actor: again.key.actor, roles: ['admin'] })
    })

    test.each([
      'x'.repeat(23),
      'x'.repeat(201),
      'with spaces in the middle of it',
      'mit-Ümlauten-die-kein-Header-kann',
    ])('a weak or unusable preset secret is refused: %s', async (secret) => {
      const refusal = await accounts
        .createKey({ name: 'Admin', tenant: 'default', roles: ['admin'], secret })
        .catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(Refused)
      expect((refusal as Error).message).not.toContain(secret)
    })

    test('a tenant sees and revokes its own keys only', async () => {
      const { key, secret } = await make('Other', 'other')
      expect((await accounts.listKeys('other')).map(({ id }) => id)).toEqual([key.id])
      expect((await accounts.listKeys('default')).map(({ id }) => id)).not.toContain(key.id)
      expect(await accounts.revokeKey('default', key.id)).toBe(false)
      expect(await accounts.revokeKey('other', 'no-uuid')).toBe(false)
      expect(await accounts.authenticateKey(secret)).toBeDefined()
    })

    test('a revoked key lets nobody in any more, and ends its sessions and sign-ins', async () => {
      const { key, secret } = await make()
      const caller = (await accounts.authenticateKey(secret))!
      const { session } = (await accounts.redeemSignIn(await accounts.createSignIn(caller)))!
      const pending = await accounts.createSignIn(caller)
      const at = clock.now()
      expect(await accounts.revokeKey('default', key.id)).toBe(true)
      clock.pass(1000)
      expect(await accounts.revokeKey('default', key.id)).toBe(true)
      expect((await accounts.listKeys('default')).find(({ id }) => id === key.id)?.revoked_at).toBe(at)
      expect(await accounts.authenticateKey(secret)).toBeUndefined()
      expect(await accounts.authenticateSession(session)).toBeUndefined()
      expect(await accounts.redeemSignIn(pending)).toBeUndefined()
      const late = await accounts.redeemSignIn(await accounts.createSignIn(caller))
      expect(late && (await accounts.authenticateSession(late.session))).toBeUndefined()
    })

    async function signedIn(): Promise<{ caller: Caller; session: string }> {
      const { secret } = await make()
      const caller = (await accounts.authenticateKey(secret))!
      return { caller, session: (await accounts.redeemSignIn(await accounts.createSignIn(caller)))!.session }
    }

    test('a sign-in is good once, for 15 minutes', async () => {
      const { caller } = await signedIn()
      const token = await accounts.createSignIn(caller)
      const outcomes = await Promise.all([accounts.redeemSignIn(token), accounts.redeemSignIn(token)])
      expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1)
      expect(outcomes.find((outcome) => outcome !== undefined)?.caller).toEqual(caller)

      const [good, late] = [await accounts.createSignIn(caller), await accounts.createSignIn(caller)]
      clock.pass(15 * MINUTE - 1)
      expect(await accounts.redeemSignIn(good)).toBeDefined()
      clock.pass(1)
      expect(await accounts.redeemSignIn(late)).toBeUndefined()
    })

    test('a session lasts 30 days after it was last used, or until it is ended', async () => {
      const { caller, session } = await signedIn()
      for (let week = 0; week < 10; week++) {
        clock.pass(29 * DAY)
        expect(await accounts.authenticateSession(session)).toEqual(caller)
      }
      clock.pass(30 * DAY)
      expect(await accounts.authenticateSession(session)).toBeUndefined()

      const other = await signedIn()
      await accounts.endSession(other.session)
      expect(await accounts.authenticateSession(other.session)).toBeUndefined()
    })

    test('names stand behind actor ids', async () => {
      const { key } = await make('Ada Lovelace')
      expect(await accounts.namesOf([key.actor, key.actor, 'key:unknown'])).toEqual(
        new Map([[key.actor, 'Ada Lovelace']]),
      )
      expect(await accounts.namesOf([])).toEqual(new Map())
    })

    test('no secret is stored as it is', async () => {
      const { secret } = await make()
      const { caller, session } = await signedIn()
      const token = await accounts.createSignIn(caller)
      const rows = await opened.rows()
      expect(rows).toContain(caller.actor)
      for (const text of [secret, session, token]) expect(rows).not.toContain(text)
    })
  })
}
