/**
 * The calendars in which a region writes years: Gregorian everywhere, and the one of its own. `21/11/2569` is 2026 in
 * Thailand, `۱۴۰۵/۰۸/۳۰` is 21 November 2026 in Iran. The years of the two lie so far apart that the number says which
 * is meant; in Ethiopia it does not, and both readings are asked.
 */
import { Temporal } from 'temporal-polyfill/full'
import { isoDate } from '../calendar.ts'
import { regionOf } from '../../locale.ts'

/** A calendar in which a date can be written. */
export interface WrittenCalendar {
  /** As in Intl and Temporal. */
  readonly id: string
  /** How many digits its years of today have. */
  readonly digits: number
  /** The Gregorian day as `YYYY-MM-DD`; undefined where there is no such day. */
  dayOf(year: number, month: number, day: number): string | undefined
  /** The year in which a Gregorian day lies. */
  yearOf(day: string): number
}

export const GREGORIAN: WrittenCalendar = {
  id: 'gregory',
  digits: 4,
  dayOf: isoDate,
  yearOf: (day) => Number(day.slice(0, 4)),
}

/** A calendar that counts years otherwise and has the Gregorian months. */
const counted = (id: string, digits: number, offset: number): WrittenCalendar => ({
  id,
  digits,
  dayOf: (year, month, day) => isoDate(year + offset, month, day),
  yearOf: (day) => Number(day.slice(0, 4)) - offset,
})

/** A calendar with months of its own. */
const converted = (id: string): WrittenCalendar => ({
  id,
  digits: 4,
  dayOf(year, month, day) {
    try {
      const found = Temporal.PlainDate.from({ calendar: id, year, month, day }, { overflow: 'reject' })
      const { year: iso } = found.withCalendar('gregory')
      return iso >= 1 && iso <= 9999 ? found.withCalendar('iso8601').toString() : undefined
    } catch {
      return undefined
    }
  },
  yearOf: (day) => Temporal.PlainDate.from(day).withCalendar(id).year,
})

const PERSIAN = converted('persian')
const ISLAMIC = converted('islamic-umalqura')

/** The calendars besides the Gregorian by region (CLDR, calendarPreferenceData). */
const OTHERS: Readonly<Record<string, WrittenCalendar>> = {
  TH: counted('buddhist', 4, -543),
  TW: counted('roc', 3, 1911),
  IR: PERSIAN,
  AF: PERSIAN,
  SA: ISLAMIC,
  ET: converted('ethiopic'),
}

/** The calendars of a locale's region, the Gregorian first. */
export function calendarsOf(locale: string): readonly WrittenCalendar[] {
  const other = OTHERS[regionOf(locale)]
  return other === undefined ? [GREGORIAN] : [GREGORIAN, other]
}

/** Years outside of which a date is more likely a slip, or written in another calendar. */
const [FIRST_USUAL_YEAR, LAST_USUAL_YEAR] = [1800, 2200]

/** Whether a day lies in years that people write about. */
export const isUsualDay = (day: string): boolean =>
  GREGORIAN.yearOf(day) >= FIRST_USUAL_YEAR && GREGORIAN.yearOf(day) <= LAST_USUAL_YEAR

/** The days in usual years, each once; all of them where there are none such. */
export function preferUsualDays(days: readonly string[]): readonly string[] {
  const distinct = [...new Set(days)]
  const usual = distinct.filter(isUsualDay)
  return usual.length > 0 ? usual : distinct
}
