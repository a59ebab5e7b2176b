/**
 * A process that opens a data folder, appends events to two streams without end, and prints each one after it was
 * acknowledged.
 */
import { randomUUID } from 'node:crypto'
import { openPglite } from '../../../src/adapters/outbound/pglite/open-pglite.ts'
import { migrate } from '../../../src/adapters/outbound/sql/migrate.ts'
import type { EventTables } from '../../../src/adapters/outbound/sql-event-store/event-tables.ts'
import { SqlEventStore } from '../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'

const { db } = await openPglite<EventTables>(process.argv[2]!)
await migrate(db)
const store = await SqlEventStore.open(db)

async function fill(stream: string): Promise<never> {
  let tip = -1
  for await (const { revision } of store.readStream(stream, 0)) tip = revision
  for (;;) {
    const id = randomUUID()
    const { revision } = await store.append(stream, tip === -1 ? 'none' : tip, [
      { id, type: 'Written', data: `{"n":${tip + 1}}`, metadata: '{}' },
    ])
    process.stdout.write(`${stream} ${revision} ${id}\n`)
    tip = revision
  }
}

await Promise.all([fill('left'), fill('right')])
