/** A question at one address: at the top level, or in one item of a list. */
import type { Question } from '../questions/question.ts'
import { fieldAddress, type GivenAnswer, type ListState, type AnswerSet } from './answers.ts'

/** The list item that contains a question. */
export interface ItemScope {
  readonly list: string
  readonly item: string
  /** The item's number, from 1, among the current items. */
  readonly ordinal: number
  readonly fields: readonly Question[]
  readonly outer: ItemScope | undefined
}

/** One question at one address, with its answer if there is one. */
export interface QuestionSlot {
  readonly address: string
  readonly question: Question
  readonly scope: ItemScope | undefined
  readonly given: GivenAnswer | undefined
  /** For lists: the items so far. */
  readonly list: ListState | undefined
  /** True where it was answered or skipped; for lists, closed. */
  readonly answered: boolean
}

/** The address of a question in a scope. */
export const addressOf = (question: Question, scope: ItemScope | undefined): string =>
  scope === undefined ? question.name : fieldAddress(scope.list, scope.item, question.name)

/** The slot of a question in a scope. */
export function slotOf(answers: AnswerSet, question: Question, scope: ItemScope | undefined): QuestionSlot {
  const address = addressOf(question, scope)
  const given = answers.given.get(address)
  const list = question.kind === 'list' ? answers.lists.get(address) : undefined
  const answered = question.kind === 'list' ? (list?.closed ?? given !== undefined) : given !== undefined
  return { address, question, scope, given, list, answered }
}

/** The scopes of a list's items; none for another kind of question. */
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
