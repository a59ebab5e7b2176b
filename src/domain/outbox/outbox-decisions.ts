/**
 * Decisions of a conversation that is held at a place: what became of its posts, coming back to a question, and
 * changing an answer after the fact.
 */
import { isErased, type AnswerValue } from '../questions/answer.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import { provideAnswer } from '../generation/generation-decisions.ts'
import { undeliveredMessages } from '../generation/generation-process.ts'
import type { Generation } from '../generation/generation.ts'
import { applicableSlots, wireValue, type Questionnaire, type QuestionSlot } from '../interview/interview.ts'
import {
  answerRevision,
  currentSlot,
  nextAddress,
  nextWithDelegations,
  inChannel,
  openSlot,
  requireOpen,
  withoutDelegation,
} from '../generation/open-generation.ts'
import { MAX_HELP, type MessageKind, type ReopenReason } from './outbox-events.ts'

/** A post without anything that is sealed: enough to record what became of it. */
export interface MessageRecord {
  readonly id: string
  readonly about: MessageKind
  /** The address of the question; `null` for the review, and where it is about none. */
  readonly name: string | null
  /** To whom, when not to the requester. */
  readonly to?: string | undefined
  /** The revision of the generation that it shows. */
  readonly revision: number
  readonly help: number
  readonly document_id?: string | undefined
}

/**
 * What became of a post: it is out as a message; it cannot be posted, however often it is tried; or nobody can tell.
 */
export type SendOutcome =
  | { readonly outcome: 'posted'; readonly message: string }
  | {
      readonly outcome: 'refused'
      readonly reason: string
      readonly detail: string
      readonly attempts?: number | undefined
    }
  | { readonly outcome: 'uncertain'; readonly detail: string }

/** Records what became of a post; once, whatever has happened to the conversation meanwhile. */
export function recordMessage(
  post: MessageRecord,
  outcome: SendOutcome,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  if (state.outbox === undefined || state.outbox.recorded.has(post.id)) return ok([])
  const { id: post_id, about, name, help, revision: shows_revision } = post
  const posted = { post_id, shows_revision, ...(post.to === undefined ? {} : { to: post.to }) }
  const document_id = post.document_id ?? state.document?.id
  if (outcome.outcome === 'posted') return ok([wentOut(outcome.message)])
  const undelivered = { ...posted, about, name, ...(document_id === undefined ? {} : { document_id }) }
  if (outcome.outcome === 'uncertain')
    return ok([{ type: 'DeliveryUncertain', data: { ...undelivered, detail: outcome.detail } }])
  const { reason, detail, attempts = 1 } = outcome
  const failed: GenerationEvent = {
    type: 'DeliveryFailed',
    data: { ...undelivered, reason, message: detail, attempts },
  }
  const delegation =
    about === 'question' && post.to !== undefined && name !== null ? state.delegations.get(name) : undefined
  if (name === null || delegation?.open !== true || delegation.to !== post.to) return ok([failed])
  // A colleague who cannot be reached will not answer: the question goes back to the person.
  const next = nextWithDelegations(state, questionnaire, withoutDelegation(state.delegations, name))
  return ok([failed, { type: 'DelegationWithdrawn', data: { name, reason: 'unreachable', next, ...inChannel(state) } }])

  function wentOut(message: string): GenerationEvent {
    switch (about) {
      case 'question':
      case 'review':
      case 'waiting':
      case 'correction':
        return { type: 'QuestionAsked', data: { ...posted, about, name, help, message } }
      case 'reminder':
        return { type: 'ReminderSent', data: { ...posted, name, message } }
      case 'share':
        return { type: 'DocumentShared', data: { ...posted, document_id: document_id ?? '', message } }
      case 'document': {
        const again = state.phase === 'delivered' ? { again: true as const } : {}
        return {
          type: 'DocumentDelivered',
          data: { document_id: document_id ?? '', surface: state.surface, message, post_id, shows_revision, ...again },
        }
      }
      default:
        return { type: 'NoticePosted', data: { ...posted, about, name, message } }
    }
  }
}

export interface ReopenCommand {
  readonly reason: ReopenReason
  /**
   * The question, `null` for the review; left out: the one before the current one for `back`, otherwise the current
   * one.
   */
  readonly name?: string | null | undefined
  /** What was not understood, and what is wrong with it. */
  readonly raw?: string | undefined
  readonly error?: string | undefined
}

