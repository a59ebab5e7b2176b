/** Texts that look alike are read alike: letters in two parts or one, other spaces and signs, what nobody sees. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDigits, plainPhrase, plainSeparators } from '../../../src/answers/parsing/plain-text.ts'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'
import { outcome, question } from '../given.ts'

const choices = ['Rouge foncé', 'Grün', 'Żółty'].map((label) => ({ value: label, label }))
const SAID: readonly (readonly [locale: string, kind: Kind, text: string])[] = [
  ['de-DE', 'date', '5. März 2027'],
  ['de-DE', 'date', 'in fünf Tagen'],
  ['de-DE', 'date', 'übermorgen'],
  ['de-DE', 'date', 'Ende nächsten Monats'],
  ['fr-FR', 'date', '5 février 2027'],
  ['fr-FR', 'date', 'à compter du 5 août 2027'],
  ['es-ES', 'date', 'pasado mañana'],
  ['pt-BR', 'date', 'daqui a três meses'],
  ['pl-PL', 'date', 'za pięć dni'],
  ['cs-CZ', 'date', 'za pět dnů'],
  ['vi-VN', 'date', '3 tháng nữa'],
  ['ko-KR', 'date', '2026년 6월 5일'],
  ['es-ES', 'yes_no', 'Sí'],
  ['pt-BR', 'yes_no', 'Não'],
  ['de-DE', 'yes_no', 'natürlich'],
  ['fr-FR', 'yes_no', 'bien sûr'],
  ['es-ES', 'money', '5 millón'],
  ['pl-PL', 'money', '5 złotych'],
  ['de-DE', 'money', '850 € jährlich'],
  ['pt-BR', 'money', 'R$ 5 por mês'],
  ['fr-FR', 'one_of', 'rouge foncé'],
  ['de-DE', 'some_of', 'grün, żółty'],
  ['de-DE', 'email', 'jürgen@müller.de'],
]
const ask = (kind: Kind): Question => question(kind, kind.endsWith('_of') ? { choices } : {})

describe.each(SAID)('%s, %s: %s', (locale, kind, text) => {
  const read = outcome(ask(kind), text, locale)
  test('is read', () => expect(read).not.toBe('refused'))
  test('is read alike with its letters in two parts', () => {
    expect(outcome(ask(kind), text.normalize('NFD'), locale)).toEqual(read)
  })
  if (!kind.endsWith('_of') && kind !== 'email')
    test('is read alike in capitals, with no-break spaces, and with soft hyphens', () => {
      if (!/[$€]|\\d/.test(text)) expect(outcome(ask(kind), text.toUpperCase(), locale)).toEqual(read)
      expect(outcome(ask(kind), text.replaceAll(' ', '\u00A0'), locale)).toEqual(read)
      expect(outcome(ask(kind), text.replace(' ', ' \u00AD'), locale)).toEqual(read)
    })
})

test.each([
  ['pt-BR', 'R$  5 por mês', '5'],
  ['en-US', 'US$  500 per month', '500'],
  ['de-CH', 'CHF\t500 pro Monat', '500'],
])('%s: capitals stay where more is said after an amount: %j', (locale, text, value) => {
  expect(outcome('money', text, locale)).toEqual([value])
})

test.each([
  ['\u00A0\u2003\u202F\u3000', '    '],
  ['‘a’ \u02BC', "'a' '"],
  ['1٬234٫5', '1,234.5'],
])('%j has plain separators: %j', (text, plain) => expect(plainSeparators(text)).toBe(plain))

test.each([
  ['  A\u00A0 B\n', 'a b'],
  ['\u22125', '-5'],
  ['L’été', "l'été"],
  ['L’e\u0301te\u0301', "l'été"],
  ['a\u00ADb\u200B\u200D\u2060\uFEFF', 'ab'],
])('%j is compared as %j', (text, plain) => expect(plainPhrase(text)).toBe(plain))

test.each([
  ['١٢٣', '123'],
  ['۱۲۳', '123'],
  ['०९', '09'],
  ['\u200E1\u202E2\u2069', '12'],
  ['a1½', 'a1½'],
])('%j has the digits %j', (text, plain) => expect(plainDigits(text)).toBe(plain))

test('a phrase is compared the same once more, and however its letters are made up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      expect(plainPhrase(text.normalize('NFD'))).toBe(plainPhrase(text.normalize('NFC')))
      expect(plainSeparators(plainSeparators(text))).toBe(plainSeparators(text))
      expect(plainDigits(plainDigits(text))).toBe(plainDigits(text))
    }),
    { seed: 14, numRuns: 500 },
  )
})
