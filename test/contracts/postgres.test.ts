/** The contracts on a real Postgres server, and what only a server can do: cut connections. */
import { rowMacs } from '../support/keys/row-macs.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { PostgresExclusiveRights } from '../../src/adapters/outbound/postgres/exclusive-rights.ts'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { openPostgres, type OpenPostgres } from '../../src/adapters/outbound/postgres/open-postgres.ts'
import type { AccountTables } from '../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { sqlAccounts } from '../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { SqlDataKeys } from '../../src/adapters/outbound/sql/data-keys.ts'
import { checkMigrated, migrate } from '../../src/adapters/outbound/sql/migrate.ts'
import { SqlSnapshots } from '../../src/adapters/outbound/sql/snapshots.ts'
import { SqlSubscriptionSessions } from '../../src/adapters/outbound/sql/subscription-sessions.ts'
import { SqlEventStore } from '../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { fixedClock } from '../doubles/clock.ts'
import { onPostgres } from '../support/servers/on-postgres.ts'
import type { Tables } from '../support/servers/pglite.ts'
import { until } from '../support/until.ts'
import { accessWatchContract } from './accounts/access-watch.contract.ts'
import { handOversContract } from './accounts/hand-overs.contract.ts'
import { accountsContract } from './accounts/accounts.contract.ts'
import { templateLinksContract } from './accounts/template-links.contract.ts'
import { documentDigestsContract } from './document-digests.contract.ts'
import { eventStoreContract } from './events/event-store.contract.ts'
import { housekeepingContract } from './housekeeping.contract.ts'
import { dataKeysContract } from './keys/data-keys.contract.ts'
import { keyRingContract } from './keys/key-ring.contract.ts'
import { snapshotStoreContract } from './events/snapshot-store.contract.ts'
import { workingTimesContract } from './working-times.contract.ts'
import { subscriptionSessionsContract } from './events/subscription-sessions.contract.ts'
import { localKeys } from '../support/keys/master-keys.ts'

const WRITERS = 4
const TOTAL = 240

const silent = { info() {}, warn() {}, error() {} }

