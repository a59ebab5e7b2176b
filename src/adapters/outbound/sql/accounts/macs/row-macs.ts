/**
 * MACs over what rows of accounts grant (HMAC-SHA-256, RFC 2104): whoever can write to the database and has no master
 * key can make no row that opens anything.
 */
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Logger } from '../../../../../ports/logger.ts'
import type { AccountTables, RowMac } from '../account-tables.ts'
import { GRANTING, type SignedTable } from './granting-columns.ts'

/** A row without a MAC was inserted by somebody else; one with a wrong MAC was changed. */
export type RowFault = 'inserted' | 'changed'

/** What a row of any of these tables has, read whole. */
export type SignedRow = Readonly<Record<string, unknown>> & { readonly mac: Uint8Array | null }

/** A row that is to be added, without its MAC. */
export type UnsignedRow<Table extends SignedTable> = Omit<Insertable<AccountTables[Table]>, 'mac'>

export interface RowMacs {
  /** Whether rows that are not as this service wrote them open nothing. */
  readonly demanded: boolean
  /** The row with its MAC. */
  sign<Table extends SignedTable, Row extends UnsignedRow<Table>>(
    table: Table,
    row: Row,
  ): Row & { readonly mac: RowMac }
  /** What is wrong with the row, whether that is demanded or not. */
  faultOf(table: SignedTable, row: SignedRow): RowFault | undefined
  /** Whether the row may open something. Says so in the log where it may not. */
  holds(table: SignedTable, row: SignedRow): boolean
}

/** The tables of accounts, with what signs and checks their rows. */
export interface SignedDb {
  readonly db: Kysely<AccountTables>
  readonly macs: RowMacs
}

export interface RowMacOptions {
  readonly demanded: boolean
  readonly logger: Logger
}

/** The rows that were told of lately: whoever tries such a key again and again does not fill the log. */
const MOST_TOLD = 1000
const TELL_AGAIN_MS = 60_000

/** MACs under a key of the installation. */
export function keyedRowMacs(key: KeyObject, { demanded, logger }: RowMacOptions): RowMacs {
  const told = new LRUCache<string, true>({ max: MOST_TOLD, ttl: TELL_AGAIN_MS })
  const macOf = (table: SignedTable, row: Readonly<Record<string, unknown>>): RowMac =>
    createHmac('sha256', key).update(signedText(table, row)).digest() as Uint8Array as RowMac

  function faultOf(table: SignedTable, row: SignedRow): RowFault | undefined {
    if (row.mac === null) return 'inserted'
    const right = macOf(table, row)
    return row.mac.length === right.length && timingSafeEqual(row.mac, right) ? undefined : 'changed'
  }

  return {
    demanded,
    sign: (table, row) => ({ ...row, mac: macOf(table, row) }),
    faultOf,
    holds(table, row) {
      const fault = demanded ? faultOf(table, row) : undefined
      if (fault === undefined) return true
      const shown = shownId(table, row)
      const name = JSON.stringify([table, shown, fault])
      if (!told.has(name)) {
        told.set(name, true)
        logger.error(
          { security: 'AccountRowRefused', table, row: shown, kind: fault },
          `a row of ${table} was ${fault} by somebody else than this service: it opens nothing`,
        )
      }
      return false
    },
  }
}

/** For an instance without keys, which writes nothing: it believes the rows. */
export const UNCHECKED_ROWS: RowMacs = {
  demanded: false,
  sign: () => {
    throw new Error('This instance has no keys: it adds no rows of accounts.')
  },
  faultOf: () => undefined,
  holds: () => true,
}

/** What names a row for operators: an id, never a secret. */
export const shownId = (table: SignedTable, row: SignedRow): string => String(row[GRANTING[table].shown])

/** The columns that grant, in the order of their names, without those that are as where they are left out. */
function signedText(table: SignedTable, row: Readonly<Record<string, unknown>>): string {
  const { columns } = GRANTING[table]
  const given = Object.keys(columns)
    .sort()
    .map((name) => [name, plain(row[name] === undefined ? columns[name] : row[name])] as const)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(columns[name]))
  return JSON.stringify(['docgen account row', table, given])
}

const plain = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)
