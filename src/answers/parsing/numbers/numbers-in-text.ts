/** The numbers that a text mentions, in digits of any script, Roman numerals, or words of a language. */
import { canonicalDecimal } from './decimal.ts'
import { languageOf } from '../locale.ts'
import { plainDigits } from '../plain-text.ts'
import { wordsOfDistance } from '../dates/words/words-of-distance.ts'

const ROMAN: ReadonlyMap<string, string> = new Map(
  ['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'].map((numeral, index) => [
    numeral,
    String(index + 2),
  ]),
)

/** Stems of “first” to “sixth”; endings of up to three letters may follow. */
const ORDINALS: Readonly<Record<string, string>> = {
  en: 'first second third fourth fifth sixth',
  de: 'erst zweit dritt viert fünft sechst',
  fr: 'premi deuxi troisi quatri cinqui sixi',
  es: 'primer segund tercer cuart quint sext',
  it: 'prim second terz quart quint sest',
  pt: 'primeir segund terceir quart quint sext',
  nl: 'eerst tweed derd vierd vijfd zesd',
  sv: 'först andr tredj fjärd femt sjätt',
}

/**
 * The numbers in a text as canonical decimals. A possibly grouped number gives both readings (`1.000` is 1 and 1000).
 * The word “one” is ignored: in many languages it is the article.
 */
export function findNumbers(text: string, locale: string): ReadonlySet<string> {
  const plain = plainDigits(text.normalize('NFKC'))
  const found = new Set<string>()
  for (const [run] of plain.matchAll(/\d+(?:[.,]\d+)*/g)) {
    for (const one of [run.replaceAll(/[.,]/g, ''), run.replace(',', '.')]) found.add(canonicalDecimal(one) ?? one)
  }
  for (const [word] of plain.matchAll(/[\p{L}\p{M}]+/gu)) {
    const number = ROMAN.get(word) ?? numberOfWord(word.toLowerCase(), locale)
    if (number !== undefined) found.add(number)
  }
  return found
}

function numberOfWord(word: string, locale: string): string | undefined {
  for (const language of new Set([languageOf(locale), 'en'])) {
    const cardinals = wordsOfDistance(language)?.numbers.split(' ') ?? []
    const cardinal = cardinals.findIndex(
      (forms, index) =>
        index > 0 &&
        forms.split('/').some((form) => form === word || (/^\p{Script=Han}/u.test(form) && word.startsWith(form))),
    )
    if (cardinal > 0) return String(cardinal + 1)
    const ordinal = (ORDINALS[language] ?? '')
      .split(' ')
      .findIndex((stem) => stem !== '' && word.startsWith(stem) && word.length <= stem.length + 3)
    if (ordinal >= 0) return String(ordinal + 1)
  }
  return undefined
}
