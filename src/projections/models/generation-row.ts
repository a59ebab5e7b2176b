/** How each event changes the row of a generation. */
import type { Phase } from '../../domain/generation/generation.ts'
import { nextDueAt } from '../../domain/generation/schedule.ts'
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { MessageKind } from '../../domain/outbox/outbox-events.ts'
import type { GenerationColumns } from '../../ports/read-models/read-schema.ts'
import { asksAgain } from '../../domain/outbox/asks-again.ts'
import { isAsk } from '../../domain/outbox/stale-messages.ts'
import type { RecordedOpenEvent } from '../../ports/events/event-log.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { missingFirstEvent, type Type } from '../engine/projection.ts'

type Data<T extends Type> = Extract<RecordedOpenEvent['event'], { type: T }>['data']

type Change<T extends Type = never> = (row: GenerationColumns, data: Data<T>, at: string) => GenerationColumns

/** After an answer the conversation is active, and an undelivered message is obsolete. */
const onAnswer = (
  row: GenerationColumns,
  data: { readonly name: string; readonly next: string | null },
  at: string,
): GenerationColumns => {
  const answered = { ...row, ...stateForNext(data.next), ...activeAt(at), undelivered: null }
  return asksAgain(row.next, data) ? withMessageDue(answered, at) : withNextWake(answered)
}

const onNextQuestion = (
  row: GenerationColumns,
  { next }: { readonly next: string | null },
  at: string,
): GenerationColumns => withMessageDue({ ...row, ...stateForNext(next), ...activeAt(at), undelivered: null }, at)

/** How each event changes the row of a generation. */
export const CHANGES = {
  AnswerProvided: onAnswer,
  ListItemAdded: onAnswer,
  ListItemRemoved: onAnswer,
  ListClosed: onAnswer,
  QuestionSkipped: onAnswer,
  QuestionReopened: onNextQuestion,
  QuestionDelegated: onNextQuestion,
  DelegationWithdrawn: onNextQuestion,
  RestDelegated: (row, _, at) => withMessageDue({ ...row, ...activeAt(at) }, at),
  RestWithdrawn: (row, _, at) => withMessageDue({ ...row, ...activeAt(at) }, at),
  RestReturned: (row, _, at) => withMessageDue({ ...row, ...activeAt(at) }, at),
  CorrectionProposed: (row, _, at) => withMessageDue({ ...row, ...activeAt(at) }, at),
  CorrectionDismissed: (row, _, at) => withNextWake({ ...row, ...activeAt(at) }),
  LanguageChanged: (row, _, at) => withMessageDue({ ...row, ...activeAt(at), undelivered: null }, at),
  GenerationConfirmed: (row, { document_id }, at) => ({
    ...row,
    ...endedState('confirmed'),
    undelivered: null,
    document_id,
    confirmed_at: at,
  }),
  DocumentRendered: (row, _, at) => withMessageDue({ ...row, ...endedState('rendered'), rendered_at: at }, at),
  RenderingFailed: (row, _, at) => withMessageDue({ ...row, ...endedState('failed') }, at),
  RenderingRetried: (row) => ({ ...row, ...endedState('confirmed') }),
  DocumentDelivered: (row, _, at) => ({
    ...row,
    ...endedState('delivered'),
    delivered_at: row.delivered_at ?? at,
    undelivered: row.undelivered === 'document' ? null : row.undelivered,
  }),
  GenerationCancelled: (row, _, at) => withMessageDue({ ...row, ...endedState('cancelled'), undelivered: null }, at),
  GenerationExpired: (row, _, at) => withMessageDue({ ...row, ...endedState('expired'), undelivered: null }, at),
  ExpiryPostponed: (row, { until }) => withNextWake({ ...row, postponed_until: until }),
  QuestionAsked: (row, { about }, at) =>
    withNextWake({ ...row, undelivered: null, ...(isAsk({ about }) ? { asked_at: at } : {}) }),
  ReminderSent: (row, _, at) => withNextWake({ ...row, reminded: row.reminded + 1, asked_at: at }),
  NoticePosted: (row) => withNextWake(row),
  DocumentShared: (row) => withNextWake({ ...row, undelivered: row.undelivered === 'share' ? null : row.undelivered }),
  DeliveryFailed: (row, { about }, at) => withUndelivered(row, about, at),
  DeliveryUncertain: (row, { about }, at) => withUndelivered(row, about, at),
  DeliveryRetried: (row, _, at) => withMessageDue({ ...row, undelivered: null }, at),
} satisfies { readonly [T in Type]?: Change<T> }

export function evolveGenerationRow(row: GenerationColumns | undefined, recorded: NumberedEvent): GenerationColumns {
  const {
    event,
    envelope: { at, tenant, actor, surface },
    revision,
    stream,
  } = recorded
  if (event.type === 'GenerationRequested') {
    const { template_id, template_version, idle_days, next, posts = false, reminders = [] } = event.data
    const begun: GenerationColumns = {
      id: generationIdOf(stream),
      tenant,
      requester: actor,
      template_id,
      template_version,
      surface,
      document_id: null,
      idle_days,
      ...stateForNext(next),
      active_at: at,
      posts,
      reminders: JSON.stringify(reminders),
      reminded: 0,
      asked_at: null,
      postponed_until: null,
      undelivered: null,
      wakes_at: at,
      requested_at: at,
      updated_at: at,
      confirmed_at: null,
      rendered_at: null,
      delivered_at: null,
      revision,
    }
    return posts ? begun : withNextWake(begun)
  }
  if (row === undefined) throw missingFirstEvent(recorded)
  const change = CHANGES[event.type as keyof typeof CHANGES] as Change | undefined
  return change === undefined ? row : change({ ...row, updated_at: at, revision }, event.data as never, at)
}

/** The person did something: all times begin anew. */
const activeAt = (at: string) => ({ active_at: at, reminded: 0, postponed_until: null })

const stateForNext = (next: string | null) => ({ state: next === null ? 'reviewing' : 'asking', next }) as const

const endedState = (state: Phase) => ({ state, next: null, wakes_at: null })

/** A message is due now, if the conversation is held in a channel. */
const withMessageDue = (row: GenerationColumns, at: string): GenerationColumns =>
  row.posts ? { ...row, wakes_at: at } : withNextWake(row)

/** The row with the time at which the next reminder or the expiry is due. */
function withNextWake(row: GenerationColumns): GenerationColumns {
  const { active_at, idle_days, reminders, reminded, asked_at, postponed_until } = row
  return {
    ...row,
    wakes_at:
      nextDueAt({
        phase: row.state as Phase,
        active_at,
        idle_days,
        reminders: JSON.parse(reminders) as number[],
        reminded,
        asked_at: asked_at ?? undefined,
        postponed_until: postponed_until ?? undefined,
      }) ?? null,
  }
}

/** A reminder that fails is skipped; other messages wait for an operator, or for the person to go on. */
const withUndelivered = (row: GenerationColumns, about: MessageKind, at: string): GenerationColumns =>
  withNextWake(
    about === 'reminder' ? { ...row, reminded: row.reminded + 1, asked_at: at } : { ...row, undelivered: about },
  )
