/** Days and instants in queries. One rule for all: what names no zone is UTC, and a bare day is the whole day. */
import { fail, unwrap } from '../domain/kernel/errors.ts'

/** A day, or an instant with or without seconds and zone (RFC 3339, ISO 8601). */
const WRITTEN =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}:\d{2})?)?$/i

/** From when on: the instant, or the first of a day. ISO 8601 UTC. Throws `Refused` (`invalid`) naming the field. */
export const firstInstant = (text: string, field: string): string => read(text, field, '00:00:00.000')

/** Until when, included: the instant, or the last of a day. ISO 8601 UTC. Throws as `firstInstant` does. */
export const lastInstant = (text: string, field: string): string => read(text, field, '23:59:59.999')

function read(text: string, field: string, timeOfDay: string): string {
  const { day, time = timeOfDay, zone = 'Z' } = WRITTEN.exec(text.trim())?.groups ?? {}
  const at = day === undefined ? undefined : toUtc(`${day}T${time}${zone.toUpperCase()}`)
  const isDay = day !== undefined && toUtc(`${day}T00:00Z`)?.startsWith(day) === true
  if (at !== undefined && isDay) return at
  const examples = '2026-11-21, 2026-11-21T10:00:00Z or 2026-11-21T11:00:00+01:00'
  // A “+” in an address means a space unless it is written %2B.
  const plus = / \d{2}:\d{2}$/.test(text) ? ' Write the “+” in an address as %2B.' : ''
  return unwrap(fail('invalid', `“${field}” must be a day or an instant, for example ${examples}.${plus}`, { field }))
}

function toUtc(text: string): string | undefined {
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
