import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addDistance, isoDate, lastOfMonth, weekdayOf } from '../../src/answers/parsing/dates/calendar.ts'

test.each([
  ['2026-11-30', { months: 3 }, '2027-02-28'],
  ['2027-03-31', { months: -1 }, '2027-02-28'],
  ['2028-02-29', { years: 1 }, '2029-02-28'],
  ['2028-02-29', { years: 4 }, '2032-02-29'],
  ['2026-12-31', { months: 2 }, '2027-02-28'],
  ['2027-12-31', { months: 2 }, '2028-02-29'],
  ['2026-08-31', { months: 1 }, '2026-09-30'],
  ['2026-11-30', { months: 2, days: 3 }, '2027-02-02'],
  ['2027-12-31', { months: 2, days: 1 }, '2028-03-01'],
  ['2026-03-28', { days: 1 }, '2026-03-29'],
  ['2026-02-28', { weeks: 1 }, '2026-03-07'],
])('%s and %j is %s', (day, distance, result) => expect(addDistance(day, distance)).toBe(result))

test('there are days of the years 1 to 9999 only', () => {
  expect(addDays('9999-12-31', 1)).toBeUndefined()
  expect(addDistance('2026-11-30', { years: 9_000_000 })).toBeUndefined()
  for (const [year, month, day] of [
    [0, 1, 1],
    [2026, 2, 29],
    [2026, 13, 1],
    ['', '1', '1'],
  ] as const) {
    expect(isoDate(year, month, day)).toBeUndefined()
  }
  expect(isoDate(2028, '02', '29')).toBe('2028-02-29')
})

const days = fc.integer({ min: 0, max: 3_000_000 }).map((count) => addDays('0001-01-01', count) ?? '')

test('so many months later is the corresponding day, or the last of its month', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -600, max: 600 }), (day, months) => {
      const then = addDistance(day, { months })
      if (then === undefined) return
      const monthsOf = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7))
      expect(monthsOf(then) - monthsOf(day)).toBe(months)
      expect(then).toBe(then.slice(8) === day.slice(8) ? then : lastOfMonth(then))
      expect(Number(then.slice(8))).toBeLessThanOrEqual(Number(day.slice(8)))
    }),
    { seed: 12 },
  )
})

test('weeks keep the weekday', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -500, max: 500 }), (day, weeks) => {
      const then = addDistance(day, { weeks })
      if (then !== undefined) expect(weekdayOf(then)).toBe(weekdayOf(day))
    }),
    { seed: 12 },
  )
})
