/**
 * Whoever can write to the database, and has no master key, becomes nobody by it: what they insert or change opens
 * nothing, and the log names it.
 */
import { createHash, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountTables } from '../../../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { sqlAccounts, type SqlAccounts } from '../../../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { fixedClock } from '../../../../doubles/clock.ts'
import { rowMacs } from '../../../../support/keys/row-macs.ts'
import { freshPglite } from '../../../../support/servers/pglite.ts'

const TENANT = 'default'
const clock = fixedClock()
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

let db: Kysely<AccountTables>
let accounts: SqlAccounts
let close: () => Promise<void>
/** What the log says of rows that were refused. */
let told: { readonly table: unknown; readonly row: unknown; readonly kind: unknown }[]

beforeEach(async () => {
  const opened = await freshPglite<AccountTables>()
  told = []
  const logger = {
    info() {},
    warn() {},
    error: ({ table, row, kind }: Readonly<Record<string, unknown>>) => void told.push({ table, row, kind }),
  }
  db = opened.db
  accounts = sqlAccounts(db, clock, rowMacs(logger))
  close = async () => {
    await accounts.closeAccounts()
    await opened.close()
  }
})
afterEach(() => close())

const addPerson = (name: string, roles: readonly ('admin' | 'requester')[]) =>
  accounts.people.add({ tenant: TENANT, name, kind: 'person', roles: [...roles] })
const begin = ({ actor }: { readonly actor: string }) =>
  accounts.sessions.begin({ actor, tenant: TENANT, method: 'openid' })

describe('a key', () => {
  test('that was inserted, with or without a MAC of another row', async () => {
    const { key, secret } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['requester'] })
    const insert = (id: string, forged: string, mac: unknown) =>
      sql`insert into api_keys (id, secret_hash, name, actor, tenant, roles, created_at, mac)
        select ${id}, ${hashOf(forged)}, 'Forged', ${`key:${id}`}, tenant, '{admin}', created_at, ${mac}
        from api_keys where api_keys.id = ${key.id}`.execute(db)
    const [bare, copied] = [randomUUID(), randomUUID()]
    await insert(bare, 'forged-key-without-mac', sql`null`)
    await insert(copied, 'forged-key-with-a-copied-mac', sql`mac`)
    expect(await accounts.apiKeys.authenticate('forged-key-without-mac')).toBeUndefined()
    expect(await accounts.apiKeys.authenticate('forged-key-with-a-copied-mac')).toBeUndefined()
    expect(await accounts.apiKeys.authenticate(secret)).toBeDefined()
    expect(told).toEqual([
      { table: 'api_keys', row: bare, kind: 'inserted' },
      { table: 'api_keys', row: copied, kind: 'changed' },
    ])
  })

  test.each<[string, (id: string) => ReturnType<typeof sql>]>([
    ['its roles', (id) => sql`update api_keys set roles = '{admin}' where id = ${id}`],
    ['its tenant', (id) => sql`update api_keys set tenant = 'other' where id = ${id}`],
    ['its account', (id) => sql`update api_keys set actor = 'key:other' where id = ${id}`],
    ['its scopes', (id) => sql`update api_keys set scopes = null where id = ${id}`],
    ['its end', (id) => sql`update api_keys set expires_at = null where id = ${id}`],
    ['a former secret', (id) => sql`update api_keys set former_hash = '\\x00', former_until = '2099' where id = ${id}`],
  ])('of which somebody changed %s', async (_, change) => {
    const { key, secret } = await accounts.apiKeys.create({
      name: 'Desk',
      tenant: TENANT,
      roles: ['requester'],
      scopes: ['reports:read'],
      expires_at: '2099-01-01T00:00:00.000Z',
    })
    await change(key.id).execute(db)
    expect(await accounts.apiKeys.authenticate(secret)).toBeUndefined()
    expect(told).toEqual([{ table: 'api_keys', row: key.id, kind: 'changed' }])
  })

  test('that was revoked, and is not any more', async () => {
    const { key, secret } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['admin'] })
    await accounts.apiKeys.revoke(TENANT, key.id)
    await sql`update api_keys set revoked_at = null`.execute(db)
    await accounts.access.look()
    expect(await accounts.apiKeys.authenticate(secret)).toBeUndefined()
  })

  test('that somebody gave a new secret', async () => {
    const { key } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['admin'] })
    await sql`update api_keys set secret_hash = ${hashOf('a-secret-of-their-own')} where id = ${key.id}`.execute(db)
    expect(await accounts.apiKeys.authenticate('a-secret-of-their-own')).toBeUndefined()
  })

  test('is not made good by a change that is in order', async () => {
    const { key, secret } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['requester'] })
    await sql`update api_keys set roles = '{admin}' where id = ${key.id}`.execute(db)
    expect(await accounts.apiKeys.rotate(TENANT, key.id, { former_until: '2099-01-01T00:00:00.000Z' })).toBeUndefined()
    await accounts.access.look()
    expect(await accounts.apiKeys.authenticate(secret)).toBeUndefined()
  })
})

