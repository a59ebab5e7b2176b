/** Days as CLDR prints them: every form, month and weekday, in languages that chrono-node does not know, too. */
import { describe, expect, test } from 'vitest'
import { outcome, refused } from '../given.ts'

const print = (day: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(Date.parse(`${day}T00:00:00Z`))
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10)
/** A day in each month, all weekdays among them. */
const DAYS = Array.from({ length: 12 }, (_, month) => dayAt(Date.UTC(2027, month, 10 + month)))

const LANGUAGES = ['pl-PL', 'hu-HU', 'el-GR', 'hi-IN', 'he-IL', 'ko-KR', 'de-DE', 'ja-JP']
const FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'medium' },
  { dateStyle: 'long' },
  { dateStyle: 'full' },
  { day: 'numeric', month: 'long', year: 'numeric' },
  { day: 'numeric', month: 'short', year: 'numeric' },
  { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
]

/** The days that are not read as themselves from what is printed. */
const readOtherwise = (locale: string, options: Intl.DateTimeFormatOptions, days: readonly string[] = DAYS) =>
  days
    .map((day) => [day, print(day, locale, options), outcome('date', print(day, locale, options), locale)])
    .filter(([day, , read]) => day !== read)

test.each(LANGUAGES)('%s: a whole date', (locale) => {
  for (const form of FORMS) expect(readOtherwise(locale, { ...form, calendar: 'gregory' })).toEqual([])
})

test.each(LANGUAGES)('%s: without a year it is the last one or the next, and a weekday decides', (locale) => {
  const wrong = DAYS.flatMap((day) =>
    (['long', 'short'] as const).flatMap((month) => {
      const text = print(day, locale, { day: 'numeric', month, calendar: 'gregory' })
      const around = [2025, 2026, 2027].map((year) => `${String(year)}${day.slice(4)}`)
      const near = [around.filter((one) => one <= '2026-11-21').at(-1), around.find((one) => one > '2026-11-21')]
      return JSON.stringify(outcome('date', text, locale)) === JSON.stringify(near) ? [] : [[text, near]]
    }),
  )
  expect(wrong).toEqual([])
  const soon = DAYS.filter((day) => day < '2027-11-21')
  expect(readOtherwise(locale, { weekday: 'long', day: 'numeric', month: 'long', calendar: 'gregory' }, soon)).toEqual(
    [],
  )
})

describe('other calendars', () => {
  test.each([
    ['th-TH', 'buddhist', 'long'],
    ['th-TH', 'buddhist', 'full'],
    ['fa-IR', 'persian', 'long'],
    ['fa-IR', 'persian', 'full'],
    ['ar-SA', 'islamic-umalqura', 'long'],
    ['zh-TW', 'roc', 'long'],
    ['ja-JP', 'japanese', 'long'],
    ['ja-JP', 'japanese', 'full'],
  ] as const)('%s, %s, %s: each month', (locale, calendar, dateStyle) =>
    expect(readOtherwise(locale, { calendar, dateStyle })).toEqual([]),
  )

  test.each(['1920-06-15', '1930-06-15', '1950-06-15', '1988-06-15', '1989-06-15', '2000-06-15', '2019-06-15'])(
    'a year of each Japanese era that people alive were born in: %s',
    (day) => expect(readOtherwise('ja-JP', { calendar: 'japanese', dateStyle: 'long' }, [day])).toEqual([]),
  )

  test('the days after the twelfth month of the Ethiopic year', () => {
    const days = ['2026-09-05', '2026-09-06', '2026-09-10', '2026-09-11', '2027-09-11']
    for (const dateStyle of ['long', 'full'] as const)
      expect(readOtherwise('am-ET', { calendar: 'ethiopic', dateStyle }, days)).toEqual([])
  })
})

describe('a wrong weekday', () => {
  test.each([
    ['pl-PL', 'piątek, 21 listopada 2026'],
    ['el-GR', 'Παρασκευή 21 Νοεμβρίου 2026'],
    ['en-US', 'Friday, November 21, 2026'],
    ['en-US', 'Fri, 11/21/2026'],
    ['de-DE', 'Fr. 21.11.2026'],
  ])('%s: %s', (locale, text) =>
    expect(refused('date', text, locale).message).toContain('names a weekday on which that day does not fall.'),
  )
  test.each([
    ['pl-PL', '31 lutego 2026'],
    ['pl-PL', 'sobota, 31 lutego 2026'],
    ['ja-JP', '2026年2月30日'],
    ['en-US', 'February 30, 2026'],
  ])('%s: %s is no day at all', (locale, text) =>
    expect(refused('date', text, locale).message).toContain('is no day of the calendar.'),
  )
})
