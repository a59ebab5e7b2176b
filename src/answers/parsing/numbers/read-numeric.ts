/** Reads a decimal number within a question's limits, for all kinds of numbers. JSON numbers are accepted too. */
import { ok, type Result } from '../../../domain/kernel/errors.ts'
import type { Question } from '../../../domain/questions/question.ts'
import type { AdjacentText } from './amount-words.ts'
import { canonicalDecimal, compareDecimals, decimalOfNumber, decimalsOf, MAX_DIGITS, shiftDecimal } from './decimal.ts'
import { MAX_NUMBER_TEXT, NO_READING, readDecimal, type DecimalReading } from './decimal-reading.ts'
import { splitNumber, type SplitNumber } from './split-number.ts'
import { formatDecimal } from '../format.ts'
import type { ReadContext } from '../../answer-kind.ts'
import { refuseAmbiguous, excerpt, refuse } from '../../refusal.ts'
import { readTyped } from '../typed.ts'

/** The powers of ten that the adjacent text can mean; none where it is not understood. */
export type ExponentsOf = (beside: AdjacentText, locale: string) => readonly number[]

/** A number with at most `maxDecimals` decimals within the question's limits, as a canonical decimal string. */
export function readNumeric(
  question: Question,
  raw: unknown,
  context: ReadContext,
  maxDecimals: number,
  exponentsOf: ExponentsOf,
): Result<string> {
  if (typeof raw === 'number') {
    const value = decimalOfNumber(raw)
    return value === undefined
      ? refuse(question, context, 'This number is too large or too small.')
      : checkLimits(question, context, value, maxDecimals)
  }
  const typed = readTyped(question, raw, context, MAX_NUMBER_TEXT)
  if (!typed.ok) return typed
  const split = splitNumber(typed.value)
  if (split === undefined) return refuseNotANumber(question, context, typed.value)
  const exponents = exponentsOf(split, context.locale)
  const readings = exponents.map((exponent) => readScaled(split, context.locale, maxDecimals, exponent))
  const [value, ...others] = new Set(
    readings.flatMap((reading) => ('one' in reading ? [reading.one] : reading.several)),
  )
  if (value !== undefined && others.length > 0) {
    const shown = [value, ...others].map((wire) => ({
      wire,
      shown: formatDecimal(wire, context.locale, { useGrouping: false }),
    }))
    return refuseAmbiguous(question, context, typed.value, shown)
  }
  if (value !== undefined && readings.every((reading) => 'one' in reading))
    return checkLimits(question, context, value, maxDecimals)
  if (exponents.some((exponent) => 'one' in readScaled(split, context.locale, MAX_DIGITS, exponent)))
    return refuseTooManyDecimals(question, context, maxDecimals)
  return refuseNotANumber(
    question,
    context,
    typed.value,
    exponents.length > 0 ? '' : `${split.before} ${split.after}`.trim(),
  )
}

/** The reading times a power of ten, which allows as many more decimals. */
function readScaled(
  { body, negative }: SplitNumber,
  locale: string,
  maxDecimals: number,
  exponent: number,
): DecimalReading {
  const reading = readDecimal(body, locale, maxDecimals + exponent)
  const [one, ...others] = ('one' in reading ? [reading.one] : reading.several).map((value) =>
    shiftDecimal(negative ? `-${value}` : value, exponent),
  )
  if (one === undefined || others.includes(undefined)) return NO_READING
  return 'one' in reading ? { one } : { several: [one, ...others].filter((value) => value !== undefined) }
}

function checkLimits(question: Question, context: ReadContext, value: string, maxDecimals: number): Result<string> {
  if (decimalsOf(value) > maxDecimals) return refuseTooManyDecimals(question, context, maxDecimals)
  const { min, max } = question.limits ?? {}
  const [low, high] = [min, max].map((limit) => (limit === undefined ? undefined : canonicalDecimal(limit)))
  const shown = formatDecimal(value, context.locale)
  if (low !== undefined && compareDecimals(value, low) < 0) {
    return refuse(
      question,
      context,
      `${shown} is too little: at least ${formatDecimal(low, context.locale)} is needed.`,
      { min: low },
    )
  }
  if (high !== undefined && compareDecimals(value, high) > 0) {
    return refuse(
      question,
      context,
      `${shown} is too much: at most ${formatDecimal(high, context.locale)} is possible.`,
      { max: high },
    )
  }
  return ok(value)
}

/** `because` is the text beside the digits that was not understood. */
const refuseNotANumber = (question: Question, context: ReadContext, typed: string, because = '') =>
  refuse(
    question,
    context,
    `“${excerpt(typed)}” cannot be read as a number${because === '' ? '' : ` because of “${excerpt(because)}”`}.`,
  )

const refuseTooManyDecimals = (question: Question, context: ReadContext, maxDecimals: number) =>
  refuse(
    question,
    context,
    maxDecimals === 0 ? 'Only whole numbers fit here.' : `At most ${String(maxDecimals)} decimals fit here.`,
    { max_decimals: maxDecimals },
  )

/** The decimal, or the limit that it exceeds; whole for whole numbers. */
export function sampleDecimal(decimal: string, { limits = {} }: Question, maxDecimals = MAX_DIGITS): string {
  const { min, max } = limits
  const bound =
    min !== undefined && compareDecimals(decimal, min) < 0
      ? min
      : max !== undefined && compareDecimals(decimal, max) > 0
        ? max
        : decimal
  return maxDecimals === 0 && decimalsOf(bound) > 0 ? decimal : bound
}
