/** What is printed, offered as a reading or shown as an example is read as itself, in every locale. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleFor, sampleAnswer } from '../../../src/answers/example.ts'
import { printAnswer } from '../../../src/answers/print.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import { readingsOf } from '../../../src/answers/refusal.ts'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import { formatsOf } from '../../../src/domain/questions/kind-rules.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { context, question } from '../given.ts'
import { MODERN_LOCALES, SEED } from './locales.ts'
import { sampled } from '../../support/sampled.ts'

console.info(`seed ${SEED}, ${MODERN_LOCALES.length} locales`)

const RUNS = { seed: SEED, numRuns: sampled(40) }

/** What comes of a person's words: the value, the readings that are asked, or `refused`. */
function outcome(one: Question, written: unknown, locale: string, form: 'words' | 'wire' = 'words'): unknown {
  const read = readAnswer(one, written, { ...context(locale), form })
  if (read.ok) return read.value
  const readings = readingsOf(read.error.details)
  return readings.length === 0 ? `refused: ${read.error.message}` : readings.map(({ wire }) => wire)
}

function printed(one: Question, value: AnswerValue, locale: string): unknown {
  const text = printAnswer(one, value, locale)
  return typeof text === 'object' && 'text' in text ? text.text : text
}

const days = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test.each(MODERN_LOCALES)('%s: a printed date is read as itself, in every format', (locale) => {
  fc.assert(
    fc.property(days, fc.constantFrom(...formatsOf('date')), (day, format) => {
      const one = question('date', { format })
      // In Ethiopia the same words are a date of two calendars, seven years apart: asked, with this day.
      if (/^(am|ti)$/.test(locale)) expect([outcome(one, printed(one, day, locale), locale)].flat()).toContain(day)
      else
        expect([format, printed(one, day, locale), outcome(one, printed(one, day, locale), locale)]).toEqual([
          format,
          printed(one, day, locale),
          day,
        ])
    }),
    RUNS,
  )
})

const decimals = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([negative, digits, places]) => {
    const text = String(digits).padStart(places + 1, '0')
    const whole = text.slice(0, text.length - places)
    const fraction = text.slice(text.length - places).replace(/0+$/, '')
    const value = fraction === '' ? whole : `${whole}.${fraction}`
    return negative && value !== '0' ? `-${value}` : value
  })

test.each(MODERN_LOCALES)('%s: a printed number is read as itself', (locale) => {
  fc.assert(
    fc.property(decimals, fc.constantFrom(undefined, 'plain' as const, 'grouped' as const), (value, format) => {
      const one = question('number', { format })
      expect([printed(one, value, locale), outcome(one, printed(one, value, locale), locale)]).toEqual([
        printed(one, value, locale),
        value,
      ])
    }),
    RUNS,
  )
})

test.each(MODERN_LOCALES)('%s: a printed amount and a whole number are read as themselves', (locale) => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (cents) => {
      const whole = question('integer')
      expect(outcome(whole, printed(whole, String(cents), locale), locale)).toBe(String(cents))
      const amount = readAnswer(question('money'), cents === 0n ? '0' : `${cents}.5`, { ...context(), form: 'wire' })
      if (!amount.ok) throw new Error(amount.error.message)
      const one = question('money')
      expect(outcome(one, printed(one, amount.value, locale), locale)).toBe(amount.value)
    }),
    RUNS,
  )
})

test.each(MODERN_LOCALES)('%s: yes and no as they are printed, in any case', (locale) => {
  const one = question('yes_no')
  for (const value of [true, false]) {
    const text = String(printed(one, value, locale))
    const language = new Intl.Locale(locale).language
    for (const said of [text, text.toLocaleUpperCase(language), text.toLocaleLowerCase(language), `${text}.`])
      expect([said, outcome(one, said, locale)]).toEqual([said, value])
  }
})

test.each(MODERN_LOCALES)('%s: an example is read as what it shows', (locale) => {
  for (const kind of ['date', 'number', 'integer', 'money', 'yes_no', 'email', 'phone', 'link'] as const) {
    const one = question(kind)
    expect([kind, outcome(one, exampleFor(one, locale), locale)]).toEqual([kind, sampleAnswer(one, locale)])
  }
})

const unclear = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom('/', '-', '.'))
    .map(([one, other, separator]) => ['date', `${one}${separator}${other}${separator}2026`] as const),
  fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('000', '500', '125'), fc.constantFrom('.', ','))
    .map(([whole, fraction, separator]) => ['number', `${whole}${separator}${fraction}`] as const),
  fc.constantFrom(
    ['date', 'friday'] as const,
    ['date', 'next friday'] as const,
    ['date', '5 June'] as const,
    ['number', '5%'] as const,
    ['money', '£500 per month'] as const,
    ['date', '1/1/0001'] as const,
  ),
)

test.each(MODERN_LOCALES)('%s: every reading that is offered is taken as it is', (locale) => {
  fc.assert(
    fc.property(unclear, ([kind, written]) => {
      const one = question(kind)
      const read = readAnswer(one, written, context(locale))
      if (read.ok) return
      for (const { wire, shown } of readingsOf(read.error.details)) {
        expect([written, outcome(one, wire, locale, 'wire')]).toEqual([written, wire])
        // As it is shown it may be asked once more, but never means anything else.
        expect([written, shown, [outcome(one, shown, locale)].flat()]).toEqual([written, shown, [wire]])
      }
    }),
    RUNS,
  )
})
