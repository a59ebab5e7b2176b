/** Answers as values: the whole document's as a tree, or one question's in wire form. */
import type { AnswerValue, AsWritten, Erased, ItemAnswer } from '../questions/answer.ts'
import type { Question } from '../questions/question.ts'
import type { AnswerSet } from './answers.ts'
import type { Questionnaire } from './questionnaire.ts'
import { type ItemScope, type QuestionSlot, slotOf, itemScopes } from './question-slot.ts'
import { isApplicable } from './applicability.ts'

/** Values by question name: lists as arrays of items, `null` for skipped questions. Unanswered ones are absent. */
export interface ValueTree {
  readonly [name: string]: AnswerValue | Erased | null | readonly ValueTree[]
}

/** The values of all answers that apply. */
export function collectValues(questionnaire: Questionnaire, answers: AnswerSet): ValueTree {
  const collect = (questions: readonly Question[], scope: ItemScope | undefined): ValueTree => {
    const values: Record<string, ValueTree[string]> = Object.create(null)
    for (const question of questions) {
      if (!isApplicable(questionnaire, answers, question, scope)) continue
      const slot = slotOf(answers, question, scope)
      if (question.kind === 'list') {
        if (slot.list !== undefined || slot.answered) {
          values[question.name] = [...itemScopes(slot)].map((item) => collect(item.fields, item))
        }
      } else if (slot.given !== undefined) values[question.name] = slot.given.value ?? null
    }
    return values
  }
  return collect(questionnaire.questions, undefined)
}

/** The answer in wire form; a list as an array of items, or of plain values where the list has only the field `.`. */
export function wireValue(answers: AnswerSet, slot: QuestionSlot): AnswerValue | Erased | undefined {
  if (slot.question.kind !== 'list') return slot.given?.value
  if (slot.list === undefined) return undefined
  const items = [...itemScopes(slot)].map((item): ItemAnswer => {
    const fields: Record<string, AnswerValue> = {}
    for (const field of item.fields) {
      const value = wireValue(answers, slotOf(answers, field, item))
      if (value !== undefined) fields[field.name] = value as AnswerValue
    }
    return fields
  })
  const plain = slot.question.fields?.length === 1 && slot.question.fields[0]?.name === '.'
  return plain ? items.map((item) => item['.'] as string | AsWritten) : items
}
