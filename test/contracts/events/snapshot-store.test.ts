import { SqlSnapshots } from '../../../src/adapters/outbound/sql/snapshots.ts'
import { MemorySnapshots } from '../../doubles/memory-snapshots.ts'
import { freshPglite } from '../../support/servers/pglite.ts'
import { snapshotStoreContract } from './snapshot-store.contract.ts'

snapshotStoreContract('memory, which other tests use', async () => {
  const store = new MemorySnapshots()
  return { one: store, two: store, close: async () => {} }
})

snapshotStoreContract('sql on PGlite', async () => {
  const { db, close } = await freshPglite()
  return { one: new SqlSnapshots(db), two: new SqlSnapshots(db), close }
})
