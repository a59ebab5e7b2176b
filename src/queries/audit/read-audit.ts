/** Rows of the audit in the order of the log, without sealed values. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { EventType } from '../../domain/event-catalogue.ts'
import type { Caller } from '../../domain/kernel/access.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { AuditColumns, ReadSchema } from '../../ports/read-models/read-schema.ts'
import { decodeCursor, encodeCursor, limitOf } from '../paging.ts'
import { auditConditions, type AuditConditions, type AuditFilter } from './audit-filter.ts'

export interface ReadAudit extends AuditFilter {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** A row as it is stored: `data` as JSON text. */
export type AuditRow = Pick<
  AuditColumns,
  | 'id'
  | 'stream'
  | 'revision'
  | 'actor'
  | 'surface'
  | 'at'
  | 'version'
  | 'command_id'
  | 'correlation_id'
  | 'causation_id'
  | 'hash'
  | 'data'
> & { readonly seq: number | string; readonly type: EventType }

export interface AuditEntry extends Omit<AuditRow, 'data' | 'seq' | 'hash'> {
  readonly data: unknown
}

export interface AuditPage<Entry = AuditEntry> {
  readonly data: readonly Entry[]
  /** Null on the last page. */
  readonly next_cursor: string | null
}

const COLUMNS = sql.join(
  (
    [
      'seq',
      'id',
      'stream',
      'revision',
      'type',
      'actor',
      'surface',
      'at',
      'version',
      'data',
      'command_id',
      'correlation_id',
      'causation_id',
      'hash',
    ] as const
  ).map((name) => sql.ref(`audit.${name}`)),
)

/** One page of the audit, the newest first. The cost is that of its rows, however long the log is. */
export async function readAudit(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { cursor, limit: wanted, ...filter }: ReadAudit,
  { tenant }: Caller,
): Promise<AuditPage<AuditRow>> {
  const limit = limitOf(wanted)
  const rows = await refuseWhileRebuilt(async () => {
    const conditions = await auditConditions(db, tenant, filter)
    return selectRows(db, conditions, { order: 'desc', after: placeOf(cursor), limit: limit + 1 })
  })
  const last = rows[limit - 1]
  return {
    data: rows.slice(0, limit),
    next_cursor: rows.length > limit && last !== undefined ? cursorAfter(last) : null,
  }
}

/** The place that a cursor names. Throws `Refused` (`invalid`). */
export const placeOf = (cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : (decodeCursor(cursor, ['number'])[0] as number)

export const cursorAfter = ({ seq }: Pick<AuditRow, 'seq'>): string => encodeCursor([Number(seq)])

interface Part {
  readonly order: 'asc' | 'desc'
  /** The place in the log after which the rows begin, in that order. */
  readonly after: number | undefined
  readonly limit: number
}

/**
 * The next rows that fit. Alternatives (types of a group, who did it or whom it is about) are read each from its own
 * index and then merged: with `or` the database would sort all that fit, or go through all that do not.
 */
export async function selectRows(
  db: Kysely<ReadSchema>,
  { always, persons, types, narrow }: AuditConditions,
  { order, after, limit }: Part,
): Promise<readonly AuditRow[]> {
  const place = after === undefined ? [] : [order === 'asc' ? sql`seq > ${after}` : sql`seq < ${after}`]
  const ending = sql`order by seq ${sql.raw(order)} limit ${limit}`
  const select = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
    sql`select ${COLUMNS} from audit where ${sql.join([...always, ...conditions, ...place], sql` and `)} ${ending}`

  const alternatives = [persons, types.map((type) => sql`type = ${type}`)].filter((each) => each.length > 0)
  const branches = narrow
    ? [alternatives.map((each) => sql`(${sql.join(each, sql` or `)})`)]
    : combinations(alternatives)
  const [only, ...others] = branches
  const query =
    others.length === 0
      ? select(only ?? [])
      : sql`select * from (${sql.join(
          branches.map((branch) => sql`(${select(branch)})`),
          sql` union all `,
        )}) as merged ${ending}`
  return (await sql<AuditRow>`${query}`.execute(db)).rows
}

/** One of each list, in every way; one empty combination of no lists. */
const combinations = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>((all, list) => all.flatMap((one) => list.map((each) => [...one, each])), [[]])

/**
 * After an update the audit is built anew beside the one of before, which is read until then and lacks what some
 * filters ask for. Throws `Refused` (`unavailable`) for these.
 */
export async function refuseWhileRebuilt<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === UNDEFINED_COLUMN)) throw error
    return unwrap(
      fail('unavailable', 'The audit is being rebuilt after an update. This filter works in a few minutes.', {
        retry_after: 60,
      }),
    )
  }
}

/** SQLSTATE `undefined_column`. */
const UNDEFINED_COLUMN = '42703'
