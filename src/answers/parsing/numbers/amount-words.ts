/**
 * Reads the text beside the digits of a number: a magnitude (`Mio.`), for money a currency, and the dash of a round sum
 * (`5.–`). The result is the power of ten that the number is meant in. Unknown words leave the number unread.
 */
import { currencyCodes, isCurrency } from './currency.ts'
import { findMagnitudes } from './magnitude.ts'

/** One reading of the text on one side. */
interface Words {
  readonly exponent: number
  readonly currency: string
}

/** The text on both sides of the digits. */
export interface AdjacentText {
  readonly before: string
  readonly after: string
}

const NOTHING: Words = { exponent: 0, currency: '' }

/** `de`, `d'`, `di`, `of` between a magnitude and a currency. */
const BETWEEN = /^(?:de |d'|di |dos |of )/i

/**
 * The powers of ten that the text beside an amount can mean, those of the person's language first: `[0]` for a currency
 * or nothing, several where it is ambiguous, none where a word is unknown.
 */
export function amountExponents({ before, after }: AdjacentText, locale: string): readonly number[] {
  if (before === '' && after === '') return [0]
  const exponents = new Set<number>()
  for (const first of readWords(before, locale)) {
    for (const second of readWordsAfter(after, locale)) {
      if (areCompatible(first, second, locale)) exponents.add(first.exponent + second.exponent)
    }
  }
  return [...exponents]
}

/** The same for a plain number, which takes no currency. */
export function numberExponents({ before, after }: AdjacentText, locale: string): readonly number[] {
  if (before === '' && after === '') return [0]
  return before !== '' && after !== '' ? [] : findMagnitudes(before + after, locale, true)
}

/** Whether both sides fit: at most one magnitude, and not two different currencies. */
function areCompatible(first: Words, second: Words, locale: string): boolean {
  if (first.exponent !== 0 && second.exponent !== 0) return false
  if (first.currency === '' || second.currency === '') return true
  const codes = currencyCodes(second.currency, locale)
  return [...currencyCodes(first.currency, locale)].some((code) => codes.has(code))
}

/** After the digits, where a round sum may have a dash: `5.–`, `5,-- €`. */
function readWordsAfter(text: string, locale: string): readonly Words[] {
  const dash = /^[.,]--?(?= |$)/.exec(text)?.[0]
  return dash === undefined
    ? readWords(text, locale)
    : readWords(text.slice(dash.length).trim(), locale).filter(({ exponent }) => exponent === 0)
}

function readWords(text: string, locale: string): readonly Words[] {
  if (text === '') return [NOTHING]
  const found: Words[] = isCurrency(text, locale) ? [{ exponent: 0, currency: text }] : []
  if (found.length > 0 && /^(?:\p{Sc}|[A-Z]{3})$/u.test(text)) return found
  for (const exponent of findMagnitudes(text, locale, false)) found.push({ exponent, currency: '' })
  for (let at = 1; at < text.length; at++) {
    const [head, tail] = [text.slice(0, at), text.slice(at)]
    if (canSplitBetween(head, tail)) found.push(...readMagnitudeAndCurrency(head, tail, locale))
  }
  return found
}

function readMagnitudeAndCurrency(head: string, tail: string, locale: string): Words[] {
  const rest = tail.trim()
  const currency = rest.replace(BETWEEN, '')
  const [first, second] = [findMagnitudes(head, locale, false), findMagnitudes(rest, locale, false)]
  return [
    ...(first.length > 0 && isCurrency(currency, locale) ? first.map((exponent) => ({ exponent, currency })) : []),
    ...(second.length > 0 && isCurrency(head, locale) ? second.map((exponent) => ({ exponent, currency: head })) : []),
  ]
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}\p{Script=Thai}]/u

function canSplitBetween(head: string, tail: string): boolean {
  const [last = '', next = ''] = [head.at(-1), tail[0]]
  if (last === ' ') return false
  return (
    next === ' ' ||
    last === '.' ||
    /\p{Sc}/u.test(next) ||
    /\p{Sc}/u.test(last) ||
    /^[A-Z]{3}$/.test(tail) ||
    /^\p{L}{0,2}\p{Sc}$/u.test(tail) ||
    UNSPACED.test(last + next)
  )
}
