/**
 * Names of weekdays, in the person's language and in English: before a date (`Friday, 27 Nov 2026`, `Fr. 27.11.2026`)
 * or alone.
 */
import { safeLocale } from '../locale.ts'
import { plainPhrase } from '../plain-text.ts'
import { memoize } from '../memoize.ts'
import { weekdayInWords } from './chrono.ts'

const namesIn = memoize((locale): ReadonlyMap<string, number> => {
  const names = new Map<string, number>()
  for (const language of ['en', locale]) {
    for (const weekday of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' })
      // 4 January 1970 was a Sunday.
      for (let day = 0; day < 7; day++)
        names.set(plainPhrase(format.format((day + 3) * 86_400_000)).replace(/\.$/, ''), day)
    }
  }
  return names
})

/** Splits a weekday (0 for Sunday) off a date with digits. A weekday alone is not split off. */
export function splitWeekday(
  text: string,
  locale: string,
): { readonly weekday: number | undefined; readonly rest: string } {
  const [, word = '', rest = ''] =
    /^([\p{L}\p{M}-]{2,20})[.,،、፣]*(?: (?:the|den|der|le|el) | |$)(.*)$/u.exec(text) ?? []
  const weekday = namesIn(safeLocale(locale)).get(plainPhrase(word))
  return weekday === undefined || !/\d/.test(rest) ? { weekday: undefined, rest: text } : { weekday, rest }
}

/**
 * The weekday (0 for Sunday) of a name in lower case, also inflected or abbreviated (“perjantaina”, “tues”); undefined
 * for other words.
 */
export function findWeekday(name: string, locale: string): number | undefined {
  // A single character (“月”) more often means something else: a month, a day, the sun.
  if (name.length < 2) return undefined
  const names = namesIn(locale)
  const known = names.get(name)
  if (known !== undefined) return known
  const found = weekdayInWords(name, locale)
  // chrono reads “weekend” as Saturday. A form of a name must begin like the name.
  return found !== undefined && [...names].some(([full, day]) => day === found && full.slice(0, 2) === name.slice(0, 2))
    ? found
    : undefined
}
