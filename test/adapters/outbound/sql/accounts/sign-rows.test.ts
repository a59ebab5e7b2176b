/** Rows of versions before get their MACs once, and every column of a table of accounts is either under it or named. */
import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountTables } from '../../../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { GRANTING, SIGNED_TABLES } from '../../../../../src/adapters/outbound/sql/accounts/macs/granting-columns.ts'
import { keyedRowMacs } from '../../../../../src/adapters/outbound/sql/accounts/macs/row-macs.ts'
import {
  findForeignRows,
  prepareAccountMacs,
  signRows,
  UnsignedAccounts,
} from '../../../../../src/adapters/outbound/sql/accounts/macs/sign-rows.ts'
import { sqlAccounts } from '../../../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { fixedClock } from '../../../../doubles/clock.ts'
import { ROW_MAC_KEY as key } from '../../../../support/keys/row-macs.ts'
import { freshPglite } from '../../../../support/servers/pglite.ts'

const clock = fixedClock()
const silent = { info() {}, warn() {}, error() {} }
let db: Kysely<AccountTables>
let close: () => Promise<void>
beforeEach(async () => {
  ;({ db, close } = await freshPglite<AccountTables>())
})
afterEach(() => close())

const signing = (demanded: boolean) => ({
  db,
  macs: keyedRowMacs(key, { demanded, logger: silent }),
  key,
  clock,
  logger: silent,
})
/** A key as a version before 0021 makes it. */
const oldKey = async (secret: string): Promise<void> => {
  const accounts = sqlAccounts(db, clock, signing(false).macs)
  await accounts.apiKeys.create({ name: secret, tenant: 'default', roles: ['admin'], secret })
  await sql`update api_keys set mac = null where name = ${secret}`.execute(db)
  await accounts.closeAccounts()
}
async function opens(secret: string, demanded = true): Promise<boolean> {
  const accounts = sqlAccounts(db, clock, signing(demanded).macs)
  const caller = await accounts.apiKeys.authenticate(secret)
  await accounts.closeAccounts()
  return caller !== undefined
}
const [BEFORE, LATER] = ['a-key-of-the-version-before', 'a-key-that-was-inserted-later']

describe('once, in a data folder', () => {
  test('what was there opens; what comes later without a MAC opens nothing, also after another start', async () => {
    await oldKey(BEFORE)
    await prepareAccountMacs(signing(true), 'once')
    expect(await opens(BEFORE)).toBe(true)
    await oldKey(LATER)
    await prepareAccountMacs(signing(true), 'once')
    expect(await opens(LATER)).toBe(false)
    expect(await Array.fromAsync(findForeignRows(db, signing(true).macs))).toEqual([
      { table: 'api_keys', id: expect.any(String), kind: 'inserted' },
    ])
  })
})

describe('while an instance of the version before runs beside', () => {
  test('nobody is locked out: rows without a MAC, or with one of before, are taken, and signed at the next start', async () => {
    await prepareAccountMacs(signing(false), 'write')
    await oldKey(BEFORE)
    expect(await opens(BEFORE, false)).toBe(true)
    await prepareAccountMacs(signing(false), 'write')
    await sql`update api_keys set roles = '{author}'`.execute(db)
    expect(await opens(BEFORE, false)).toBe(true)
    expect(await signRows(signing(false))).toBe(1)
    await prepareAccountMacs(signing(true), 'demand')
    expect(await opens(BEFORE)).toBe(true)
  })
})

describe('demanded', () => {
  test('a new installation begins with it', async () => {
    await prepareAccountMacs(signing(true), 'demand')
    await oldKey(LATER)
    await prepareAccountMacs(signing(true), 'demand')
    expect(await opens(LATER)).toBe(false)
  })

  test('rows that were never signed are not signed by it, also where somebody removed the note or made one up', async () => {
    await oldKey(LATER)
    await expect(prepareAccountMacs(signing(true), 'demand')).rejects.toThrow(UnsignedAccounts)
    await sql`insert into installation (name, value) values ('account_macs', '2026-12-01T00:00:00.000Z 00')`.execute(db)
    await expect(prepareAccountMacs(signing(true), 'demand')).rejects.toThrow(/DOCGEN_EVENT_MACS/)
  })
})

test('thousands of rows are signed in pages', async () => {
  await sql`insert into people (actor, tenant, name) select 'person:' || n, 'default', 'N' from generate_series(1, 1700) n`.execute(
    db,
  )
  expect(await signRows(signing(true))).toBe(1700)
  expect(await signRows(signing(true))).toBe(0)
  expect(await Array.fromAsync(findForeignRows(db, signing(true).macs))).toEqual([])
})

describe('every column of a table of accounts', () => {
  /** What grants nothing, or too little: see the promises. Whoever adds a column decides where it belongs. */
  const FREE: Readonly<Record<string, readonly string[]>> = {
    people: ['name', 'locale', 'zone', 'refreshed_at', 'last_sign_in_at'],
    identities: ['added_at'],
    api_keys: ['name', 'created_at', 'last_used_at', 'made_by'],
    sign_ins: ['roles'],
    sessions: [
      'roles',
      'device',
      'begun_at',
      'last_used_at',
      'expires_at',
      'rights',
      'issuer',
      'refresh',
      'refreshed_at',
    ],
    template_links: ['title', 'made_by', 'made_at', 'used', 'withdrawn_by'],
    outsiders: ['name', 'begun_at'],
    address_proofs: ['made_at'],
    hand_overs: ['made_by', 'made_at', 'mail', 'opened_at'],
  }
  /** Tables in which nothing grants anything. */
  const TABLES_WITHOUT = [
    'access_changes',
    'document_digests',
    'favourites',
    'invitations',
    'mails',
    'slack_oauth_states',
  ]

  test.each(SIGNED_TABLES)('%s: is under its MAC, or named as one that grants nothing', async (table) => {
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table}`.execute(db)
    const names = rows.map(({ name }) => name).filter((name) => name !== 'mac')
    expect(names.sort()).toEqual([...Object.keys(GRANTING[table].columns), ...FREE[table]!].sort())
  })

  test('every table with a column of an account or a secret is looked at here', async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct table_name as name from information_schema.columns
      where table_schema = 'public'
        and (column_name in ('actor', 'token_hash', 'secret_hash', 'return_hash', 'mac'))`.execute(db)
    expect(rows.map(({ name }) => name).sort()).toEqual([...SIGNED_TABLES, ...TABLES_WITHOUT].sort())
  })

  test.each(SIGNED_TABLES)('%s: a column that is left out counts as the database fills it', async (table) => {
    const { rows } = await sql<{ name: string; filled: string | null }>`
      select column_name as name, column_default as filled from information_schema.columns
      where table_schema = 'public' and table_name = ${table}`.execute(db)
    const filled = new Map(rows.map((row) => [row.name, row.filled]))
    for (const [name, value] of Object.entries(GRANTING[table].columns)) {
      const text = filled.get(name) ?? null
      if (text === null || text.startsWith('gen_random_uuid')) continue
      const { rows: read } = await sql<{ value: unknown }>`select ${sql.raw(text)} as value`.execute(db)
      expect([name, read[0]!.value]).toEqual([name, value])
    }
  })
})