onPostgres('on Postgres', (server) => {
  async function migrated(url?: string): Promise<OpenPostgres<Tables>> {
    const postgres = openPostgres<Tables>(url ?? (await server().freshDatabase()), silent, { connections: 20 })
    await migrate(postgres.db)
    return postgres
  }

  eventStoreContract('sql on Postgres', async () => {
    const url = await server().freshDatabase()
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
    return { ring: () => EnvelopeKeyRing.open(localKeys(master), new SqlDataKeys(db, fixedClock())), close }
  })

  dataKeysContract('in SQL on Postgres', async () => {
    const url = await server().freshDatabase()
    const [one, two] = [await migrated(url), await migrated(url)]
    return {
      one: new SqlDataKeys(one.db, fixedClock()),
      other: new SqlDataKeys(two.db, fixedClock()),
      close: async () => void (await Promise.all([one.close(), two.close()])),
    }
  })

  housekeepingContract('sql on Postgres', migrated)

  workingTimesContract('sql on Postgres', migrated)
  documentDigestsContract('sql on Postgres', migrated)

  accountsContract('sql on Postgres', async (clock) => {
    const { db, close } = await migrated()
    const rows = async () => {
      const tables = await Promise.all(
        ['people', 'api_keys', 'sign_ins', 'sessions'].map((table) =>
          sql<{
            text: string
          }>`select encode(convert_to(${sql.table(table)}::text, 'UTF8'), 'escape') as text from ${sql.table(table)}`.execute(
            db,
          ),
        ),
      )
      return tables.flatMap((table) => table.rows.map(({ text }) => text)).join('\n')
    }
    const accounts = sqlAccounts(db, clock, rowMacs())
    return { accounts, rows, written: () => accounts.closeAccounts(), close }
  })

  templateLinksContract('sql on Postgres', async () => {
    const url = await server().freshDatabase()
    const [one, two] = [await migrated(url), await migrated(url)]
    return {
      one: one.db as unknown as Kysely<AccountTables>,
      two: two.db as unknown as Kysely<AccountTables>,
      close: async () => void (await Promise.all([one.close(), two.close()])),
    }
  })
  handOversContract('sql on Postgres', async (clock) => {
    const { db, close } = await migrated()
    return { accounts: sqlAccounts(db, clock, rowMacs()), close }
  })

  accessWatchContract('sql on Postgres', async () => {
    const url = await server().freshDatabase()
    const [one, two] = [await migrated(url), await migrated(url)]
    return {
      one: one.db as unknown as Kysely<AccountTables>,
      two: two.db as unknown as Kysely<AccountTables>,
      close: async () => void (await Promise.all([one.close(), two.close()])),
    }
  })

  subscriptionSessionsContract('advisory locks on Postgres', async () => {
    const url = await server().freshDatabase()
    const [one, two] = [await migrated(url), await migrated(url)]
    const sessions = [one, two].map(
      (postgres, index) =>
        new SqlSubscriptionSessions(
          new PostgresExclusiveRights<ReadSchema>(postgres.db as unknown as Kysely<ReadSchema>, () =>
            postgres.pin<ReadSchema>(),
          ),
          fixedClock(),
          `instance ${index}`,
        ),
    )
    return {
      db: one.db as unknown as Kysely<ReadSchema>,
      one: sessions[0]!,
      two: sessions[1]!,
      close: async () => void (await Promise.all([one.close(), two.close()])),
    }
  })

  snapshotStoreContract('sql on Postgres', async () => {
    const url = await server().freshDatabase()
    const [one, two] = [await migrated(url), await migrated(url)]
    return {
      one: new SqlSnapshots(one.db),
      two: new SqlSnapshots(two.db),
      close: async () => void (await Promise.all([one.close(), two.close()])),
    }
  })

  test('a database that a newer version has been at is refused, and left as it is', async () => {
    const url = await server().freshDatabase()
    const { db, close } = await migrated(url)
    await sql`insert into kysely_migration (name, timestamp) values ('9999_of_the_future', '2030')`.execute(db)
    await expect(migrate(db)).rejects.toThrow(/newer version of DocGen \(9999_of_the_future\)/)
    await expect(checkMigrated(db)).rejects.toThrow(/newer version/)
    await close()
  })

  test('a login that only looks is told which migrations are missing', async () => {
    const { db, close } = openPostgres<Tables>(await server().freshDatabase(), silent)
    await expect(checkMigrated(db)).rejects.toThrow(/0001_events_keys_accounts.*api or worker first/)
    await migrate(db)
    await checkMigrated(db)
    await close()
  })

  test('several processes may migrate at once', async () => {
    const url = await server().freshDatabase()
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
      for await (const batch of store.subscribe(undefined, { signal: stop.signal, batch_size: 10 }))
        seen.push(...batch.events.map(({ id }) => id))
    })()
    const cutting = (async () => {
      for (let goal = 20; goal < TOTAL; goal += 20) {
        await until('some more is seen', () => seen.length >= goal)
        await server().cutConnections()
      }
    })()
    const written: string[] = []
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        const stream = `cut-${randomUUID()}`
        for (let n = 0; n < TOTAL / WRITERS; n++) {
          const id = randomUUID()
          const { revision } = await store.append(stream, n === 0 ? 'none' : n - 1, [
            { id, type: 'Written', data: '{}', metadata: '{}' },
          ])
          expect(revision).toBe(n)
          written.push(id)
        }
      }),
    )
    await until('the subscription has all', () => seen.length >= written.length)
    await cutting
    stop.abort()
    await following
    expect(seen.toSorted()).toEqual(written.toSorted())
    await store.close()
    await postgres.close()
  })
})
