/** Dates in digits: ISO 8601 everywhere, and day, month and year in the order of the locale. */
import { isDate } from '../../../domain/questions/default-rules.ts'
import {
  GREGORIAN,
  calendarsOf,
  isUsualDay,
  preferUsualDays,
  type WrittenCalendar,
} from './calendars/written-calendar.ts'
import type { DateReading } from './date-reading.ts'
import { centuryOf, nearestYears } from './calendars/near-years.ts'
import { dateOrder, namesRegion, languageOf } from '../locale.ts'

const NO_SUCH_DAY: DateReading = { problem: 'is no day of the calendar.' }

/**
 * The days that a numeric date can mean, in each calendar of the locale; undefined for other text. `today` decides the
 * century of two-digit years.
 */
export function readNumericDate(text: string, locale: string, today: string | undefined): DateReading | undefined {
  const bare = text.replaceAll(/ ?([-/.]) ?/g, '$1').replace(/\.$/, '')
  const readings = calendarsOf(locale)
    .map((calendar) => readIn(calendar, bare, locale, today))
    .filter((days) => days !== undefined)
  if (readings.length > 0) {
    const found = preferUsualDays(readings.flat())
    // ISO 8601 is Gregorian wherever it is written, unless its year says otherwise.
    const days = isDate(bare) && (isUsualDay(bare) || !found.some(isUsualDay)) ? [bare] : found
    return days.length === 0 ? NO_SUCH_DAY : { days }
  }
  return today === undefined ? undefined : readWithoutYear(bare, text, locale, today)
}

/** The days in one calendar; undefined for a text of another form. */
function readIn(
  calendar: WrittenCalendar,
  bare: string,
  locale: string,
  today: string | undefined,
): readonly string[] | undefined {
  const year = String.raw`\d{${calendar.digits}}`
  const yearFirst =
    new RegExp(String.raw`^(${year})([-/. ])(\d{1,2})\2(\d{1,2})$`).exec(bare) ??
    (calendar === GREGORIAN ? /^(\d{4})()(\d{2})(\d{2})$/.exec(bare) : null)
  if (yearFirst !== null) return found(calendar.dayOf(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4])))
  const dated = new RegExp(String.raw`^(\d{1,2})([-/. ])(\d{1,2})\2(${year}|\d{2})$`).exec(bare)
  if (dated === null) return undefined
  const [, one, separator = '', two, written = ''] = dated
  const full = written.length === 2 ? centuryOf(Number(written), today, calendar) : Number(written)
  const dayFirst = calendar.dayOf(full, Number(two), Number(one))
  const monthFirst = calendar.dayOf(full, Number(one), Number(two))
  const days = inOrder(locale, separator, found(dayFirst), found(monthFirst))
  if (written.length !== 2 || !dateOrder(locale).startsWith('Y')) return days
  // Where the year stands first, `26/11/30` is most likely 2026.
  return [
    ...new Set([
      ...found(calendar.dayOf(centuryOf(Number(one), today, calendar), Number(two), Number(written))),
      ...days,
    ]),
  ]
}

/** `5.6.` and `5/6`: this year's and the next. A number such as `5.6` in English is no date. */
function readWithoutYear(bare: string, text: string, locale: string, today: string): DateReading | undefined {
  const [, one, separator = '', two] = /^(\d{1,2})([-/.])(\d{1,2})$/.exec(bare) ?? []
  if (one === undefined) return undefined
  if (separator === '.' && !text.endsWith('.') && dateOrder(locale) !== 'DMY')
    return { problem: 'does not say the year.' }
  const dayFirst = nearestYears(Number(two), Number(one), today)
  const monthFirst = nearestYears(Number(one), Number(two), today)
  const days = inOrder(locale, separator, dayFirst, monthFirst)
  return days.length === 0 ? NO_SUCH_DAY : { days }
}

const found = (day: string | undefined): readonly string[] => (day === undefined ? [] : [day])

function inOrder(
  locale: string,
  separator: string,
  dayFirst: readonly string[],
  monthFirst: readonly string[],
): readonly string[] {
  switch (orderOf(locale, separator)) {
    case 'DMY':
      return dayFirst.length > 0 ? dayFirst : monthFirst
    case 'MDY':
      return monthFirst.length > 0 ? monthFirst : dayFirst
    default:
      return [...new Set([...dayFirst, ...monthFirst])]
  }
}

/**
 * `DMY` or `MDY` where the locale decides, else ''. It does not decide where its own order begins with the year
 * (`en-CA`), for English without a region, and for dots in `MDY` locales, because people who write dots mostly mean
 * `DMY`.
 */
function orderOf(locale: string, separator: string): string {
  if (languageOf(locale) === 'en' && !namesRegion(locale)) return separator === '.' ? 'DMY' : ''
  const order = dateOrder(locale)
  if (order === 'DMY') return order
  return order === 'MDY' && separator !== '.' ? order : ''
}
