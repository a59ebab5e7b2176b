/** One of several choices, or some of them: by value, by label, or by number counted from 1. */
import type { AnswerContext } from '../domain/answer.ts'
import { ok, type Result } from '../domain/errors.ts'
import type { Choice, Question } from '../domain/question.ts'
import { plainDigits } from './locale.ts'
import { excerpt, refuse, type Reader } from './refusal.ts'
import { nameOfType, readTyped } from './typed.ts'

/** Room for every choice of a question written one after the other. */
const MAX_CHOICES_TEXT = 50_000

const ALL = new Set([
  'all', 'everything', 'all of them', 'alle', 'alles', 'tous', 'toutes', 'tout', 'todos', 'todas', 'tutti', 'tutte', 'alla', 'wszystkie',
])
const NONE = new Set([
  'none', 'nothing', 'none of them', 'keine', 'keines', 'keins', 'nichts', 'aucun', 'aucune', 'rien', 'ninguno', 'ninguna', 'nessuno', 'nessuna',
  'geen', 'inga', '-',
])

export const readOneOf: Reader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 500)
  if (!typed.ok) return typed
  const choice = finderOf(question)(typed.value)
  return choice === undefined ? unknown(question, context, typed.value) : ok(choice.value)
}

export const readSomeOf: Reader<readonly string[]> = (question, raw, context) => {
  const choices = question.choices ?? []
  const chosen = Array.isArray(raw) ? chosenFromArray(question, raw, context) : chosenFromText(question, raw, context)
  if (!chosen.ok) return chosen
  // In the order of the choices, each once: the same selection is the same answer.
  const values = choices.map(({ value }) => value).filter((value) => chosen.value.has(value))
  const { min_items: min = question.required ? 1 : 0, max_items: max = choices.length } = question.limits ?? {}
  if (values.length < min) return refuse(question, context, `At least ${countOf(min)} must be chosen.`, { min_items: min })
  if (values.length > max) return refuse(question, context, `At most ${countOf(max)} may be chosen.`, { max_items: max })
  return ok(values)
}

const countOf = (count: number): string => (count === 1 ? 'one' : String(count))

function chosenFromArray(question: Question, raw: readonly unknown[], context: AnswerContext): Result<ReadonlySet<string>> {
  if (raw.length > mostParts(question)) return tooMany(question, context)
  const find = finderOf(question)
  const chosen = new Set<string>()
  for (const one of raw) {
    const text = typeof one === 'number' ? String(one) : one
    if (typeof text !== 'string') return refuse(question, context, `One of the answers is ${nameOfType(one)}.`)
    const choice = text.length > 500 ? undefined : find(text)
    if (choice === undefined) return unknown(question, context, text)
    chosen.add(choice.value)
  }
  return ok(chosen)
}

function chosenFromText(question: Question, raw: unknown, context: AnswerContext): Result<ReadonlySet<string>> {
  const choices = question.choices ?? []
  const typed = readTyped(question, raw, context, MAX_CHOICES_TEXT)
  if (!typed.ok) return typed
  const find = finderOf(question)
  const whole = find(typed.value)
  if (whole !== undefined) return ok(new Set([whole.value]))
  const said = plain(typed.value)
  if (ALL.has(said)) return ok(new Set(choices.map(({ value }) => value)))
  if (NONE.has(said)) return ok(new Set())
  const chosen = new Set<string>()
  const parts = typed.value.split(/[,;\n]+/).filter((one) => one.trim() !== '')
  if (parts.length > mostParts(question)) return tooMany(question, context)
  for (const part of parts) {
    const found = findAll(find, part)
    if (found === undefined) return unknown(question, context, part.trim())
    for (const { value } of found) chosen.add(value)
  }
  return ok(chosen)
}

/** One choice, or several joined by “and”. */
function findAll(find: Finder, text: string): readonly Choice[] | undefined {
  const one = find(text)
  if (one !== undefined) return [one]
  const parts = text.split(/ (?:and|und|et|y|e|en|och|&|\+) |^(?:and|und|et) /i).filter((part) => part.trim() !== '')
  const found = parts.map(find).filter((choice) => choice !== undefined)
  return parts.length > 0 && found.length === parts.length ? found : undefined
}

type Finder = (text: string) => Choice | undefined

/** Finds a choice by its exact value, then by label, by value whatever its case, and last by number. */
function finderOf({ choices = [] }: Question): Finder {
  const exact = new Map(choices.map((choice) => [choice.value, choice]))
  const byName = new Map([
    ...choices.map((choice) => [plain(choice.value), choice] as const),
    ...choices.map((choice) => [plain(choice.label), choice] as const),
  ])
  return (text) => {
    const said = plain(text)
    const number = /^#?(\d{1,3})[.)]?$/.exec(plainDigits(said))?.[1]
    return exact.get(text) ?? byName.get(said) ?? (number === undefined ? undefined : choices[Number(number) - 1])
  }
}

/** Every choice may be named twice; more is no answer but a flood. */
const mostParts = ({ choices = [] }: Question): number => choices.length * 2 + 10

const tooMany = (question: Question, context: AnswerContext) => refuse(question, context, 'There are more answers than choices.')

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()

function unknown(question: Question, context: AnswerContext, text: string): Result<never> {
  const labels = (question.choices ?? []).map(({ label }, index) => `${String(index + 1)}. ${label}`)
  const shown = labels.length > 12 ? [...labels.slice(0, 12), '…'] : labels
  return refuse(question, context, `“${excerpt(text)}” is not among the choices (${shown.join(', ')}).`)
}
