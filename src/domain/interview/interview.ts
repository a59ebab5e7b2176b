/**
 * The interview is a checklist, not a flowchart: the next question is the first one, in order, that the document still
 * needs, given the answers so far. Pure functions of the questions and the answers.
 */
import type { Question } from '../questions/question.ts'
import type { AnswerSet } from './answers.ts'
import type { Questionnaire } from './questionnaire.ts'
import { type ItemScope, type QuestionSlot, addressOf, slotOf, itemScopes } from './question-slot.ts'
import { isApplicable, sectionSlot } from './applicability.ts'

/** The question due now, or undefined when nothing is missing. Addresses in `except` are passed over. */
export function nextDue(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  except: Pick<ReadonlySet<string>, 'has'> = NO_ADDRESSES,
): QuestionSlot | undefined {
  return firstDue(questionnaire, answers, except, questionnaire.questions, undefined)
}

const NO_ADDRESSES: ReadonlySet<string> = new Set()

function firstDue(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  except: Pick<ReadonlySet<string>, 'has'>,
  questions: readonly Question[],
  scope: ItemScope | undefined,
): QuestionSlot | undefined {
  for (const question of questions) {
    if (!isApplicable(questionnaire, answers, question, scope)) continue
    const slot = slotOf(answers, question, scope)
    for (const item of itemScopes(slot)) {
      const inside = firstDue(questionnaire, answers, except, item.fields, item)
      if (inside !== undefined) return inside
    }
    if (!slot.answered && !except.has(slot.address)) return slot
  }
  return undefined
}

/** All questions that apply now, in order, a list before the fields of its items. The review shows these. */
export function applicableSlots(questionnaire: Questionnaire, answers: AnswerSet): QuestionSlot[] {
  const slots: QuestionSlot[] = []
  const visit = (questions: readonly Question[], scope: ItemScope | undefined): void => {
    for (const question of questions) {
      if (!isApplicable(questionnaire, answers, question, scope)) continue
      const slot = slotOf(answers, question, scope)
      slots.push(slot)
      for (const item of itemScopes(slot)) visit(item.fields, item)
    }
  }
  visit(questionnaire.questions, undefined)
  return slots
}

/** The question at an address, whether it applies now or not; undefined where there is none. */
export function slotAt(questionnaire: Questionnaire, answers: AnswerSet, address: string): QuestionSlot | undefined {
  return findSlot(answers, questionnaire.questions, undefined, address)
}

function findSlot(
  answers: AnswerSet,
  questions: readonly Question[],
  scope: ItemScope | undefined,
  address: string,
): QuestionSlot | undefined {
  for (const question of questions) {
    const own = addressOf(question, scope)
    if (own === address) return slotOf(answers, question, scope)
    if (question.kind !== 'list' || !address.startsWith(`${own}.`)) continue
    for (const item of itemScopes(slotOf(answers, question, scope))) {
      const inside = findSlot(answers, item.fields, item, address)
      if (inside !== undefined) return inside
    }
  }
  return undefined
}

/**
 * Whether the answer is used without having been asked in this context: it was copied from an earlier generation, or
 * given before the answer that makes its question apply. The review marks such answers.
 */
export function isCarried(questionnaire: Questionnaire, answers: AnswerSet, slot: QuestionSlot): boolean {
  const revision = slot.list?.revision ?? slot.given?.revision
  if (revision === undefined) return false
  if ((slot.given?.copied === true && slot.given.revision === revision) || isCopiedList(answers, slot)) return true
  return slot.question.when.some((alternative) =>
    alternative.some(({ section }) => {
      const shown = sectionSlot(questionnaire, answers, section, slot.scope)
      if (shown === undefined || shown.question.kind === 'list') return false
      return (shown.given?.revision ?? -1) > revision
    }),
  )
}

/** A list whose items are a copy's, and to which nothing was added and from which nothing was taken since. */
function isCopiedList(answers: AnswerSet, slot: QuestionSlot): boolean {
  const revision = slot.list?.revision
  const isCopied = (one: QuestionSlot): boolean =>
    (one.given?.copied === true && one.given.revision === revision) || itemScopes(one).some(hasCopied)
  const hasCopied = (item: ItemScope): boolean => item.fields.some((field) => isCopied(slotOf(answers, field, item)))
  return revision !== undefined && itemScopes(slot).some(hasCopied)
}

/** How many of the questions that apply now are answered and open. */
export function countProgress(questionnaire: Questionnaire, answers: AnswerSet): { answered: number; open: number } {
  const slots = applicableSlots(questionnaire, answers)
  const answered = slots.filter((slot) => slot.answered).length
  return { answered, open: slots.length - answered }
}
