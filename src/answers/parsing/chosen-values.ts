/** The choices that an answer names: an array of them, or a text with commas or “and” between them. */
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Choice, Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { refuse } from '../refusal.ts'
import { choiceFinder, normalizeName, type FindChoice } from './choice-finder.ts'
import { findUnambiguousChoice, readChoice, refuseUnknownChoice } from './named-choice.ts'
import { nameOfType, readTyped } from './typed.ts'

/** The longest text: room for all choices of a question in one line. */
const MAX_CHOICES_TEXT = 50_000

const ALL = new Set([
  'all',
  'everything',
  'all of them',
  'alle',
  'alles',
  'tous',
  'toutes',
  'tout',
  'todos',
  'todas',
  'tutti',
  'tutte',
  'alla',
  'wszystkie',
])
const NONE = new Set([
  'none',
  'nothing',
  'none of them',
  'keine',
  'keines',
  'keins',
  'nichts',
  'aucun',
  'aucune',
  'rien',
  'ninguno',
  'ninguna',
  'nessuno',
  'nessuna',
  'geen',
  'inga',
  '-',
])

/** The values of the chosen choices, in no order. */
export const readChosenValues = (question: Question, raw: unknown, context: ReadContext): Result<ReadonlySet<string>> =>
  Array.isArray(raw) ? chosenFromArray(question, raw, context) : chosenFromText(question, raw, context)

function chosenFromArray(
  question: Question,
  raw: readonly unknown[],
  context: ReadContext,
): Result<ReadonlySet<string>> {
  if (raw.length > maxPartsOf(question)) return refuseTooMany(question, context)
  const find = choiceFinder(question.choices ?? [], context.locale, context.form)
  const chosen = new Set<string>()
  for (const one of raw) {
    const text = typeof one === 'number' ? String(one) : one
    if (typeof text !== 'string') return refuse(question, context, `One of the answers is ${nameOfType(one)}.`)
    const choice = readChoice(question, context, find, text)
    if (!choice.ok) return choice
    chosen.add(choice.value.value)
  }
  return ok(chosen)
}

function chosenFromText(question: Question, raw: unknown, context: ReadContext): Result<ReadonlySet<string>> {
  const choices = question.choices ?? []
  const typed = readTyped(question, raw, context, MAX_CHOICES_TEXT)
  if (!typed.ok) return typed
  if (context.form === 'wire')
    return refuse(question, context, 'In wire form the choices are an array of their values.')
  const find = choiceFinder(choices, context.locale, context.form)
  if (find(typed.value) !== undefined) {
    const whole = readChoice(question, context, find, typed.value)
    return whole.ok ? ok(new Set([whole.value.value])) : whole
  }
  const said = normalizeName(typed.value)
  if (ALL.has(said)) return ok(new Set(choices.map(({ value }) => value)))
  if (NONE.has(said)) return ok(new Set())
  const chosen = new Set<string>()
  const parts = typed.value.split(/[,;\n]+/).filter((one) => one.trim() !== '')
  if (parts.length > maxPartsOf(question)) return refuseTooMany(question, context)
  for (const part of parts) {
    const found = findAll(find, part)
    if (found === undefined) {
      const joined = findJoined(find, choices, typed.value)
      return joined === undefined
        ? refuseUnknownChoice(question, context, part.trim())
        : ok(new Set(joined.map(({ value }) => value)))
    }
    for (const { value } of found) chosen.add(value)
  }
  return ok(chosen)
}

/** What may stand between two choices, and within the name of one. */
const BETWEEN = /[,;\n]+(?:\s*(?:and|und|et)\s)?| (?:and|und|et|y|e|en|och|&|\+) /gi

/** Choices of which some have a comma or an “and” in their names: `Warm & dry and Red`. The longest name wins. */
function findJoined(find: FindChoice, choices: readonly Choice[], text: string): readonly Choice[] | undefined {
  const longest = Math.max(...choices.map(({ label, value }) => piecesOf(label).length + piecesOf(value).length))
  const pieces = piecesOf(text)
  /** The choices from that piece on, once they are known; undefined where there are none. */
  const from: (readonly Choice[] | undefined)[] = [...pieces.map(() => undefined), []]
  for (let first = pieces.length - 1; first >= 0; first -= 1) {
    for (let last = Math.min(pieces.length, first + longest) - 1; last >= first; last -= 1) {
      const rest = from[last + 1]
      const name = text.slice(pieces[first]?.start, pieces[last]?.end).trim()
      const choice = rest === undefined ? undefined : findUnambiguousChoice(find, name)
      if (rest === undefined || choice === undefined) continue
      from[first] = [choice, ...rest]
      break
    }
  }
  return from[0]
}

function piecesOf(text: string): { readonly start: number; readonly end: number }[] {
  const between = [...text.matchAll(BETWEEN)]
  return [...between, undefined].map((next, index) => {
    const before = between[index - 1]
    return { start: before === undefined ? 0 : before.index + before[0].length, end: next?.index ?? text.length }
  })
}

/** One choice, or several joined by “and”; undefined where a part matches no choice or is ambiguous. */
function findAll(find: FindChoice, text: string): readonly Choice[] | undefined {
  const one = findUnambiguousChoice(find, text)
  if (one !== undefined) return [one]
  const parts = text.split(/ (?:and|und|et|y|e|en|och|&|\+) |^(?:and|und|et) /i).filter((part) => part.trim() !== '')
  const found = parts.map((part) => findUnambiguousChoice(find, part)).filter((choice) => choice !== undefined)
  return parts.length > 0 && found.length === parts.length ? found : undefined
}

/** Every choice may be named twice; more parts are refused before they are read. */
const maxPartsOf = ({ choices = [] }: Question): number => choices.length * 2 + 10

const refuseTooMany = (question: Question, context: ReadContext) =>
  refuse(question, context, 'There are more answers than choices.')
