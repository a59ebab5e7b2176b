/**
 * Guesses the kind of a variable from its name, in English and German. The head word decides: `invoice_date` is a date,
 * `date_format` is text. Where the name says nothing the guess is text, which accepts every answer.
 */
import { wordsOf } from './variable-names.ts'
import type { Kind } from '../question.ts'
import { wordSet, headKind } from './head-words.ts'

/** Words after which an amount is still an amount: `amount_due`, `rent_monthly`, `total_net`. */
const MONEY_TAILS = wordSet('due paid owed net gross netto brutto usd eur gbp chf monthly yearly total')
/** `date_signed` is a date, but with these words a name only describes one: `date_format`. */
const ABOUT_DATES = wordSet('format range type style label name count note notes words text comment comments')
const COUNT_WORDS = wordSet('number no num anzahl')
const OF_WORDS = wordSet('of for per von für fuer pro')
const PREPOSITIONS = wordSet('in on to from at by until since')
/** Participles before `on`: `signed_on` is a date, `based_on` is not. */
const PARTICIPLE = /^(?!based|depend)\w+ed$|^(born|due|sent|paid|made|begun|left|held)$/

/**
 * The kind that a name suggests. `place` says that the variable fills a placeholder picture or a hyperlink's address
 * (which may be an e-mail address).
 */
export function guessKind(name: string, place?: 'image' | 'link'): Kind {
  if (place === 'image') return 'image'
  const kind = guessKindOfWords(wordsOf(name).map((word) => word.toLowerCase()))
  return place === 'link' && kind !== 'email' && kind !== 'phone' ? 'link' : kind
}

/** The kind that words in lower case suggest. */
export function guessKindOfWords(all: readonly string[]): Kind {
  const words = withoutCounter(all)
  const last = words.at(-1)
  const before = words.at(-2)
  const first = words[0]
  if (last === undefined || first === undefined) return 'text'
  if (words.length > 1 && (first === 'is' || first === 'has' || first === 'ist' || first === 'hat')) return 'yes_no'
  if (COUNT_WORDS.has(first) && words.length > 2 && OF_WORDS.has(words[1] ?? '')) return 'integer'
  if ((first === 'num' || first === 'anzahl') && words.length > 1) return 'integer'
  if (first === 'date' && words.length > 1 && !OF_WORDS.has(words[1] ?? '') && !ABOUT_DATES.has(last)) return 'date'
  if (last === 'on' && before !== undefined && PARTICIPLE.test(before)) return 'date'
  if (before === 'valid' && (last === 'until' || last === 'from' || last === 'through')) return 'date'
  if (last === 'number' && before !== undefined && ['phone', 'telephone', 'mobile', 'cell', 'fax'].includes(before))
    return 'phone'
  if (last === 'address' || last === 'adresse') {
    if (before === 'email' || before === 'mail') return 'email'
    if (before === 'web') return 'link'
    if (before === 'ip' || before === 'mac' || before === 'street') return 'text'
  }
  if (last === 'rate' && ['hourly', 'daily', 'weekly', 'monthly', 'day'].includes(before ?? '')) return 'money'
  return guessKindOfHead(words)
}

function guessKindOfHead(words: readonly string[]): Kind {
  const last = words.at(-1) ?? ''
  // In `date_of_birth`, `reason_for_leaving` and `rent_per_month` the head comes first.
  const of = words.findIndex((word, index) => index > 0 && OF_WORDS.has(word))
  if (of > 0) return headKind(words[of - 1] ?? '')
  const kind = headKind(last)
  if (kind !== 'text') return kind
  const placed = words.findIndex((word, index) => index > 0 && PREPOSITIONS.has(word))
  // `amount_in_eur` is an amount, but `amount_in_words` and `address_on_one_line` are text.
  if (placed > 0)
    return ['words', 'letters', 'line', 'one', 'whom'].includes(last) ? 'text' : headKind(words[placed - 1] ?? '')
  return MONEY_TAILS.has(last) && headKind(words.at(-2) ?? '') === 'money' ? 'money' : 'text'
}

/** `amount_2` is an amount, `date1` a date. */
function withoutCounter(words: readonly string[]): string[] {
  const kept = words.length > 1 && /^\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : [...words]
  const last = kept.at(-1)
  return last === undefined ? kept : kept.with(-1, last.replace(/\d{1,3}$/, '') || last)
}
