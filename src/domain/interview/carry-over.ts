/**
 * “Make another like this one”: copies the answers of one generation to another, whose template may be newer. All rows
 * of lists are copied; answers that cannot be copied are named, with the reason.
 */
import { z } from 'zod'
import { isErased, type AnswerValue, type ItemAnswer } from '../questions/answer.ts'
import type { Result } from '../kernel/errors.ts'
import { applicableSlots } from './interview.ts'
import type { ItemScope, QuestionSlot } from './question-slot.ts'
import type { Questionnaire } from './questionnaire.ts'
import type { Question } from '../questions/question.ts'
import { fieldAddress, type AnswerSet } from './answers.ts'

/**
 * Why an answer was not copied: the template no longer asks it (under that name); asks it as another kind; no longer
 * accepts the answer; the answer was erased. `too_many_rows`: the rows were copied, but the list takes fewer now.
 */
export const NOT_CARRIED_REASONS = ['not_asked', 'asked_otherwise', 'not_fitting', 'erased', 'too_many_rows'] as const
export type NotCarriedReason = (typeof NOT_CARRIED_REASONS)[number]

/** One question whose answer was not copied, as events record it. */
export const notCarriedSchema = z.strictObject({
  /** The question's name; for a field of a list `items.price`, whatever the row. */
  name: z.string(),
  /** Its label in the old template version. */
  label: z.string(),
  reason: z.enum(NOT_CARRIED_REASONS),
  /** For a field of a list: in how many rows. For a list: how many rows it has. */
  rows: z.int().min(0).optional(),
})
export type NotCarried = Readonly<z.infer<typeof notCarriedSchema>>

export interface CarriedOver {
  /** Whole lists with their rows, in the order of the old questions. */
  readonly answers: readonly { readonly name: string; readonly value: AnswerValue; readonly copied: true }[]
  /** Addresses, in the new generation, of questions that were skipped and are still optional. */
  readonly skipped: readonly string[]
  /** Addresses, in the new generation, of lists that are not complete. */
  readonly open_lists: readonly string[]
  readonly not_carried: readonly NotCarried[]
}

/** Converts an answer for another question so that it prints the same; or says why it cannot be copied. */
export type CarryAnswer = (from: Question, to: Question, value: AnswerValue) => Result<AnswerValue, NotCarriedReason>

/** Copies the applicable answers of the old generation for the questions of the new one. */
export function carryOver(from: Questionnaire, answers: AnswerSet, to: Questionnaire, carry: CarryAnswer): CarriedOver {
  const carryOver = new CarryOver(to)
  for (const slot of applicableSlots(from, answers)) carryOver.add(slot, carry)
  return carryOver.result()
}

/** A list in the new generation: its fields by name, and its rows. */
interface NewList {
  readonly address: string
  readonly fields: ReadonlyMap<string, Question>
  readonly rows: readonly Map<string, AnswerValue | NewList>[]
}

/** Collects the copied answers while the old slots are visited in order, lists before their rows. */
class CarryOver {
  readonly #questions: ReadonlyMap<string, Question>
  readonly #top = new Map<string, AnswerValue | NewList>()
  /** By the address of the old list. */
  readonly #lists = new Map<string, NewList>()
  /** The path of each list (`items`, `items.parts`), by the address of the old list. */
  readonly #paths = new Map<string, { readonly name: string; readonly label: string }>()
  readonly #skipped: string[] = []
  readonly #open: string[] = []
  readonly #notCarried = new Map<string, NotCarried>()

  constructor(to: Questionnaire) {
    this.#questions = indexByName(to.questions)
  }

