/** Dates in digits: ISO 8601 everywhere, and day, month and year in the order of the locale. */
import { isoDate } from './calendar.ts'
import type { DateReading } from './date-reading.ts'
import { dateOrder, namesRegion, languageOf } from '../locale.ts'

const NO_SUCH_DAY: DateReading = { problem: 'is no day of the calendar.' }

/** The days that a numeric date can mean; undefined for other text. `today` decides the century of two-digit years. */
export function readNumericDate(text: string, locale: string, today: string | undefined): DateReading | undefined {
  const bare = text.replace(/\.$/, '')
  const yearFirst = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/.exec(bare) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(bare)
  if (yearFirst !== null) return days([isoDate(yearFirst[1], yearFirst[3], yearFirst[4])])
  const dated = /^(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/.exec(bare)
  if (dated === null) return /^\d{1,2}[-/.]\d{1,2}\.?$/.test(bare) ? { problem: 'does not say the year.' } : undefined
  const [, one, separator = '', two, written = ''] = dated
  const year = written.length === 2 ? centuryOf(written, today) : written
  const dayFirst = isoDate(year, two, one)
  const monthFirst = isoDate(year, one, two)
  switch (orderOf(locale, separator)) {
    case 'DMY':
      return days([dayFirst ?? monthFirst])
    case 'MDY':
      return days([monthFirst ?? dayFirst])
    default:
      return days([...new Set([dayFirst, monthFirst])])
  }
}

const days = (found: readonly (string | undefined)[]): DateReading => {
  const real = found.filter((day) => day !== undefined)
  return real.length === 0 ? NO_SUCH_DAY : { days: real }
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

/** Two digits mean the latest such year that is at most 20 years ahead of today. */
function centuryOf(digits: string, today = '2000-01-01'): string {
  const now = Number(today.slice(0, 4))
  const year = now - (now % 100) + Number(digits)
  return String(year > now + 20 ? year - 100 : year < now - 79 ? year + 100 : year)
}