describe('a person', () => {
  test.each<[string, (actor: string) => ReturnType<typeof sql>]>([
    ['roles', (actor) => sql`update people set roles = '{admin}' where actor = ${actor}`],
    ['roles by an issuer', (actor) => sql`update people set issuer_roles = '{admin}' where actor = ${actor}`],
    ['groups', (actor) => sql`update people set groups = '{board}' where actor = ${actor}`],
    ['groups by an issuer', (actor) => sql`update people set issuer_groups = '{board}' where actor = ${actor}`],
    ['kind', (actor) => sql`update people set kind = 'guest' where actor = ${actor}`],
  ])('who gave themselves %s comes in no more', async (_, change) => {
    const mallory = await addPerson('Mallory', ['requester'])
    const { token } = await begin(mallory)
    expect(await accounts.sessions.authenticate(token)).toBeDefined()
    await change(mallory.actor).execute(db)
    await accounts.access.look()
    expect(await accounts.sessions.authenticate(token)).toBeUndefined()
    expect(told).toContainEqual({ table: 'people', row: mallory.actor, kind: 'changed' })
  })

  test('whom an admin keeps out stays out', async () => {
    const mallory = await addPerson('Mallory', ['requester'])
    await accounts.people.change(TENANT, mallory.actor, { active: false })
    await sql`update people set active = true, deactivated = false where actor = ${mallory.actor}`.execute(db)
    const { token } = await begin(mallory)
    expect(await accounts.sessions.authenticate(token)).toBeUndefined()
  })

  test('does not become another by an account that is said to be joined', async () => {
    const [victim, mallory] = [await addPerson('Ada', ['admin']), await addPerson('Mallory', ['requester'])]
    await sql`update people set joined_into = ${mallory.actor} where actor = ${victim.actor}`.execute(db)
    const { token } = await begin(mallory)
    expect((await accounts.sessions.authenticate(token))?.caller.formerly ?? []).toEqual([])
    expect(told).toContainEqual({ table: 'people', row: victim.actor, kind: 'changed' })
  })

  test.each(['email', 'slack_user'])('is not found by the %s that somebody wrote into their row', async (column) => {
    const ada = await addPerson('Ada', ['admin'])
    await sql`update people set email = 'mallory@example.com', email_proved = true, slack_team = 'T1', slack_user = 'U1'
      where actor = ${ada.actor}`.execute(db)
    const found =
      column === 'email'
        ? await accounts.people.findByEmail('mallory@example.com')
        : await accounts.people.findByUser('T1', 'U1')
    expect(found ?? []).toEqual([])
  })

  test('is not found by a way in that somebody inserted, or that was pointed to them', async () => {
    const [ada, mallory] = [await addPerson('Ada', ['admin']), await addPerson('Mallory', ['requester'])]
    const own = { issuer: 'https://issuer.example', subject: 'mallory' }
    await accounts.people.addIdentity(TENANT, mallory.actor, own)
    await sql`update identities set actor = ${ada.actor}`.execute(db)
    await sql`insert into identities (tenant, issuer, subject, actor, added_at)
      values (${TENANT}, 'https://issuer.example', 'other', ${ada.actor}, '2026')`.execute(db)
    expect(await accounts.people.findByIdentity(TENANT, own)).toBeUndefined()
    expect(await accounts.people.findByIdentity(TENANT, { ...own, subject: 'other' })).toBeUndefined()
    expect(told.map(({ table, kind }) => [table, kind])).toEqual([
      ['identities', 'changed'],
      ['identities', 'inserted'],
    ])
  })
})

describe('a session or link', () => {
  test('that was pointed to somebody else', async () => {
    const [ada, mallory] = [await addPerson('Ada', ['admin']), await addPerson('Mallory', ['requester'])]
    const { id, token } = await begin(mallory)
    await sql`update sessions set actor = ${ada.actor}`.execute(db)
    expect(await accounts.sessions.authenticate(token)).toBeUndefined()
    expect(await accounts.sessions.replace(token)).toBeUndefined()
    expect(told).toEqual([{ table: 'sessions', row: id, kind: 'changed' }])
  })

  test('that was inserted', async () => {
    const ada = await addPerson('Ada', ['admin'])
    await sql`insert into sessions (token_hash, actor, tenant, roles, expires_at)
      values (${hashOf('session')}, ${ada.actor}, ${TENANT}, '{}', '2099')`.execute(db)
    await sql`insert into sign_ins (token_hash, actor, tenant, roles, expires_at)
      values (${hashOf('link')}, ${ada.actor}, ${TENANT}, '{}', '2099')`.execute(db)
    expect(await accounts.sessions.authenticate('session')).toBeUndefined()
    expect(await accounts.signInLinks.find('link')).toBeUndefined()
    expect(await accounts.signInLinks.redeem('link')).toBeUndefined()
  })

  test('for one conversation that is to be for all', async () => {
    const ada = await addPerson('Ada', ['admin'])
    const { token } = await accounts.sessions.begin({
      actor: ada.actor,
      tenant: TENANT,
      method: 'template_link',
      only_generation: 'generation-1',
    })
    await sql`update sessions set only_generation = null`.execute(db)
    expect(await accounts.sessions.authenticate(token)).toBeUndefined()
  })

  test('that was used, and is to be good again', async () => {
    const ada = await addPerson('Ada', ['admin'])
    const { token } = await accounts.signInLinks.create({ actor: ada.actor, tenant: TENANT, kind: 'own', minutes: 15 })
    expect(await accounts.signInLinks.redeem(token)).toMatchObject({ actor: ada.actor })
    await sql`update sign_ins set used_at = null, expires_at = '2099'`.execute(db)
    expect(await accounts.signInLinks.redeem(token)).toBeUndefined()
  })
})

test('a row that opens nothing is told of once in a while, not at every try', async () => {
  const { key, secret } = await accounts.apiKeys.create({ name: 'Desk', tenant: TENANT, roles: ['requester'] })
  await sql`update api_keys set roles = '{admin}' where id = ${key.id}`.execute(db)
  for (let tries = 0; tries < 20; tries++) await accounts.apiKeys.authenticate(secret)
  expect(told).toHaveLength(1)
})
