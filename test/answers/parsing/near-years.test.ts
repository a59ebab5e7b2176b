/** Days whose year is not written in full. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { centuryOf, nearestYears } from '../../../src/answers/parsing/dates/calendars/near-years.ts'

test.each([
  [2, 29, '2026-11-21', ['2024-02-29', '2028-02-29']],
  [2, 29, '2024-02-29', ['2024-02-29', '2028-02-29']],
  [2, 29, '2100-01-01', ['2096-02-29', '2104-02-29']],
  [2, 30, '2026-11-21', []],
  [11, 21, '2026-11-21', ['2026-11-21', '2027-11-21']],
  [12, 24, '2026-11-21', ['2025-12-24', '2026-12-24']],
])('month %i, day %i around %s', (month, day, today, days) => expect(nearestYears(month, day, today)).toEqual(days))

test('a year of two figures is within 20 years ahead and 79 back, in the calendar of the person', () => {
  const thai = { yearOf: (day: string) => Number(day.slice(0, 4)) + 543 }
  const common = { yearOf: (day: string) => Number(day.slice(0, 4)) }
  expect([46, 47, 0, 99].map((figures) => centuryOf(figures, '2026-11-21', common))).toEqual([2046, 1947, 2000, 1999])
  expect(centuryOf(69, '2026-11-21', thai)).toBe(2569)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1000, max: 9000 }), (figures, year) => {
      const found = centuryOf(figures, `${String(year)}-06-15`, common)
      expect(found % 100).toBe(figures)
      expect(found).toBeLessThanOrEqual(year + 20)
      expect(found).toBeGreaterThanOrEqual(year - 79)
    }),
    { seed: 20_261_130, numRuns: 100 },
  )
})
