/** One of several choices, or some of them: by value, by label, or by place where the number can mean nothing else. */
import type { AnswerContext } from '../../domain/questions/answer.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Choice, Question } from '../../domain/questions/question.ts'
import { areNumbered, choiceFinder, plainName, type FindChoice } from '../parsing/choice-finder.ts'
import { askWhich, excerpt, refuse, type AnswerReader } from '../refusal.ts'
import { nameOfType, readTyped } from '../parsing/typed.ts'

/** Room for every choice of a question written one after the other. */
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

export const readOneOf: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 500)
  if (!typed.ok) return typed
  const choice = findOne(question, context, choiceFinder(question.choices ?? [], context.locale), typed.value)
  return choice.ok ? ok(choice.value.value) : choice
}

export const readSomeOf: AnswerReader<readonly string[]> = (question, raw, context) => {
  const choices = question.choices ?? []
  const chosen = Array.isArray(raw) ? chosenFromArray(question, raw, context) : chosenFromText(question, raw, context)
  if (!chosen.ok) return chosen
  // In the order of the choices, each once: the same selection is the same answer.
  const values = choices.map(({ value }) => value).filter((value) => chosen.value.has(value))
  const { min_items: min = question.required ? 1 : 0, max_items: max = choices.length } = question.limits ?? {}
  if (values.length < min)
    return refuse(question, context, `At least ${countOf(min)} must be chosen.`, { min_items: min })
  if (values.length > max)
    return refuse(question, context, `At most ${countOf(max)} may be chosen.`, { max_items: max })
  return ok(values)
}

const countOf = (count: number): string => (count === 1 ? 'one' : String(count))

function chosenFromArray(
  question: Question,
  raw: readonly unknown[],
  context: AnswerContext,
): Result<ReadonlySet<string>> {
  if (raw.length > mostParts(question)) return tooMany(question, context)
  const find = choiceFinder(question.choices ?? [], context.locale)
  const chosen = new Set<string>()
  for (const one of raw) {
    const text = typeof one === 'number' ? String(one) : one
    if (typeof text !== 'string') return refuse(question, context, `One of the answers is ${nameOfType(one)}.`)
    const choice = findOne(question, context, find, text)
    if (!choice.ok) return choice
    chosen.add(choice.value.value)
  }
  return ok(chosen)
}

function chosenFromText(question: Question, raw: unknown, context: AnswerContext): Result<ReadonlySet<string>> {
  const choices = question.choices ?? []
  const typed = readTyped(question, raw, context, MAX_CHOICES_TEXT)
  if (!typed.ok) return typed
  const find = choiceFinder(choices, context.locale)
  if (find(typed.value) !== undefined) {
    const whole = findOne(question, context, find, typed.value)
    return whole.ok ? ok(new Set([whole.value.value])) : whole
  }
  const said = plainName(typed.value)
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

/** One choice, or several joined by “and”; undefined where one of them is none, or not clear. */
function findAll(find: FindChoice, text: string): readonly Choice[] | undefined {
  const one = clear(find, text)
  if (one !== undefined) return [one]
  const parts = text.split(/ (?:and|und|et|y|e|en|och|&|\+) |^(?:and|und|et) /i).filter((part) => part.trim() !== '')
  const found = parts.map((part) => clear(find, part)).filter((choice) => choice !== undefined)
  return parts.length > 0 && found.length === parts.length ? found : undefined
}

function clear(find: FindChoice, text: string): Choice | undefined {
  const found = find(text)
  return found !== undefined && 'one' in found ? found.one : undefined
}

/** The one choice that a text names; what could be several is asked. */
function findOne(question: Question, context: AnswerContext, find: FindChoice, text: string): Result<Choice> {
  const found = text.length > 500 ? undefined : find(text)
  if (found === undefined) return unknown(question, context, text)
  if ('one' in found) return ok(found.one)
  const readings = found.several.map((choice) => ({
    wire: choice.value,
    shown: clear(find, choice.label) === choice ? choice.label : choice.value,
  }))
  return askWhich(question, context, text, readings)
}

/** Every choice may be named twice; more is no answer but a flood. */
const mostParts = ({ choices = [] }: Question): number => choices.length * 2 + 10

const tooMany = (question: Question, context: AnswerContext) =>
  refuse(question, context, 'There are more answers than choices.')

function unknown(question: Question, context: AnswerContext, text: string): Result<never> {
  const { choices = [] } = question
  const numbered = areNumbered(choices, context.locale)
  const labels = choices.map(({ label }, index) => (numbered ? `${String(index + 1)}. ${label}` : label))
  const shown = labels.length > 12 ? [...labels.slice(0, 12), '…'] : labels
  return refuse(question, context, `“${excerpt(text)}” is not among the choices (${shown.join(', ')}).`)
}