  add(slot: QuestionSlot, carry: CarryAnswer): void {
    const { question, scope, given, list } = slot
    if (question.kind === 'list') this.#paths.set(slot.address, this.#pathOf(slot))
    const target = scope === undefined ? { fields: this.#questions, answers: this.#top } : this.#rowOf(scope)
    // Its list was not copied, and is reported itself.
    if (target === undefined) return
    const to = target.fields.get(question.name)
    const rows = list?.items.length ?? 0
    if (question.kind === 'list' && list !== undefined && (rows > 0 || list.closed)) {
      if (to?.kind !== 'list') this.#report(slot, to === undefined ? 'not_asked' : 'asked_otherwise', rows)
      else this.#addRows(slot, list, to, target.answers)
    } else if (given !== undefined && given.value === undefined && slot.answered) {
      if (to?.kind === question.kind && !to.required) this.#skipped.push(this.#newAddress(slot))
    } else if (given?.value !== undefined) {
      const carried =
        to === undefined
          ? notCarried('not_asked')
          : isErased(given.value)
            ? notCarried('erased')
            : carry(question, to, given.value)
      if (carried.ok) target.answers.set(question.name, carried.value)
      else this.#report(slot, carried.error, scope === undefined ? undefined : 1)
    }
  }

  result(): CarriedOver {
    return {
      answers: [...this.#top].map(([name, value]) => ({ name, value: toAnswerValue(value), copied: true as const })),
      skipped: this.#skipped,
      open_lists: this.#open,
      not_carried: [...this.#notCarried.values()],
    }
  }

  #addRows(
    slot: QuestionSlot,
    { items, closed }: NonNullable<QuestionSlot['list']>,
    to: Question,
    answers: Map<string, AnswerValue | NewList>,
  ): void {
    const address = this.#newAddress(slot)
    const list: NewList = {
      address,
      fields: indexByName(to.fields ?? []),
      rows: items.map(() => new Map<string, AnswerValue | NewList>()),
    }
    this.#lists.set(slot.address, list)
    answers.set(to.name, list)
    const { min_items = 0, max_items = items.length } = to.limits ?? {}
    if (items.length > max_items) this.#report(slot, 'too_many_rows', items.length)
    if (!closed || items.length < min_items || items.length > max_items) this.#open.push(address)
  }

  #rowOf({ list, ordinal }: ItemScope) {
    const known = this.#lists.get(list)
    const row = known?.rows[ordinal - 1]
    return known === undefined || row === undefined ? undefined : { fields: known.fields, answers: row }
  }

  /** Rows of the new list are numbered from 1. */
  #newAddress({ question, scope }: QuestionSlot): string {
    if (scope === undefined) return question.name
    return fieldAddress(this.#lists.get(scope.list)?.address ?? scope.list, String(scope.ordinal), question.name)
  }

  #pathOf({ question, scope }: QuestionSlot) {
    const { name, label } = question
    const list = scope === undefined ? undefined : this.#paths.get(scope.list)
    // The field `.` of a list of plain values goes by the name of its list.
    if (list === undefined || name === '.') return list ?? { name, label }
    return { name: `${list.name}.${name}`, label: `${list.label} · ${label}` }
  }

  #report(slot: QuestionSlot, reason: NotCarriedReason, rows: number | undefined): void {
    const path = this.#pathOf(slot)
    const key = JSON.stringify([path.name, reason])
    const before = this.#notCarried.get(key)
    this.#notCarried.set(key, { ...path, reason, ...(rows === undefined ? {} : { rows: (before?.rows ?? 0) + rows }) })
  }
}

const indexByName = (questions: readonly Question[]): ReadonlyMap<string, Question> =>
  new Map(questions.map((one) => [one.name, one]))

const notCarried = (error: NotCarriedReason) => ({ ok: false, error }) as const

const toAnswerValue = (value: AnswerValue | NewList): AnswerValue =>
  isNewList(value)
    ? value.rows.map((row): ItemAnswer => Object.fromEntries([...row].map(([name, one]) => [name, toAnswerValue(one)])))
    : value

const isNewList = (value: AnswerValue | NewList): value is NewList =>
  typeof value === 'object' && 'rows' in value && Array.isArray(value.rows)
