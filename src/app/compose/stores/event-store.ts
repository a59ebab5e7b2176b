/** The event store: on the database, or on the EventStoreDB that EVENTSTORE_URL names. */
import type { Kysely } from 'kysely'
import type { EventStoreDb } from '../../../adapters/outbound/eventstoredb/event-store.ts'
import type { EventTables } from '../../../adapters/outbound/sql-event-store/event-tables.ts'
import { SqlEventStore } from '../../../adapters/outbound/sql-event-store/sql-event-store.ts'
import type { Config } from '../../config.ts'
import type { EventStore } from '../../../ports/events/event-store.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import { connectionAddress } from './connection-address.ts'
import { databaseLocation, tables, type Database } from './database.ts'

type OpenEventStore = EventStore & Partial<Pick<EventStoreDb, 'assertWithin'>>

/** The event store in one line, for operators. */
export const eventsLocation = (config: Config): string =>
  config.eventstore_url === undefined ? databaseLocation(config) : connectionAddress(config.eventstore_url)

export async function openEventStore(
  config: Config,
  { db, notifier }: Database,
  logger: Logger,
): Promise<OpenEventStore> {
  const { eventstore_url } = config
  return eventstore_url === undefined
    ? SqlEventStore.open(tables<EventTables>(db), notifier)
    : openOnServer(config, eventstore_url, logger)
}

/** Opens and closes the EventStoreDB, if one is named. Throws as `openEventStore` does. */
export async function tryEventStore(config: Config, logger: Logger): Promise<void> {
  if (config.eventstore_url === undefined) return
  const store = await openOnServer(config, config.eventstore_url, logger)
  await store.close()
}

/** Loads EventStoreDB's client only where it is used. */
async function openOnServer({ namespace }: Config, url: string, logger: Logger): Promise<EventStoreDb> {
  const { openEventStoreDb } = await import('../../../adapters/outbound/eventstoredb/event-store.ts')
  return openEventStoreDb({ url, namespace, prefixes: ['template-', 'generation-'], logger })
}

/**
 * A restored event store can end before what the read models have seen: going on would skip the next events. Throws
 * `OtherEventStore`.
 */
export async function assertCheckpointsWithin(store: OpenEventStore, db: Kysely<ReadSchema>): Promise<void> {
  const rows = await db.selectFrom('checkpoints').select('position').where('position', '!=', '').execute()
  for (const { position } of rows) await store.assertWithin?.(position)
}
