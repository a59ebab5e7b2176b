/** Decimals as text: one form for each number, exact shifts, and separators of every convention. */
import { describe, expect, test } from 'vitest'
import { readDecimal } from '../../../src/answers/parsing/numbers/decimal-reading.ts'
import {
  canonicalDecimal,
  compareDecimals,
  decimalOfNumber,
  decimalsOf,
  shiftDecimal,
} from '../../../src/answers/parsing/numbers/decimal.ts'
import { findNumbers } from '../../../src/answers/parsing/numbers/numbers-in-text.ts'
import { findMagnitudes } from '../../../src/answers/parsing/numbers/magnitude.ts'
import { outcome, refused } from '../given.ts'

const NINES = '9'.repeat(40)

test.each([
  ['-0012.50', '-12.5'],
  ['-0', '0'],
  ['-0.00', '0'],
  ['000', '0'],
  ['0.10', '0.1'],
  ['100', '100'],
  ['10.0', '10'],
  ['.5', undefined],
  ['5.', undefined],
  ['+5', undefined],
  ['1,5', undefined],
  ['1e3', undefined],
  ['', undefined],
  [NINES, NINES],
  [`0${NINES}`, NINES],
  [`${NINES}.0`, NINES],
  [`${NINES}9`, undefined],
  [`${'9'.repeat(39)}.9`, `${'9'.repeat(39)}.9`],
  [`${'9'.repeat(39)}.99`, undefined],
])('%s in one form is %s', (text, decimal) => expect(canonicalDecimal(text)).toBe(decimal))

test.each([
  [1e21, `1${'0'.repeat(21)}`],
  [1e39, `1${'0'.repeat(39)}`],
  [1e40, undefined],
  [1e41, undefined],
  [1.5e-7, '0.00000015'],
  [-1.5e-7, '-0.00000015'],
  [1e-39, `0.${'0'.repeat(38)}1`],
  [1e-40, undefined],
  [-12.5, '-12.5'],
  [0.1, '0.1'],
  [-0, '0'],
  [100, '100'],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
])('the JSON number %d is %s', (value, decimal) => expect(decimalOfNumber(value)).toBe(decimal))

test.each([
  ['12.5', 0, '12.5'],
  ['12.5', 1, '125'],
  ['12.5', 3, '12500'],
  ['-12.5', 2, '-1250'],
  ['12.5', -1, '1.25'],
  ['12.5', -2, '0.125'],
  ['12.5', -4, '0.00125'],
  ['-0.5', -1, '-0.05'],
  ['0', 6, '0'],
  ['9'.repeat(38), 2, `${'9'.repeat(38)}00`],
  ['9'.repeat(38), 3, undefined],
])('%s times ten to the power of %d is %s', (decimal, exponent, shifted) =>
  expect(shiftDecimal(decimal, exponent)).toBe(shifted),
)

test('decimals are compared as numbers, whatever their length', () => {
  const sign = (one: string, other: string) => Math.sign(compareDecimals(one, other))
  expect([sign('2', '10'), sign('10', '2'), sign('1.5', '1.50'), sign('-2', '-1'), sign('-1', '1')]).toEqual([
    -1, 1, 0, -1, -1,
  ])
  expect([sign('0.1', '0.09'), sign('-0.5', '0'), sign('0.05', '1'), sign('1.001', '1.01')]).toEqual([1, -1, -1, -1])
  expect(['5', '5.1', '5.125'].map(decimalsOf)).toEqual([0, 1, 3])
})

describe('separators', () => {
  const one = (value: string) => ({ one: value })
  const several = (...values: string[]) => ({ several: values })
  test.each<[string, string, number, unknown]>([
    // Of the locale, of another that says the same, and of every convention that is in use.
    ['1.250,50', 'de', 2, one('1250.5')],
    ["1'250.50", 'de', 2, one('1250.5')],
    ["1'250,50", 'en', 2, one('1250.5')],
    ['1 250,50', 'en', 2, one('1250.5')],
    ['1 250.50', 'de', 2, one('1250.5')],
    ['12,34,567.5', 'en', 2, one('1234567.5')],
    ['1,234,567', 'en', 2, one('1234567')],
    // As programs write it, with zeros at the end where the point groups nothing.
    ['1250.00', 'de', 0, one('1250')],
    ['1250.000', 'de', 2, one('1250')],
    ['1250.50', 'de', 1, one('1250.5')],
    ['1250.50', 'de', 0, several()],
    ['0.50', 'de', 1, one('0.5')],
    ['0.50', 'de', 0, several()],
    ['12.5', 'de', 2, one('12.5')],
    ['12.50', 'de', 2, several('12.5', '1250')],
    // Groups that are not regular are a slip.
    ['1,25', 'en', 2, several('1.25', '125')],
    ['1,2345', 'en', 4, several('1.2345', '12345')],
    ['0,125', 'en', 3, several('0.125', '125')],
    // 1250.5 to a person, 1.2505 to a parser of the locale.
    ['1,250.50', 'de', 2, several('1250.5', '1.2505')],
    ['1,234,56', 'en', 2, several()],
    ['1234,567', 'en', 0, several()],
    ['1.2.3', 'en', 2, several()],
    ['1,,234', 'en', 2, several()],
    // What both could be, by the decimals that fit.
    ['1.125', 'de', 2, one('1125')],
    ['1.125', 'en', 3, one('1.125')],
    ['1.125', 'en', 2, several('1125')],
  ])('%s in %s with at most %d decimals', (body, locale, maxDecimals, reading) =>
    expect(readDecimal(body, locale, maxDecimals, undefined)).toEqual(reading),
  )

  test('data that the locale reads as another number are asked about, and a person’s words are not', () => {
    expect(readDecimal('1.125', 'de', 3, undefined)).toEqual(several('1.125', '1125'))
    expect(readDecimal('1.125', 'de', 3, 'words')).toEqual(one('1125'))
  })
})

