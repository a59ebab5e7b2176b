/** Numbers and whole numbers. On the wire: canonical decimal strings; JSON numbers are taken too. */
import type { AnswerContext } from '../domain/answer.ts'
import { ok, type Result } from '../domain/errors.ts'
import type { Question } from '../domain/question.ts'
import { canonicalDecimal, compareDecimals, decimalOfNumber, decimalsOf, MAX_DIGITS } from './decimal.ts'
import { MAX_NUMBER_TEXT, NO_READING, readDecimal, splitNumber, type DecimalReading } from './decimal-reading.ts'
import { formatDecimal } from './locale.ts'
import { askWhich, excerpt, refuse, type Reader } from './refusal.ts'
import { readTyped } from './typed.ts'

export const readNumber: Reader<string> = (question, raw, context) =>
  readNumeric(question, raw, context, MAX_DIGITS, (before, after) => before === '' && (after === '' || after === '%'))

export const readInteger: Reader<string> = (question, raw, context) =>
  readNumeric(question, raw, context, 0, (before, after) => before === '' && after === '')

/** Says whether what stands before and after a number may stand there. */
type Surroundings = (before: string, after: string) => boolean

/** A number with at most `maxDecimals` decimals within the question's limits, as a canonical decimal string. */
export function readNumeric(question: Question, raw: unknown, context: AnswerContext, maxDecimals: number, surroundings: Surroundings): Result<string> {
  if (typeof raw === 'number') {
    const value = decimalOfNumber(raw)
    return value === undefined ? refuse(question, context, 'This number is too large or too small.') : withinLimits(question, context, value, maxDecimals)
  }
  const typed = readTyped(question, raw, context, MAX_NUMBER_TEXT)
  if (!typed.ok) return typed
  const split = splitNumber(typed.value)
  const meant = split !== undefined && surroundings(split.before, split.after)
  const signed = (value: string) => (split?.negative === true ? canonicalDecimal(`-${value}`) ?? value : value)
  const reading: DecimalReading = meant ? readDecimal(split.body, context.locale, maxDecimals) : NO_READING
  if ('one' in reading) return withinLimits(question, context, signed(reading.one), maxDecimals)
  const several = reading.several.map(signed)
  if (several.length > 1) {
    return askWhich(question, context, typed.value, several.map((wire) => ({ wire, shown: formatDecimal(wire, context.locale, { useGrouping: false }) })))
  }
  if (meant && 'one' in readDecimal(split.body, context.locale, MAX_DIGITS)) return tooManyDecimals(question, context, maxDecimals)
  return notANumber(question, context, `“${excerpt(typed.value)}”`)
}

function withinLimits(question: Question, context: AnswerContext, value: string, maxDecimals: number): Result<string> {
  if (decimalsOf(value) > maxDecimals) return tooManyDecimals(question, context, maxDecimals)
  const { min, max } = question.limits ?? {}
  const [low, high] = [min, max].map((limit) => (limit === undefined ? undefined : canonicalDecimal(limit)))
  const shown = formatDecimal(value, context.locale)
  if (low !== undefined && compareDecimals(value, low) < 0) {
    return refuse(question, context, `${shown} is too little: at least ${formatDecimal(low, context.locale)} is needed.`, { min: low })
  }
  if (high !== undefined && compareDecimals(value, high) > 0) {
    return refuse(question, context, `${shown} is too much: at most ${formatDecimal(high, context.locale)} is possible.`, { max: high })
  }
  return ok(value)
}

const notANumber = (question: Question, context: AnswerContext, what: string) => refuse(question, context, `${what} cannot be read as a number.`)

const tooManyDecimals = (question: Question, context: AnswerContext, maxDecimals: number) =>
  refuse(question, context, maxDecimals === 0 ? 'Only whole numbers fit here.' : `At most ${String(maxDecimals)} decimals fit here.`, { max_decimals: maxDecimals })
