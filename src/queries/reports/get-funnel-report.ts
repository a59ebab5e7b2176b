/** The funnel: at which question people give up, in the order in which a template version asks. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { Question } from '../../domain/questions/question.ts'
import { templateDecider, versionOf } from '../../domain/template/template.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { FunnelColumns } from '../../ports/read-models/read-schema.ts'

export interface FunnelFilter {
  readonly template_id?: string | undefined
  readonly template_version?: number | undefined
}

/** `question` is a name, `items.quantity` for a list's field, empty for the review. */
export interface FunnelRow extends Omit<FunnelColumns, 'tenant'> {
  readonly template_name: string
  readonly label: string
  /** Conversations that are at the question now: reached − passed − given_up. */
  readonly waiting: number
}

/** By template, newest version first, then in interview order. Questions that nobody reached are left out. */
export async function getFunnelReport(
  { readDatabase: { db }, aggregates }: { readonly readDatabase: ReadDatabase; readonly aggregates: AggregateStore },
  { template_id, template_version }: FunnelFilter,
  { tenant }: Caller,
): Promise<{ readonly data: readonly FunnelRow[] }> {
  let query = db
    .selectFrom('funnel')
    .where('tenant', '=', tenant)
    .where((row) => row.or([row('reached', '>', 0), row('not_understood', '>', 0)]))
  if (template_id !== undefined) query = query.where('template_id', '=', template_id)
  if (template_version !== undefined) query = query.where('template_version', '=', template_version)
  const rows = await query
    .select(['template_id', 'template_version', 'question', 'reached', 'passed', 'given_up', 'not_understood'])
    .orderBy('template_id')
    .orderBy('template_version', 'desc')
    .execute()

  const data: FunnelRow[] = []
  for (const ofVersion of Map.groupBy(rows, (row) =>
    JSON.stringify([row.template_id, row.template_version]),
  ).values()) {
    const { template_id: id, template_version: version } = ofVersion[0]!
    const { state: template } = await aggregates.load(templateDecider, templateStream(tenant, id))
    const asked = labelsInOrder(versionOf(template, version)?.questions ?? [])
    const place = new Map([...asked.keys()].map((name, index) => [name, index]))
    ofVersion.sort((a, b) => (place.get(a.question) ?? Infinity) - (place.get(b.question) ?? Infinity))
    data.push(
      ...ofVersion.map((row) => ({
        ...row,
        template_name: template.name,
        label: row.question === '' ? 'Review' : (asked.get(row.question) ?? row.question),
        waiting: row.reached - row.passed - row.given_up,
      })),
    )
  }
  return { data }
}

/** Labels by name in interview order, lists before their fields. Items of a plain list count as the list. */
function labelsInOrder(questions: readonly Question[], within = ''): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { name, label, fields } of questions) {
    const address = `${within}${name}`
    if (name !== '.') labels.set(address, label)
    for (const [inner, text] of labelsInOrder(fields ?? [], `${address}.`)) labels.set(inner, `${label}: ${text}`)
  }
  return labels
}
