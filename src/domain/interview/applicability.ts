/** Whether the document needs a question, given the answers so far. */
import type { Question } from '../questions/question.ts'
import type { AnswerSet } from './answers.ts'
import { type Questionnaire, questionsByName } from './questionnaire.ts'
import { type ItemScope, type QuestionSlot, slotOf } from './question-slot.ts'

/**
 * Whether the question applies: it has no conditions, or all conditions of one alternative hold. A condition on an
 * unanswered section does not hold yet.
 */
export function isApplicable(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  question: Question,
  scope: ItemScope | undefined,
): boolean {
  return (
    question.when.length === 0 ||
    question.when.some((alternative) =>
      alternative.every(({ section, is }) => isSectionShown(questionnaire, answers, section, scope) === is),
    )
  )
}

/** Whether a section is shown; undefined while that is open. */
function isSectionShown(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  section: string,
  scope: ItemScope | undefined,
): boolean | undefined {
  const slot = sectionSlot(questionnaire, answers, section, scope)
  return slot === undefined ? undefined : isSlotShown(slot)
}

/** The question that decides a section. Names resolve from the inner item outwards (Mustache). */
export function sectionSlot(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  section: string,
  scope: ItemScope | undefined,
): QuestionSlot | undefined {
  for (let item = scope; item !== undefined; item = item.outer) {
    const field = item.fields.find((question) => question.name === section)
    if (field !== undefined) return slotOf(answers, field, item)
  }
  const question = questionsByName(questionnaire).get(section)
  return question === undefined ? undefined : slotOf(answers, question, undefined)
}

function isSlotShown(slot: QuestionSlot): boolean | undefined {
  if (slot.question.kind === 'list') {
    if (slot.list !== undefined && slot.list.items.length > 0) return true
    return slot.answered ? false : undefined
  }
  if (slot.given === undefined) return undefined
  const value = slot.given.value
  if (value === undefined || value === false || value === '') return false
  return !(Array.isArray(value) && value.length === 0)
}
