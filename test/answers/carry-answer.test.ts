/** An earlier answer for a question that has changed since: it says the same as before, or it is asked again. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carryAnswerIn } from '../../src/answers/carry-answer.ts'
import { printAnswer } from '../../src/answers/print.ts'
import { readAnswer } from '../../src/answers/read.ts'
import type { AnswerValue } from '../../src/domain/questions/answer.ts'
import { KINDS, type Question } from '../../src/domain/questions/question.ts'
import { question } from '../support/data/questions.ts'

const context = (locale = 'de-DE') => ({ now: '2026-11-21T10:00:00.000Z', zone: 'Europe/Berlin', locale })
const carry = (from: Partial<Question>, to: Partial<Question>, value: AnswerValue, locale?: string) => {
  const carried = carryAnswerIn(context(locale))(question('x', from), question('x', to), value)
  return carried.ok ? { value: carried.value } : carried.error
}
const choices = (...labels: string[]) => labels.map((label) => ({ value: label.toLowerCase(), label }))

describe('asked as text now: what the document said', () => {
  test.each<[Partial<Question>, AnswerValue, string]>([
    [{ kind: 'date' }, '2026-12-24', '24. Dezember 2026'],
    [{ kind: 'date', format: 'short' }, '2026-12-24', '24.12.2026'],
    [{ kind: 'money' }, '12.5', '12,50'],
    [{ kind: 'money' }, '1250', '1.250,00'],
    [{ kind: 'number' }, '1250.5', '1.250,5'],
    [{ kind: 'integer', format: 'plain' }, '1250', '1250'],
    [{ kind: 'yes_no' }, true, 'Ja'],
    [{ kind: 'phone' }, '+4930123456', '+49 30 123456'],
    [{ kind: 'email' }, 'a@b.de', 'a@b.de'],
    [{ kind: 'link' }, 'mailto:a@b.de', 'a@b.de'],
    [{ kind: 'one_of', choices: [{ value: 'n30', label: 'Netto 30 Tage' }] }, 'n30', 'Netto 30 Tage'],
    [{ kind: 'some_of', choices: choices('Eier', 'Nüsse') }, ['eier', 'nüsse'], 'Eier und Nüsse'],
    [{ kind: 'long_text' }, 'Eine Zeile', 'Eine Zeile'],
  ])('%j %j → %j', (from, value, text) => {
    expect(carry(from, { kind: 'text' }, value)).toEqual({ value: text })
    expect(carry(from, { kind: 'long_text' }, value)).toEqual({ value: text })
  })

  test.each<[Partial<Question>, Partial<Question>, AnswerValue, string]>([
    [{ kind: 'long_text' }, { kind: 'text' }, 'Zwei\nZeilen', 'not_fitting'],
    [{ kind: 'date' }, { kind: 'text', limits: { max_length: 5 } }, '2026-12-24', 'not_fitting'],
    [{ kind: 'long_text', format: 'markdown' }, { kind: 'text' }, 'Die *Acme* GmbH', 'asked_otherwise'],
    [{ kind: 'long_text', format: 'markdown' }, { kind: 'long_text' }, '- eins\n- zwei', 'asked_otherwise'],
    [{ kind: 'long_text' }, { kind: 'long_text', format: 'markdown' }, '3 * 4 * 5', 'asked_otherwise'],
    [{ kind: 'image' }, { kind: 'text' }, { media_type: 'image/png', data: 'aGVsbG8=' }, 'asked_otherwise'],
    [{ kind: 'text' }, { kind: 'list', fields: [question('.')] }, 'a; b', 'asked_otherwise'],
  ])('asked again: %j → %j, %j', (from, to, value, reason) => {
    expect(carry(from, to, value)).toBe(reason)
  })

  test('Markdown without a sign in it says the same as plain text', () => {
    expect(carry({ kind: 'long_text', format: 'markdown' }, { kind: 'text' }, 'Die Acme GmbH')).toEqual({
      value: 'Die Acme GmbH',
    })
    expect(carry({ kind: 'long_text' }, { kind: 'long_text', format: 'markdown' }, 'Die Acme GmbH')).toEqual({
      value: 'Die Acme GmbH',
    })
  })
})

describe('text that is asked in another way now: taken where the document says it word for word', () => {
  test.each<[Partial<Question>, string, AnswerValue]>([
    [{ kind: 'date' }, '24. Dezember 2026', '2026-12-24'],
    [{ kind: 'date', format: 'iso' }, '2026-12-24', '2026-12-24'],
    [{ kind: 'money' }, '12,50', '12.5'],
    [{ kind: 'integer' }, '12', '12'],
    [{ kind: 'yes_no' }, 'Ja', true],
    [{ kind: 'one_of', choices: choices('Rot', 'Blau') }, 'Blau', 'blau'],
    [{ kind: 'email' }, 'a@b.de', 'a@b.de'],
  ])('%j %j → %j', (to, said, value) => {
    expect(carry({ kind: 'text' }, to, said)).toEqual({ value })
  })

  test.each<[Partial<Question>, string]>([
    // Read today it would be another day, read by its number another word, printed another figure.
    [{ kind: 'date' }, 'morgen'],
    [{ kind: 'date' }, '24.12.26'],
    [{ kind: 'one_of', choices: choices('Rot', 'Blau') }, '2'],
    [{ kind: 'money' }, '12,5'],
    [{ kind: 'number' }, '1250'],
    [{ kind: 'yes_no' }, '1'],
    [{ kind: 'phone' }, '030 123456'],
    [{ kind: 'integer' }, 'zwölf'],
  ])('asked again: %j %j', (to, said) => {
    expect(carry({ kind: 'text' }, to, said)).toBe('asked_otherwise')
  })
})

test('what was stored for a choice and is no text is asked again', () => {
  const [one, some] = [
    { kind: 'one_of', choices: choices('Red', 'Blue') },
    { kind: 'some_of', choices: choices('Blue', 'Red') },
  ] as const
  expect(carry(some, { ...one, choices: choices('Blue', 'Red') }, [] as never)).toBe('asked_otherwise')
  expect(carry(some, one, ['red', 5] as never)).toEqual({ value: 'red' })
})

describe('asked in the same way, with other limits or choices', () => {
  test('a decimal that could be read as another in the locale stays what it is', () => {
    expect(carry({ kind: 'number' }, { kind: 'number' }, '1.125')).toEqual({ value: '1.125' })
    expect(carry({ kind: 'number' }, { kind: 'number', limits: { max: '10' } }, '1.125')).toEqual({ value: '1.125' })
    expect(carry({ kind: 'number' }, { kind: 'number', limits: { max: '1' } }, '1.125')).toBe('not_fitting')
    expect(carry({ kind: 'integer' }, { kind: 'money' }, '1250')).toEqual({ value: '1250' })
    expect(carry({ kind: 'money' }, { kind: 'integer' }, '12.5')).toBe('not_fitting')
  })

  test('a choice is the one of its value, else of its label, and never of its number', () => {
    const numbered = (...values: string[]) => values.map((value) => ({ value, label: value }))
    expect(
      carry(
        { kind: 'one_of', choices: numbered('1', '2', '3') },
        { kind: 'one_of', choices: numbered('10', '20', '30') },
        '2',
      ),
    ).toBe('not_fitting')
    expect(
      carry(
        { kind: 'some_of', choices: numbered('1', '2', '3') },
        { kind: 'some_of', choices: numbered('10', '20', '30') },
        ['2'],
      ),
    ).toBe('not_fitting')
    expect(
      carry(
        { kind: 'one_of', choices: [{ value: 'a', label: 'Annual' }] },
        { kind: 'one_of', choices: [{ value: 'yr', label: 'Annual' }] },
        'a',
      ),
    ).toEqual({ value: 'yr' })
    expect(
      carry({ kind: 'one_of', choices: choices('Red') }, { kind: 'some_of', choices: choices('Blue', 'Red') }, 'red'),
    ).toEqual({ value: ['red'] })
    expect(
      carry({ kind: 'some_of', choices: choices('Red', 'Blue') }, { kind: 'one_of', choices: choices('Blue', 'Red') }, [
        'red',
      ]),
    ).toEqual({ value: 'red' })
    expect(
      carry({ kind: 'some_of', choices: choices('Red', 'Blue') }, { kind: 'one_of', choices: choices('Blue', 'Red') }, [
        'red',
        'blue',
      ]),
    ).toBe('asked_otherwise')
    expect(
      carry({ kind: 'some_of', choices: choices('Red', 'Blue') }, { kind: 'some_of', choices: choices('Red') }, [
        'red',
        'blue',
      ]),
    ).toBe('not_fitting')
  })

  test('a date outside the new limits', () => {
    expect(carry({ kind: 'date' }, { kind: 'date', limits: { min: '2027-01-01' } }, '2026-12-24')).toBe('not_fitting')
  })
})

test('whatever the kinds and locales, a text is taken along as it was printed, or not at all', () => {
  const answers = fc.constantFrom<[Partial<Question>, AnswerValue]>(
    [{ kind: 'text' }, 'Acme'],
    [{ kind: 'text' }, '12'],
    [{ kind: 'text' }, '2026-12-24'],
    [{ kind: 'text' }, '12.50'],
    [{ kind: 'date' }, '2026-12-24'],
    [{ kind: 'money' }, '1250.5'],
    [{ kind: 'number' }, '1.125'],
    [{ kind: 'yes_no' }, false],
    [{ kind: 'one_of', choices: choices('Red') }, 'red'],
    [{ kind: 'phone' }, '+4930123456'],
    [{ kind: 'email' }, 'a@b.de'],
    [{ kind: 'long_text' }, 'a\nb'],
  )
  const text = (one: Question, value: AnswerValue, locale: string) => {
    const printed = printAnswer(one, value, locale)
    return typeof printed === 'object' && 'text' in printed ? printed.text : printed
  }
  fc.assert(
    fc.property(
      answers,
      fc.constantFrom(...KINDS),
      fc.constantFrom('de-DE', 'en-US', 'fr-FR', 'hi-IN'),
      ([from, value], kind, locale) => {
        const [before, now] = [question('x', from), question('x', { kind, choices: choices('Red', 'Blue') })]
        const carried = carryAnswerIn(context(locale))(before, now, value)
        if (!carried.ok) return
        const decimals = ['number', 'integer', 'money']
        if (decimals.includes(before.kind) && decimals.includes(kind)) expect(carried.value).toBe(value)
        else expect(text(now, carried.value, locale)).toEqual(text(before, value, locale))
        expect(readAnswer(now, carried.value, context('en-US')).ok).toBe(true)
      },
    ),
    { seed: 1, numRuns: 500 },
  )
})
