/** The description of a read model's table, from which its SQL definition and statements are generated. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
/** The SQL types of columns. */
export type ColumnKind = 'text' | 'int4' | 'int8' | 'bool'

/** A table, independent of whether it is live or of a rebuild. */
export interface ReadModelTable<Row extends object = Record<string, unknown>> {
  readonly name: keyof ReadSchema
  /** A kind with `?` allows nulls. */
  readonly columns: { readonly [Name in keyof Row & string]: ColumnKind | `${ColumnKind}?` }
  readonly key: readonly (keyof Row & string)[]
  readonly indexes: readonly (readonly (keyof Row & string)[])[]
  /** Partial indexes: only rows whose first column is not null. */
  readonly sparse?: readonly (readonly (keyof Row & string)[])[]
}

/** A table of one set of tables: the live ones, or those of a rebuild beside them. */
export interface PhysicalTable<Row extends object> extends ReadModelTable<Row> {
  /** Its name in the database. */
  readonly physicalName: string
}

export type ReadModelDatabase = Kysely<ReadSchema>

export const listColumns = (table: ReadModelTable<never>): [name: string, kind: string][] =>
  Object.entries(table.columns)
export const joinNames = (names: readonly string[]): RawBuilder<unknown> => sql.join(names.map((name) => sql.ref(name)))
