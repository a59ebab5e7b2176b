/** The generations: where each stands and when it got there. Lists, durations and the sweep read it. */
import type { Phase } from '../../domain/generation/generation.ts'
import { nextDueAt } from '../../domain/generation/generation-process.ts'
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { MessageKind } from '../../domain/outbox/outbox-events.ts'
import type { DelegatedTable, GenerationsTable } from '../../ports/read-models/read-schema.ts'
import { asksAgain } from '../../domain/outbox/asks-again.ts'
import type { RecordedOpenEvent } from '../../ports/events/event-log.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { foldRows, missingFirstEvent, type Projection, type Type } from '../engine/projection.ts'
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

type Data<T extends Type> = Extract<RecordedOpenEvent['event'], { type: T }>['data']
type Change<T extends Type = never> = (row: GenerationsTable, data: Data<T>, at: string) => GenerationsTable

/** After an answer: the conversation is alive, and what was undelivered is overtaken. */
const onAnswer = (
  row: GenerationsTable,
  data: { readonly name: string; readonly next: string | null },
  at: string,
): GenerationsTable => {
  const answered = { ...row, ...dueNext(data.next), active_at: at, reminded: 0, undelivered: null }
  return asksAgain(row.next, data) ? messageDue(answered, at) : waiting(answered)
}

const onNextQuestion = (
  row: GenerationsTable,
  { next }: { readonly next: string | null },
  at: string,
): GenerationsTable => messageDue({ ...row, ...dueNext(next), active_at: at, reminded: 0, undelivered: null }, at)

/** How each event changes the row of a generation. */
const CHANGES = {
  AnswerProvided: onAnswer,
  ListItemAdded: onAnswer,
  ListItemRemoved: onAnswer,
  ListClosed: onAnswer,
  QuestionSkipped: onAnswer,
  QuestionReopened: onNextQuestion,
  QuestionDelegated: onNextQuestion,
  DelegationWithdrawn: onNextQuestion,
  CorrectionProposed: (row, _, at) => messageDue({ ...row, active_at: at, reminded: 0 }, at),
  CorrectionDismissed: (row, _, at) => waiting({ ...row, active_at: at, reminded: 0 }),
  GenerationConfirmed: (row, { document_id }, at) => ({
    ...row,
    ...ended('confirmed'),
    undelivered: null,
    document_id,
    confirmed_at: at,
  }),
  DocumentRendered: (row, _, at) => messageDue({ ...row, ...ended('rendered'), rendered_at: at }, at),
  RenderingFailed: (row, _, at) => messageDue({ ...row, ...ended('failed') }, at),
  RenderingRetried: (row) => ({ ...row, ...ended('confirmed') }),
  DocumentDelivered: (row, _, at) => ({
    ...row,
    ...ended('delivered'),
    delivered_at: row.delivered_at ?? at,
    undelivered: row.undelivered === 'document' ? null : row.undelivered,
  }),
  GenerationCancelled: (row, _, at) => messageDue({ ...row, ...ended('cancelled'), undelivered: null }, at),
  GenerationExpired: (row, _, at) => messageDue({ ...row, ...ended('expired'), undelivered: null }, at),
  QuestionAsked: (row) => waiting({ ...row, undelivered: null }),
  ReminderSent: (row) => waiting({ ...row, reminded: row.reminded + 1 }),
  NoticePosted: (row) => waiting(row),
  DocumentShared: (row) => waiting({ ...row, undelivered: row.undelivered === 'share' ? null : row.undelivered }),
  DeliveryFailed: (row, { about }) => undelivered(row, about),
  DeliveryUncertain: (row, { about }) => undelivered(row, about),
  DeliveryRetried: (row, _, at) => messageDue({ ...row, undelivered: null }, at),
} satisfies { readonly [T in Type]?: Change<T> }

export const generations: Projection = {
  name: 'generations',
  version: 2,
  tables: [TABLE, DELEGATED],
  types: new Set<Type>(['GenerationRequested', ...(Object.keys(CHANGES) as Type[])]),
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
      ...dueNext(next),
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
  const change = CHANGES[event.type as keyof typeof CHANGES] as Change | undefined
  return change === undefined ? row : change({ ...row, updated_at: at, revision }, event.data as never, at)
}

const dueNext = (next: string | null) => ({ state: next === null ? 'reviewing' : 'asking', next }) as const

const ended = (state: Phase) => ({ state, next: null, wakes_at: null })

/** A message is due now, if the conversation is held in a channel. */
const messageDue = (row: GenerationsTable, at: string): GenerationsTable =>
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
