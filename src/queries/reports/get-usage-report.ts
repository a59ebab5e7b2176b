/** Usage: how often each step happened, by template and UTC day. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { UsageColumns } from '../../ports/read-models/read-schema.ts'

export interface ReportRange {
  /** UTC days `YYYY-MM-DD`, both included; left out: no bound. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly template_id?: string | undefined
}

export interface UsageRow extends Omit<UsageColumns, 'tenant'> {
  readonly template_name: string | null
}

/** By day, then template. */
export async function getUsageReport(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { from, to, template_id }: ReportRange,
  { tenant }: Caller,
): Promise<{ readonly data: readonly UsageRow[] }> {
  let query = db.selectFrom('usage').where('usage.tenant', '=', tenant)
  if (from !== undefined) query = query.where('day', '>=', from)
  if (to !== undefined) query = query.where('day', '<=', to)
  if (template_id !== undefined) query = query.where('template_id', '=', template_id)
  const data = await query
    .leftJoin('templates', (join) =>
      join.onRef('templates.tenant', '=', 'usage.tenant').onRef('templates.id', '=', 'template_id'),
    )
    .select([
      'template_id',
      'templates.name as template_name',
      'day',
      'requested',
      'confirmed',
      'rendered',
      'delivered',
      'failed',
      'cancelled',
      'expired',
    ])
    .orderBy('day')
    .orderBy('template_id')
    .execute()
  return { data }
}
