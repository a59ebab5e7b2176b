/**
 * The interview is a checklist, not a flowchart: the next question is the first one, in order, that the document still needs,
 * given the answers so far. Everything here is a pure function of the questions and the sheet.
 */
import type { AnswerValue, Erased, ItemAnswer } from '../questions/answer.ts'
import type { Question } from '../questions/question.ts'
import { fieldAddress, type GivenAnswer, type ListState, type Sheet } from './answers.ts'

/** What a generation asks: the questions of its template version. */
export interface Form {
  readonly questions: readonly Question[]
}

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
export interface Place {
  readonly address: string
  readonly question: Question
  readonly scope: ItemScope | undefined
  readonly given: GivenAnswer | undefined
  /** Only for lists: the items gathered so far. */
  readonly list: ListState | undefined
  /** Answered, skipped, or a closed list. */
  readonly answered: boolean
}

/** The question due now, or undefined when the document has all it needs. Addresses in `except` are passed over. */
export function nextDue(form: Form, sheet: Sheet, except: Pick<ReadonlySet<string>, 'has'> = NOTHING): Place | undefined {
  return firstDue(form, sheet, except, form.questions, undefined)
}

const NOTHING: ReadonlySet<string> = new Set()

function firstDue(
  form: Form, sheet: Sheet, except: Pick<ReadonlySet<string>, 'has'>, questions: readonly Question[], scope: ItemScope | undefined,
): Place | undefined {
  for (const question of questions) {
    if (!applies(form, sheet, question, scope)) continue
    const place = placeOf(sheet, question, scope)
    for (const item of itemScopes(place)) {
      const inside = firstDue(form, sheet, except, item.fields, item)
      if (inside !== undefined) return inside
    }
    if (!place.answered && !except.has(place.address)) return place
  }
  return undefined
}

/** Every question that applies now, in order, a list before the fields of its items: what the review shows. */
export function applicablePlaces(form: Form, sheet: Sheet): Place[] {
  const places: Place[] = []
  const visit = (questions: readonly Question[], scope: ItemScope | undefined): void => {
    for (const question of questions) {
      if (!applies(form, sheet, question, scope)) continue
      const place = placeOf(sheet, question, scope)
      places.push(place)
      for (const item of itemScopes(place)) visit(item.fields, item)
    }
  }
  visit(form.questions, undefined)
  return places
}

/** The question at an address, whether it applies now or not; undefined where there is none. */
export function placeAt(form: Form, sheet: Sheet, address: string): Place | undefined {
  return findPlace(sheet, form.questions, undefined, address)
}

function findPlace(sheet: Sheet, questions: readonly Question[], scope: ItemScope | undefined, address: string): Place | undefined {
  for (const question of questions) {
    const own = addressOf(question, scope)
    if (own === address) return placeOf(sheet, question, scope)
    if (question.kind !== 'list' || !address.startsWith(`${own}.`)) continue
    for (const item of itemScopes(placeOf(sheet, question, scope))) {
      const inside = findPlace(sheet, item.fields, item, address)
      if (inside !== undefined) return inside
    }
  }
  return undefined
}

/** Whether the document needs the question, given the answers so far. A condition on an unanswered section does not hold yet. */
export function applies(form: Form, sheet: Sheet, question: Question, scope: ItemScope | undefined): boolean {
  return (
    question.when.length === 0 ||
    question.when.some((alternative) =>
      alternative.every(({ section, is }) => sectionShown(form, sheet, section, scope) === is),
    )
  )
}

/** Whether a section is shown; undefined while nothing decides it. Names are looked up from the item outwards (Mustache's rule). */
function sectionShown(form: Form, sheet: Sheet, section: string, scope: ItemScope | undefined): boolean | undefined {
  for (let around = scope; around !== undefined; around = around.outer) {
    const field = around.fields.find((question) => question.name === section)
    if (field !== undefined) return shown(placeOf(sheet, field, around))
  }
  const question = questionsByName(form).get(section)
  return question === undefined ? undefined : shown(placeOf(sheet, question, undefined))
}

