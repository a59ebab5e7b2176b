import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../src/answers/read.ts'
import { context, question, read, readings, refused } from './given.ts'

describe('a day is read as people write it', () => {
  test.each([
    ['en-US', '2026-11-21', '2026-11-21'],
    ['en-US', '21 Nov 2026', '2026-11-21'],
    ['en-US', 'Nov 21, 2026', '2026-11-21'],
    ['en-US', '21.11.2026', '2026-11-21'],
    ['en-US', '05/06/2026', '2026-05-06'],
    ['en-GB', '05/06/2026', '2026-06-05'],
    ['en-US', '21/11/2026', '2026-11-21'],
    ['fr', '05/06/2026', '2026-06-05'],
    ['de', '5.6.2026', '2026-06-05'],
    ['de', '21. November 2026', '2026-11-21'],
    ['de', '21.11.26', '2026-11-21'],
    ['de', '21 Nov 2026', '2026-11-21'],
    ['en-US', 'the 5th of May, 1999', '1999-05-05'],
    ['en-US', '20261121', '2026-11-21'],
    ['en-US', '2026/11/21', '2026-11-21'],
    ['en-US', '29 Feb 2028', '2028-02-29'],
    ['en-US', 'Saturday, 21 Nov 2026', '2026-11-21'],
    ['de', 'Fr. 27.11.2026', '2026-11-27'],
    ['de', 'Freitag, den 27.11.2026', '2026-11-27'],
    ['fr', '1er mars 2026', '2026-03-01'],
    ['es', '21 de noviembre de 2026', '2026-11-21'],
    ['ja', '2026年11月21日', '2026-11-21'],
    ['ar-EG', '٢١/١١/٢٠٢٦', '2026-11-21'],
    ['en-US', '3/4/85', '1985-03-04'],
    ['en-US', '3/4/40', '2040-03-04'],
  ])('%s: %s', (locale, written, day) => {
    expect(read('date', written, locale)).toBe(day)
  })

  test.each([
    ['en-US', 'today', '2026-11-21'],
    ['en-US', 'tomorrow', '2026-11-22'],
    ['en-US', 'yesterday', '2026-11-20'],
    ['en-US', 'day after tomorrow', '2026-11-23'],
    ['en-US', 'last friday', '2026-11-20'],
    ['en-US', 'in 3 weeks', '2026-12-12'],
    ['en-US', 'in two months', '2027-01-21'],
    ['de', 'morgen', '2026-11-22'],
    ['de', 'übermorgen', '2026-11-23'],
    ['de', 'in drei Wochen', '2026-12-12'],
    ['de', 'tomorrow', '2026-11-22'],
    ['fr', 'demain', '2026-11-22'],
  ])('%s: %s, counted from the day the person wrote', (locale, written, day) => {
    expect(read('date', written, locale)).toBe(day)
  })

  test('the day the person wrote is that of their zone', () => {
    const day = (zone: string) => readAnswer(question('date'), 'tomorrow', context('en-US', zone))
    expect(day('Pacific/Kiritimati')).toEqual({ ok: true, value: '2026-11-23' })
    expect(day('Pacific/Pago_Pago')).toEqual({ ok: true, value: '2026-11-22' })
    expect(day('Nowhere/Land')).toEqual({ ok: true, value: '2026-11-22' })
  })
})

describe('where two readings differ the person is asked', () => {
  test.each([
    ['en', '05/06/2026', ['2026-06-05', '2026-05-06']],
    ['en-CA', '05/06/2026', ['2026-06-05', '2026-05-06']],
    ['en-US', '05.06.2026', ['2026-06-05', '2026-05-06']],
    ['en-US', 'friday', ['2026-11-20', '2026-11-27']],
    ['en-US', 'saturday', ['2026-11-21', '2026-11-28']],
    ['en-US', '24 Dec', ['2025-12-24', '2026-12-24']],
  ])('%s: %s', (locale, written, days) => {
    expect(readings('date', written, locale)).toEqual(days)
  })

  test('and each reading, written as it was shown, is read as itself', () => {
    const { details } = refused('date', '05/06/2026', 'en')
    const written = details?.['written'] as string[]
    expect(written.map((one) => read('date', one, 'en'))).toEqual(details?.['readings'])
  })

  test('with the days in words', () => {
    expect(refused('date', '5/6/2026', 'en-CA').details).toMatchObject({ written: ['June 5, 2026', 'May 6, 2026'] })
  })

  test('one reading is no question', () => {
    expect(read('date', '21/06/2026', 'en')).toBe('2026-06-21')
    expect(read('date', '06/06/2026', 'en')).toBe('2026-06-06')
  })
})

test.each([
  '31.02.2026',
  '2026-02-29',
  '31 Feb 2026',
  '2026-13-01',
  '0000-01-01',
  '32.1.2026',
  '21 Nov 2026 at 5pm',
  'tomorrow morning',
  'tonight',
  'now',
  '2026-11-21T10:00:00Z',
  '21-25 Nov 2026',
  '21 Nov 2026 foo',
  'foo 21 Nov 2026',
  'November 2026',
  'next month',
  '2026',
  'Friday, 21 Nov 2026',
  'soon',
  '',
  ' ',
  20261121,
  true,
  {},
  [],
  ['2026-11-21'],
  null,
  undefined,
  `2026-11-21${' '.repeat(5_000)}x`,
  '1 '.repeat(60),
])('refuses %j with what would be accepted', (written) => {
  const error = refused('date', written)
  expect(error).toMatchObject({
    code: 'invalid_answer',
    details: { field: 'answer', accepted: 'a date', example: 'Nov 21, 2026' },
  })
  expect(error.message).toMatch(/Please /)
})

test('limits are days', () => {
  const limited = question('date', { limits: { min: '2026-01-01', max: '2026-12-31' } })
  expect(read(limited, '1 Jan 2026')).toBe('2026-01-01')
  expect(refused(limited, '2025-12-31').details).toMatchObject({ min: '2026-01-01' })
  expect(refused(limited, '2027-01-01').details).toMatchObject({ max: '2026-12-31' })
})
