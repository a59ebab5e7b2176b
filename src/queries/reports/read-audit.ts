/** The audit: every event of a tenant, newest first, without sealed values. */
import { sql } from 'kysely'
import type { Caller } from '../../domain/kernel/access.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { AuditColumns } from '../../ports/read-models/read-schema.ts'
import { firstInstant, lastInstant } from '../instant.ts'
import { decodeCursor, encodeCursor, limitOf } from '../paging.ts'

export interface ReadAudit {
  readonly stream?: string | undefined
  readonly actor?: string | undefined
  readonly type?: string | undefined
  /** From this day (UTC) or instant on. */
  readonly from?: string | undefined
  /** Up to and including this day (UTC) or instant. */
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface AuditEntry extends Pick<
  AuditColumns,
  'id' | 'stream' | 'type' | 'actor' | 'surface' | 'at' | 'version' | 'command_id' | 'correlation_id' | 'causation_id'
> {
  /** The event's revision in its stream, from 0. */
  readonly revision: number
  readonly data: unknown
}

export interface AuditPage {
  readonly data: readonly AuditEntry[]
  /** Null on the last page. */
  readonly next_cursor: string | null
}

/** Event times come from the clock of the instance that wrote them. Clocks are assumed to differ by less than this. */
const CLOCK_SKEW_MS = 60_000

/**
 * One page of the audit. The cost is constant: each filter has an index in log order, and times are first translated to
 * positions in the log.
 */
export async function readAudit(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { stream, actor, type, from, to, cursor, limit: wanted }: ReadAudit,
  { tenant }: Caller,
): Promise<AuditPage> {
  const limit = limitOf(wanted)
  let query = db.selectFrom('audit').where('tenant', '=', tenant)
  if (stream !== undefined) query = query.where('stream', '=', stream)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (type !== undefined) query = query.where('type', '=', type)
  if (from !== undefined) {
    const at = firstInstant(from, 'from')
    query = query.where('at', '>=', at).where(
      'seq',
      '>=',
      sql<number>`coalesce((
      select seq from audit where tenant = ${tenant} and at >= ${addMilliseconds(at, -CLOCK_SKEW_MS)} order by at, seq
        limit 1), ${NO_SEQ})`,
    )
  }
  if (to !== undefined) {
    const at = lastInstant(to, 'to')
    const latest = addMilliseconds(at, CLOCK_SKEW_MS)
    query = query.where('at', '<=', at).where(
      'seq',
      '<=',
      sql<number>`coalesce((
      select seq from audit where tenant = ${tenant} and at <= ${latest} order by at desc, seq desc
        limit 1), -1)`,
    )
  }
  if (cursor !== undefined) {
    const [seq] = decodeCursor(cursor, ['number']) as [number]
    query = query.where('seq', '<', seq)
  }
  const rows = await query
    .select([
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
    ])
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(({ seq: _, data, ...entry }) => ({ ...entry, data: JSON.parse(data) as unknown })),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor([Number(last.seq)]) : null,
  }
}

const NO_SEQ = Number.MAX_SAFE_INTEGER

const addMilliseconds = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()