/**
 * The conversation turns to a question (again): it will be asked, with more help each time that it was not understood
 * or help was wanted.
 */
export function reopenQuestion(
  command: ReopenCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const open = requireOpen(state)
  if (!open.ok) return open
  const { reason, raw, error } = command
  const target = targetOf(command, state, questionnaire)
  if (!target.ok) return target
  const name = target.value
  const current = currentSlot(state, questionnaire)?.address ?? null
  const before =
    state.reopened !== undefined && current === name && state.reopened.name === name ? state.reopened.help : 0
  const help = reason === 'not_understood' || reason === 'help' ? Math.min(MAX_HELP, before + 1) : 0
  const said = { ...(raw === undefined ? {} : { raw }), ...(error === undefined ? {} : { error }) }
  return ok([{ type: 'QuestionReopened', data: { name, reason, help, ...said, next: name, ...inChannel(state) } }])
}

function targetOf(
  { name, reason }: ReopenCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<string | null> {
  if (name === null) {
    const due = nextAddress(questionnaire, state.answers)
    return due === null
      ? ok(null)
      : fail('conflict', 'There is nothing to look over yet: some questions are still open.', { field: due })
  }
  if (name !== undefined) {
    const place = openSlot(state, questionnaire, name)
    return place.ok ? ok(name) : place
  }
  const current = currentSlot(state, questionnaire)?.address ?? null
  if (reason !== 'back') return ok(current)
  const place = placeBefore(current, state, questionnaire)
  return place === undefined
    ? fail('unprocessable', 'This is the first question: there is nothing to go back to.')
    : ok(place.address)
}

/** The answered question before the current one, in the order of the interview. */
function placeBefore(
  current: string | null,
  state: Generation,
  questionnaire: Questionnaire,
): QuestionSlot | undefined {
  const places = applicableSlots(questionnaire, state.answers)
  const at = places.findIndex(({ address }) => address === current)
  return places.slice(0, at === -1 ? places.length : at).findLast(({ answered }) => answered)
}

/** A person's own message was edited after it had answered a question: the change waits for a word. */
export function proposeCorrection(
  command: { readonly name: string; readonly value: AnswerValue; readonly raw?: string | undefined },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const { name, value, raw } = command
  const place = openSlot(state, questionnaire, name)
  if (!place.ok) return place
  if (!place.value.answered || state.outbox === undefined) return provideAnswer(command, state, questionnaire)
  const correction = state.outbox.corrections.get(name)
  if (same(wireValue(state.answers, place.value), value))
    return ok(correction === undefined ? [] : [{ type: 'CorrectionDismissed', data: { name } }])
  if (correction !== undefined && same(correction.value, value)) return ok([])
  const said = raw === undefined ? {} : { raw }
  return ok([
    {
      type: 'CorrectionProposed',
      data: { name, value, ...said, replaces: answerRevision(place.value), ...inChannel(state) },
    },
  ])
}

/** The person's word on a proposed change. */
export function settleCorrection(
  command: { readonly name: string; readonly accept: boolean },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const open = requireOpen(state)
  if (!open.ok) return open
  const { name, accept } = command
  const correction = state.outbox?.corrections.get(name)
  if (correction === undefined || isErased(correction.value))
    return fail('conflict', 'There is no change to decide on any more.', { field: name.slice(0, 200) })
  if (!accept) return ok([{ type: 'CorrectionDismissed', data: { name } }])
  const { value, raw, replaces } = correction
  return provideAnswer({ name, value, raw, replaces }, state, questionnaire)
}

/** An operator has everything tried again that could not be made or delivered. */
export function retryGeneration(state: Generation): Result<GenerationEvent[]> {
  const events: GenerationEvent[] = []
  if (state.phase === 'failed' && state.document !== undefined)
    events.push({ type: 'RenderingRetried', data: { document_id: state.document.id } })
  if (undeliveredMessages(state).length > 0) events.push({ type: 'DeliveryRetried', data: {} })
  return events.length > 0
    ? ok(events)
    : fail('conflict', 'This generation has not failed: there is nothing to retry.', { state: state.phase })
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
