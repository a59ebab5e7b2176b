/** Dates in words: `21 Nov 2026`, `tomorrow`. A reading must cover the whole text. */
import type { ParsedResult } from 'chrono-node'
import { addDays, isoDate, weekdayOf } from './calendar.ts'
import { parsersOf, parseWhole } from './chrono.ts'
import type { DateReading } from './date-reading.ts'
import { nearestYears } from './calendars/near-years.ts'

/** Days that chrono recognises by name in every language, as days from today. */
const NAMED_DAYS: Readonly<Record<string, number>> = {
  'casualReference/yesterday': -1,
  'casualReference/today': 0,
  'casualReference/tomorrow': 1,
}

/** Times of day that chrono reads as days. */
const TIMES_OF_DAY = ['tonight', 'morning', 'afternoon', 'evening', 'night', 'midnight', 'noon', 'now'].map(
  (word) => `casualReference/${word}`,
)

/** Two reference days. A result that is counted from today differs between them. */
const SOME_DAY = '2000-01-05'
const ANOTHER_DAY = '2013-10-18'

/** The day that a text means if the calendar shows `today`. */
export function readSpokenDate(text: string, locale: string, today: string | undefined): DateReading {
  let problem: DateReading | undefined
  for (const parser of parsersOf(locale)) {
    const result = parseWhole(parser, text, SOME_DAY)
    // A year in the text is not counted from today. Any other is, unless it is the same from another reference day.
    const isCounted = (day: string) =>
      !text.includes(day.slice(0, 4)) && dayOf(parseWhole(parser, text, ANOTHER_DAY)?.start) !== day
    const reading = result === undefined ? undefined : readResult(result, today, isCounted)
    if (reading !== undefined && 'days' in reading) return reading
    problem ??= reading
  }
  return problem ?? { problem: 'cannot be read as a date.' }
}

function readResult(
  { start, end }: ParsedResult,
  today: string | undefined,
  isCounted: (day: string) => boolean,
): DateReading | undefined {
  if (end !== undefined && end !== null) return { problem: 'is a span of time.' }
  const tags = start.tags()
  if (start.isCertain('hour') || TIMES_OF_DAY.some((tag) => tags.has(tag)))
    return { problem: 'has a time of day, and only a day fits here.' }
  const [, distance] = Object.entries(NAMED_DAYS).find(([tag]) => tags.has(tag)) ?? []
  if (distance !== undefined) return today === undefined ? undefined : readingOf(addDays(today, distance))
  const day = dayOf(start)
  if (day === undefined) return undefined
  if (!start.isCertain('day') || !start.isCertain('month') || tags.has('result/relativeDate')) return NO_DAY
  if (!start.isCertain('year'))
    return today === undefined
      ? undefined
      : readingOf(...nearestYears(Number(day.slice(5, 7)), Number(day.slice(8)), today))
  return isCounted(day) ? NO_DAY : checkWeekday(start, day)
}

const NO_DAY: DateReading = { problem: 'does not say which day.' }

type Components = ParsedResult['start']

const dayOf = (start: Components | undefined): string | undefined =>
  isoDate(start?.get('year') ?? undefined, start?.get('month') ?? undefined, start?.get('day') ?? undefined)

function checkWeekday(start: Components, day: string): DateReading {
  const weekday = start.isCertain('weekday') ? start.get('weekday') : null
  return weekday === null || weekday === weekdayOf(day)
    ? readingOf(day)
    : { problem: 'names a weekday on which that day does not fall.' }
}

const readingOf = (...days: readonly (string | undefined)[]): DateReading => ({
  days: days.filter((day) => day !== undefined),
})
