/**
 * “Make another like this one”: the answers of one conversation for another, whose template may have changed since.
 * Rows of lists always stay; what cannot be taken along is named, with the reason.
 */
import { z } from 'zod'
import { isErased, type AnswerValue, type ItemAnswer } from '../questions/answer.ts'
import type { Result } from '../kernel/errors.ts'
import { applicableSlots } from './interview.ts'
import { type ItemScope, type QuestionSlot } from './question-slot.ts'
import { type Questionnaire } from './questionnaire.ts'
import type { Question } from '../questions/question.ts'
import { fieldAddress, type AnswerSet } from './answers.ts'

/**
 * Why an answer was not taken along: the template does not ask it any more (under that name); it asks it in another
 * way; it takes no such answer any more; the answer was erased. `too_many_rows`: the rows are there, but more than the
 * list takes now.
 */
export const NOT_CARRIED_REASONS = ['not_asked', 'asked_otherwise', 'not_fitting', 'erased', 'too_many_rows'] as const
export type NotCarriedReason = (typeof NOT_CARRIED_REASONS)[number]

/** One question whose answer was not taken along, as it stands in events. */
export const notCarriedSchema = z.strictObject({
  /** The question's name; of a field of a list `items.price`, whatever the row. */
  name: z.string(),
  /** As the template called it then. */
  label: z.string(),
  reason: z.enum(NOT_CARRIED_REASONS),
  /** In how many rows, for a field of a list; how many rows, for a list. */
  rows: z.int().min(0).optional(),
})
export type NotCarried = Readonly<z.infer<typeof notCarriedSchema>>

export interface CarriedOver {
  /** Whole lists with their rows, in the order of the old questions. */
  readonly answers: readonly { readonly name: string; readonly value: AnswerValue; readonly copied: true }[]
  /** Addresses in the new conversation of what was left out on purpose, and may still be. */
  readonly skipped: readonly string[]
  /** Addresses in the new conversation of lists with rows that are not complete. */
  readonly open_lists: readonly string[]
  readonly not_carried: readonly NotCarried[]
}

/** The answer as another question takes it, printed as it was; or why it cannot be taken along. */
export type CarryAnswer = (from: Question, to: Question, value: AnswerValue) => Result<AnswerValue, NotCarriedReason>

/** The answers that apply in the old conversation, for the new form. The same form gives the same, rows and all. */
export function carryOver(from: Questionnaire, sheet: AnswerSet, to: Questionnaire, carry: CarryAnswer): CarriedOver {
  const taken = new CarryOver(to)
  for (const slot of applicableSlots(from, sheet)) taken.take(slot, carry)
  return taken.result()
}

/** A list of the new conversation: the questions of its rows by name, and the rows. */
interface NewList {
  readonly address: string
  readonly fields: ReadonlyMap<string, Question>
  readonly rows: readonly Map<string, AnswerValue | NewList>[]
}

class CarryOver {
  readonly #questions: ReadonlyMap<string, Question>
  readonly #top = new Map<string, AnswerValue | NewList>()
  /** By the address of the old list. */
  readonly #lists = new Map<string, NewList>()
  /** Names of fields by the address of the old list they stand in: `items`, `items.parts`. */
  readonly #paths = new Map<string, { readonly name: string; readonly label: string }>()
  readonly #skipped: string[] = []
  readonly #open: string[] = []
  readonly #lost = new Map<string, NotCarried>()

  constructor(to: Questionnaire) {
    this.#questions = indexByName(to.questions)
  }

  take(slot: QuestionSlot, carry: CarryAnswer): void {
    const { question, scope, given, list } = slot
    if (question.kind === 'list') this.#paths.set(slot.address, this.#pathOf(slot))
    const around = scope === undefined ? { fields: this.#questions, answers: this.#top } : this.#around(scope)
    // The list it stands in was not taken along, and is named itself.
    if (around === undefined) return
    const to = around.fields.get(question.name)
    const rows = list?.items.length ?? 0
    if (question.kind === 'list' && list !== undefined && (rows > 0 || list.closed)) {
      if (to?.kind !== 'list') this.#lose(slot, to === undefined ? 'not_asked' : 'asked_otherwise', rows)
      else this.#takeRows(slot, to, around.answers)
    } else if (given !== undefined && given.value === undefined && slot.answered) {
      if (to?.kind === question.kind && !to.required) this.#skipped.push(this.#newAddress(slot))
    } else if (given?.value !== undefined) {
      const carried =
        to === undefined
          ? notCarried('not_asked')
          : isErased(given.value)
            ? notCarried('erased')
            : carry(question, to, given.value)
      if (carried.ok) around.answers.set(question.name, carried.value)
      else this.#lose(slot, carried.error, scope === undefined ? undefined : 1)
    }
  }

  result(): CarriedOver {
    return {
      answers: [...this.#top].map(([name, value]) => ({ name, value: toAnswerValue(value), copied: true as const })),
      skipped: this.#skipped,
      open_lists: this.#open,
      not_carried: [...this.#lost.values()],
    }
  }

  #takeRows(slot: QuestionSlot, to: Question, answers: Map<string, AnswerValue | NewList>): void {
    const { items = [], closed = false } = slot.list ?? {}
    const address = this.#newAddress(slot)
    const list: NewList = {
      address,
      fields: indexByName(to.fields ?? []),
      rows: items.map(() => new Map<string, AnswerValue | NewList>()),
    }
    this.#lists.set(slot.address, list)
    answers.set(to.name, list)
    const { min_items = 0, max_items = items.length } = to.limits ?? {}
    if (items.length > max_items) this.#lose(slot, 'too_many_rows', items.length)
    if (!closed || items.length < min_items || items.length > max_items) this.#open.push(address)
  }

  #around({ list, ordinal }: ItemScope) {
    const known = this.#lists.get(list)
    const row = known?.rows[ordinal - 1]
    return known === undefined || row === undefined ? undefined : { fields: known.fields, answers: row }
  }

  /** Rows are numbered anew, from 1. */
  #newAddress({ question, scope }: QuestionSlot): string {
    if (scope === undefined) return question.name
    return fieldAddress(this.#lists.get(scope.list)?.address ?? scope.list, String(scope.ordinal), question.name)
  }

  #pathOf({ question, scope }: QuestionSlot) {
    const { name, label } = question
    const list = scope === undefined ? undefined : this.#paths.get(scope.list)
    // The one field of a list of plain values has no name of its own.
    if (list === undefined || name === '.') return list ?? { name, label }
    return { name: `${list.name}.${name}`, label: `${list.label} · ${label}` }
  }

  #lose(slot: QuestionSlot, reason: NotCarriedReason, rows: number | undefined): void {
    const path = this.#pathOf(slot)
    const key = JSON.stringify([path.name, reason])
    const before = this.#lost.get(key)
    this.#lost.set(key, { ...path, reason, ...(rows === undefined ? {} : { rows: (before?.rows ?? 0) + rows }) })
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
