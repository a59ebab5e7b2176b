import type { Kysely } from 'kysely'
import { openEventStoreDb } from '../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { openPostgres } from '../../../src/adapters/outbound/postgres/open-postgres.ts'
import { migrate } from '../../../src/adapters/outbound/sql/migrate.ts'
import { SqlEventStore } from '../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import type { LogRecord } from '../../support/eventstoredb/database.ts'
import { ServerDouble } from '../../support/eventstoredb/server-double.ts'
import { onPostgres } from '../../support/servers/on-postgres.ts'
import { freshPglite, type Tables } from '../../support/servers/pglite.ts'
import { forgeryContract, type OpenToForgery } from './forgery.contract.ts'

const rewriteIn =
  (db: Kysely<Tables>): OpenToForgery['rewrite'] =>
  ({ stream, revision }, change) =>
    db.updateTable('events').set(change).where('stream', '=', stream).where('revision', '=', revision).execute()

forgeryContract('PGlite', async () => {
  const { db, close } = await freshPglite()
  return { store: await SqlEventStore.open(db), rewrite: rewriteIn(db), close }
})

onPostgres('on Postgres', (server) => {
  forgeryContract('Postgres', async () => {
    const { db, close } = openPostgres<Tables>(await server().freshDatabase(), { info() {}, warn() {}, error() {} })
    await migrate(db)
    return { store: await SqlEventStore.open(db), rewrite: rewriteIn(db), close }
  })
})

forgeryContract('EventStoreDB (double)', async () => {
  const server = await ServerDouble.start({})
  const store = await openEventStoreDb({ url: server.url, prefixes: ['generation-'] })
  return {
    store,
    async rewrite({ id }, { data, metadata, ...other }) {
      const record = server.database.records.find((one) => one.id === id)
      Object.assign(record as { -readonly [Member in keyof LogRecord]: LogRecord[Member] }, {
        ...other,
        ...(data === undefined ? {} : { data: Buffer.from(data) }),
        ...(metadata === undefined ? {} : { metadata: Buffer.from(metadata) }),
      })
    },
    async close() {
      await store.close()
      server.stop()
    },
  }
})
