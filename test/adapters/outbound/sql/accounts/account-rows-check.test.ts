/** Rows that were put back as they were before have a right MAC; the events of the account tell. */
import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AccountTables } from '../../../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { AccountRowsCheck } from '../../../../../src/adapters/outbound/sql/accounts/macs/account-rows-check.ts'
import { sqlAccounts, type SqlAccounts } from '../../../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { accountStream } from '../../../../../src/domain/account/account-events.ts'
import type { StoredEvent } from '../../../../../src/ports/events/event-store.ts'
import { fixedClock } from '../../../../doubles/clock.ts'
import { rowMacs } from '../../../../support/keys/row-macs.ts'
import { freshPglite } from '../../../../support/servers/pglite.ts'

const TENANT = 'default'
let db: Kysely<AccountTables>
let accounts: SqlAccounts
let close: () => Promise<void>
beforeEach(async () => {
  const opened = await freshPglite<AccountTables>()
  db = opened.db
  accounts = sqlAccounts(db, fixedClock(), rowMacs())
  close = async () => {
    await accounts.closeAccounts()
    await opened.close()
  }
})
afterEach(() => close())

const event = (actor: string, type: string, data: object, revision = 1): StoredEvent =>
  ({ stream: accountStream(actor), revision, type, data: JSON.stringify(data) }) as StoredEvent

/** `later`: events that come while the check waits for what is on its way. */
async function findings(events: readonly StoredEvent[], later: readonly StoredEvent[] = []) {
  const check = new AccountRowsCheck({
    db,
    macs: rowMacs(),
    store: {
      async *readStream(stream, from) {
        yield* later.filter((one) => one.stream === stream && one.revision >= from)
      },
    },
    settle: async () => undefined,
  })
  await check.take(events.map((stored) => ({ stored })))
  return check.end()
}

test('a key that was revoked, and whose row of before was put back whole', async () => {
  const { key, secret } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['admin'] })
  await sql`create table kept as select * from api_keys`.execute(db)
  await accounts.apiKeys.revoke(TENANT, key.id)
  const revoked = event(key.actor, 'KeyRevoked', { key: key.id })
  expect(await findings([revoked])).toEqual([])
  await sql`delete from api_keys`.execute(db)
  await sql`insert into api_keys select * from kept`.execute(db)
  await sql`drop table kept`.execute(db)
  expect(await accounts.apiKeys.authenticate(secret), 'its MAC is right').toBeDefined()
  expect(await findings([revoked])).toEqual([
    {
      kind: 'account_row_set_back',
      stream: revoked.stream,
      revision: 1,
      detail: expect.stringContaining(`${key.id} of the table api_keys was revoked`),
    },
  ])
})

test('a session that ended, and is there again', async () => {
  const ada = await accounts.people.add({ tenant: TENANT, name: 'Ada', kind: 'person', roles: ['admin'] })
  const { id } = await accounts.sessions.begin({ actor: ada.actor, tenant: TENANT, method: 'openid' })
  const ended = event(ada.actor, 'SessionEnded', { session: id, because: 'signed_out' })
  expect(await findings([ended])).toMatchObject([{ kind: 'account_row_set_back' }])
  await accounts.sessions.end(TENANT, ada.actor, id)
  expect(await findings([ended])).toEqual([])
})

test('roles that an admin took away; not those whose event is on its way', async () => {
  const ada = await accounts.people.add({ tenant: TENANT, name: 'Ada', kind: 'person', roles: ['admin'] })
  const taken = event(ada.actor, 'RolesChanged', { roles: [], issuer_roles: [] })
  expect(await findings([taken])).toMatchObject([
    { kind: 'account_row_set_back', detail: expect.stringContaining(ada.actor) },
  ])
  const given = event(ada.actor, 'RolesChanged', { roles: ['admin'], issuer_roles: [] }, 2)
  expect(await findings([taken], [given])).toEqual([])
  expect(await findings([taken, given])).toEqual([])
})

test('a row that somebody else wrote is named', async () => {
  const { key } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['requester'] })
  expect(await findings([])).toEqual([])
  await sql`update api_keys set roles = '{admin}'`.execute(db)
  expect(await findings([])).toEqual([
    { kind: 'account_row_changed', detail: expect.stringContaining(`The row ${key.id} of the table api_keys`) },
  ])
})
