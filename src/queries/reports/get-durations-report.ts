/** Durations: how long generations take from step to step, by template. */
import { sql } from 'kysely'
import type { Caller } from '../../domain/kernel/access.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import { lastInstant } from '../instant.ts'
import type { ReportRange } from './get-usage-report.ts'

/** In seconds, rounded to milliseconds; null where no generation got so far. */
export interface Duration {
  readonly p50: number | null
  readonly p95: number | null
}

export interface DurationsRow {
  readonly template_id: string
  readonly template_name: string | null
  /** Generations requested in the range. */
  readonly requested: number
  /** From the request to the confirmation. */
  readonly answering: Duration
  /** From the confirmation to the stored document. */
  readonly rendering: Duration
  /** From the stored document to the first complete download. */
  readonly fetching: Duration
}

interface Row {
  readonly template_id: string
  readonly template_name: string | null
  readonly requested: number
  readonly answering: readonly (number | null)[] | null
  readonly rendering: readonly (number | null)[] | null
  readonly fetching: readonly (number | null)[] | null
}

/** `from` and `to` are the UTC days of the request. */
export async function getDurationsReport(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { from, to, template_id }: ReportRange,
  { tenant }: Caller,
): Promise<{ readonly data: readonly DurationsRow[] }> {
  const percentiles = (begin: string, end: string) => sql`percentile_cont(array[0.5, 0.95]) within group (order by
    extract(epoch from ${sql.ref(end)}::timestamptz - ${sql.ref(begin)}::timestamptz)) filter (where
      ${sql.ref(end)} is not null)`
  const { rows } = await sql<Row>`
    select generations.template_id, min(templates.name) as template_name, count(*)::int as requested,
      ${percentiles('requested_at', 'confirmed_at')} as answering,
      ${percentiles('confirmed_at', 'rendered_at')} as rendering,
      ${percentiles('rendered_at', 'delivered_at')} as fetching
    from generations
    left join templates on templates.tenant = generations.tenant and templates.id = generations.template_id
    where generations.tenant = ${tenant}
      and requested_at >= ${from ?? ''} and requested_at <= ${to === undefined ? '9' : lastInstant(to, 'to')}
      and (${template_id ?? null}::text is null or generations.template_id = ${template_id ?? null})
    group by generations.template_id order by generations.template_id`.execute(db)
  return {
    data: rows.map(({ answering, rendering, fetching, ...row }) => ({
      ...row,
      answering: durationOf(answering),
      rendering: durationOf(rendering),
      fetching: durationOf(fetching),
    })),
  }
}

const durationOf = (seconds: readonly (number | null)[] | null): Duration => ({
  p50: roundToMs(seconds?.[0]),
  p95: roundToMs(seconds?.[1]),
})

const roundToMs = (seconds: number | null | undefined): number | null =>
  seconds == null ? null : Math.round(seconds * 1000) / 1000
