/** One rule for time zones, whichever surface they come from. */
import { expect, test } from 'vitest'
import { isTimeZone } from '../../../src/answers/parsing/time-zone.ts'

test.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'europe/berlin'])('%j is a time zone', (zone) => {
  expect(isTimeZone(zone)).toBe(true)
})

test.each([undefined, '', '+01:00', '-0500', '−01:00', ' UTC', 'Mars/Olympus', 'x'.repeat(61), '__proto__'])(
  '%j is none',
  (zone) => {
    expect(isTimeZone(zone)).toBe(false)
  },
)
