/**
 * Days and instants in queries. One rule for all: what names no zone lies in the reader's, or in UTC, and a bare day is
 * the whole day.
 */
import { Temporal } from 'temporal-polyfill'
import { isTimeZone } from '../answers/parsing/time-zone.ts'
import { fail, unwrap } from '../domain/kernel/errors.ts'

/** A day, or an instant with or without seconds and zone (RFC 3339, ISO 8601). */
const WRITTEN =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}:\d{2})?)?$/i

/**
 * From when on: the instant, or the first of a day. ISO 8601 UTC. `zone`: an IANA name, for what names none; UTC where
 * left out. Throws `Refused` (`invalid`) naming the field.
 */
export const firstInstant = (text: string, field: string, zone?: string): string =>
  read(text, field, zone, (day) => startOfDay(day, zone))

/** Until when, included: the instant, or the last of a day. ISO 8601 UTC. Otherwise as `firstInstant`. */
export const lastInstant = (text: string, field: string, zone?: string): string =>
  read(text, field, zone, (day) => startOfDay(day.add({ days: 1 }), zone) - 1)

/** Not every day begins at midnight: clocks that are put forward may skip it. */
const startOfDay = (day: Temporal.PlainDate, zone = 'UTC'): number =>
  day.toZonedDateTime({ timeZone: zone }).epochMilliseconds

function read(
  text: string,
  field: string,
  zone: string | undefined,
  ofDay: (day: Temporal.PlainDate) => number,
): string {
  if (zone !== undefined && !isTimeZone(zone))
    return unwrap(
      fail('invalid', '“zone” must be the name of a time zone, for example Europe/Berlin.', { field: 'zone' }),
    )
  const { day = '', time, zone: written } = WRITTEN.exec(text.trim())?.groups ?? {}
  const date = dayOf(day)
  const at =
    date === undefined
      ? undefined
      : time === undefined
        ? new Date(ofDay(date)).toISOString()
        : toUtc(day, time, written, zone)
  if (at !== undefined) return at
  const examples = '2026-11-21, 2026-11-21T10:00:00Z or 2026-11-21T11:00:00+01:00'
  // A “+” in an address means a space unless it is written %2B.
  const plus = / \d{2}:\d{2}$/.test(text) ? ' Write the “+” in an address as %2B.' : ''
  return unwrap(fail('invalid', `“${field}” must be a day or an instant, for example ${examples}.${plus}`, { field }))
}

function dayOf(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

/** Of a time that a clock shows twice, or not at all, in the zone: the earlier one, or the time an hour later. */
function toUtc(day: string, time: string, written: string | undefined, zone = 'UTC'): string | undefined {
  try {
    const instant =
      written === undefined
        ? Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant()
        : Temporal.Instant.from(`${day}T${time}${written.toUpperCase()}`)
    return new Date(instant.epochMilliseconds).toISOString()
  } catch {
    return undefined
  }
}
