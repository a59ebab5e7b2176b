/**
 * CLDR's names of days, weeks, months and years in a language, and its phrases for a distance in time from today.
 */
import type { Distance } from './calendar.ts'
import { plainPhrase } from '../plain-text.ts'
import { memoize } from '../memoize.ts'

const UNITS = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, year: { years: 1 } } as const
type Unit = keyof typeof UNITS

/** Numbers that together produce every plural form of every language. */
const COUNTS = [0, 1, 2, 3, 5, 6, 7, 11, 21, 100]
const STYLES = ['long', 'short'] as const

const flatMapUnits = <Value>(make: (unit: Unit, style: (typeof STYLES)[number]) => Value[]): Value[] =>
  (Object.keys(UNITS) as Unit[]).flatMap((unit) => STYLES.flatMap((style) => make(unit, style)))

/** Unit names by locale, in every case and number that CLDR has. A name of two units is left out. */
export const unitNames = memoize((locale): ReadonlyMap<string, Distance> => {
  const found = flatMapUnits((unit, style) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: style })
    const named = COUNTS.flatMap((count) => format.formatToParts(count))
      .filter(({ type }) => type === 'unit')
      .map(({ value }) => plainPhrase(value))
    const said = listPhrases(locale, unit, style).flatMap((saying) =>
      saying.said.split(' ').filter((word) => !word.includes('#')),
    )
    return [...named, ...said].map((name) => [name, unit] as const)
  })
  const units = new Map<string, Set<Unit>>()
  for (const [name, unit] of found) units.set(name, (units.get(name) ?? new Set()).add(unit))
  // A single letter is too ambiguous, except in scripts where one character is a word.
  const names = [...units].filter(
    ([name, { size }]) => size === 1 && !/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(name),
  )
  return new Map(names.map(([name, [unit = 'day']]) => [name, UNITS[unit]]))
})

/** The distance that a phrase means; `sign` −1 is the past. */
export interface DistancePhrase {
  readonly distance: Distance
  readonly sign: 1 | -1
  /** The number, where the phrase includes it, as in the Arabic dual; undefined where digits stand for it. */
  readonly count: number | undefined
}

/**
 * Phrases by locale: `in # days` is a day ahead, with `#` for digits. Phrases without digits (“خلال يومين”)
 * stand as they are.
 */
export const distancePhrases = memoize((locale): ReadonlyMap<string, DistancePhrase> => {
  const all = flatMapUnits((unit, style) =>
    listPhrases(locale, unit, style).map(
      ({ said, sign, count }) =>
        [said, { distance: UNITS[unit], sign, count: said.includes('#') ? undefined : count }] as const,
    ),
  )
  const byText = new Map<string, DistancePhrase>()
  const unclear = new Set<string>()
  for (const [said, saying] of all) {
    const known = byText.get(said)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(saying)) unclear.add(said)
    byText.set(said, saying)
  }
  for (const said of unclear) byText.delete(said)
  return byText
})

const doubled = (unit: Unit): Distance =>
  Object.fromEntries(Object.entries(UNITS[unit]).map(([name, one]) => [name, one * 2]))

/** Names of two days, weeks, months or years in languages that have a dual: `יומיים`, `أسبوعين`. */
export const duals = memoize((locale): ReadonlyMap<string, Distance> => {
  const all = flatMapUnits((unit, style) => listPhrases(locale, unit, style).map((phrase) => ({ ...phrase, unit })))
  const ofOther = new Set(all.filter(({ said }) => said.includes('#')).flatMap(({ said }) => said.split(' ')))
  const found = all
    .filter(({ said, count }) => count === 2 && !said.includes('#'))
    .flatMap(({ said, unit }) => said.split(' ').map((word) => [word, doubled(unit)] as const))
    .filter(([word]) => !ofOther.has(word))
  return new Map(found)
})

function listPhrases(
  locale: string,
  unit: Unit,
  style: (typeof STYLES)[number],
): { readonly said: string; readonly sign: 1 | -1; readonly count: number }[] {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style })
  return COUNTS.flatMap((count) =>
    ([1, -1] as const).flatMap((sign) => {
      const parts = format.formatToParts(sign * count || (sign === 1 ? 0 : -0), unit)
      const said = plainPhrase(parts.map(({ type, value }) => (type === 'literal' ? value : '#')).join(''))
      // Hebrew CLDR repeats the number that the words say: “לפני יומיים (2)”.
      const bare = said.replace(/ \(#\)$/, '')
      return (bare === said ? [said] : [bare, `${bare} (${String(count)})`]).map((one) => ({ said: one, sign, count }))
    }),
  )
}
