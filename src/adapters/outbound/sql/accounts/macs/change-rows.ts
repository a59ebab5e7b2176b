/** The one way to change what a row grants: it is looked at first, and gets the MAC of what it says then. */
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import type { AccountTables } from '../account-tables.ts'
import { GRANTING, type SignedTable } from './granting-columns.ts'
import type { SignedDb, SignedRow } from './row-macs.ts'

export type RowOf<Table extends SignedTable> = Selectable<AccountTables[Table]>

export interface RowUpdate<Table extends SignedTable> {
  readonly table: Table
  /** Which rows: a condition on their columns. */
  readonly where: RawBuilder<unknown>
  /** The new values, or undefined where the row stays as it is. It runs with the row locked. */
  readonly change: (row: RowOf<Table>) => Partial<RowOf<Table>> | undefined
}

/**
 * Changes rows, in a transaction of its own or in the one that is given; gives them as they are then. One that is not
 * as this service wrote it stays so: a change does not make it good.
 */
export async function changeRows<Table extends SignedTable>(
  { db, macs }: SignedDb,
  wanted: RowUpdate<Table>,
): Promise<readonly RowOf<Table>[]> {
  if (!db.isTransaction) return db.transaction().execute((transaction) => changeRows({ db: transaction, macs }, wanted))
  const { table, where, change } = wanted
  const { rows } = await sql<RowOf<Table> & SignedRow>`
    select * from ${sql.table(table)} where ${where} for update`.execute(db)
  const changed: RowOf<Table>[] = []
  for (const row of rows) {
    if (!macs.holds(table, row)) continue
    const values = change(row)
    if (values === undefined) continue
    const { mac: _, ...next } = { ...row, ...values }
    const signed = macs.sign(table, next as never) as RowOf<Table> & SignedRow
    await writeRow(db, table, row, { ...values, mac: signed.mac })
    changed.push(signed)
  }
  return changed
}

/** Writes these columns of the row. */
export async function writeRow(
  db: Kysely<AccountTables>,
  table: SignedTable,
  row: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const equals = (name: string, value: unknown) => sql`${sql.ref(name)} = ${value}`
  await sql`
    update ${sql.table(table)}
    set ${sql.join(Object.entries(values).map(([name, value]) => equals(name, value)))}
    where ${sql.join(
      GRANTING[table].key.map((name) => equals(name, row[name])),
      sql` and `,
    )}`.execute(db)
}
