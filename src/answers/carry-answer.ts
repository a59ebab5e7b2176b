/**
 * Converts an earlier answer for a question that may have changed: it keeps its meaning, or the question is asked
 * again.
 */
import { isAsWritten, type AnswerContext, type AnswerValue } from '../domain/questions/answer.ts'
import type { CarryAnswer, NotCarriedReason } from '../domain/interview/carry-over.ts'
import { ok, type Result } from '../domain/kernel/errors.ts'
import { hasChoices, isDecimalKind } from '../domain/questions/kind-rules.ts'
import type { Choice, Kind, Question } from '../domain/questions/question.ts'
import { printAnswer } from './print.ts'
import { readAnswer } from './read.ts'

/**
 * Keeps the answer unchanged where the question is the same; reads its value again where only limits or choices differ;
 * and reads the printed text where the kind differs, if that prints the same again.
 */
export const carryAnswerIn =
  (context: AnswerContext): CarryAnswer =>
  (from, to, value) => {
    // Words that stood for a guess stay words where that still is one, and are read as text anywhere else.
    if (isAsWritten(value)) return to.guessed === true ? ok(value) : carryPrinted(from, to, value, context)
    if (isSame(from, to)) return ok(value)
    if (hasChoices(from.kind) && hasChoices(to.kind)) return carryChoice(from, to, value, context)
    if (isDecimalKind(from.kind) && isDecimalKind(to.kind)) return reread(to, value, context)
    if (from.kind === to.kind && isMarkdown(from) === isMarkdown(to)) return reread(to, value, context)
    return carryPrinted(from, to, value, context)
  }

const isSame = (one: Question, other: Question): boolean => one === other || fingerprintOf(one) === fingerprintOf(other)

/** Cached, because a list has the same question in each row. */
const fingerprints = new WeakMap<Question, string>()

/** The properties that decide which answers are accepted and how they print, as text. */
function fingerprintOf(question: Question): string {
  const known = fingerprints.get(question)
  if (known !== undefined) return known
  const { kind, choices, limits: { min, max, min_length, max_length, min_items, max_items } = {}, format } = question
  const named = choices?.map(({ value, label }) => [value, label])
  const essence = JSON.stringify([kind, named, min, max, min_length, max_length, min_items, max_items, format])
  fingerprints.set(question, essence)
  return essence
}

const refuseCarry = (error: NotCarriedReason) => ({ ok: false, error }) as const

/** Reads a value in wire form, which means the same in every locale. */
function reread(to: Question, raw: unknown, context: AnswerContext): Result<AnswerValue, NotCarriedReason> {
  const read = readAnswer(to, raw, { ...context, form: 'wire' })
  return read.ok ? read : refuseCarry('not_fitting')
}

const isMarkdown = ({ kind, format }: Question): boolean => kind === 'long_text' && format === 'markdown'

/** Matches by value, then by the label that was shown; never by number. */
function carryChoice(
  from: Question,
  to: Question,
  value: AnswerValue,
  context: AnswerContext,
): Result<AnswerValue, NotCarriedReason> {
  const chosen = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
  const found = chosen.map((one) => choiceLike(from.choices ?? [], to.choices ?? [], one)?.value)
  if (!found.every((one) => one !== undefined)) return refuseCarry('not_fitting')
  if (to.kind === 'some_of') return reread(to, found, context)
  const [only, ...others] = found
  return only === undefined || others.length > 0 ? refuseCarry('asked_otherwise') : ok(only)
}

function choiceLike(before: readonly Choice[], now: readonly Choice[], value: string): Choice | undefined {
  const label = before.find((choice) => choice.value === value)?.label ?? value
  const [named, ...others] = now.filter((choice) => choice.label === label)
  return now.find((choice) => choice.value === value) ?? (others.length === 0 ? named : undefined)
}

/** Reads the printed text as the new question; kept where that prints the same text again. */
function carryPrinted(
  from: Question,
  to: Question,
  value: AnswerValue,
  context: AnswerContext,
): Result<AnswerValue, NotCarriedReason> {
  const printed = printedText(from, value, context)
  if (printed === undefined || printed === '') return refuseCarry('asked_otherwise')
  const read = readAnswer(to, printed, { ...context, form: 'words' })
  if (!read.ok) return refuseCarry(TEXTS.has(to.kind) ? 'not_fitting' : 'asked_otherwise')
  return printedText(to, read.value, context) === printed ? read : refuseCarry('asked_otherwise')
}

const TEXTS: ReadonlySet<Kind> = new Set(['text', 'long_text'])

/** Characters with a meaning in Markdown. */
const MARKDOWN_SIGN = /[\\`*_[\]<>#~|&\n]|^\s*([-+]|\d+[.)])\s/

/** The printed answer; undefined for pictures, lists and Markdown with markup. */
function printedText(question: Question, value: AnswerValue, { locale }: AnswerContext): string | undefined {
  const printed = printAnswer(question, value, locale)
  if (typeof printed === 'string') return printed
  if (typeof printed !== 'object') return undefined
  if ('markdown' in printed)
    return typeof printed.markdown === 'string' && !MARKDOWN_SIGN.test(printed.markdown) ? printed.markdown : undefined
  return 'text' in printed && typeof printed.text === 'string' ? printed.text : undefined
}
