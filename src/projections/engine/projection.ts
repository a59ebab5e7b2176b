/**
 * A read model: its tables, and how a batch of events changes them. A pure reduction turns the batch into changed rows;
 * then one statement per table writes them, in the transaction that also moves the checkpoint.
 */
import type { Transaction } from 'kysely'
import type { RecordedOpenEvent } from '../../ports/events/event-log.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent, Subscriber } from '../../ports/events/subscriber.ts'
import type { PhysicalTable, ReadModelTable } from './tables/table.ts'
import { readRowsByKey, writeRows } from './tables/table-rows.ts'

/** A type of event. */
export type Type = RecordedOpenEvent['event']['type']

/** The definition of a read model. */
export interface Projection {
  readonly name: string
  /** Raise it when the tables or their rows change: the read model is then rebuilt beside the live one. */
  readonly version: number
  readonly tables: readonly ReadModelTable<never>[]
  /** The event types that can change it; undefined for all. */
  readonly types: ReadonlySet<Type> | undefined
  apply(events: readonly NumberedEvent[], write: RowChange): Promise<void>
}

/** The transaction and tables that a batch is written to. */
export interface RowChange {
  readonly transaction: Transaction<ReadSchema>
  /** The table with its physical name: live, or of a rebuild. */
  readonly named: <Row extends object>(table: ReadModelTable<Row>) => PhysicalTable<Row>
}

/** The suffix of tables of a rebuild, until they replace the live ones. */
export const REBUILD_SUFFIX = '_rebuild'

/** A table with its physical name. */
export const nameTable = <Row extends object>(table: ReadModelTable<Row>, suffix: string): PhysicalTable<Row> => ({
  ...table,
  physicalName: `${table.name}${suffix}`,
})

/** A subscriber that writes the live tables of a read model, or those with a suffix. */
export function subscriberOf(projection: Projection, suffix = ''): Subscriber {
  const { name, version, types } = projection
  return {
    name,
    version,
    batched: true,
    takes: ({ type }) => types?.has(type) ?? true,
    handle: (events, transaction) =>
      projection.apply(events, { transaction, named: (table) => nameTable(table, suffix) }),
  }
}

/**
 * Folds events into rows: loads the affected rows, evolves each by its events in order, and writes them back. One
 * select and one upsert for a batch of any size. `keyOf` gives the row's key columns; `evolve` must not change its
 * argument.
 */
export async function foldRows<Row extends object>(
  write: RowChange,
  table: ReadModelTable<Row>,
  events: readonly NumberedEvent[],
  keyOf: (event: NumberedEvent) => Partial<Row>,
  evolve: (row: Row | undefined, event: NumberedEvent) => Row,
): Promise<void> {
  const named = write.named(table)
  const keys = new Map(events.map((event) => [event.stream, keyOf(event)]))
  const keyTextOf = (row: Partial<Row>): string => JSON.stringify(table.key.map((column) => row[column]))
  const rows = new Map(
    (await readRowsByKey(write.transaction, named, [...keys.values()])).map((row) => [keyTextOf(row), row]),
  )
  const changed = new Map<string, Row>()
  for (const event of events) {
    const key = keyTextOf(keys.get(event.stream)!)
    const row = evolve(changed.get(key) ?? rows.get(key), event)
    changed.set(key, row)
  }
  await writeRows(write.transaction, named, [...changed.values()], 'replace')
}

/** An error for an event whose stream lacks its first event. */
export function missingFirstEvent({ stream, event }: NumberedEvent): Error {
  return new Error(`${event.type} in ${stream} comes before the event that begins such a stream.`)
}
