/** Midnight as programs write a day: `2026-11-21T00:00:00Z`. Any other time of day is no day. */
import { Temporal } from 'temporal-polyfill'
import type { DateReading } from '../date-reading.ts'
import { safeZone } from '../../time-zone.ts'

const TIME_OF_DAY: DateReading = { problem: 'has a time of day, and only a day fits here.' }

/**
 * The day whose midnight it is, as written or in the person's zone; both where they differ. Undefined for a text that
 * is no ISO 8601 date and time.
 */
export function readTimestamp(text: string, zone: string): DateReading | undefined {
  const [, day, time, offset = ''] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i.exec(text) ?? []
  if (day === undefined || time === undefined) return undefined
  try {
    const written = Temporal.PlainDate.from(day).toString()
    const days = isMidnight(time) ? [written] : []
    if (offset !== '') {
      const there = Temporal.Instant.from(text.replace(' ', 'T').toUpperCase()).toZonedDateTimeISO(safeZone(zone))
      if (isMidnight(there.toPlainTime().toString())) days.push(there.toPlainDate().toString())
    }
    return days.length === 0 ? TIME_OF_DAY : { days: [...new Set(days)] }
  } catch {
    return { problem: 'is no day of the calendar.' }
  }
}

const isMidnight = (time: string): boolean => /^[0:.]+$/.test(time)
