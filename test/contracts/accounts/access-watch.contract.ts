/** Keys and sessions are looked up once, and what ends is told to every instance. */
import { rowMacs } from '../../support/keys/row-macs.ts'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AccessWatch } from '../../../src/adapters/outbound/sql/accounts/access-watch.ts'
import type { AccountTables } from '../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { sqlAccounts, type SqlAccounts } from '../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { fixedClock } from '../../doubles/clock.ts'

/** Two connections to one database; `asked` counts the statements of the second that match. */
interface Opened {
  readonly one: Kysely<AccountTables>
  readonly two: Kysely<AccountTables>
  readonly close: () => Promise<void>
}

const NEVER_MS = 1_000_000_000

export function accessWatchContract(name: string, open: () => Promise<Opened>): void {
  describe(`what is remembered of keys and sessions: ${name}`, () => {
    const clock = fixedClock()
    let opened: Opened
    const looks: string[] = []
    /** Milliseconds that have passed by the second instance’s clock. */
    let passed = 0
    let down = false
    let here: SqlAccounts
    let there: SqlAccounts
    let watch: AccessWatch

    beforeAll(async () => {
      opened = await open()
      here = sqlAccounts(opened.one, clock, rowMacs())
      const counted = opened.two.withPlugin({
        transformQuery({ node }) {
          if (down) throw new Error('the database is away')
          return node
        },
        transformResult: async ({ result }) => {
          looks.push('')
          return result
        },
      })
      const time = { steady: () => passed, wall: () => passed }
      watch = new AccessWatch(counted, { time, every_ms: NEVER_MS })
      there = sqlAccounts(counted, clock, rowMacs(), { access: watch })
    })
    afterAll(async () => {
      await Promise.all([here.closeAccounts(), there.closeAccounts()])
      await opened.close()
    })

    const make = () => here.apiKeys.create({ name: 'Desk', tenant: 'default', roles: ['author'] })
    const add = () => here.people.add({ tenant: 'default', name: 'Ada', kind: 'person' })
    const begin = ({ actor }: { actor: string }) => here.sessions.begin({ actor, tenant: 'default', method: 'openid' })
    /** A look at the changes, as every instance takes one twice a second. */
    const poll = async () => {
      passed += 500
      expect(await watch.look()).toBe(true)
    }
    /** Statements that `work` needs. */
    async function cost(work: () => Promise<void>): Promise<number> {
      looks.length = 0
      await work()
      return looks.length
    }

    test('a thousand requests with a key ask the database once', async () => {
      const { secret } = await make()
      await poll()
      const asked = await cost(async () => {
        for (let n = 0; n < 1000; n++) expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      })
      expect(asked).toBe(1)
    })

    test('a thousand requests with a session, sixteen at a time, ask for it once', async () => {
      const { token } = await begin(await add())
      await here.sessions.authenticate(token)
      await poll()
      const asked = await cost(async () => {
        for (let n = 0; n < 1000; n += 16)
          for (const known of await Promise.all(Array.from({ length: 16 }, () => there.sessions.authenticate(token))))
            expect(known).toBeDefined()
      })
      // The session, whether its account is a key, and the person.
      expect(asked).toBe(3)
    })

    test.each<[string, () => Promise<{ secret: string; change: () => Promise<unknown> }>, unknown]>([
      [
        'a revoked key',
        async () => {
          const { key, secret } = await make()
          return { secret, change: () => here.apiKeys.revoke('default', key.id) }
        },
        undefined,
      ],
      [
        'a rotated key without overlap',
        async () => {
          const { key, secret } = await make()
          return { secret, change: () => here.apiKeys.rotate('default', key.id, { former_until: clock.now() }) }
        },
        undefined,
      ],
      [
        'a key that somebody deletes by hand',
        async () => {
          const { key, secret } = await make()
          return { secret, change: () => sql`delete from api_keys where id = ${key.id}`.execute(opened.one) }
        },
        undefined,
      ],
    ])('%s opens nothing on another instance after its next look', async (_, prepare, expected) => {
      const { secret, change } = await prepare()
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      await change()
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toEqual(expected)
      expect(await here.apiKeys.authenticate(secret)).toEqual(expected)
    })

    test('a session that ended, and one whose person may do less, are seen after the next look', async () => {
      const [ada, bob] = [await add(), await add()]
      const [first, second] = [await begin(ada), await begin(bob)]
      await poll()
      for (const { token } of [first, second])
        expect((await there.sessions.authenticate(token))?.rights_changed).toBe(false)
      await here.sessions.end('default', ada.actor, first.id)
      await here.people.change('default', bob.actor, { roles: ['auditor'] })
      await poll()
      expect(await there.sessions.authenticate(first.token)).toBeUndefined()
      expect(await there.sessions.authenticate(second.token)).toMatchObject({
        rights_changed: true,
        caller: { roles: ['requester', 'auditor'] },
      })
    })

    test('who changes something sees it at once', async () => {
      const { key, secret } = await make()
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      await there.apiKeys.revoke('default', key.id)
      expect(await there.apiKeys.authenticate(secret)).toBeUndefined()
    })

    test('a change of a transaction that began before the last look, and ends after it, is not missed', async () => {
      const { key, secret } = await make()
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      const row = sql`update api_keys set revoked_at = ${clock.now()} where id = ${key.id}`
      await opened.one.transaction().execute(async (transaction) => {
        await row.execute(transaction)
        if (opened.one !== opened.two) {
          // Others come and go meanwhile, so that the newest row is newer than this one.
          const other = await there.apiKeys.create({ name: 'Other', tenant: 'default', roles: [] })
          await there.apiKeys.revoke('default', other.key.id)
          await poll()
          expect(await there.apiKeys.authenticate(secret)).toBeDefined()
        }
      })
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toBeUndefined()
    })

    test('expiry is the clock’s matter, not the cache’s', async () => {
      const expires_at = new Date(Date.parse(clock.now()) + 60_000).toISOString()
      const { secret } = await here.apiKeys.create({ name: 'Short', tenant: 'default', roles: ['author'], expires_at })
      await poll()
      clock.pass(59_999)
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      clock.pass(1)
      expect(await there.apiKeys.authenticate(secret)).toBeUndefined()
    })

    test('while the database does not answer, what was remembered opens for a second and then nothing', async () => {
      const { secret } = await make()
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      down = true
      passed += 999
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      passed += 1
      await expect(there.apiKeys.authenticate(secret)).rejects.toThrow('the database is away')
      await expect(there.apiKeys.authenticate(secret)).rejects.toThrow('the database is away')
      down = false
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
    })

    test('after a break longer than changes are surely kept, nothing that was remembered counts', async () => {
      const { key, secret } = await make()
      await poll()
      expect(await there.apiKeys.authenticate(secret)).toBeDefined()
      await here.apiKeys.revoke('default', key.id)
      await sql`delete from access_changes`.execute(opened.one)
      passed += 31 * 60_000
      expect(await there.apiKeys.authenticate(secret)).toBeUndefined()
    })

    test('what is open is woken by changes that concern it, and by no others', async () => {
      const [mine, other] = [await make(), await make()]
      let woken = 0
      const end = there.access.watch(mine.key.actor, () => woken++)
      await poll()
      await here.apiKeys.revoke('default', other.key.id)
      await poll()
      expect(woken).toBe(0)
      await here.apiKeys.revoke('default', mine.key.id)
      await poll()
      expect(woken).toBe(1)
      end()
    })
  })
}
