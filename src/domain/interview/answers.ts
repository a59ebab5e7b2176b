/**
 * The answers of one generation by address. A question's address is its name; inside a list it is
 * `{list}.{item}.{field}` (`{list}.{item}` for the items of a list of plain values), and lists may nest.
 */
import { isItems, type AnswerValue, type Erased, type ItemAnswer } from '../questions/answer.ts'

/** An answer, with who gave it and when. */
export interface GivenAnswer {
  /** Undefined when the question was skipped. */
  readonly value: AnswerValue | Erased | undefined
  /** The stream revision at which it was given. An answer that replaces it names this revision. */
  readonly revision: number
  readonly actor: string
  readonly at: string
  /** Copied from an earlier generation and not changed or confirmed since. */
  readonly copied?: true
}

/** The items of a list so far. */
export interface ListState {
  /** Ids in order. The id of a removed item is never reused. */
  readonly items: readonly string[]
  readonly closed: boolean
  readonly next_item: number
  readonly revision: number
}

/** The functions below change it in place: use `copyAnswers` first where it is shared. */
export interface AnswerSet {
  readonly given: Map<string, GivenAnswer>
  readonly lists: Map<string, ListState>
}

/** Who gave an answer, when, and at which revision. */
export type AnswerSource = Omit<GivenAnswer, 'value'>

/** An answer set without answers. */
export const emptyAnswers = (): AnswerSet => ({ given: new Map(), lists: new Map() })

/** A copy that can be changed without changing the original. */
export const copyAnswers = (answers: AnswerSet): AnswerSet => ({
  given: new Map(answers.given),
  lists: new Map(answers.lists),
})

const itemAddress = (list: string, item: string): string => `${list}.${item}`

/** The address of a field in a list item; the field `.` is the item itself. */
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
    // An empty array may also be a `some_of` with nothing chosen, so it is stored as an answer too.
  }
  answers.given.set(address, { value, ...source })
}

/** Appends an item with the fields it has, and returns its id. */
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

/** Removes an item and its answers. */
export function removeItem(answers: AnswerSet, list: string, item: string, revision: number): void {
  const state = answers.lists.get(list)
  if (state === undefined) return
  deleteAnswer(answers, itemAddress(list, item), true)
  answers.lists.set(list, { ...state, items: state.items.filter((id) => id !== item), revision })
}

/** Opens or closes a list. */
export function setListClosed(answers: AnswerSet, list: string, closed: boolean, revision: number): void {
  const state = answers.lists.get(list) ?? { items: [], closed: false, next_item: 1, revision }
  answers.given.delete(list)
  answers.lists.set(list, { ...state, closed, revision })
}

/**
 * Deletes the answer at `address`, and with `inside` also everything in the list or item: in a list only its items,
 * since a question of another name may begin like it (`items.total`). A list keeps its item counter.
 */
function deleteAnswer(answers: AnswerSet, address: string, inside: boolean): void {
  answers.given.delete(address)
  const list = answers.lists.get(address)
  if (list !== undefined) answers.lists.set(address, { ...list, items: [] })
  if (!inside) return
  const prefix = `${address}.`
  const isInside = (key: string) =>
    key.startsWith(prefix) && (list === undefined || /^\d+(\.|$)/.test(key.slice(prefix.length)))
  for (const key of answers.given.keys()) if (isInside(key)) answers.given.delete(key)
  for (const key of answers.lists.keys()) if (isInside(key)) answers.lists.delete(key)
}
