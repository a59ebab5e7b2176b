import { MemoryEventStore } from '../../doubles/memory-event-store.ts'
import { eventStoreContract } from './event-store.contract.ts'

eventStoreContract('memory', async () => {
  const store = new MemoryEventStore()
  return { store, close: () => store.close() }
})
