/**
 * Calendar days as `YYYY-MM-DD`, without time and zone, and arithmetic on them. A month or year later is the
 * corresponding day, or the last of its month where there is none (BGB § 188 III): 30 November plus three months is 28
 * February.
 */
import { Temporal } from 'temporal-polyfill'

/** The distance between two days, in whole numbers of one sign. */
export interface Distance {
  readonly years?: number
  readonly months?: number
  readonly weeks?: number
  readonly days?: number
}

/** A day as `YYYY-MM-DD`; undefined unless it exists in the years 1 to 9999. */
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
 * The day at a distance after another, or before it (`sign` −1): years and months are counted first, then weeks and
 * days. Undefined outside the years 1 to 9999.
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
