/** Names of the days around today: those of CLDR (`RelativeTimeFormat`), and everyday ones that it lacks. */
import { memoize } from '../memoize.ts'
import { plainPhrase } from '../plain-text.ts'
import { languageOf } from '../locale.ts'
import { EVERYDAY_NAMES } from './words/words-of-days.ts'

/** CLDR has no name beyond them. */
const DAYS = [-3, -2, -1, 0, 1, 2, 3]

/** As it is compared: spaces, hyphens and short vowels of Arabic are written or not. */
const joined = (name: string): string => plainPhrase(name).replaceAll(/[\s\-.\u064B-\u0652]/g, '')

/** Without the accents of Latin letters, as people type who have no keys for them. */
const unaccented = (name: string): string => name.normalize('NFD').replaceAll(/(?<=[a-z])\p{Mn}+/gu, '')

const namesOf = memoize((locale) => {
  const names = (['long', 'short'] as const).flatMap((style) => {
    const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style })
    return DAYS.map((days) => [format.format(days, 'day'), days] as const)
  })
  const everyday = Object.entries(EVERYDAY_NAMES[languageOf(locale)] ?? {}).flatMap(([days, said]) =>
    said.split('|').map((name) => [name, Number(days)] as const),
  )
  const [exact, plain] = [new Map<string, Set<number>>(), new Map<string, Set<number>>()]
  for (const [name, days] of [...names, ...everyday]) {
    if (/\p{Nd}/u.test(name)) continue
    for (const [index, key] of [
      [exact, joined(name)],
      [plain, unaccented(joined(name))],
    ] as const)
      index.set(key, (index.get(key) ?? new Set()).add(days))
  }
  return { exact, plain }
})

/**
 * The days from today that the name means: several for `परसों`, which is the day before yesterday and the one after
 * tomorrow; none for other text.
 */
export function daysNamed(phrase: string, locale: string): readonly number[] {
  const { exact, plain } = namesOf(locale)
  const name = joined(phrase)
  // In Vietnamese other accents are other words.
  const isPlain = /^[a-z']+$/.test(name) && languageOf(locale) !== 'vi'
  return [...(exact.get(name) ?? (isPlain ? plain.get(name) : undefined) ?? [])]
}
