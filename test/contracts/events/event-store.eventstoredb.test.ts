import { randomUUID } from 'node:crypto'
import { openEventStoreDb } from '../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { ServerDouble } from '../../support/eventstoredb/server-double.ts'
import { eventStoreContract } from './event-store.contract.ts'

for (const batchAppend of [true, false]) {
  eventStoreContract(`EventStoreDB (double), ${batchAppend ? 'BatchAppend' : 'Append'} path`, async () => {
    const server = await ServerDouble.start({ batchAppend })
    const open = () => openEventStoreDb({ url: server.url, prefixes: ['contract-'] })
    const store = await open()
    const second = await open()
    return {
      store,
      second,
      async close() {
        await store.close()
        await second.close()
        server.stop()
      },
    }
  })
}

const real = process.env.EVENTSTORE_URL
if (real !== undefined) {
  eventStoreContract('EventStoreDB (server)', async () => {
    const namespace = `contract_${randomUUID().slice(0, 8)}_`
    const open = () => openEventStoreDb({ url: real, namespace })
    const store = await open()
    const second = await open()
    return {
      store,
      second,
      async close() {
        await store.close()
        await second.close()
      },
    }
  })
}
