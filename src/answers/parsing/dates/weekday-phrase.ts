/**
 * Weekdays alone or with a short word: `on friday`, `nächsten Freitag`, `vendredi dernier`. Only words such as “last”
 * give a day in the past.
 */
import { addDays, weekdayOf } from './calendar.ts'
import type { DateReading } from './date-reading.ts'
import { languageOf, safeLocale } from '../locale.ts'
import { plainPhrase } from '../plain-text.ts'
import { memoize } from '../memoize.ts'
import { unitNames } from './units-of-time.ts'
import { findWeekday } from './weekday.ts'
import { WORDS_OF_WEEKDAYS, type WordsOfWeekdays } from './words/words-of-weekdays.ts'

type Which = keyof WordsOfWeekdays | 'alone'

/** The days that a phrase can mean if the calendar shows `today`; undefined for other text. */
export function readWeekdayPhrase(text: string, locale: string, today: string | undefined): DateReading | undefined {
  if (today === undefined) return undefined
  const phrase = plainPhrase(text)
  for (const language of new Set([safeLocale(locale), 'en'])) {
    for (const { which, pattern } of patternsOf(language)) {
      const name = pattern.exec(phrase)?.groups?.['weekday']
      const weekday = name === undefined || isWeek(name, phrase, language) ? undefined : findWeekday(name, language)
      if (weekday !== undefined) return { days: daysOf(which, weekday, today) }
    }
  }
  return undefined
}

/** In Indonesian “minggu” is both week and Sunday: “minggu depan” is next week, “hari minggu depan” is Sunday. */
const isWeek = (name: string, phrase: string, locale: string): boolean =>
  phrase !== name && phrase.startsWith(name) && unitNames(locale).has(name)

function daysOf(which: Which, weekday: number, today: string): string[] {
  const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7
  const inThisWeek = fromMonday(weekday) - fromMonday(weekdayOf(today))
  const distances: Readonly<Record<Which, readonly number[]>> = {
    alone: [ahead - 7, ahead],
    // The day of this week if it is still ahead; otherwise ambiguous.
    on: inThisWeek > 0 ? [inThisWeek] : [ahead - 7, ahead],
    coming: [ahead],
    next: [ahead, ahead + 7],
    last: [ahead === 7 ? -7 : ahead - 7],
    this_week: [inThisWeek],
    next_week: [inThisWeek + 7],
    last_week: [inThisWeek - 7],
  }
  return distances[which].map((days) => addDays(today, days)).filter((day) => day !== undefined)
}

const fromMonday = (weekday: number): number => (weekday + 6) % 7

const patternsOf = memoize((locale): readonly { readonly which: Which; readonly pattern: RegExp }[] => {
  const words = Object.entries(WORDS_OF_WEEKDAYS[languageOf(locale)] ?? {}) as [
    keyof WordsOfWeekdays,
    readonly string[],
  ][]
  const phrases = words.flatMap(([which, said]) => said.map((one) => ({ which, pattern: patternOf(one) })))
  return [{ which: 'alone', pattern: patternOf('@') }, ...phrases]
})

const patternOf = (phrase: string): RegExp =>
  new RegExp(
    `^${plainPhrase(phrase).replace('@', String.raw`(?<weekday>[\p{L}\p{M}'-]+(?: [\p{L}\p{M}]+)?)\.?`)}$`,
    'u',
  )
