/** Dates whose year is not written in full: of two figures, or left out. */
import { isoDate } from '../calendar.ts'
import type { WrittenCalendar } from './written-calendar.ts'

const SOME_DAY = '2000-01-01'

/** The year of two figures: the latest such year that is at most 20 years ahead of today, in the calendar. */
export function centuryOf(
  figures: number,
  today: string | undefined,
  calendar: Pick<WrittenCalendar, 'yearOf'>,
): number {
  const now = calendar.yearOf(today ?? SOME_DAY)
  const year = now - (now % 100) + figures
  return year > now + 20 ? year - 100 : year < now - 79 ? year + 100 : year
}

/** A day and month without a year: the latest one up to today, and the next one. */
export function nearestYears(month: number, day: number, today: string): readonly string[] {
  const year = Number(today.slice(0, 4))
  // Eight years, because the leap day comes again only after that long around a year such as 2100.
  const near = Array.from({ length: 17 }, (_, index) => isoDate(year - 8 + index, month, day)).filter(
    (one) => one !== undefined,
  )
  return [near.findLast((one) => one <= today), near.find((one) => one > today)].filter((one) => one !== undefined)
}
