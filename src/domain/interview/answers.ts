/**
 * The answers of one generation by address. A question's address is its name; inside a list it is
 * `{list}.{item}.{field}` (`{list}.{item}` for the items of a list of plain values), and lists may nest.
 */
import { isItems, type AnswerValue, type Erased, type ItemAnswer } from '../questions/answer.ts'

export interface GivenAnswer {
  /** Undefined when the question was skipped. */
  readonly value: AnswerValue | Erased | undefined
  /** The stream revision at which it was given: what an answer that replaces it names. */
  readonly revision: number
  readonly actor: string
  readonly at: string
  /** Came from an earlier generation, and nobody has looked at it since. */
  readonly copied?: true
}

export interface ListState {
  /** Ids in order; an id is never used again after its item was removed. */
  readonly items: readonly string[]
  readonly closed: boolean
  readonly next_item: number
  readonly revision: number
}

/** Changed in place by the functions below; `copyAnswers` first where others may look. */
export interface AnswerSet {
  readonly given: Map<string, GivenAnswer>
  readonly lists: Map<string, ListState>
}

export type AnswerSource = Omit<GivenAnswer, 'value'>

export const emptyAnswers = (): AnswerSet => ({ given: new Map(), lists: new Map() })

export const copyAnswers = (answers: AnswerSet): AnswerSet => ({
  given: new Map(answers.given),
  lists: new Map(answers.lists),
})

const itemAddress = (list: string, item: string): string => `${list}.${item}`

export const fieldAddress = (list: string, item: string, field: string): string =>
  field === '.' ? itemAddress(list, item) : `${list}.${item}.${field}`

/** Writes an answer; an array of items becomes a closed list with fresh item ids. */
export function writeAnswer(
  answers: AnswerSet,
  address: string,
  value: AnswerValue | Erased | undefined,
  source: AnswerSource,
): void {
  deleteAnswer(answers, address, answers.lists.has(address))
  if (value !== undefined && Array.isArray(value) && (value.length === 0 || isItems(value as AnswerValue))) {
    const list = answers.lists.get(address)
    answers.lists.set(address, { items: [], closed: true, next_item: list?.next_item ?? 1, revision: source.revision })
    for (const item of value as readonly ItemAnswer[]) writeItem(answers, address, item, source)
    if (value.length > 0) return
    // An empty array may also be a `some_of` with nothing chosen: it stands as an answer, too.
  }
  answers.given.set(address, { value, ...source })
}

/** Appends an item with the fields it has; gives its id. */
export function writeItem(
  answers: AnswerSet,
  list: string,
  item: ItemAnswer | undefined,
  source: AnswerSource,
): string {
  const state = answers.lists.get(list) ?? { items: [], closed: false, next_item: 1, revision: source.revision }
  const id = String(state.next_item)
  answers.lists.set(list, {
    ...state,
    items: [...state.items, id],
    next_item: state.next_item + 1,
    revision: source.revision,
  })
  for (const [field, value] of Object.entries(item ?? {}))
    writeAnswer(answers, fieldAddress(list, id, field), value, source)
  return id
}

export function removeItem(answers: AnswerSet, list: string, item: string, revision: number): void {
  const state = answers.lists.get(list)
  if (state === undefined) return
  deleteAnswer(answers, itemAddress(list, item), true)
  answers.lists.set(list, { ...state, items: state.items.filter((id) => id !== item), revision })
}

export function setListClosed(answers: AnswerSet, list: string, closed: boolean, revision: number): void {
  const state = answers.lists.get(list) ?? { items: [], closed: false, next_item: 1, revision }
  answers.given.delete(list)
  answers.lists.set(list, { ...state, closed, revision })
}

/**
 * Drops the answer at `address`, and what lies below it where it is a list or an item; the counter of a list there goes
 * on.
 */
function deleteAnswer(answers: AnswerSet, address: string, below: boolean): void {
  answers.given.delete(address)
  const list = answers.lists.get(address)
  if (list !== undefined) answers.lists.set(address, { ...list, items: [] })
  if (!below) return
  const prefix = `${address}.`
  for (const key of answers.given.keys()) if (key.startsWith(prefix)) answers.given.delete(key)
  for (const key of answers.lists.keys()) if (key.startsWith(prefix)) answers.lists.delete(key)
}