function shown(place: Place): boolean | undefined {
  if (place.question.kind === 'list') {
    if (place.list !== undefined && place.list.items.length > 0) return true
    return place.answered ? false : undefined
  }
  if (place.given === undefined) return undefined
  const value = place.given.value
  if (value === undefined || value === false || value === '') return false
  return !(Array.isArray(value) && value.length === 0)
}

/** The answers that apply, as a tree: lists as arrays of items, `null` for what was skipped; what is not answered is absent. */
export interface ValueTree {
  readonly [name: string]: AnswerValue | Erased | null | readonly ValueTree[]
}

export function collectValues(form: Form, sheet: Sheet): ValueTree {
  const collect = (questions: readonly Question[], scope: ItemScope | undefined): ValueTree => {
    const values: Record<string, ValueTree[string]> = Object.create(null)
    for (const question of questions) {
      if (!applies(form, sheet, question, scope)) continue
      const place = placeOf(sheet, question, scope)
      if (question.kind === 'list') {
        if (place.list !== undefined || place.answered) {
          values[question.name] = [...itemScopes(place)].map((item) => collect(item.fields, item))
        }
      } else if (place.given !== undefined) values[question.name] = place.given.value ?? null
    }
    return values
  }
  return collect(form.questions, undefined)
}

/** The value at a place as it would be sent over the wire; a list as an array of items, plain values where its items are plain. */
export function wireValue(sheet: Sheet, place: Place): AnswerValue | Erased | undefined {
  if (place.question.kind !== 'list') return place.given?.value
  if (place.list === undefined) return undefined
  const items = [...itemScopes(place)].map((item): ItemAnswer => {
    const fields: Record<string, AnswerValue> = {}
    for (const field of item.fields) {
      const value = wireValue(sheet, placeOf(sheet, field, item))
      if (value !== undefined) fields[field.name] = value as AnswerValue
    }
    return fields
  })
  const plain = place.question.fields?.length === 1 && place.question.fields[0]?.name === '.'
  return plain ? items.map((item) => item['.'] as string) : items
}

/**
 * Whether the answer was given before the one that makes it apply: it came back unasked, and the review marks it.
 * The same mark stands on answers copied from an earlier generation.
 */
export function isCarried(form: Form, sheet: Sheet, place: Place): boolean {
  const given = place.given
  if (given === undefined) return false
  if (given.copied === true) return true
  const byName = questionsByName(form)
  return place.question.when.some((alternative) =>
    alternative.some(({ section }) => {
      const question = byName.get(section)
      if (question === undefined || question.kind === 'list') return false
      return (sheet.answers.get(section)?.revision ?? -1) > given.revision
    }),
  )
}

/** How far the conversation is: answered and open questions among those that apply now. */
export function progress(form: Form, sheet: Sheet): { answered: number; open: number } {
  const places = applicablePlaces(form, sheet)
  const answered = places.filter((place) => place.answered).length
  return { answered, open: places.length - answered }
}

export const addressOf = (question: Question, scope: ItemScope | undefined): string =>
  scope === undefined ? question.name : fieldAddress(scope.list, scope.item, question.name)

function placeOf(sheet: Sheet, question: Question, scope: ItemScope | undefined): Place {
  const address = addressOf(question, scope)
  const given = sheet.answers.get(address)
  const list = question.kind === 'list' ? sheet.lists.get(address) : undefined
  const answered = question.kind === 'list' ? (list?.closed ?? given !== undefined) : given !== undefined
  return { address, question, scope, given, list, answered }
}

function itemScopes(place: Place): ItemScope[] {
  const fields = place.question.fields ?? []
  return (place.list?.items ?? []).map((item, index) => ({ list: place.address, item, ordinal: index + 1, fields, outer: place.scope }))
}

const indexes = new WeakMap<Form, ReadonlyMap<string, Question>>()

function questionsByName(form: Form): ReadonlyMap<string, Question> {
  let index = indexes.get(form)
  if (index === undefined) {
    index = new Map(form.questions.map((question) => [question.name, question]))
    indexes.set(form, index)
  }
  return index
}
