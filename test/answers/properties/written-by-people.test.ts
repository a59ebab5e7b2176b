/**
 * A known value in the locale's own forms (compact amounts, signs, units, distances) is read as that value, is asked
 * with it among the readings, or is refused; it is never another value.
 */
import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { readAnswer } from '../../../src/answers/read.ts'
import { readingsOf } from '../../../src/answers/refusal.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { context, question } from '../given.ts'
import { MODERN_LOCALES, SEED } from './locales.ts'
import { sampled } from '../../support/sampled.ts'

const RUNS = { seed: SEED, numRuns: sampled(40) }
const TODAY = '2026-11-30'
const NOW = `${TODAY}T09:00:00Z`

/** The value, or all readings; none where it was refused. */
function meanings(one: Question, written: string, locale: string): readonly string[] {
  const read = readAnswer(one, written, { ...context(locale, 'Europe/Berlin', NOW), form: 'words' })
  return read.ok ? [read.value as string] : readingsOf(read.error.details).map(({ wire }) => wire as string)
}

const expectNothingElse = (one: Question, written: string, locale: string, value: string) => {
  const found = meanings(one, written, locale)
  if (found.length > 0) expect([written, found]).toEqual([written, expect.arrayContaining([value])])
}

const compact = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 3, max: 12 }))
  .map(([digits, exponent]) => digits * 10 ** exponent)

test.each(MODERN_LOCALES)('%s: compact amounts', (locale) => {
  fc.assert(
    fc.property(
      compact,
      fc.constantFrom('EUR', 'USD', 'JPY', 'CHF', 'SEK', undefined),
      fc.constantFrom('symbol' as const, 'narrowSymbol' as const, 'code' as const, 'name' as const),
      fc.constantFrom('short' as const, 'long' as const),
      (value, currency, currencyDisplay, compactDisplay) => {
        const format = new Intl.NumberFormat(locale, {
          notation: 'compact',
          compactDisplay,
          maximumFractionDigits: 3,
          ...(currency === undefined ? {} : { style: 'currency', currency, currencyDisplay }),
        })
        const written = format.format(value)
        const shown = format
          .formatToParts(value)
          .filter(({ type }) => type === 'integer' || type === 'fraction')
          .map((part) => part.value)
        // Only a form that shows the whole number says it.
        if (shown.join('').length > 6) return
        expectNothingElse(question('money'), written, locale, String(value))
      },
    ),
    RUNS,
  )
})

test.each(MODERN_LOCALES)('%s: amounts with a currency, also below zero and as accountants write them', (locale) => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      fc.constantFrom('EUR', 'USD', 'GBP', 'CHF', 'SEK', 'INR'),
      fc.constantFrom('symbol' as const, 'code' as const, 'name' as const),
      fc.constantFrom('standard' as const, 'accounting' as const),
      (cents, currency, currencyDisplay, currencySign) => {
        const value = cents / 100
        const written = new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay,
          currencySign,
        }).format(value)
        expectNothingElse(question('money'), written, locale, String(value))
      },
    ),
    RUNS,
  )
})

test.each(MODERN_LOCALES)('%s: percentages', (locale) => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), (tenths) => {
      const written = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(
        tenths / 1000,
      )
      expectNothingElse(question('number', { name: 'vat_percent' }), written, locale, String(tenths / 10))
    }),
    RUNS,
  )
})

const units = { day: 'days', week: 'weeks', month: 'months', year: 'years' } as const

test.each(MODERN_LOCALES)('%s: distances from today', (locale) => {
  const today = Temporal.PlainDate.from(TODAY)
  fc.assert(
    fc.property(
      fc.integer({ min: -30, max: 30 }),
      fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
      fc.constantFrom('always' as const, 'auto' as const),
      (count, unit, numeric) => {
        const written = new Intl.RelativeTimeFormat(locale, { numeric }).format(count, unit)
        const day = today.add({ [units[unit]]: count }).toString()
        const found = meanings(question('date'), written, locale)
        // Words such as “next month” name no day and are refused; none may be read as another.
        if (found.length > 0) expect([written, found]).toEqual([written, expect.arrayContaining([day])])
      },
    ),
    RUNS,
  )
})

test.each(MODERN_LOCALES)('%s: dates in the calendar of the region, with and without weekday and year', (locale) => {
  const { calendar } = new Intl.DateTimeFormat(locale).resolvedOptions()
  const styles: readonly Intl.DateTimeFormatOptions[] = [
    { dateStyle: 'short' },
    { dateStyle: 'medium' },
    { dateStyle: 'long' },
    { dateStyle: 'full' },
    { day: 'numeric', month: 'long' },
    { day: 'numeric', month: 'short' },
    { weekday: 'long', day: 'numeric', month: 'long' },
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: -360, max: 360 }),
      fc.constantFrom(...styles),
      fc.constantFrom('gregory', calendar),
      (distance, options, one) => {
        const day = Temporal.PlainDate.from(TODAY).add({ days: distance }).toString()
        const written = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: one }).format(
          Date.parse(`${day}T00:00:00Z`),
        )
        expectNothingElse(question('date'), written, locale, day)
      },
    ),
    RUNS,
  )
})
