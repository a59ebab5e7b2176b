/** Which question is asked now, and which one would be next after a change. */
import { openDelegationAddresses, type Delegation } from './delegation.ts'
import type { Generation } from './generation.ts'
import { nextDue, slotAt } from '../interview/interview.ts'
import { type QuestionSlot } from '../interview/question-slot.ts'
import { type Questionnaire } from '../interview/questionnaire.ts'
import { copyAnswers, type AnswerSet } from '../interview/answers.ts'

/** Where a sheet is only written to see what would be due, nobody looks at who wrote. */
export const WHAT_IF_SOURCE = { revision: -1, actor: '', at: '' }

type InterviewPosition = Pick<Generation, 'answers' | 'reopened' | 'delegations'>

/**
 * The question asked now: the one that the person came back to; otherwise the first that the document needs and no
 * colleague has; otherwise the first that a colleague has; undefined when only the review is left.
 */
export function currentSlot(
  { answers, reopened, delegations }: InterviewPosition,
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
  return nextDue(questionnaire, answers, openDelegationAddresses(delegations)) ?? nextDue(questionnaire, answers)
}

export const nextDueAddress = (questionnaire: Questionnaire, answers: AnswerSet): string | null =>
  nextDue(questionnaire, answers)?.address ?? null

/** The question due after the answer at `name` was changed. */
export function nextAddressAfter(
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
export const nextAddressWith = (
  state: Generation,
  questionnaire: Questionnaire,
  delegations: Map<string, Delegation>,
): string | null => currentSlot({ ...state, delegations }, questionnaire)?.address ?? null

export function withoutDelegation(delegations: ReadonlyMap<string, Delegation>, name: string): Map<string, Delegation> {
  const rest = new Map(delegations)
  rest.delete(name)
  return rest
}
