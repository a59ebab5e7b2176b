/** Weekday names before a date, in the person's language and in English: `Friday, 27 Nov 2026`, `Fr. 27.11.2026`. */
import { safeLocale } from './locale.ts'

const namesByLocale = new Map<string, ReadonlyMap<string, number>>()

function namesIn(locale: string): ReadonlyMap<string, number> {
  const known = namesByLocale.get(locale)
  if (known !== undefined) return known
  const names = new Map<string, number>()
  for (const language of ['en', locale]) {
    for (const weekday of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' })
      // 4 January 1970 was a Sunday.
      for (let day = 0; day < 7; day++) names.set(format.format((day + 3) * 86_400_000).toLowerCase().replace(/\.$/, ''), day)
    }
  }
  if (namesByLocale.size > 200) namesByLocale.clear()
  namesByLocale.set(locale, names)
  return names
}

/** The weekday (0 for Sunday) that stands before a date with digits, and what follows it; a weekday alone is left where it is. */
export function splitWeekday(text: string, locale: string): { readonly weekday: number | undefined; readonly rest: string } {
  const [, word = '', rest = ''] = /^([\p{L}\p{M}-]{2,20})[.,]*(?: (?:the|den|der|le|el) | |$)(.*)$/u.exec(text) ?? []
  const weekday = namesIn(safeLocale(locale)).get(word.toLowerCase())
  return weekday === undefined || !/\d/.test(rest) ? { weekday: undefined, rest: text } : { weekday, rest }
}
