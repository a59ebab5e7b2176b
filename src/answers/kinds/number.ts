/** Numbers and whole numbers. On the wire: canonical decimal strings; JSON numbers are taken too. */
import type { AnswerContext } from '../../domain/questions/answer.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import { numberExponents, type Beside } from '../parsing/numbers/amount-words.ts'
import {
  canonicalDecimal,
  compareDecimals,
  decimalOfNumber,
  decimalsOf,
  MAX_DIGITS,
  shiftDecimal,
} from '../parsing/numbers/decimal.ts'
import {
  MAX_NUMBER_TEXT,
  NO_READING,
  readDecimal,
  splitNumber,
  type DecimalReading,
  type SplitNumber,
} from '../parsing/numbers/decimal-reading.ts'
import { formatDecimal } from '../parsing/locale.ts'
import { askWhich, excerpt, refuse, type AnswerReader } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

export const readNumber: AnswerReader<string> = (question, raw, context) =>
  readNumeric(question, raw, context, MAX_DIGITS, (beside, locale) =>
    beside.before === '' && beside.after === '%' ? [0] : numberExponents(beside, locale),
  )

export const readInteger: AnswerReader<string> = (question, raw, context) =>
  readNumeric(question, raw, context, 0, numberExponents)

/** Says by which powers of ten a number is meant, from what stands beside it; none where that is not understood. */
type ExponentsOf = (beside: Beside, locale: string) => readonly number[]

/** A number with at most `maxDecimals` decimals within the question's limits, as a canonical decimal string. */
export function readNumeric(
  question: Question,
  raw: unknown,
  context: AnswerContext,
  maxDecimals: number,
  exponentsOf: ExponentsOf,
): Result<string> {
  if (typeof raw === 'number') {
    const value = decimalOfNumber(raw)
    return value === undefined
      ? refuse(question, context, 'This number is too large or too small.')
      : withinLimits(question, context, value, maxDecimals)
  }
  const typed = readTyped(question, raw, context, MAX_NUMBER_TEXT)
  if (!typed.ok) return typed
  const split = splitNumber(typed.value)
  if (split === undefined) return notANumber(question, context, typed.value)
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
    return askWhich(question, context, typed.value, shown)
  }
  if (value !== undefined && readings.every((reading) => 'one' in reading))
    return withinLimits(question, context, value, maxDecimals)
  if (exponents.some((exponent) => 'one' in readScaled(split, context.locale, MAX_DIGITS, exponent)))
    return tooManyDecimals(question, context, maxDecimals)
  return notANumber(question, context, typed.value, exponents.length > 0 ? '' : `${split.before} ${split.after}`.trim())
}

/** What the digits mean, so many powers of ten more: then as many more decimals make sense. */
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

function withinLimits(question: Question, context: AnswerContext, value: string, maxDecimals: number): Result<string> {
  if (decimalsOf(value) > maxDecimals) return tooManyDecimals(question, context, maxDecimals)
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

/** `because` is what was not understood, where the digits were. */
const notANumber = (question: Question, context: AnswerContext, typed: string, because = '') =>
  refuse(
    question,
    context,
    `“${excerpt(typed)}” cannot be read as a number${because === '' ? '' : ` because of “${excerpt(because)}”`}.`,
  )

const tooManyDecimals = (question: Question, context: AnswerContext, maxDecimals: number) =>
  refuse(
    question,
    context,
    maxDecimals === 0 ? 'Only whole numbers fit here.' : `At most ${String(maxDecimals)} decimals fit here.`,
    { max_decimals: maxDecimals },
  )
