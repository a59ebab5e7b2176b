/** What is near to a date and gives no day: times of day, spans, parts of a date, days beyond the calendar. */
import { describe, expect, test } from 'vitest'
import { outcome, refused } from '../given.ts'

test.each([
  'tonight',
  'this morning',
  'this afternoon',
  'this evening',
  'midnight',
  'noon',
  'now',
  'tomorrow noon',
  'tomorrow at 5pm',
  'Nov 21 2026 5pm',
  'yesterday evening',
])('%s has a time of day', (text) =>
  expect(refused('date', text).message).toMatch(/^“.+” has a time of day, and only a day fits here\./),
)

test.each(['heute abend', 'Mittag', 'Mitternacht', 'jetzt'])('%s has a time of day in German', (text) =>
  expect(refused('date', text, 'de-DE').message).toMatch(/has a time of day/),
)

test.each(['Nov 20 2026 to Nov 21 2026', 'Nov 20-21 2026'])('%s is a span of time', (text) =>
  expect(refused('date', text).message).toMatch(/^“.+” is a span of time\./),
)

test.each(['November 2026', 'the 21st', '2026', 'November', '21', 'last night', 'this year', 'in some weeks'])(
  '%s does not say which day',
  (text) => expect(outcome('date', text)).toBe('refused'),
)

test.each([
  ['in 7973 years', ['9999-11-21']],
  ['in 7974 years', 'refused'],
  ['in 99999 weeks', ['3943-05-29']],
  ['in 99999 years', 'refused'],
  ['2025 years ago', ['0001-11-21']],
  ['2026 years ago', 'refused'],
])('%s: no day before the year 1 or after 9999', (text, day) => {
  expect(outcome('date', text)).toEqual(day)
  if (day === 'refused') expect(refused('date', text).message).toContain('is no day of the calendar.')
})

test.each(['weekend', 'fr', 'm', '月', 'someday', 'friyay'])('%s is no weekday', (text) =>
  expect(outcome('date', text, 'ja-JP')).toBe('refused'),
)

describe('where nobody knows which day it is', () => {
  const read = (text: string, locale = 'en-US') => outcome('date', text, locale, 'no time')
  test.each([
    'Nov 21',
    '21 November',
    'friday',
    'next friday',
    '5/6',
    '5.6.',
    'tomorrow',
    'day after tomorrow',
    'in 3 weeks',
    'two weeks ago',
    'end of the month',
    'today',
    'Friday, 27 Nov',
  ])('%s is no day', (text) => expect(read(text)).toBe('refused'))
  test.each(['morgen', 'nächsten Freitag', '21. November', '5.6.', 'in zwei Wochen', 'Ende des Monats', 'am Freitag'])(
    '%s is no day in German',
    (text) => expect(read(text, 'de-DE')).toBe('refused'),
  )
  test.each([
    ['11/21/2026', 'en-US', '2026-11-21'],
    ['2026-11-21', 'en-US', '2026-11-21'],
    ['Saturday, 21 Nov 2026', 'en-US', '2026-11-21'],
    ['21. November 2026', 'de-DE', '2026-11-21'],
    ['3 weeks before 12/12/2026', 'en-US', '2026-11-21'],
  ])('%s in %s is one', (text, locale, day) => expect(read(text, locale)).toBe(day))
})

describe('digits', () => {
  test.each([
    ['20261121', 'en-US', '2026-11-21'],
    ['20261321', 'en-US', 'refused'],
    ['2026/11/21', 'de-DE', '2026-11-21'],
    ['2026.11.21', 'en-US', '2026-11-21'],
    ['2026 11 21', 'en-US', '2026-11-21'],
    ['2026-21-11', 'en-US', 'refused'],
    ['21-11-2026', 'en-US', '2026-11-21'],
    ['11.12.2026', 'en-US', ['2026-12-11', '2026-11-12']],
    ['11.12.2026', 'de-DE', '2026-12-11'],
    ['11/12/2026', 'en', ['2026-12-11', '2026-11-12']],
    ['11.12.2026', 'en', '2026-12-11'],
    ['11/12/2026', 'en-GB', '2026-12-11'],
    ['12/13/2026', 'en-GB', '2026-12-13'],
    ['13/12/2026', 'en-US', '2026-12-13'],
    ['13/13/2026', 'en-US', 'refused'],
    ['26/11/30', 'ja-JP', ['2026-11-30', '2030-11-26']],
    ['5.6', 'en-US', 'refused'],
    ['5.6', 'de-DE', ['2026-06-05', '2027-06-05']],
    ['5/6', 'en-GB', ['2026-06-05', '2027-06-05']],
    ['13/13', 'en-US', 'refused'],
    ['2/29', 'en-US', ['2024-02-29', '2028-02-29']],
  ])('%s in %s', (text, locale, day) => expect(outcome('date', text, locale)).toEqual(day))
})

test.each(['13/13', '2/30', '0/5', '5/0'])('%s is no day of any year', (text) =>
  expect(refused('date', text).message).toContain('is no day of the calendar.'),
)

test.each(['tmr', 'tmrw', 'tomorrow'])('%s is the next day', (text) => expect(outcome('date', text)).toBe('2026-11-22'))

test.each([
  // As programs write midnight: in no zone, in one, or in that of the person.
  ['2026-11-21T00:00', '2026-11-21'],
  ['2026-11-21T00:00:00', '2026-11-21'],
  ['2026-11-21 00:00:00', '2026-11-21'],
  ['2026-11-21t00:00:00.000', '2026-11-21'],
  ['2026-11-21T00:00:00Z', '2026-11-21'],
  ['2026-11-21T00:00:00+01:00', '2026-11-21'],
  ['2026-11-20T23:00Z', '2026-11-21'],
  ['2026-11-20T23:00:00+00:00', '2026-11-21'],
  ['2026-11-21T00:00:00-05:00', '2026-11-21'],
  ['2026-11-21T00:00:00+10:00', '2026-11-21'],
  ['2026-11-20T00:00:00-23:00', ['2026-11-20', '2026-11-21']],
  ['2026-11-21T00:00:01', 'refused'],
  ['2026-11-21T10:00:00', 'refused'],
  ['2026-11-21T22:00:00Z', 'refused'],
  ['2026-11-21T24:00:00', 'refused'],
  ['2026-02-30T00:00:00', 'refused'],
  ['2026-02-30T00:00:00Z', 'refused'],
])('the time %s, read in Berlin', (text, day) => expect(outcome('date', text)).toEqual(day))