describe('the numbers in a text', () => {
  const inText = (text: string, locale = 'en') => [...findNumbers(text, locale)].sort((a, b) => Number(a) - Number(b))
  test.each([...['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'].entries()])(
    'Roman numeral, %d after two: %s',
    (index, numeral) => {
      expect(inText(`Part ${numeral}`)).toEqual([String(index + 2)])
      expect(inText(`part ${numeral.toLowerCase()}`)).toEqual([])
    },
  )
  test.each<[string, string, readonly string[]]>([
    ['1.000 items', 'en', ['1', '1000']],
    ['1,5 l', 'en', ['1.5', '15']],
    ['007', 'en', ['7']],
    ['٣', 'en', ['3']],
    ['one or two', 'en', ['2']],
    ['twelve', 'en', ['12']],
    ['the first, the sixth', 'en', ['1', '6']],
    ['der zweite', 'de', ['2']],
    ['drei', 'de', ['3']],
    ['three', 'de', ['3']],
    ['le deuxième', 'fr', ['2']],
    ['tercero', 'es', ['3']],
    ['quarto', 'it', ['4']],
    ['quinta', 'pt', ['5']],
    ['derde', 'nl', ['3']],
    ['tredje', 'sv', ['3']],
    ['secondary', 'en', ['2']],
    ['thirdparties', 'en', []],
    ['I', 'en', []],
  ])('%s in %s', (text, locale, numbers) => expect(inText(text, locale)).toEqual(numbers))
})

test('a magnitude is a word of the language or of English; its own letters keep their case', () => {
  expect(findMagnitudes('Mio.', 'de', false)).toEqual([6])
  expect(findMagnitudes('Mio', 'de', true)).toEqual([])
  expect(findMagnitudes('million', 'en', true)).toEqual([6])
  expect(findMagnitudes('MILLION', 'en', true)).toEqual([6])
  expect([findMagnitudes('k', 'fr', false), findMagnitudes('K', 'de', false)]).toEqual([[3], [3]])
  expect(findMagnitudes('k', 'de', true)).toEqual([])
  expect([findMagnitudes('M', 'en', false), findMagnitudes('m', 'en', false)]).toEqual([[6], []])
  expect([findMagnitudes('B', 'en', false), findMagnitudes('b', 'en', false)]).toEqual([[9], []])
  expect(findMagnitudes('Billion', 'de', true)).toEqual([12, 9])
  expect(findMagnitudes('kg', 'en', false)).toEqual([])
})

describe('words beside an amount', () => {
  test.each([
    ['5 € Mio.', 'de-DE', '5000000'],
    ['5 EUR Mio', 'de-DE', '5000000'],
    ['5 $k', 'en-US', '5000'],
    ['$5k', 'en-US', '5000'],
    ['5k $', 'en-US', '5000'],
    ['€ 5 Mio.', 'de-DE', '5000000'],
    ['5,-- €', 'de-DE', '5'],
    ['5.- EUR', 'de-CH', '5'],
    ['$5 USD', 'en-US', '5'],
    [`${'9'.repeat(37)} k`, 'en-US', `${'9'.repeat(37)}000`],
    [`${'9'.repeat(38)} k`, 'en-US', 'refused'],
  ])('%s in %s', (text, locale, value) => expect(outcome('money', text, locale)).toBe(value))

  test('more digits than a number has are no number, whatever the decimals', () => {
    const { message } = refused('money', `${'9'.repeat(38)} k`)
    expect(message).toContain('cannot be read as a number.')
  })

  test.each([
    // A magnitude ends at a space, its full stop, a sign, a code, or in a script without spaces; and nowhere else.
    ['5 million euro', 'en-US', '5000000'],
    ['5 million€', 'en-US', '5000000'],
    ['5 €million', 'en-US', '5000000'],
    ['5 millionUS$', 'en-US', '5000000'],
    ['5 millionEUR', 'en-US', '5000000'],
    ['5 Mio.euro', 'de-DE', '5000000'],
    ['5 Mio.€', 'de-DE', '5000000'],
    ['5万円', 'ja-JP', '50000'],
    ['5만원', 'ko-KR', '50000'],
    ['5 ล้านบาท', 'th-TH', '5000000'],
    ['5 Mioeuro', 'de-DE', 'refused'],
    ['5 millioneuro', 'en-US', 'refused'],
    ['5 millioneur', 'en-US', 'refused'],
    ['5 millionEURO', 'en-US', 'refused'],
    ['5 millionUSA$', 'en-US', 'refused'],
    ['5 euromillion', 'en-US', 'refused'],
    ['5 keuro', 'en-US', 'refused'],
    ['5 million of euros', 'en-US', '5000000'],
    ["5 millions d'euros", 'fr-FR', '5000000'],
    ['5 milioni di euro', 'it-IT', '5000000'],
    ['5 milhões dos reais', 'pt-BR', '5000000'],
    ['5 million for euros', 'en-US', 'refused'],
  ])('%s in %s, apart or joined', (text, locale, value) => expect(outcome('money', text, locale)).toBe(value))

  test.each(['Mio. 5 Mio.', '5 Mio. Tsd.', '5.– Mio.', 'Mio. 5 Tsd.'])(
    'two magnitudes, or none that fits: %s',
    (text) => expect(outcome('money', text, 'de-DE')).toBe('refused'),
  )
  test.each(['k5k', '$5 EUR', '€5 £', '$5 k k'])('two magnitudes or two currencies: %s', (text) =>
    expect(outcome('money', text, 'en-US')).toBe('refused'),
  )
})
