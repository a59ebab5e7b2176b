/**
 * Words for magnitudes, as a language writes them in compact numbers (CLDR): `k`, `Mio.`, `lakh`, `万`. A word that the
 * person's language and English use for different numbers (“billion”, `M` in Indonesian) has both.
 */
import { languageOf, regionOf, safeLocale } from '../locale.ts'
import { plainDigits, plainSeparators } from '../plain-text.ts'
import { memoize } from '../memoize.ts'

/** Words besides those of CLDR, as powers of ten. */
const ENGLISH: Readonly<Record<string, number>> = {
  thousands: 3,
  millions: 6,
  billions: 9,
  trillions: 12,
  mn: 6,
  mln: 6,
  bn: 9,
}
const SOUTH_ASIAN: Readonly<Record<string, number>> = { lakh: 5, lakhs: 5, lac: 5, lacs: 5, crore: 7, crores: 7 }
const OTHER_LANGUAGES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  de: { tsd: 3 },
  fr: { mds: 9, mrd: 9 },
  es: { millón: 6 },
  it: { mln: 6, mld: 9 },
  pt: { milhão: 6, bilhão: 9 },
  nl: { mio: 6, mrd: 9 },
  sv: { mkr: 6 },
}
const SOUTH_ASIA = new Set(['IN', 'PK', 'BD', 'LK', 'NP', 'BT'])

/** Numbers that together produce every form of a word. */
const FACTORS = [1, 1.5, 2, 3, 5, 21]
const MAX_EXPONENT = 15

interface Magnitudes {
  /** Powers of ten by the exact word, and by the word in lower case. */
  readonly exact: ReadonlyMap<string, ReadonlySet<number>>
  readonly folded: ReadonlyMap<string, ReadonlySet<number>>
}

const magnitudesOf = memoize((key): Magnitudes => {
  const [locale = '', display] = key.split(' ')
  const exact = new Map<string, Set<number>>()
  const folded = new Map<string, Set<number>>()
  const add = (words: Map<string, Set<number>>, word: string, exponent: number) =>
    words.set(word, (words.get(word) ?? new Set()).add(exponent))
  for (const [word, exponent] of [
    ...compactForms(locale, display === 'long' ? ['long'] : ['short', 'long']),
    ...extraForms(locale),
  ]) {
    add(exact, word, exponent)
    add(folded, word.toLowerCase(), exponent)
  }
  return { exact, folded }
})

function compactForms(locale: string, displays: readonly ('short' | 'long')[]): [string, number][] {
  return displays.flatMap((compactDisplay) => {
    const format = new Intl.NumberFormat(locale, {
      notation: 'compact',
      compactDisplay,
      numberingSystem: 'latn',
      useGrouping: false,
    })
    const values = Array.from({ length: MAX_EXPONENT - 2 }, (_, index) => index + 3).flatMap((exponent) =>
      FACTORS.map((factor) => factor * 10 ** exponent),
    )
    return values.flatMap((value) => {
      const parts = format.formatToParts(value)
      const word = parts
        .filter(({ type }) => type === 'compact')
        .map((part) => part.value)
        .join(' ')
      const shown = Number(
        parts
          .filter(({ type }) => type === 'integer' || type === 'fraction')
          .map((part) => (part.type === 'fraction' ? `.${part.value}` : part.value))
          .join(''),
      )
      const exponent = Math.log10(value / shown)
      return word === '' || !Number.isInteger(exponent) ? [] : [[normalizeWord(word), exponent] as [string, number]]
    })
  })
}

function extraForms(locale: string): [string, number][] {
  const language = languageOf(locale)
  const own =
    language === 'en'
      ? { ...ENGLISH, ...(SOUTH_ASIA.has(regionOf(locale)) ? SOUTH_ASIAN : {}) }
      : (OTHER_LANGUAGES[language] ?? {})
  return Object.entries(own)
}

/**
 * The powers of ten that a word beside a number can mean, those of the person's language first; none for other words.
 * Single letters are case-sensitive, except `k`. `onlyWords` leaves out letters and abbreviations, which may be units.
 */
export function findMagnitudes(text: string, locale: string, onlyWords: boolean): readonly number[] {
  const word = normalizeWord(text)
  const display = onlyWords ? 'long' : 'all'
  const own = findExponents(magnitudesOf(`${safeLocale(locale)} ${display}`), word)
  if (own.length === 0) return !onlyWords && /^k$/i.test(word) ? [3] : []
  return [...new Set([...own, ...findExponents(magnitudesOf(`en ${display}`), word)])]
}

function findExponents({ exact, folded }: Magnitudes, word: string): readonly number[] {
  const found = exact.get(word) ?? (/^[^k\P{L}]$/iu.test(word) ? undefined : folded.get(word.toLowerCase()))
  return [...(found ?? [])]
}

/** Normalizes a word for comparison: plain spaces and marks, no final dot. */
export const normalizeWord = (text: string): string =>
  plainDigits(plainSeparators(text)).normalize('NFKC').replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')
