/** Usage: how often each step happened, by template and UTC day. */
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { UsageGenerationColumns, UsageColumns } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { missingFirstEvent, type Projection, type Type, type RowChange } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'
import { readRowsByKey, writeRows } from '../engine/tables/table-rows.ts'

const COUNTS: ReadModelTable<UsageColumns> = {
  name: 'usage',
  columns: {
    tenant: 'text',
    template_id: 'text',
    day: 'text',
    requested: 'int4',
    confirmed: 'int4',
    rendered: 'int4',
    delivered: 'int4',
    failed: 'int4',
    cancelled: 'int4',
    expired: 'int4',
  },
  key: ['tenant', 'template_id', 'day'],
  indexes: [['tenant', 'day']],
}

const GENERATIONS: ReadModelTable<UsageGenerationColumns> = {
  name: 'usage_generations',
  columns: { id: 'text', template_id: 'text' },
  key: ['id'],
  indexes: [],
}

type Count = Exclude<keyof UsageColumns, 'tenant' | 'template_id' | 'day'>

const COUNTED: Readonly<Partial<Record<Type, Count>>> = {
  GenerationRequested: 'requested',
  GenerationConfirmed: 'confirmed',
  DocumentRendered: 'rendered',
  DocumentDelivered: 'delivered',
  RenderingFailed: 'failed',
  GenerationCancelled: 'cancelled',
  GenerationExpired: 'expired',
}

export const usage: Projection = {
  name: 'usage',
  version: 1,
  tables: [COUNTS, GENERATIONS],
  types: new Set(Object.keys(COUNTED) as Type[]),
  async apply(events, write) {
    const begun = events.flatMap(({ stream, event }) =>
      event.type === 'GenerationRequested' ? [{ id: generationIdOf(stream), template_id: event.data.template_id }] : [],
    )
    const templateOf = await templatesOf(events, begun, write)
    await writeRows(write.transaction, write.named(GENERATIONS), begun, 'insert')
    await writeRows(write.transaction, write.named(COUNTS), count(events, templateOf), 'add')
  },
}

async function templatesOf(
  events: readonly NumberedEvent[],
  begun: readonly UsageGenerationColumns[],
  write: RowChange,
): Promise<Map<string, string>> {
  const templateOf = new Map(begun.map(({ id, template_id }) => [id, template_id]))
  const earlier = new Set(events.map(({ stream }) => generationIdOf(stream)).filter((id) => !templateOf.has(id)))
  for (const row of await readRowsByKey(
    write.transaction,
    write.named(GENERATIONS),
    [...earlier].map((id) => ({ id })),
  )) {
    templateOf.set(row.id, row.template_id)
  }
  return templateOf
}

function count(events: readonly NumberedEvent[], templateOf: ReadonlyMap<string, string>): UsageColumns[] {
  const rows = new Map<string, UsageColumns>()
  for (const recorded of events) {
    const {
      stream,
      event,
      envelope: { tenant, at },
    } = recorded
    const template_id = templateOf.get(generationIdOf(stream))
    const counted = COUNTED[event.type]
    if (template_id === undefined) throw missingFirstEvent(recorded)
    if (counted === undefined || (event.type === 'DocumentDelivered' && event.data.again === true)) continue
    const day = at.slice(0, 10)
    const key = JSON.stringify([tenant, template_id, day])
    const row = rows.get(key) ?? {
      tenant,
      template_id,
      day,
      requested: 0,
      confirmed: 0,
      rendered: 0,
      delivered: 0,
      failed: 0,
      cancelled: 0,
      expired: 0,
    }
    rows.set(key, { ...row, [counted]: row[counted] + 1 })
  }
  return [...rows.values()]
}
