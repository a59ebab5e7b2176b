/** Which question is asked now, and which one would be next after a change. */
import { openDelegationAddresses, type Delegation } from './delegation.ts'
import type { Generation } from './generation.ts'
import { nextDue, slotAt } from '../interview/interview.ts'
import type { QuestionSlot } from '../interview/question-slot.ts'
import type { Questionnaire } from '../interview/questionnaire.ts'
import { copyAnswers, type AnswerSet } from '../interview/answers.ts'

/** The source of answers that are written only to find out which question would be due. */
export const WHAT_IF_SOURCE = { revision: -1, actor: '', at: '' }

/** What decides which question is asked now. */
type InterviewPosition = Pick<Generation, 'answers' | 'reopened' | 'delegations'>

/**
 * The question asked now: the reopened one; otherwise the first one due that no colleague has; otherwise the first one
 * due. Undefined where only the review is left.
 */
export function currentSlot(
  { answers, reopened, delegations }: InterviewPosition,
  questionnaire: Questionnaire,
): QuestionSlot | undefined {
  const reopenedSlot =
    reopened === undefined || reopened.name === null ? undefined : slotAt(questionnaire, answers, reopened.name)
  return reopenedSlot ?? nextUndelegated(questionnaire, answers, delegations)
}

function nextUndelegated(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  delegations: ReadonlyMap<string, Delegation>,
): QuestionSlot | undefined {
  if (delegations.size === 0) return nextDue(questionnaire, answers)
  return nextDue(questionnaire, answers, openDelegationAddresses(delegations)) ?? nextDue(questionnaire, answers)
}

/** The address of the first question due, also if it is delegated; null where none is. */
export const nextDueAddress = (questionnaire: Questionnaire, answers: AnswerSet): string | null =>
  nextDue(questionnaire, answers)?.address ?? null

/** The address asked after `change` was made to the answer at `name`; null for the review. */
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

/** The address asked after the delegations became these; null for the review. */
export const nextAddressWith = (
  state: Generation,
  questionnaire: Questionnaire,
  delegations: Map<string, Delegation>,
): string | null => currentSlot({ ...state, delegations }, questionnaire)?.address ?? null

/** A copy of the delegations without the one of a question. */
export function withoutDelegation(delegations: ReadonlyMap<string, Delegation>, name: string): Map<string, Delegation> {
  const rest = new Map(delegations)
  rest.delete(name)
  return rest
}
