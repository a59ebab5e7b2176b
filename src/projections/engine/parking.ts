/**
 * Parking: an event that a subscriber cannot process is set aside with all later events of its stream, while other
 * streams continue. Parked streams are retried in order on request.
 */
import { sql, type Insertable, type Kysely, type Transaction } from 'kysely'
import { definitionOf } from '../../domain/event-catalogue.ts'
import type { EventLog, RecordedOpenEvent } from '../../ports/events/event-log.ts'
import type { ParkedColumns, ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import type { PhysicalTable } from './tables/table.ts'
import { writeRows } from './tables/table-rows.ts'

const TABLE: PhysicalTable<Insertable<ParkedColumns>> = {
  name: 'parked',
  physicalName: 'parked',
  columns: {
    subscription: 'text',
    stream: 'text',
    revision: 'int4',
    ordinal: 'int8',
    position: 'text',
    error: 'text?',
    parked_at: 'text',
    retry: 'bool',
  },
  key: ['subscription', 'stream', 'revision'],
  indexes: [],
}

/** Parks events. `error` belongs to the first; left out where they only wait behind an event that is already parked. */
export async function park(
  transaction: Transaction<ReadSchema>,
  subscription: string,
  events: readonly NumberedEvent[],
  parked_at: string,
  error?: string,
): Promise<void> {
  const rows = events.map(({ stream, revision, ordinal, position }, index): Insertable<ParkedColumns> => ({
    subscription,
    stream,
    revision,
    ordinal,
    position,
    error: index === 0 ? (error ?? null) : null,
    parked_at,
    retry: false,
  }))
  await writeRows(transaction, TABLE, rows, 'insert')
}

/** The streams that are parked for a subscription. */
export async function listParkedStreams(db: Kysely<ReadSchema>, subscription: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('parked')
    .select('stream')
    .distinct()
    .where('subscription', '=', subscription)
    .execute()
  return new Set(rows.map((row) => row.stream))
}

/** Requests a retry of a parked stream. False where it is not parked. */
export async function requestRetry(db: Kysely<ReadSchema>, subscription: string, stream: string): Promise<boolean> {
  const rows = await db
    .updateTable('parked')
    .set({ retry: true })
    .where('subscription', '=', subscription)
    .where('stream', '=', stream)
    .returning('stream')
    .execute()
  return rows.length > 0
}

/** The parked streams for which a retry was requested. */
export async function listRequestedRetries(db: Kysely<ReadSchema>, subscription: string): Promise<string[]> {
  const rows = await db
    .selectFrom('parked')
    .select('stream')
    .distinct()
    .where('subscription', '=', subscription)
    .where('retry', '=', true)
    .execute()
  return rows.map((row) => row.stream)
}

/** The parked events of a stream, in order, read from the log again. */
export async function readParkedEvents(
  db: Kysely<ReadSchema>,
  log: EventLog,
  subscription: string,
  stream: string,
): Promise<NumberedEvent[]> {
  const rows = await db
    .selectFrom('parked')
    .select(['revision', 'ordinal'])
    .where('subscription', '=', subscription)
    .where('stream', '=', stream)
    .orderBy('revision')
    .execute()
  const first = rows[0]
  if (first === undefined) return []
  const ordinals = new Map(rows.map((row) => [row.revision, Number(row.ordinal)]))
  const events = await log.read(stream, first.revision)
  return events.flatMap(({ event, ...rest }) => {
    const ordinal = ordinals.get(rest.revision)
    return ordinal === undefined ? [] : [{ ...rest, event: dropSealedFields(event), ordinal }]
  })
}

/** Removes the parked events of a stream after they were handled. */
export async function unpark(
  transaction: Transaction<ReadSchema>,
  subscription: string,
  stream: string,
): Promise<void> {
  await transaction.deleteFrom('parked').where('subscription', '=', subscription).where('stream', '=', stream).execute()
}

/** Records that a retry failed, and why. */
export async function recordFailedRetry(
  transaction: Transaction<ReadSchema>,
  subscription: string,
  stream: string,
  error: string,
): Promise<void> {
  await transaction
    .updateTable('parked')
    .set({ retry: false, error: sql`case when error is null then null else ${error} end` })
    .where('subscription', '=', subscription)
    .where('stream', '=', stream)
    .execute()
}

/** The event without its sealed fields, as subscriptions see it. */
function dropSealedFields(event: { readonly type: string; readonly data: object }): RecordedOpenEvent['event'] {
  const { sealed } = definitionOf(event.type)
  const data = Object.fromEntries(Object.entries(event.data).filter(([field]) => !sealed.includes(field)))
  return { type: event.type, data } as RecordedOpenEvent['event']
}
