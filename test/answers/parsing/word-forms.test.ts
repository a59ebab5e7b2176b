/** Forms of the words that dates are made of, and of the words for a choice: which count, and which do not. */
import { describe, expect, test } from 'vitest'
import { choiceFinder } from '../../../src/answers/parsing/choice-finder.ts'
import { readDistance } from '../../../src/answers/parsing/dates/distance.ts'
import { daysNamed } from '../../../src/answers/parsing/dates/names-of-days.ts'
import { distancePhrases, unitNames } from '../../../src/answers/parsing/dates/units-of-time.ts'
import { findWeekday, splitWeekday } from '../../../src/answers/parsing/dates/weekday.ts'
import { withoutPoliteWords } from '../../../src/answers/parsing/yes-no/polite-words.ts'
import type { AnswerForm } from '../../../src/domain/questions/answer.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import { context, outcome, question } from '../given.ts'

test.each([
  ['mon', 'en', 1],
  ['thur', 'en', 4],
  ['thurs', 'en', 4],
  ['sunday', 'en', 0],
  ['saturday', 'de', 6],
  ['lun', 'fr', 1],
  ['perjantaina', 'fi', 5],
  ...['a', 'mo', 'weekend', 'today', 'm', ''].map((word) => [word, 'en', undefined] as const),
  ['月', 'ja', undefined],
] as const)('the weekday %s in %s is %s', (word, locale, weekday) => expect(findWeekday(word, locale)).toBe(weekday))

test.each([
  ['Fr. 27.11.2026', 'de', 5, '27.11.2026'],
  ['Friday, 27 Nov', 'en', 5, '27 Nov'],
  ['Friday the 27 Nov', 'en', 5, '27 Nov'],
  ['vendredi le 27 novembre', 'fr', 5, '27 novembre'],
  ['Freitag, den 27. November', 'de', 5, '27. November'],
  ['Sun 1', 'en', 0, '1'],
  ['Friday', 'en', undefined, 'Friday'],
  ['Friday next', 'en', undefined, 'Friday next'],
  ['Foo 27', 'en', undefined, 'Foo 27'],
  ['27 Fri', 'en', undefined, '27 Fri'],
])('a weekday before a date: %s in %s', (text, locale, weekday, rest) =>
  expect(splitWeekday(text, locale)).toEqual({ weekday, rest }),
)

test.each<[string, string, object | undefined]>([
  ['2 months and 3 days', 'en', { months: 2, days: 3 }],
  ['2 months, 3 days', 'en', { months: 2, days: 3 }],
  ['2 months, and 3 days', 'en', { months: 2, days: 3 }],
  ['2 months 3 days', 'en', { months: 2, days: 3 }],
  ['5 days 4 weeks 3 months 2 years', 'en', { days: 5, weeks: 4, months: 3, years: 2 }],
  ['1 year 5 days 4 weeks 3 months 2 years', 'en', undefined],
  ['2 days 3 days', 'en', undefined],
  ['2 days and', 'en', undefined],
  ['99999 days', 'en', { days: 99_999 }],
  ['100000 days', 'en', undefined],
  ['0 days', 'en', { days: 0 }],
  ['two weeks', 'en', { weeks: 2 }],
  ['twoweeks', 'en', undefined],
  ['a week', 'en', { weeks: 1 }],
  ['half a year', 'en', { months: 6 }],
  ['2mo', 'en', { months: 2 }],
  ['2 wk', 'en', { weeks: 2 }],
  ['2 parsecs', 'en', undefined],
  ['zwei wochen', 'de', { weeks: 2 }],
  ['两周', 'zh', { weeks: 2 }],
  ['1 г', 'ru', { years: 1 }],
  ['3 д', 'ru', undefined],
  ['1 y', 'en', undefined],
])('%s in %s is the distance %j', (text, locale, distance) => expect(readDistance(text, locale)).toEqual(distance))

test('units of every number and case, with a letter alone only where it is a word', () => {
  expect(
    ['day', 'days', 'week', 'weeks', 'month', 'months', 'year', 'years'].map((one) => unitNames('en').get(one)),
  ).toEqual([
    { days: 1 },
    { days: 1 },
    { weeks: 1 },
    { weeks: 1 },
    { months: 1 },
    { months: 1 },
    { years: 1 },
    { years: 1 },
  ])
  const russian = [
    'день',
    'дня',
    'дней',
    'неделю',
    'недели',
    'недель',
    'месяц',
    'месяца',
    'месяцев',
    'год',
    'года',
    'лет',
  ]
  expect(russian.filter((one) => !unitNames('ru').has(one))).toEqual([])
  expect([...unitNames('zh').keys()]).toEqual(['天', '周', '个月', '年'])
  expect(['d', 'w', 'm', 'y'].filter((one) => unitNames('en').has(one))).toEqual([])
})

test.each(['cy', 'ar', 'he', 'lv', 'ga', 'gd', 'sl', 'pl', 'ru', 'lt', 'cs', 'ro', 'fi'])(
  '%s: every form that a unit takes beside a number is known',
  (locale) => {
    const unknown = (['day', 'week', 'month', 'year'] as const).flatMap((unit) =>
      (['long', 'short'] as const).flatMap((unitDisplay) => {
        const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })
        return [...Array(31).keys(), 100, 101, 102, 103, 111, 1_000]
          .flatMap((count) => format.formatToParts(count))
          .filter(({ type, value }) => type === 'unit' && value.trim().length > 1)
          .map(({ value }) => value.trim().toLowerCase())
          .filter((name) => !unitNames(locale).has(name))
      }),
    )
    expect(unknown).toEqual([])
  },
)

