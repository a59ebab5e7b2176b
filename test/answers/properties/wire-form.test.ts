/** A value in wire form is taken unchanged whatever the locale, and what is got can be put again. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnswer } from '../../../src/answers/read.ts'
import { wireValue } from '../../../src/domain/interview/answer-values.ts'
import { emptyAnswers, writeAnswer } from '../../../src/domain/interview/answers.ts'
import { slotOf } from '../../../src/domain/interview/question-slot.ts'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { context, question } from '../given.ts'
import { MODERN_LOCALES, SEED } from './locales.ts'
import { sampled } from '../../support/sampled.ts'

const RUNS = { seed: SEED, numRuns: sampled(25) }

const digits = fc.stringMatching(/^[1-9][0-9]{0,17}$/)
const decimal = fc
  .tuple(fc.boolean(), digits, fc.option(fc.stringMatching(/^[0-9]{0,8}[1-9]$/)))
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`)
const amount = fc
  .tuple(digits, fc.constantFrom('', '.5', '.05', '.99'))
  .map(([whole, fraction]) => `${whole}${fraction}`)
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const CHOICES = [
  { value: '1', label: '2 months' },
  { value: '3', label: 'Pears' },
  { value: ' b ', label: '1' },
  { value: 'Pears', label: 'Apples' },
]

const VALUES: readonly (readonly [Question, fc.Arbitrary<AnswerValue>])[] = [
  [question('text', { name: 'text' }), fc.constantFrom('a', '1.250', '«x» & y', '\u202Eabc', 'Nein')],
  [question('long_text', { name: 'long_text' }), fc.constantFrom('a\nb', '# no heading', '1.250')],
  [question('number', { name: 'number' }), decimal],
  [question('integer', { name: 'integer' }), digits],
  [question('money', { name: 'money' }), amount],
  [question('date', { name: 'date' }), day],
  [question('yes_no', { name: 'yes_no' }), fc.boolean()],
  [question('one_of', { name: 'one_of', choices: CHOICES }), fc.constantFrom(...CHOICES.map(({ value }) => value))],
  [
    question('some_of', { name: 'some_of', choices: CHOICES, required: false }),
    fc.subarray(CHOICES.map(({ value }) => value)),
  ],
  [question('email', { name: 'email' }), fc.constantFrom('jane@example.com', 'jane@müller.de', 'a.b+c@d.example')],
  [question('phone', { name: 'phone' }), fc.constantFrom('+493023125123', '+14155552671;ext=123', '112')],
  [
    question('link', { name: 'link' }),
    fc.constantFrom('https://example.com/', 'mailto:jane@example.com', 'https://xn--mller-kva.de/a%20b?c=%C3%A4'),
  ],
]

const item = fc.record(Object.fromEntries(VALUES.map(([{ name }, values]) => [name, values]))) as fc.Arbitrary<
  Readonly<Record<string, AnswerValue>>
>
const list = question('list', { name: 'items', fields: VALUES.map(([one]) => one) })
const plainList = question('list', { name: 'plain', fields: [question('number', { name: '.' })] })
const nested = question('list', { name: 'outer', fields: [{ ...list, name: 'inner' }] })

const read = (one: Question, value: unknown, locale: string, form?: 'wire') =>
  readAnswer(one, value, { ...context(locale), form })

/** The value after it was stored, as GET gives it. */
function got(one: Question, value: AnswerValue): unknown {
  const answers = emptyAnswers()
  writeAnswer(answers, one.name, value, { revision: 1, actor: 'key:ada', at: '2026-11-21T10:00:00.000Z' })
  return structuredClone(wireValue(answers, slotOf(answers, one, undefined)))
}

test.each(MODERN_LOCALES)('%s: data are taken as they are', (locale) => {
  for (const [one, values] of VALUES)
    fc.assert(
      fc.property(values, (value) => {
        expect(read(one, value, locale, 'wire')).toEqual({ ok: true, value })
      }),
      RUNS,
    )
})

test.each(MODERN_LOCALES)('%s: what is got can be put again, lists included', (locale) => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 3 }), fc.array(decimal, { maxLength: 3 }), (items, numbers) => {
      for (const [one, raw] of [
        [list, items],
        [plainList, numbers],
        [nested, [{ inner: items }]],
      ] as const) {
        const first = read(one, raw, locale, 'wire')
        if (!first.ok) throw new Error(first.error.message)
        const value = got(one, first.value)
        expect(value).toEqual(raw)
        const second = read(one, value, locale, 'wire')
        expect(second).toEqual(first)
      }
    }),
    { ...RUNS, numRuns: sampled(10) },
  )
})

/** Without a word that they are data, values are taken too, or the value is among the readings. */
test.each(MODERN_LOCALES)('%s: values without a word that they are data are never taken for others', (locale) => {
  for (const [one, values] of VALUES)
    fc.assert(
      fc.property(values, (value) => {
        const first = read(one, value, locale)
        if (first.ok) expect(first.value).toEqual(value)
        else expect(first.error.details?.['readings']).toContainEqual(value)
      }),
      RUNS,
    )
})

test('a JSON number that has lost digits is refused', () => {
  expect(read(question('number'), 9_007_199_254_740_991, 'en-US')).toEqual({ ok: true, value: '9007199254740991' })
  expect(read(question('number'), 2 ** 53 + 2, 'en-US')).toMatchObject({
    ok: false,
    error: { details: { reason: 'lost_digits' } },
  })
})

test('data that are not in wire form are refused', () => {
  for (const [kind, raw] of [
    ['number', '1,5'],
    ['date', 'tomorrow'],
    ['yes_no', 'yes'],
    ['money', '€ 5'],
  ] as const)
    expect(read(question(kind), raw, 'de-DE', 'wire').ok).toBe(false)
  expect(read(question('number'), '1.250', 'de-DE', 'wire')).toEqual({ ok: true, value: '1.25' })
})
