/** Creates the tables and indexes of read models. */
import { sql } from 'kysely'
import { type PhysicalTable, type ReadModelDatabase, listColumns, joinNames } from './table.ts'

const sqlTypeOf = (kind: string): string => (kind.startsWith('text') ? 'text collate "C"' : kind.replace('?', ''))

/** Creates the table with its key, without its indexes. */
export async function createTable(db: ReadModelDatabase, table: PhysicalTable<never>): Promise<void> {
  const columns = listColumns(table).map(
    ([name, kind]) =>
      sql`${sql.ref(name)} ${sql.raw(sqlTypeOf(kind))} ${sql.raw(kind.endsWith('?') ? '' : 'not null')}`,
  )
  await sql`create table ${sql.table(table.physicalName)} (${sql.join(columns)}, primary key
    (${joinNames(table.key)}))`.execute(db)
}

/** Creates the indexes. The database names them, so that the table can be renamed without a clash. */
export async function createIndexes(db: ReadModelDatabase, table: PhysicalTable<never>): Promise<void> {
  for (const index of table.indexes)
    await sql`create index on ${sql.table(table.physicalName)} (${joinNames(index)})`.execute(db)
  for (const index of table.sparse ?? []) {
    const first = sql.ref(index[0] ?? '')
    await sql`create index on ${sql.table(table.physicalName)} (${joinNames(index)})
      where ${first} is not null`.execute(db)
  }
}
