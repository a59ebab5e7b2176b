/**
 * What a read model is: its tables, and how a batch of events changes them. The reduction of a batch to changed rows is
 * pure; then one statement per table writes them, in the transaction that also moves the checkpoint.
 */
import type { Transaction } from 'kysely'
import type { RecordedOpenEvent } from '../../ports/events/event-log.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent, Subscriber } from '../../ports/events/subscriber.ts'
import type { PhysicalTable, ReadModelTable } from './tables/table.ts'
import { readRows, writeRows } from './tables/table-rows.ts'

export type Type = RecordedOpenEvent['event']['type']

export interface Projection {
  readonly name: string
  /** Raise it when the tables or their rows change: the read model is then rebuilt beside the old one. */
  readonly version: number
  readonly tables: readonly ReadModelTable<never>[]
  /** The types of event that can change it; undefined for all. */
  readonly types: ReadonlySet<Type> | undefined
  apply(events: readonly NumberedEvent[], write: RowChange): Promise<void>
}

/** Where a batch is written. */
export interface RowChange {
  readonly transaction: Transaction<ReadSchema>
  /** The table under the name it has in this set of tables. */
  readonly named: <Row extends object>(table: ReadModelTable<Row>) => PhysicalTable<Row>
}

/** What the tables of a rebuild are called until they take the place of the live ones. */
export const REBUILD_SUFFIX = '_rebuild'

export const nameTable = <Row extends object>(table: ReadModelTable<Row>, suffix: string): PhysicalTable<Row> => ({
  ...table,
  physicalName: `${table.name}${suffix}`,
})

/** The read model as a subscriber that writes the live tables, or those with a suffix. */
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
 * Folds events into rows: loads the rows that they touch, evolves each by its events in order, writes them back. One
 * select and one upsert for a batch of any size. `keyOf` gives the row's key columns; `evolve` must not change the row
 * it is given.
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
  const textOf = (row: Partial<Row>): string => JSON.stringify(table.key.map((column) => row[column]))
  const rows = new Map((await readRows(write.transaction, named, [...keys.values()])).map((row) => [textOf(row), row]))
  const changed = new Map<string, Row>()
  for (const event of events) {
    const key = textOf(keys.get(event.stream)!)
    const row = evolve(changed.get(key) ?? rows.get(key), event)
    changed.set(key, row)
  }
  await writeRows(write.transaction, named, [...changed.values()], 'replace')
}

/** The event's stream does not begin as its kind of stream must: the event cannot be placed. */
export function missingFirstEvent({ stream, event }: NumberedEvent): Error {
  return new Error(`${event.type} in ${stream} comes before the event that begins such a stream.`)
}
