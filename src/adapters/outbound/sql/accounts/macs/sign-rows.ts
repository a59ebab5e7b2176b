/**
 * Gives rows their MACs that have none: those of versions before, and those that an instance of such a version still
 * writes. That it was done is noted under a MAC; where MACs are demanded, it is done once.
 */
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { AccountTables } from '../account-tables.ts'
import { writeRow } from './change-rows.ts'
import { SIGNED_TABLES, type SignedTable } from './granting-columns.ts'
import { shownId, type RowFault, type RowMacs, type SignedRow } from './row-macs.ts'

/** The note that the rows have their MACs. */
const NOTE = 'account_macs'
const PAGE = 500

export interface SigningDeps {
  readonly db: Kysely<AccountTables>
  readonly macs: RowMacs
  readonly key: KeyObject
  readonly clock: Clock
  readonly logger: Logger
}

/** The rows cannot be believed, and nothing says that they were signed before. */
export class UnsignedAccounts extends Error {
  override readonly name = 'UnsignedAccounts'
  /** What to correct before the next start. */
  readonly setting = 'DOCGEN_EVENT_MACS'
}

/**
 * How rows without a MAC are taken. `once`: signed at the first start, refused from then on. `write`: signed at every
 * start and not refused, while instances of a version before run beside. `demand`: refused; they must have been signed
 * before.
 */
export type AccountMacMode = 'once' | 'write' | 'demand'

/** Signs what is to be signed. Throws `UnsignedAccounts` where MACs are demanded that were never made. */
export async function prepareAccountMacs(deps: SigningDeps, mode: AccountMacMode): Promise<void> {
  const noted = await isNoted(deps)
  if (mode === 'demand' && !noted && (await hasRows(deps.db)))
    throw new UnsignedAccounts(
      'The rows of accounts have no MACs yet, or somebody removed the note that they have. Start every instance with ' +
        'DOCGEN_EVENT_MACS=write first, and look at who has access.',
    )
  if (mode === 'write' || !noted) await signRows(deps)
  if (!noted) await note(deps)
}

/** Signs all rows whose MAC is missing or wrong. Returns how many. */
export async function signRows(deps: SigningDeps): Promise<number> {
  let signed = 0
  for (const table of SIGNED_TABLES) signed += await signTable(deps, table)
  if (signed > 0)
    deps.logger.warn({ security: 'AccountRowsSigned', rows: signed }, 'rows of accounts were signed as they are')
  return signed
}

async function signTable({ db, macs }: SigningDeps, table: SignedTable): Promise<number> {
  let signed = 0
  for (let last: string | undefined = '(0,0)'; last !== undefined;)
    last = await db.transaction().execute(async (transaction) => {
      const page = await readPage(transaction, table, last!)
      for (const { place: _, ...row } of page) {
        if (macs.faultOf(table, row) === undefined) continue
        const { mac } = macs.sign(table, row as never)
        await writeRow(transaction, table, row, { mac })
        signed++
      }
      return page.at(-1)?.place
    })
  return signed
}

/** A row that is not as this service wrote it. */
export interface FoundRow {
  readonly table: SignedTable
  /** What names it for operators. */
  readonly id: string
  readonly kind: RowFault
}

/** Looks at every row. */
export async function* findForeignRows(db: Kysely<AccountTables>, macs: RowMacs): AsyncIterable<FoundRow> {
  for (const table of SIGNED_TABLES)
    for (let last: string | undefined = '(0,0)'; last !== undefined;) {
      const page: readonly PlacedRow[] = await readPage(db, table, last)
      for (const row of page) {
        const kind = macs.faultOf(table, row)
        if (kind !== undefined) yield { table, id: shownId(table, row), kind }
      }
      last = page.at(-1)?.place
    }
}

type PlacedRow = SignedRow & { readonly place: string }

/** In the order in which they lie, so that no table needs an index for it. */
async function readPage(db: Kysely<AccountTables>, table: SignedTable, last: string): Promise<readonly PlacedRow[]> {
  const lock = db.isTransaction ? sql`for update` : sql``
  const { rows } = await sql<PlacedRow>`
    select ctid::text as place, * from ${sql.table(table)} where ctid > ${last}::tid order by ctid
    limit ${PAGE} ${lock}`.execute(db)
  return rows
}

async function hasRows(db: Kysely<AccountTables>): Promise<boolean> {
  const counts = await Promise.all(
    SIGNED_TABLES.map((table) => sql`select from ${sql.table(table)} limit 1`.execute(db)),
  )
  return counts.some(({ rows }) => rows.length > 0)
}

async function isNoted({ db, key }: SigningDeps): Promise<boolean> {
  const { rows } = await sql<{ value: string }>`select value from installation where name = ${NOTE}`.execute(db)
  const [at = '', mac = ''] = (rows[0]?.value ?? '').split(' ')
  const right = noteMac(key, at)
  return mac.length === right.length && timingSafeEqual(Buffer.from(mac), Buffer.from(right))
}

async function note({ db, key, clock }: SigningDeps): Promise<void> {
  const at = clock.now()
  const value = `${at} ${noteMac(key, at)}`
  await sql`insert into installation (name, value) values (${NOTE}, ${value})
    on conflict (name) do update set value = ${value}`.execute(db)
}

const noteMac = (key: KeyObject, at: string): string =>
  createHmac('sha256', key).update(`docgen account rows are signed\0${at}`).digest('hex')
