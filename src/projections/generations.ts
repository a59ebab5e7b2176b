/** The generations: where each stands and when it got there. Lists, durations and the sweep read it. */
import type { Phase } from '../domain/generation.ts'
import { wakesAt } from '../domain/generation-process.ts'
import { generationIdOf } from '../domain/generation-events.ts'
import type { GenerationsTable } from '../ports/read-schema.ts'
import type { NumberedEvent } from '../ports/subscriber.ts'
import { foldRows, withoutBeginning, type Projection } from './projection.ts'
import type { Table } from './table.ts'

const TABLE: Table<GenerationsTable> = {
  name: 'generations',
  columns: {
    id: 'text', tenant: 'text', requester: 'text', template_id: 'text', template_version: 'int4', surface: 'text', state: 'text', next: 'text?',
    document_id: 'text?', idle_days: 'int4', wakes_at: 'text?', requested_at: 'text', updated_at: 'text', confirmed_at: 'text?',
    rendered_at: 'text?', delivered_at: 'text?', revision: 'int4',
  },
  key: ['id'],
  indexes: [
    ['tenant', 'requested_at', 'id'],
    ['tenant', 'requester', 'requested_at', 'id'],
    ['tenant', 'template_id', 'requested_at', 'id'],
    ['tenant', 'state', 'requested_at', 'id'],
    ['state', 'wakes_at'],
  ],
}

export const generations: Projection = {
  name: 'generations',
  version: 1,
  tables: [TABLE],
  types: new Set([
    'GenerationRequested', 'AnswerProvided', 'ListItemAdded', 'ListItemRemoved', 'ListClosed', 'QuestionSkipped', 'GenerationConfirmed',
    'DocumentRendered', 'RenderingFailed', 'RenderingRetried', 'DocumentDelivered', 'GenerationCancelled', 'GenerationExpired',
  ]),
  apply: (events, write) => foldRows(write, TABLE, events, ({ stream }) => ({ id: generationIdOf(stream) }), evolve),
}

function evolve(row: GenerationsTable | undefined, recorded: NumberedEvent): GenerationsTable {
  const { event, envelope: { at, tenant, actor, surface }, revision, stream } = recorded
  if (event.type === 'GenerationRequested') {
    const { template_id, template_version, idle_days, next } = event.data
    return {
      id: generationIdOf(stream), tenant, requester: actor, template_id, template_version, surface, document_id: null, idle_days,
      ...asked(next, at, idle_days), requested_at: at, updated_at: at, confirmed_at: null, rendered_at: null, delivered_at: null, revision,
    }
  }
  if (row === undefined) throw withoutBeginning(recorded)
  const now = { ...row, updated_at: at, revision }
  switch (event.type) {
    case 'AnswerProvided':
    case 'ListItemAdded':
    case 'ListItemRemoved':
    case 'ListClosed':
    case 'QuestionSkipped':
      return { ...now, ...asked(event.data.next, at, row.idle_days) }
    case 'GenerationConfirmed':
      return { ...now, ...ended('confirmed'), document_id: event.data.document_id, confirmed_at: at }
    case 'DocumentRendered':
      return { ...now, ...ended('rendered'), rendered_at: at }
    case 'RenderingFailed':
      return { ...now, ...ended('failed') }
    case 'RenderingRetried':
      return { ...now, ...ended('confirmed') }
    case 'DocumentDelivered':
      return { ...now, ...ended('delivered'), delivered_at: at }
    case 'GenerationCancelled':
      return { ...now, ...ended('cancelled') }
    case 'GenerationExpired':
      return { ...now, ...ended('expired') }
    default:
      return row
  }
}

const asked = (next: string | null, at: string, idle_days: number) => {
  const phase = next === null ? 'reviewing' : 'asking'
  return { state: phase, next, wakes_at: wakesAt({ phase, active_at: at, idle_days }) ?? null } as const
}

const ended = (state: Phase) => ({ state, next: null, wakes_at: null })
