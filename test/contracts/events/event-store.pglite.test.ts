import { SqlEventStore } from '../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { freshPglite } from '../../support/servers/pglite.ts'
import { eventStoreContract } from './event-store.contract.ts'

eventStoreContract('sql on PGlite', async () => {
  const { db, lite, close } = await freshPglite()
  const notifier = { listen: async (channel: string, wake: () => void) => lite.listen(channel, wake) }
  const store = await SqlEventStore.open(db, notifier)
  const second = await SqlEventStore.open(db)
  return {
    store,
    second,
    async close() {
      await store.close()
      await second.close()
      await close()
    },
  }
})
