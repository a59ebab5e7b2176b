/** The audit: a row for every event of the log, in order, without sealed fields. */
import type { Insertable } from 'kysely'
import type { AuditColumns } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import type { Projection } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'
import { writeRows } from '../engine/tables/table-rows.ts'

type Row = Insertable<AuditColumns>

/** Each filter has an index that ends in `seq`, so that a page costs the same however long the log is. */
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
  },
  key: ['seq'],
  indexes: [
    ['tenant', 'seq'],
    ['tenant', 'stream', 'seq'],
    ['tenant', 'actor', 'seq'],
    ['tenant', 'type', 'seq'],
    ['tenant', 'at', 'seq'],
  ],
}

export const audit: Projection = {
  name: 'audit',
  version: 1,
  tables: [TABLE],
  types: undefined,
  apply: (events, { transaction, named }) => writeRows(transaction, named(TABLE), events.map(rowOf), 'insert'),
}

function rowOf({ ordinal, stream, revision, envelope, event }: NumberedEvent): Row {
  const { id, tenant, type, version, actor, surface, at, command_id, correlation_id, causation_id, hash } = envelope
  return {
    seq: ordinal,
    id,
    stream,
    revision,
    tenant,
    type,
    version,
    actor,
    surface,
    at,
    command_id,
    correlation_id,
    causation_id,
    hash,
    data: JSON.stringify(event.data),
  }
}
