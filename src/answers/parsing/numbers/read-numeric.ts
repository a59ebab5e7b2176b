/** Reads a decimal number within a question's limits, for all kinds of numbers. JSON numbers are accepted too. */
import { countText } from '../../../domain/kernel/count-text.ts'
import { ok, type Result } from '../../../domain/kernel/errors.ts'
import type { AnswerForm } from '../../../domain/questions/answer.ts'
import type { Question } from '../../../domain/questions/question.ts'
import { doubtsNegative, mayBeFraction } from '../doubts/doubts.ts'
import type { AdjacentText } from './amount-words.ts'
import { canonicalDecimal, compareDecimals, decimalOfNumber, decimalsOf, MAX_DIGITS, shiftDecimal } from './decimal.ts'
import { MAX_NUMBER_TEXT, NO_READING, readDecimal, type DecimalReading } from './decimal-reading.ts'
import { splitNumber, type SplitNumber } from './split-number.ts'
import { formatDecimal } from '../format.ts'
import type { ReadContext } from '../../answer-kind.ts'
import { withoutInvisible } from '../plain-text.ts'
import { refuseAmbiguous, refuseDoubtful, excerpt, refuse } from '../../refusal.ts'
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
    if (value === undefined) return refuse(question, context, 'This number is too large or too small.')
    if (Math.abs(raw) > Number.MAX_SAFE_INTEGER)
      return refuse(question, context, 'A JSON number of this size has lost digits. Send it as a string.', {
        reason: 'lost_digits',
      })
    return settle(question, context, value, { typed: String(raw), maxDecimals, isPercentage: false })
  }
  const typed = readTyped(question, raw, context, MAX_NUMBER_TEXT)
  if (!typed.ok) return typed
  if (context.form === 'wire') return readWire(question, typed.value, context, maxDecimals)
  const split = splitNumber(withoutInvisible(typed.value))
  if (split === undefined) return refuseNotANumber(question, context, typed.value)
  const { locale, form } = context
  const exponents = exponentsOf(split, locale)
  const readings = exponents.map((exponent) => readScaled(split, locale, maxDecimals, exponent, form))
  const [value, ...others] = new Set(
    readings.flatMap((reading) => ('one' in reading ? [reading.one] : reading.several)),
  )
  if (value !== undefined && others.length > 0)
    return refuseAmbiguous(question, context, typed.value, shownIn(locale, [value, ...others]))
  if (value !== undefined && readings.every((reading) => 'one' in reading)) {
    const isPercentage = PERCENT.test(split.before + split.after)
    return settle(question, context, value, { typed: typed.value, maxDecimals, isPercentage })
  }
  if (exponents.some((exponent) => 'one' in readScaled(split, locale, MAX_DIGITS, exponent, form)))
    return refuseTooManyDecimals(question, context, maxDecimals)
  return refuseNotANumber(
    question,
    context,
    typed.value,
    exponents.length > 0 ? '' : `${split.before} ${split.after}`.trim(),
  )
}

/** The signs of a hundredth: of ASCII, Arabic, and full width. */
export const PERCENT = /^[%٪﹪％]$/

/** Readings as a person would write them, each of which reads as itself in the locale. */
const shownIn = (locale: string, values: readonly string[]) =>
  values.map((wire) => ({ wire, shown: formatDecimal(wire, locale, { useGrouping: false }) }))

function readWire(question: Question, text: string, context: ReadContext, maxDecimals: number): Result<string> {
  const value = canonicalDecimal(text)
  return value === undefined
    ? refuse(question, context, `“${excerpt(text)}” is no number in wire form, such as 1250.5.`)
    : checkLimits(question, context, value, maxDecimals)
}

/** The value within the limits, or the question whether it is meant. */
function settle(
  question: Question,
  context: ReadContext,
  value: string,
  {
    typed,
    maxDecimals,
    isPercentage,
  }: { readonly typed: string; readonly maxDecimals: number; readonly isPercentage: boolean },
): Result<string> {
  const checked = checkLimits(question, context, value, maxDecimals)
  if (!checked.ok || context.form === 'wire') return checked
  const percentage = question.kind === 'number' && !isPercentage && mayBeFraction(question, value)
  const hundredfold = percentage ? shiftDecimal(value, 2) : undefined
  if (hundredfold !== undefined)
    return refuseAmbiguous(question, context, typed, shownIn(context.locale, [value, hundredfold]))
  if (!doubtsNegative(question, value)) return checked
  return refuseDoubtful(question, context, typed, { wire: value, shown: formatDecimal(value, context.locale) })
}

/** The reading times a power of ten, which allows as many more decimals. */
function readScaled(
  { body, negative }: SplitNumber,
  locale: string,
  maxDecimals: number,
  exponent: number,
  form: AnswerForm | undefined,
): DecimalReading {
  const reading = readDecimal(body, locale, maxDecimals + exponent, form)
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
    maxDecimals === 0
      ? 'Only whole numbers fit here.'
      : `At most ${countText(maxDecimals, 'decimal')} ${maxDecimals === 1 ? 'fits' : 'fit'} here.`,
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
