/** Recognises signs, codes and names of currencies, from CLDR in the person's language and in English. */
import { safeLocale } from '../locale.ts'
import { memoize } from '../memoize.ts'
import { normalizeWord } from './magnitude.ts'
import { CURRENCY_WORDS, SIGNS } from './words-of-currencies.ts'

const CODES: readonly string[] = Intl.supportedValuesOf('currency')
const KNOWN: ReadonlySet<string> = new Set(CODES)

/** Signs of a hundredth or less of a currency. */
const SUBUNITS = '¢₥₰৹৻'

/** Codes that are also recognised in lower case. Others (`all`, `top`, `try`) are ordinary words. */
const WRITTEN_SMALL = new Set([
  ...'eur usd gbp chf jpy cny aud cad nzd sek nok dkk pln czk huf inr brl mxn zar sgd hkd krw rub'.split(' '),
  ...'uah ils thb vnd idr myr aed sar egp'.split(' '),
])

type CodesByText = ReadonlyMap<string, ReadonlySet<string>>

function codesByText(pairs: readonly (readonly [text: string, code: string])[]): CodesByText {
  const codes = new Map<string, Set<string>>()
  for (const [text, code] of pairs) codes.set(text, (codes.get(text) ?? new Set()).add(code))
  return codes
}

function currencyTexts(
  locale: string,
  currency: string,
  currencyDisplay: 'symbol' | 'narrowSymbol' | 'name',
  amounts: readonly number[] = [1],
): string[] {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay,
    minimumFractionDigits: 0,
  })
  return amounts.map((amount) =>
    normalizeWord(format.formatToParts(amount).find(({ type }) => type === 'currency')?.value ?? currency),
  )
}

/** The longest sign of a currency. `signsOf` has the signs of a language (`$US`, `kr`, `FCFA`), without codes. */
const LONGEST_SIGN = 8
const signsOf = memoize((locale): CodesByText =>
  codesByText([
    ...SIGNS,
    ...CODES.flatMap((code) =>
      currencyTexts(locale, code, 'symbol')
        .filter((sign) => sign !== code)
        .map((sign) => [sign, code] as const),
    ),
  ]),
)

/**
 * The currencies that a single sign may stand for. Short forms with letters (`K`, `KM`) are left out as too ambiguous.
 */
const codesOfSign = memoize((locale): CodesByText =>
  codesByText(
    CODES.flatMap((code) =>
      currencyTexts(locale, code, 'narrowSymbol')
        .filter((sign) => /^\p{Sc}$/u.test(sign))
        .map((sign) => [sign, code] as const),
    ),
  ),
)

/** Amounts that together produce every form of a name. */
const FORMS = [1, 1.5, 2, 3, 5, 11]

const displayNames = memoize((locale): readonly (readonly [code: string, beginning: string])[] => {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return CODES.map((code) => [code, beginningOf(names.of(code) ?? code)] as const)
})

/** The beginning of a name. All its forms share it, so only names with this beginning are compared in full. */
const beginningOf = (name: string): string => normalizeWord(name).toLowerCase().slice(0, 3)

function codesNamed(word: string, locale: string): string[] {
  const name = word.toLowerCase()
  const alike = displayNames(locale).filter(([, beginning]) => beginning === beginningOf(name))
  return alike
    .map(([code]) => code)
    .filter((code) => currencyTexts(locale, code, 'name', FORMS).some((form) => form.toLowerCase() === name))
}

/** Whether the whole text is a currency: `€`, `US$`, `EUR`, `euros`, `Fr.` */
export function isCurrency(text: string, locale: string): boolean {
  const word = normalizeWord(text)
  if (/^\p{Sc}$/u.test(word)) return !SUBUNITS.includes(word)
  if (KNOWN.has(word) || WRITTEN_SMALL.has(word.toLowerCase()) || CURRENCY_WORDS.has(word.toLowerCase())) return true
  return !SUBUNITS.split('').some((sign) => word.includes(sign)) && findCodes(word, locale).size > 0
}

/** The codes that a currency text may stand for. */
export function currencyCodes(text: string, locale: string): ReadonlySet<string> {
  const word = normalizeWord(text)
  const codesOf = (one: string): ReadonlySet<string> =>
    KNOWN.has(one) ? new Set([one]) : (codesOfSign('en').get(one) ?? new Set())
  const everyday = CURRENCY_WORDS.get(word.toLowerCase())
  if (everyday !== undefined) return new Set(everyday.split(' ').flatMap((one) => [...codesOf(one)]))
  const codes = codesOf(word.toUpperCase())
  return codes.size > 0 ? codes : findCodes(word, locale)
}

function findCodes(word: string, locale: string): ReadonlySet<string> {
  const languages = [...new Set([safeLocale(locale), 'en'])]
  const signs = word.length > LONGEST_SIGN ? [] : languages.flatMap((one) => [...(signsOf(one).get(word) ?? [])])
  return new Set(signs.length > 0 || word.length < 3 ? signs : languages.flatMap((one) => codesNamed(word, one)))
}
