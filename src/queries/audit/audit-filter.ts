/** What can be asked of the audit, as conditions on its rows. Each filter alone has an index (`models/audit.ts`). */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { EventType } from '../../domain/event-catalogue.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { firstInstant, lastInstant } from '../instant.ts'
import { typesNamed } from './sentences/all-tellers.ts'

export interface AuditFilter {
  readonly stream?: string | undefined
  /** Who did it. */
  readonly actor?: string | undefined
  /** Who did it, or whom it is about. */
  readonly person?: string | undefined
  /** A type of event, or a group of them. */
  readonly type?: string | undefined
  /** A template's id: what happened to it, and in its conversations. */
  readonly template_id?: string | undefined
  /** A generation's id: what happened in it, and who else looked at it. */
  readonly generation_id?: string | undefined
  readonly surface?: string | undefined
  readonly correlation_id?: string | undefined
  readonly command_id?: string | undefined
  /** From this day or instant on. */
  readonly from?: string | undefined
  /** Up to and including this day or instant. */
  readonly to?: string | undefined
  /** IANA name of the zone in which days lie, and times that name none; UTC where left out. */
  readonly zone?: string | undefined
}

/** Event times come from the clock of the instance that wrote them. Clocks are assumed to differ by less than this. */
const CLOCK_SKEW_MS = 60_000

/** Columns that are compared with a filter of the same meaning. */
const EQUALS = {
  stream: 'stream',
  actor: 'actor',
  template_id: 'template',
  generation_id: 'generation',
  surface: 'surface',
  correlation_id: 'correlation_id',
  command_id: 'command_id',
} as const satisfies Partial<Record<keyof AuditFilter, string>>

type Condition = RawBuilder<unknown>

/** Rows that fit all of `always`, and one of each list of alternatives; empty lists are none. */
export interface AuditConditions {
  readonly always: readonly Condition[]
  /** Columns of which one holds the person. */
  readonly persons: readonly Condition[]
  readonly types: readonly EventType[]
  /** So few rows fit anyway that alternatives need no index of their own. */
  readonly narrow: boolean
}

/**
 * The conditions of a filter. Throws `Refused` (`invalid`) for a type, time or zone that is none. Times are translated
 * to places in the log first: an index can then be read in the order of the log.
 */
export async function auditConditions(
  db: Kysely<ReadSchema>,
  tenant: string,
  filter: AuditFilter,
): Promise<AuditConditions> {
  const { stream, generation_id, correlation_id, command_id, person, type } = filter
  const equal = Object.entries(EQUALS).flatMap(([name, column]) => {
    const value = filter[name as keyof typeof EQUALS]
    return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`]
  })
  const types = type === undefined ? [] : typesNamed(type)
  if (types === undefined) return unwrap(fail('invalid', `There is no kind of event “${type}”.`, { field: 'type' }))
  return {
    always: [sql`tenant = ${tenant}`, ...equal, ...(await timeConditions(db, tenant, filter))],
    persons: person === undefined ? [] : [sql`actor = ${person}`, sql`concerns = ${person}`],
    types,
    narrow: [stream, generation_id, correlation_id, command_id].some((one) => one !== undefined),
  }
}

async function timeConditions(
  db: Kysely<ReadSchema>,
  tenant: string,
  { from, to, zone }: AuditFilter,
): Promise<Condition[]> {
  const [first, last] = [
    from === undefined ? undefined : firstInstant(from, 'from', zone),
    to === undefined ? undefined : lastInstant(to, 'to', zone),
  ]
  return [
    ...(first === undefined ? [] : [sql`at >= ${first}`, sql`seq >= ${await firstPlace(db, tenant, first)}`]),
    ...(last === undefined ? [] : [sql`at <= ${last}`, sql`seq <= ${await lastPlace(db, tenant, last)}`]),
  ]
}

async function firstPlace(db: Kysely<ReadSchema>, tenant: string, at: string): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select('seq')
    .where('tenant', '=', tenant)
    .where('at', '>=', addMilliseconds(at, -CLOCK_SKEW_MS))
    .orderBy('at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? Number.MAX_SAFE_INTEGER : Number(row.seq)
}

async function lastPlace(db: Kysely<ReadSchema>, tenant: string, at: string): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select('seq')
    .where('tenant', '=', tenant)
    .where('at', '<=', addMilliseconds(at, CLOCK_SKEW_MS))
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? -1 : Number(row.seq)
}

const addMilliseconds = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()
