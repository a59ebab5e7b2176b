/** The parts of an amount as people write it: its sign, its currency, and the figures between. */
import { describe, expect, test } from 'vitest'
import { currencyCodes, isCurrency } from '../../../src/answers/parsing/numbers/currency.ts'
import { splitNumber } from '../../../src/answers/parsing/numbers/split-number.ts'
import { outcome } from '../given.ts'

const part = (negative: boolean, before: string, body: string, after = '') => ({ negative, before, body, after })

test.each([
  ['5', part(false, '', '5')],
  ['+5', part(false, '', '5')],
  ['- 5', part(true, '', '5')],
  ['−,5', part(true, '', ',5')],
  ['.5', part(false, '', '.5')],
  ['€5', part(false, '€', '5')],
  ['- € 5', part(true, '€', '5')],
  ['€ -5', part(true, '€', '5')],
  ['-€ 5', part(true, '€', '5')],
  ['€- 5', part(true, '€', '5')],
  ['1.250,00 EUR', part(false, '', '1.250,00', 'EUR')],
  ['(1.250,00)', part(true, '', '1.250,00')],
  ['(5) €', part(true, '', '5', '€')],
  ['€ (5)', part(true, '€', '5')],
  ['$.50', part(false, '$', '.50')],
  ['US$ .50', part(false, 'US$', '.50')],
  ['Fr.50', part(false, 'Fr.', '50')],
  ['x', undefined],
  ['5 x 5', undefined],
  ['', undefined],
])('%j is split at its figures', (text, parts) => expect(splitNumber(text)).toEqual(parts))

describe('an amount that begins with its decimal sign', () => {
  test.each([
    ['$.50', 'en-US', '0.5'],
    ['$ .50', 'en-US', '0.5'],
    ['US$.75', 'en-US', '0.75'],
    ['-$.75', 'en-US', '-0.75'],
    ['€,50', 'de', '0.5'],
    ['CHF .50', 'de-CH', '0.5'],
    ['Fr.50', 'de-CH', '50'],
    ['Rs.50', 'en-IN', '50'],
  ])('%s in %s is %s', (text, locale, value) => expect(outcome('money', text, locale)).toBe(value))
})

describe('a currency', () => {
  test.each([
    ['€', 'EUR'],
    ['eur', 'EUR'],
    ['EUR', 'EUR'],
    ['euros', 'EUR'],
    ['Fr.', 'CHF,XAF,XOF,XPF'],
    ['£', 'FKP,GBP,GIP,SHP,SSP,SYP'],
    ['kr', 'SEK,NOK,DKK,ISK,CZK'],
  ])('%s is one', (word, codes) => {
    expect(isCurrency(word, 'en-US')).toBe(true)
    expect([...currencyCodes(word, 'en-US')].join()).toBe(codes)
  })
  // Hundredths would be read as wholes; two letters are too little to go by.
  test.each(['¢', 'US¢', 'cents', 'p', 'KM', 'xx', 'a', ''])('%j is none', (word) => {
    expect(isCurrency(word, 'en-US')).toBe(false)
    expect(outcome('money', `5 ${word || '?'}`, 'en-US')).toBe('refused')
  })
})

describe('a vanity number', () => {
  // The letters of each key, ITU-T E.161.
  test.each([
    ['1-800-ABC-DEFG', '+18002223334'],
    ['1-800-HIJKLMN', '+18004455566'],
    ['1-800-OPQ-RSTU', '+18006777788'],
    ['1-800-VWXYZAB', '+18008999922'],
  ])('%s is asked as %s', (text, number) => expect(outcome('phone', text, 'en-US')).toEqual([number]))
})
