/** The generations: where each stands and when it got there. Lists, durations and the sweep read it. */
import type { Phase } from '../../domain/generation/generation.ts'
import { nextDueAt } from '../../domain/generation/generation-process.ts'
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { MessageKind } from '../../domain/outbox/outbox-events.ts'
import type { DelegatedTable, GenerationsTable } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { foldRows, missingFirstEvent, type Projection } from '../engine/projection.ts'
import { writeRows, type ReadModelTable } from '../engine/table.ts'

const TABLE: ReadModelTable<GenerationsTable> = {
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
    ['state', 'id'],
  ],
  sparse: [
    ['wakes_at', 'id'],
    ['undelivered', 'id'],
  ],
}

const DELEGATED: ReadModelTable<DelegatedTable> = {
  name: 'delegated',
  columns: { id: 'text', name: 'text', tenant: 'text', delegate: 'text', at: 'text' },
  key: ['id', 'name'],
  indexes: [['tenant', 'delegate', 'at']],
}

export const generations: Projection = {
  name: 'generations',
  version: 2,
  tables: [TABLE, DELEGATED],
  types: new Set([
    'GenerationRequested',
    'AnswerProvided',
    'ListItemAdded',
    'ListItemRemoved',
    'ListClosed',
    'QuestionSkipped',
    'GenerationConfirmed',
    'DocumentRendered',
    'RenderingFailed',
    'RenderingRetried',
    'DocumentDelivered',
    'GenerationCancelled',
    'GenerationExpired',
    'QuestionAsked',
    'QuestionReopened',
    'QuestionDelegated',
    'DelegationWithdrawn',
    'CorrectionProposed',
    'CorrectionDismissed',
    'ReminderSent',
    'NoticePosted',
    'DocumentShared',
    'DeliveryFailed',
    'DeliveryUncertain',
    'DeliveryRetried',
  ]),
  async apply(events, write) {
    await foldRows(write, TABLE, events, ({ stream }) => ({ id: generationIdOf(stream) }), evolve)
    const delegated = events.flatMap(({ stream, event, envelope: { tenant, at } }) =>
      event.type === 'QuestionDelegated'
        ? [{ id: generationIdOf(stream), name: event.data.name, tenant, delegate: event.data.to, at }]
        : [],
    )
    const latest = new Map(delegated.map((row) => [`${row.id} ${row.name}`, row]))
    await writeRows(write.transaction, write.named(DELEGATED), [...latest.values()], 'replace')
  },
}

function evolve(row: GenerationsTable | undefined, recorded: NumberedEvent): GenerationsTable {
  const {
    event,
    envelope: { at, tenant, actor, surface },
    revision,
    stream,
  } = recorded
  if (event.type === 'GenerationRequested') {
    const { template_id, template_version, idle_days, next, posts = false, reminders = [] } = event.data
    const begun: GenerationsTable = {
      id: generationIdOf(stream),
      tenant,
      requester: actor,
      template_id,
      template_version,
      surface,
      document_id: null,
      idle_days,
      ...asked(next),
      active_at: at,
      posts,
      reminders: JSON.stringify(reminders),
      reminded: 0,
      undelivered: null,
      wakes_at: at,
      requested_at: at,
      updated_at: at,
      confirmed_at: null,
      rendered_at: null,
      delivered_at: null,
      revision,
    }
    return posts ? begun : waiting(begun)
  }
  if (row === undefined) throw missingFirstEvent(recorded)
  const now = { ...row, updated_at: at, revision }
  switch (event.type) {
    case 'AnswerProvided':
    case 'ListItemAdded':
    case 'ListItemRemoved':
    case 'ListClosed':
    case 'QuestionSkipped': {
      const { name, next } = event.data
      const answered = { ...now, ...asked(next), active_at: at, reminded: 0, undelivered: null }
      return next !== row.next || next === name || next === null ? posting(answered, at) : waiting(answered)
    }
    case 'QuestionReopened':
    case 'QuestionDelegated':
    case 'DelegationWithdrawn':
      return posting({ ...now, ...asked(event.data.next), active_at: at, reminded: 0, undelivered: null }, at)
    case 'CorrectionProposed':
      return posting({ ...now, active_at: at, reminded: 0 }, at)
    case 'CorrectionDismissed':
      return waiting({ ...now, active_at: at, reminded: 0 })
    case 'GenerationConfirmed':
      return { ...now, ...ended('confirmed'), undelivered: null, document_id: event.data.document_id, confirmed_at: at }
    case 'DocumentRendered':
      return posting({ ...now, ...ended('rendered'), rendered_at: at }, at)
    case 'RenderingFailed':
      return posting({ ...now, ...ended('failed') }, at)
    case 'RenderingRetried':
      return { ...now, ...ended('confirmed') }
    case 'DocumentDelivered':
      return {
        ...now,
        ...ended('delivered'),
        delivered_at: row.delivered_at ?? at,
        undelivered: row.undelivered === 'document' ? null : row.undelivered,
      }
    case 'GenerationCancelled':
      return posting({ ...now, ...ended('cancelled'), undelivered: null }, at)
    case 'GenerationExpired':
      return posting({ ...now, ...ended('expired'), undelivered: null }, at)
    case 'QuestionAsked':
      return waiting({ ...now, undelivered: null })
    case 'ReminderSent':
      return waiting({ ...now, reminded: row.reminded + 1 })
    case 'NoticePosted':
      return waiting(now)
    case 'DocumentShared':
      return waiting({ ...now, undelivered: row.undelivered === 'share' ? null : row.undelivered })
    case 'DeliveryFailed':
    case 'DeliveryUncertain':
      return undelivered(now, event.data.about)
    case 'DeliveryRetried':
      return posting({ ...now, undelivered: null }, at)
    default:
      return row
  }
}

const asked = (next: string | null) => ({ state: next === null ? 'reviewing' : 'asking', next }) as const

const ended = (state: Phase) => ({ state, next: null, wakes_at: null })

/** Something is to be posted now, where anything ever is. */
const posting = (row: GenerationsTable, at: string): GenerationsTable =>
  row.posts ? { ...row, wakes_at: at } : waiting(row)

/** Only time will make something due. */
function waiting(row: GenerationsTable): GenerationsTable {
  const { active_at, idle_days, reminders, reminded } = row
  return {
    ...row,
    wakes_at:
      nextDueAt({
        phase: row.state as Phase,
        active_at,
        idle_days,
        reminders: JSON.parse(reminders) as number[],
        reminded,
      }) ?? null,
  }
}

/** A reminder is given up at once; all else waits for an operator, or for the person to go on. */
const undelivered = (row: GenerationsTable, about: MessageKind): GenerationsTable =>
  waiting(about === 'reminder' ? { ...row, reminded: row.reminded + 1 } : { ...row, undelivered: about })
