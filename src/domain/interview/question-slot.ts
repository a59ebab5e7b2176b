/** A question at one address: at the top level, or in one item of a list. */
import type { Question } from '../questions/question.ts'
import { fieldAddress, type GivenAnswer, type ListState, type AnswerSet } from './answers.ts'

/** The item of a list that a question stands in. */
export interface ItemScope {
  readonly list: string
  readonly item: string
  /** From 1, among the items that are there now. */
  readonly ordinal: number
  readonly fields: readonly Question[]
  readonly outer: ItemScope | undefined
}

/** A question where it stands: at the top, or in one item of a list. */
export interface QuestionSlot {
  readonly address: string
  readonly question: Question
  readonly scope: ItemScope | undefined
  readonly given: GivenAnswer | undefined
  /** Only for lists: the items gathered so far. */
  readonly list: ListState | undefined
  /** Answered, skipped, or a closed list. */
  readonly answered: boolean
}

export const addressOf = (question: Question, scope: ItemScope | undefined): string =>
  scope === undefined ? question.name : fieldAddress(scope.list, scope.item, question.name)

export function slotOf(answers: AnswerSet, question: Question, scope: ItemScope | undefined): QuestionSlot {
  const address = addressOf(question, scope)
  const given = answers.given.get(address)
  const list = question.kind === 'list' ? answers.lists.get(address) : undefined
  const answered = question.kind === 'list' ? (list?.closed ?? given !== undefined) : given !== undefined
  return { address, question, scope, given, list, answered }
}

export function itemScopes(slot: QuestionSlot): ItemScope[] {
  const fields = slot.question.fields ?? []
  return (slot.list?.items ?? []).map((item, index) => ({
    list: slot.address,
    item,
    ordinal: index + 1,
    fields,
    outer: slot.scope,
  }))
}
