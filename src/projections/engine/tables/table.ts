/**
 * A read model's table, described once: its definition in SQL and the statements that write many rows at a time follow
 * from it. One statement for a whole batch (arrays through `unnest`) is what makes a rebuild fast; row by row is 47
 * times slower.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
export type ColumnKind = 'text' | 'int4' | 'int8' | 'bool'

export interface ReadModelTable<Row extends object = Record<string, unknown>> {
  readonly name: keyof ReadSchema
  /** `?` after the kind allows nulls. */
  readonly columns: { readonly [Name in keyof Row & string]: ColumnKind | `${ColumnKind}?` }
  readonly key: readonly (keyof Row & string)[]
  readonly indexes: readonly (readonly (keyof Row & string)[])[]
  /** Indexes of those rows alone that have something in the first column. */
  readonly sparse?: readonly (readonly (keyof Row & string)[])[]
}

/** A table of one set of tables: the live ones, or those of a rebuild beside them. */
export interface PhysicalTable<Row extends object> extends ReadModelTable<Row> {
  /** Its name in the database. */
  readonly physicalName: string
}

export type Database = Kysely<ReadSchema>

export const listColumns = (table: ReadModelTable<never>): [name: string, kind: string][] =>
  Object.entries(table.columns)
export const list = (names: readonly string[]): RawBuilder<unknown> => sql.join(names.map((name) => sql.ref(name)))
