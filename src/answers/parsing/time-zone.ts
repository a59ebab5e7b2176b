/** Which names of time zones are accepted. */

/** In characters; the longest IANA name has 32. */
const MAX_ZONE_NAME = 60

/**
 * Whether a text is the IANA name of a time zone, `Europe/Berlin`. Offsets such as `+01:00` are refused: they have no
 * daylight saving, so “tomorrow” would be wrong for half of the year.
 */
export function isTimeZone(zone: string | undefined): zone is string {
  if (zone === undefined || zone.length > MAX_ZONE_NAME || !/^[A-Za-z]/.test(zone)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The zone, or UTC for a text that is none. */
export const safeZone = (zone: string): string => (isTimeZone(zone) ? zone : 'UTC')