test('phrases for a distance, on both sides of today, and what they count themselves', () => {
  const phrase = (text: string, locale: string) => distancePhrases(locale).get(text)
  expect(phrase('in # days', 'en')).toEqual({ distance: { days: 1 }, sign: 1, count: undefined })
  expect(phrase('# days ago', 'en')).toEqual({ distance: { days: 1 }, sign: -1, count: undefined })
  expect(phrase('in # wk.', 'en')).toEqual({ distance: { weeks: 1 }, sign: 1, count: undefined })
  expect(phrase('خلال يومين', 'ar')).toEqual({ distance: { days: 1 }, sign: 1, count: 2 })
  expect(phrase('قبل يومين', 'ar')).toEqual({ distance: { days: 1 }, sign: -1, count: 2 })
  expect(phrase('לפני יומיים', 'he')).toEqual({ distance: { days: 1 }, sign: -1, count: 2 })
})

test.each<[string, string, readonly number[]]>([
  ['tomorrow', 'en', [1]],
  ['कल', 'hi', [-1, 1]],
  ['परसों', 'hi', [-2, 2]],
  ['übermorgen', 'de', [2]],
  ['ubermorgen', 'de', [2]],
  ['vorvorgestern', 'de', [-3]],
  ['manana', 'es', [1]],
  ['avant hier', 'fr', [-2]],
  ['avant-hier', 'fr', [-2]],
  ['hôm nay', 'vi', [0]],
  ['hom nay', 'vi', []],
  ['in 3 days', 'en', []],
])('%s in %s names the days %j from today', (name, locale, days) => expect(daysNamed(name, locale)).toEqual(days))

describe('a choice by a number', () => {
  const several = [
    { value: '2', label: 'Two' },
    { value: 'b', label: '2' },
    { value: 'c', label: 'Three' },
  ]
  const chosen = (text: string, form?: AnswerForm, choices = several) => {
    const read = readAnswer(question('one_of', { choices }), text, {
      ...context(),
      ...(form === undefined ? {} : { form }),
    })
    return read.ok ? read.value : (read.error.details?.['readings'] ?? 'refused')
  }
  test.each(['#2', '2.', '2)'])('%s may be a position or the choice that is called so', (text) =>
    expect(chosen(text)).toEqual(['2', 'b']),
  )
  test('that is a value is that value; in a person’s words also the label of another', () => {
    expect([chosen('2'), chosen('2', 'wire'), chosen('2', 'words')]).toEqual(['2', '2', ['2', 'b']])
    expect([chosen('b', 'words'), chosen('two', 'words'), chosen('two', 'wire'), chosen('B', 'wire')]).toEqual([
      'b',
      '2',
      'refused',
      'refused',
    ])
  })
  test.each(['3', '#3', '03', '٣', 'three'])('%s is the third', (text) => expect(chosen(text)).toBe('c'))
  test.each(['0', '-1', '4', '1', '#1', '1000', ''])('%j is none', (text) => expect(chosen(text)).toBe('refused'))
  test.each(['1', '3', '30', '#1', '#30', '90.'])('%s is none of choices that count in themselves', (text) =>
    expect(
      outcome(question('one_of', { choices: ['30 days', '60 days'].map((one) => ({ value: one, label: one })) }), text),
    ).toBe('refused'),
  )
  test('of three figures is a position, of four none', () => {
    const many = Array.from({ length: 1_000 }, () => ({ value: 'a', label: 'A' }))
    const last = { value: 'z', label: 'Z' }
    const find = (choices: typeof many, text: string) => choiceFinder(choices, 'en-US')(text)
    expect(find([...many.slice(0, 998), last], '999')).toEqual({ one: last })
    expect(find([...many.slice(0, 999), last], '1000')).toBeUndefined()
  })
})

test('a number of more than 500 characters chooses nothing, however many of them are zeros', () => {
  const some = question('some_of', { choices: ['1', '2'].map((one) => ({ value: one, label: one })) })
  expect(outcome(some, ['1'.padStart(500, '0')])).toEqual(['1'])
  expect(outcome(some, ['1'.padStart(501, '0')])).toBe('refused')
})

test('parts without text are no choices', () => {
  const some = question('some_of', { choices: ['Red', 'Green', 'Blue'].map((one) => ({ value: one, label: one })) })
  expect(outcome(some, 'Red, , Blue')).toEqual(['Red', 'Blue'])
  expect(outcome(some, 'Red;\n Blue,\n ')).toEqual(['Red', 'Blue'])
  expect(outcome(some, 'and Red and Blue')).toEqual(['Red', 'Blue'])
  expect(outcome(some, 'Red and and Blue')).toEqual('refused')
})

test('politeness after a word is dropped, and is nothing by itself', () => {
  expect(
    ['yes please', 'ja, gerne', 'はいお願いします', 'yes, thank you!'].map((one) => withoutPoliteWords(one)),
  ).toEqual(['yes', 'ja', 'はい', undefined])
  expect(['please', 'yes', 'yesplease', ''].map((one) => withoutPoliteWords(one))).toEqual(Array(4).fill(undefined))
})
