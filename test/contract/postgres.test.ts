/** The contracts on a real Postgres server, and what only a server can do: cut connections. */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../src/adapters/crypto/envelope-key-ring.ts'
import { openPostgres, type OpenPostgres } from '../../src/adapters/postgres/open-postgres.ts'
import { SqlAccounts } from '../../src/adapters/sql/accounts.ts'
import { SqlDataKeys } from '../../src/adapters/sql/data-keys.ts'
import { migrate } from '../../src/adapters/sql/migrate.ts'
import { SqlEventStore } from '../../src/adapters/sql-event-store/sql-event-store.ts'
import { fixedClock } from '../support/clock.ts'
import { hasPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts'
import type { Tables } from '../support/pglite.ts'
import { until } from '../support/until.ts'
import { accountsContract } from './accounts.contract.ts'
import { eventStoreContract } from './event-store.contract.ts'
import { keyRingContract } from './key-ring.contract.ts'

const WRITERS = 4
const TOTAL = 240

const silent = { info() {}, warn() {}, error() {} }

describe.skipIf(!hasPostgres)('on Postgres', () => {
  let server: TestPostgres
  beforeAll(async () => { server = await startPostgres() })
  afterAll(() => server.stop())

  async function migrated(url?: string): Promise<OpenPostgres<Tables>> {
    const postgres = openPostgres<Tables>(url ?? await server.freshDatabase(), silent, 20)
    await migrate(postgres.db)
    return postgres
  }

  eventStoreContract('sql on Postgres', async () => {
    const url = await server.freshDatabase()
    const [one, two] = [await migrated(url), await migrated(url)]
    const [store, second] = [await SqlEventStore.open(one.db, one), await SqlEventStore.open(two.db, two)]
    return {
      store,
      second,
      async close() {
        await Promise.all([store.close(), second.close()])
        await Promise.all([one.close(), two.close()])
      },
    }
  })

  keyRingContract('envelope, keys in SQL on Postgres', async () => {
    const [master, { db, close }] = [randomBytes(32), await migrated()]
    return { ring: () => EnvelopeKeyRing.open(master, new SqlDataKeys(db, fixedClock())), close }
  })

  accountsContract('sql on Postgres', async (clock) => {
    const { db, close } = await migrated()
    const rows = async () => {
      const tables = await Promise.all(['people', 'api_keys', 'sign_ins', 'sessions'].map((table) =>
        sql<{ text: string }>`select encode(convert_to(${sql.table(table)}::text, 'UTF8'), 'escape') as text from ${sql.table(table)}`.execute(db)))
      return tables.flatMap((table) => table.rows.map(({ text }) => text)).join('\n')
    }
    return { accounts: new SqlAccounts(db, clock), rows, close }
  })

  test('several processes may migrate at once', async () => {
    const url = await server.freshDatabase()
    const all = await Promise.all(Array.from({ length: 4 }, () => migrated(url)))
    await Promise.all(all.map(({ close }) => close()))
  })

  test('int8 is a number where that is exact, a bigint beyond', async () => {
    const { db, close } = await migrated()
    const { rows } = await sql`select 9007199254740991::int8 as safe, 9007199254740993::int8 as beyond`.execute(db)
    expect(rows).toEqual([{ safe: 9007199254740991, beyond: 9007199254740993n }])
    await close()
  })

  test('while connections are cut again and again, every append ends once and a subscription sees each event once, in order', async () => {
    const postgres = await migrated()
    const store = await SqlEventStore.open(postgres.db, postgres)
    const stop = new AbortController()
    const seen: string[] = []
    const following = (async () => {
      for await (const batch of store.subscribe(undefined, { signal: stop.signal, batch_size: 10 })) seen.push(...batch.events.map(({ id }) => id))
    })()
    const cutting = (async () => {
      for (let goal = 20; goal < TOTAL; goal += 20) {
        await until('some more is seen', () => seen.length >= goal)
        await server.cutConnections()
      }
    })()
    const written: string[] = []
    await Promise.all(Array.from({ length: WRITERS }, async () => {
      const stream = `cut-${randomUUID()}`
      for (let n = 0; n < TOTAL / WRITERS; n++) {
        const id = randomUUID()
        const { revision } = await store.append(stream, n === 0 ? 'none' : n - 1, [{ id, type: 'Written', data: '{}', metadata: '{}' }])
        expect(revision).toBe(n)
        written.push(id)
      }
    }))
    await until('the subscription has all', () => seen.length >= written.length)
    await cutting
    stop.abort()
    await following
    expect(seen.toSorted()).toEqual(written.toSorted())
    await store.close()
    await postgres.close()
  })
})
