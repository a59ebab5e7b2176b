/**
 * Days of the calendar as `YYYY-MM-DD`, and what is counted from them. A month or year later is the corresponding day,
 * or the last of its month
 * where there is none (BGB § 188 III): 30 November and three months is 28 February. Days have no time and no zone.
 */
import { Temporal } from 'temporal-polyfill'

/** How far a day is from another; whole numbers, of one sign. */
export interface Distance {
  readonly years?: number
  readonly months?: number
  readonly weeks?: number
  readonly days?: number
}

/** `YYYY-MM-DD` of a day that exists in the years 1 to 9999; undefined of any other. */
export function isoDate(
  year: string | number | undefined,
  month: string | number | undefined,
  day: string | number | undefined,
): string | undefined {
  try {
    return inRange(
      Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }),
    )
  } catch {
    return undefined
  }
}

/**
 * The day so far after another, or before it (`sign` −1): years and months first, then weeks and days. Undefined beyond
 * the years 1 to 9999.
 */
export function addDistance(day: string, distance: Distance, sign: 1 | -1 = 1): string | undefined {
  try {
    const from = Temporal.PlainDate.from(day)
    return inRange(sign === 1 ? from.add(distance) : from.subtract(distance))
  } catch {
    return undefined
  }
}

export const addDays = (day: string, count: number): string | undefined => addDistance(day, { days: count })

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek % 7

/** The last day of the month in which a day lies. */
export function lastOfMonth(day: string): string {
  const from = Temporal.PlainDate.from(day)
  return from.with({ day: from.daysInMonth }).toString()
}

const inRange = (day: Temporal.PlainDate): string | undefined =>
  day.year >= 1 && day.year <= 9999 ? day.toString() : undefined
