/**
 * The interview is a checklist, not a flowchart: the next question is the first one, in order, that the document still
 * needs, given the answers so far. Everything here is a pure function of the questions and the sheet.
 */
import type { AnswerValue, Erased, ItemAnswer } from '../questions/answer.ts'
import type { Question } from '../questions/question.ts'
import { fieldAddress, type GivenAnswer, type ListState, type AnswerSet } from './answers.ts'

/** What a generation asks: the questions of its template version. */
export interface Questionnaire {
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

/** The question due now, or undefined when the document has all it needs. Addresses in `except` are passed over. */
export function nextDue(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  except: Pick<ReadonlySet<string>, 'has'> = NOTHING,
): QuestionSlot | undefined {
  return firstDue(questionnaire, answers, except, questionnaire.questions, undefined)
}

const NOTHING: ReadonlySet<string> = new Set()

function firstDue(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  except: Pick<ReadonlySet<string>, 'has'>,
  questions: readonly Question[],
  scope: ItemScope | undefined,
): QuestionSlot | undefined {
  for (const question of questions) {
    if (!applies(questionnaire, answers, question, scope)) continue
    const slot = placeOf(answers, question, scope)
    for (const item of itemScopes(slot)) {
      const inside = firstDue(questionnaire, answers, except, item.fields, item)
      if (inside !== undefined) return inside
    }
    if (!slot.answered && !except.has(slot.address)) return slot
  }
  return undefined
}

/** Every question that applies now, in order, a list before the fields of its items: what the review shows. */
export function applicableSlots(questionnaire: Questionnaire, answers: AnswerSet): QuestionSlot[] {
  const places: QuestionSlot[] = []
  const visit = (questions: readonly Question[], scope: ItemScope | undefined): void => {
    for (const question of questions) {
      if (!applies(questionnaire, answers, question, scope)) continue
      const slot = placeOf(answers, question, scope)
      places.push(slot)
      for (const item of itemScopes(slot)) visit(item.fields, item)
    }
  }
  visit(questionnaire.questions, undefined)
  return places
}

/** The question at an address, whether it applies now or not; undefined where there is none. */
export function slotAt(questionnaire: Questionnaire, answers: AnswerSet, address: string): QuestionSlot | undefined {
  return findPlace(answers, questionnaire.questions, undefined, address)
}

function findPlace(
  answers: AnswerSet,
  questions: readonly Question[],
  scope: ItemScope | undefined,
  address: string,
): QuestionSlot | undefined {
  for (const question of questions) {
    const own = addressOf(question, scope)
    if (own === address) return placeOf(answers, question, scope)
    if (question.kind !== 'list' || !address.startsWith(`${own}.`)) continue
    for (const item of itemScopes(placeOf(answers, question, scope))) {
      const inside = findPlace(answers, item.fields, item, address)
      if (inside !== undefined) return inside
    }
  }
  return undefined
}

/**
 * Whether the document needs the question, given the answers so far. A condition on an unanswered section does not hold
 * yet.
 */
function applies(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  question: Question,
  scope: ItemScope | undefined,
): boolean {
  return (
    question.when.length === 0 ||
    question.when.some((alternative) =>
      alternative.every(({ section, is }) => sectionShown(questionnaire, answers, section, scope) === is),
    )
  )
}

/**
 * Whether a section is shown; undefined while nothing decides it. Names are looked up from the item outwards
 * (Mustache's rule).
 */
function sectionShown(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  section: string,
  scope: ItemScope | undefined,
): boolean | undefined {
  for (let around = scope; around !== undefined; around = around.outer) {
    const field = around.fields.find((question) => question.name === section)
    if (field !== undefined) return shown(placeOf(answers, field, around))
  }
  const question = questionsByName(questionnaire).get(section)
  return question === undefined ? undefined : shown(placeOf(answers, question, undefined))
}

function shown(slot: QuestionSlot): boolean | undefined {
  if (slot.question.kind === 'list') {
    if (slot.list !== undefined && slot.list.items.length > 0) return true
    return slot.answered ? false : undefined
  }
  if (slot.given === undefined) return undefined
  const value = slot.given.value
  if (value === undefined || value === false || value === '') return false
  return !(Array.isArray(value) && value.length === 0)
}

/**
 * The answers that apply, as a tree: lists as arrays of items, `null` for what was skipped; what is not answered is
 * absent.
 */
export interface ValueTree {
  readonly [name: string]: AnswerValue | Erased | null | readonly ValueTree[]
}

export function collectValues(questionnaire: Questionnaire, answers: AnswerSet): ValueTree {
  const collect = (questions: readonly Question[], scope: ItemScope | undefined): ValueTree => {
    const values: Record<string, ValueTree[string]> = Object.create(null)
    for (const question of questions) {
      if (!applies(questionnaire, answers, question, scope)) continue
      const slot = placeOf(answers, question, scope)
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

/**
 * The value at a place as it would be sent over the wire; a list as an array of items, plain values where its items are
 * plain.
 */
export function wireValue(answers: AnswerSet, slot: QuestionSlot): AnswerValue | Erased | undefined {
  if (slot.question.kind !== 'list') return slot.given?.value
  if (slot.list === undefined) return undefined
  const items = [...itemScopes(slot)].map((item): ItemAnswer => {
    const fields: Record<string, AnswerValue> = {}
    for (const field of item.fields) {
      const value = wireValue(answers, placeOf(answers, field, item))
      if (value !== undefined) fields[field.name] = value as AnswerValue
    }
    return fields
  })
  const plain = slot.question.fields?.length === 1 && slot.question.fields[0]?.name === '.'
  return plain ? items.map((item) => item['.'] as string) : items
}

/**
 * Whether the answer was given before the one that makes it apply: it came back unasked, and the review marks it.
 * The same mark stands on answers copied from an earlier generation.
 */
export function isCarried(questionnaire: Questionnaire, answers: AnswerSet, slot: QuestionSlot): boolean {
  const given = slot.given
  if (given === undefined) return false
  if (given.copied === true) return true
  const byName = questionsByName(questionnaire)
  return slot.question.when.some((alternative) =>
    alternative.some(({ section }) => {
      const question = byName.get(section)
      if (question === undefined || question.kind === 'list') return false
      return (answers.given.get(section)?.revision ?? -1) > given.revision
    }),
  )
}

/** How far the conversation is: answered and open questions among those that apply now. */
export function progress(questionnaire: Questionnaire, answers: AnswerSet): { answered: number; open: number } {
  const places = applicableSlots(questionnaire, answers)
  const answered = places.filter((slot) => slot.answered).length
  return { answered, open: places.length - answered }
}

const addressOf = (question: Question, scope: ItemScope | undefined): string =>
  scope === undefined ? question.name : fieldAddress(scope.list, scope.item, question.name)

function placeOf(answers: AnswerSet, question: Question, scope: ItemScope | undefined): QuestionSlot {
  const address = addressOf(question, scope)
  const given = answers.given.get(address)
  const list = question.kind === 'list' ? answers.lists.get(address) : undefined
  const answered = question.kind === 'list' ? (list?.closed ?? given !== undefined) : given !== undefined
  return { address, question, scope, given, list, answered }
}

function itemScopes(slot: QuestionSlot): ItemScope[] {
  const fields = slot.question.fields ?? []
  return (slot.list?.items ?? []).map((item, index) => ({
    list: slot.address,
    item,
    ordinal: index + 1,
    fields,
    outer: slot.scope,
  }))
}

const indexes = new WeakMap<Questionnaire, ReadonlyMap<string, Question>>()

function questionsByName(questionnaire: Questionnaire): ReadonlyMap<string, Question> {
  let index = indexes.get(questionnaire)
  if (index === undefined) {
    index = new Map(questionnaire.questions.map((question) => [question.name, question]))
    indexes.set(questionnaire, index)
  }
  return index
}
