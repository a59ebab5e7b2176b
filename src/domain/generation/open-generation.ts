/**
 * What the decisions on a generation share: whether it is still open, its places, what comes next, and whether an
 * answer was overtaken.
 */
import type { AnswerValue } from '../questions/answer.ts'
import { delegatedNames, type Delegation } from './delegation.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Generation } from './generation.ts'
import { nextDue, slotAt, wireValue, type Questionnaire, type QuestionSlot } from '../interview/interview.ts'
import { copyAnswers, type AnswerSet } from '../interview/answers.ts'

/** Where a sheet is only written to see what would be due, nobody looks at who wrote. */
export const WHAT_IF_SOURCE = { revision: -1, actor: '', at: '' }

type Standing = Pick<Generation, 'answers' | 'reopened' | 'delegations'>

/**
 * The question asked now: the one that the person came back to; otherwise the first that the document needs and no
 * colleague has; otherwise the first that a colleague has; undefined when only the review is left.
 */
export function currentSlot(
  { answers, reopened, delegations }: Standing,
  questionnaire: Questionnaire,
): QuestionSlot | undefined {
  const back =
    reopened === undefined || reopened.name === null ? undefined : slotAt(questionnaire, answers, reopened.name)
  return back ?? nextUndelegated(questionnaire, answers, delegations)
}

function nextUndelegated(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  delegations: ReadonlyMap<string, Delegation>,
): QuestionSlot | undefined {
  if (delegations.size === 0) return nextDue(questionnaire, answers)
  return nextDue(questionnaire, answers, delegatedNames(delegations)) ?? nextDue(questionnaire, answers)
}

export const nextAddress = (questionnaire: Questionnaire, answers: AnswerSet): string | null =>
  nextDue(questionnaire, answers)?.address ?? null

/** The question due after the answer at `name` was changed. */
export function nextAfter(
  state: Generation,
  questionnaire: Questionnaire,
  name: string,
  change: (answers: AnswerSet) => void,
): string | null {
  const answers = copyAnswers(state.answers)
  change(answers)
  const { delegations } = state
  const closed = delegations.has(name) ? withoutDelegation(delegations, name) : delegations
  const reopened = state.reopened?.name === name ? undefined : state.reopened
  return currentSlot({ answers, reopened, delegations: closed }, questionnaire)?.address ?? null
}

/** The question due once the delegations are these. */
export const nextWithDelegations = (
  state: Generation,
  questionnaire: Questionnaire,
  delegations: Map<string, Delegation>,
): string | null => currentSlot({ ...state, delegations }, questionnaire)?.address ?? null

export function withoutDelegation(delegations: ReadonlyMap<string, Delegation>, name: string): Map<string, Delegation> {
  const rest = new Map(delegations)
  rest.delete(name)
  return rest
}

/** The mark of an event of a conversation that is held at a place. */
export const inChannel = ({ outbox }: Pick<Generation, 'outbox'>): { readonly posts?: true } =>
  outbox === undefined ? {} : { posts: true }

export function requireOpen(state: Generation): Result<true> {
  if (state.requester === undefined) return fail('not_found', 'There is no such generation.')
  if (state.phase === 'asking' || state.phase === 'reviewing') return ok(true)
  return fail('conflict', `${ENDED[state.phase]} Start another one like it to change an answer.`, {
    state: state.phase,
  })
}

const ENDED: Readonly<Record<Exclude<Generation['phase'], 'asking' | 'reviewing'>, string>> = {
  confirmed: 'The answers are confirmed and the document is being made.',
  rendered: 'The document is made.',
  delivered: 'The document is made and handed over.',
  failed: 'The answers are confirmed, but making the document failed.',
  cancelled: 'This conversation was cancelled.',
  expired: 'This conversation has expired.',
}

export function openSlot(state: Generation, questionnaire: Questionnaire, address: string): Result<QuestionSlot> {
  const open = requireOpen(state)
  if (!open.ok) return open
  const slot = slotAt(questionnaire, state.answers, address)
  return slot === undefined ? noQuestion(address) : ok(slot)
}

export const noQuestion = (address: string): Result<never> =>
  fail('not_found', `This document has no question “${address.slice(0, 200)}”.`, { field: address.slice(0, 200) })

export function openList(state: Generation, questionnaire: Questionnaire, address: string): Result<QuestionSlot> {
  const slot = openSlot(state, questionnaire, address)
  if (!slot.ok || slot.value.question.kind === 'list') return slot
  return fail('unprocessable', `“${slot.value.question.label}” is not a list: answer it directly.`, { field: address })
}

/** The revision of the answer at a place, `null` for none. */
export const answerRevision = ({ question, list, given }: QuestionSlot): number | null =>
  (question.kind === 'list' ? list?.revision : undefined) ?? given?.revision ?? null

/**
 * Which answer a change is meant for: the one of a revision (`null`: none), or whatever stood when the conversation was
 * shown at a revision.
 */
export interface ExpectedAnswer {
  readonly replaces?: number | null | undefined
  readonly shown_revision?: number | undefined
}

/** 409 with both values when the answer meant is no longer the one that is there. */
export function refuseStaleAnswer(
  slot: QuestionSlot,
  { replaces, shown_revision }: ExpectedAnswer,
  yours: AnswerValue | undefined,
  answers: AnswerSet,
): Result<never> | undefined {
  const revision = answerRevision(slot)
  const overtaken =
    replaces === undefined
      ? shown_revision !== undefined && revision !== null && revision > shown_revision
      : revision !== replaces
  if (!overtaken) return undefined
  return fail('conflict', `“${slot.question.label}” was answered meanwhile. Look at both answers and choose.`, {
    field: slot.address,
    yours: yours ?? null,
    current: wireValue(answers, slot) ?? null,
    revision,
    actor: slot.given?.actor,
    at: slot.given?.at,
  })
}
