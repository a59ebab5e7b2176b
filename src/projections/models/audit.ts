/**
 * The audit: a row for every event of the log, in order, without sealed fields, and with what people look it up by: the
 * template, the generation, and whom it concerns.
 */
import type { Insertable } from 'kysely'
import type { AuditColumns, AuditGenerationsTable } from '../../ports/read-models/read-schema.ts'
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import type { Projection, RowChange } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'
import { readRowsByKey, writeRows } from '../engine/tables/table-rows.ts'
import { auditRow, generationMeant } from './audit-row.ts'

type Row = Insertable<AuditColumns>

/**
 * Each filter has an index that ends in `seq`, so that a page costs the same however long the log is; so have the pairs
 * of filters that may both hold for a large part of it and hardly ever together.
 */
const TABLE: ReadModelTable<Row> = {
  name: 'audit',
  columns: {
    seq: 'int8',
    id: 'text',
    stream: 'text',
    revision: 'int4',
    tenant: 'text',
    type: 'text',
    version: 'int4',
    actor: 'text',
    surface: 'text',
    at: 'text',
    command_id: 'text',
    correlation_id: 'text',
    causation_id: 'text',
    hash: 'text',
    data: 'text',
    template: 'text?',
    generation: 'text?',
    concerns: 'text?',
  },
  key: ['seq'],
  indexes: [
    ['id'],
    ['tenant', 'seq'],
    ['tenant', 'stream', 'seq'],
    ['tenant', 'actor', 'seq'],
    ['tenant', 'type', 'seq'],
    ['tenant', 'at', 'seq'],
    ['tenant', 'surface', 'seq'],
    ['tenant', 'correlation_id', 'seq'],
    ['tenant', 'command_id', 'seq'],
    ['tenant', 'template', 'seq'],
    ['tenant', 'actor', 'type', 'seq'],
    ['tenant', 'template', 'type', 'seq'],
    ['tenant', 'template', 'actor', 'seq'],
  ],
  sparse: [
    ['generation', 'tenant', 'seq'],
    ['concerns', 'tenant', 'seq'],
  ],
}

/** Later events of a generation do not name its template. */
const GENERATIONS: ReadModelTable<AuditGenerationsTable> = {
  name: 'audit_generations',
  columns: { id: 'text', template: 'text' },
  key: ['id'],
  indexes: [],
}

export const audit: Projection = {
  name: 'audit',
  version: 2,
  tables: [TABLE, GENERATIONS],
  types: undefined,
  async apply(events, write) {
    const begun = events.flatMap(({ stream, event }) =>
      event.type === 'GenerationRequested' ? [{ id: generationIdOf(stream), template: event.data.template_id }] : [],
    )
    const templates = await templatesOf(events, begun, write)
    await writeRows(write.transaction, write.named(GENERATIONS), begun, 'insert')
    await writeRows(
      write.transaction,
      write.named(TABLE),
      events.map((event) => auditRow(event, templates)),
      'insert',
    )
  },
}

/** The template of each generation that the events are about. */
async function templatesOf(
  events: readonly NumberedEvent[],
  begun: readonly AuditGenerationsTable[],
  write: RowChange,
): Promise<ReadonlyMap<string, string>> {
  const templates = new Map(begun.map(({ id, template }) => [id, template]))
  const meant = new Set(events.map(generationMeant))
  const keys = [...meant].flatMap((id) => (id === undefined || templates.has(id) ? [] : [{ id }]))
  for (const { id, template } of await readRowsByKey(write.transaction, write.named(GENERATIONS), keys))
    templates.set(id, template)
  return templates
}
