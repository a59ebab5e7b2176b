/** The generations: the state of each and when it got there. Lists, durations and the sweep read it. */
import { sql } from 'kysely'
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { DelegatedColumns, GenerationColumns } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { foldRows, type Projection, type Type } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'
import { writeRows } from '../engine/tables/table-rows.ts'
import { CHANGES, evolveGenerationRow } from './generation-row.ts'

const TABLE: ReadModelTable<GenerationColumns> = {
  name: 'generations',
  columns: {
    id: 'text',
    tenant: 'text',
    requester: 'text',
    template_id: 'text',
    template_version: 'int4',
    surface: 'text',
    state: 'text',
    next: 'text?',
    document_id: 'text?',
    idle_days: 'int4',
    active_at: 'text',
    posts: 'bool',
    reminders: 'text',
    reminded: 'int4',
    asked_at: 'text?',
    postponed_until: 'text?',
    undelivered: 'text?',
    wakes_at: 'text?',
    requested_at: 'text',
    updated_at: 'text',
    confirmed_at: 'text?',
    rendered_at: 'text?',
    delivered_at: 'text?',
    revision: 'int4',
  },
  key: ['id'],
  indexes: [
    ['tenant', 'requested_at', 'id'],
    ['tenant', 'requester', 'requested_at', 'id'],
    ['tenant', 'template_id', 'requested_at', 'id'],
    ['tenant', 'state', 'requested_at', 'id'],
    ['tenant', 'updated_at'],
    ['state', 'id'],
  ],
  sparse: [
    ['wakes_at', 'id'],
    ['undelivered', 'id'],
  ],
}

const DELEGATED: ReadModelTable<DelegatedColumns> = {
  name: 'delegated',
  columns: { id: 'text', name: 'text', tenant: 'text', delegate: 'text', at: 'text' },
  key: ['id', 'name'],
  indexes: [['tenant', 'delegate', 'at']],
}

export const generations: Projection = {
  name: 'generations',
  version: 4,
  tables: [TABLE, DELEGATED],
  types: new Set<Type>(['GenerationRequested', ...(Object.keys(CHANGES) as Type[])]),
  async apply(events, write) {
    await foldRows(write, TABLE, events, ({ stream }) => ({ id: generationIdOf(stream) }), evolveGenerationRow)
    const { ended, delegated } = collectDelegated(events)
    const table = write.named(DELEGATED)
    if (ended.length > 0)
      await sql`delete from ${sql.table(table.physicalName)} where id = any(${ended})`.execute(write.transaction)
    await writeRows(write.transaction, table, delegated, 'replace')
  },
}

/** After these nobody is asked any more. A document that cannot be made may be asked about again. */
const ENDS: ReadonlySet<Type> = new Set(['GenerationConfirmed', 'GenerationCancelled', 'GenerationExpired'])

/** In place of a question’s address. */
const THE_REST = ''

/** The generations that end in these events, and the questions handed over after that. */
function collectDelegated(events: readonly NumberedEvent[]) {
  const ended = new Set<string>()
  const delegated = new Map<string, DelegatedColumns>()
  for (const { stream, event, envelope } of events) {
    const id = generationIdOf(stream)
    if (ENDS.has(event.type)) {
      ended.add(id)
      for (const [key, row] of delegated) if (row.id === id) delegated.delete(key)
    } else if (event.type === 'QuestionDelegated') {
      const { name, to: delegate } = event.data
      delegated.set(`${id} ${name}`, { id, name, tenant: envelope.tenant, delegate, at: envelope.at })
    } else if (event.type === 'RestDelegated') {
      const { to: delegate } = event.data
      delegated.set(`${id} `, { id, name: THE_REST, tenant: envelope.tenant, delegate, at: envelope.at })
    }
  }
  return { ended: [...ended], delegated: [...delegated.values()] }
}
