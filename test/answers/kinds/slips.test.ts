/** What is most likely a slip, on both sides of each limit, and addresses and currencies that are none. */
import { describe, expect, test } from 'vitest'
import { asksFor, splitAside } from '../../../src/answers/parsing/numbers/asides.ts'
import { currencyCodes, isCurrency } from '../../../src/answers/parsing/numbers/currency.ts'
import { printAnswer } from '../../../src/answers/print.ts'
import type { Limits } from '../../../src/domain/questions/question.ts'
import { outcome, question } from '../given.ts'

describe('a day of birth', () => {
  const born = (day: string, limits?: Limits) =>
    outcome(question('date', { label: 'Date of birth', ...(limits === undefined ? {} : { limits }) }), day)
  test.each(['1900-12-31', '2026-11-22'])('%s is asked', (day) => expect(born(day)).toEqual([day]))
  test.each(['1901-01-01', '2026-11-21'])('%s is taken', (day) => expect(born(day)).toBe(day))
  test.each<Limits>([{ min: '1800-01-01' }, { max: '2099-12-31' }])(
    'within the author’s limits %j any is taken',
    (limits) =>
      expect(['1850-01-01', '2027-01-01'].map((day) => born(day, limits))).toEqual(['1850-01-01', '2027-01-01']),
  )
  test('any other day is taken', () =>
    expect(outcome(question('date', { label: 'Due' }), '2027-01-01')).toBe('2027-01-01'))
})

test.each<[string, string, unknown]>([
  ['Rent', '-5', ['-5']],
  ['Kaltmiete', '-5', ['-5']],
  ['Rent', '0', '0'],
  ['Balance', '-5', '-5'],
  ['Interest rate', '0.05', ['0.05', '5']],
  ['Interest rate', '0.99', ['0.99', '99']],
  ['Interest rate', '-0.5', ['-0.5', '-50']],
  ['Interest rate', '1', '1'],
  ['Interest rate', '-1', '-1'],
  ['Interest rate', '0', '0'],
  ['Interest rate', '0.05 %', '0.05'],
  ['Interest rate', '5%', '5'],
  ['Share in %', '0.5', ['0.5', '50']],
  ['Exchange rate', '0.5', '0.5'],
])('%s: %s', (label, text, value) => expect(outcome(question('number', { label }), text)).toEqual(value))

test('a number below zero is taken where the author allows it, a fraction in an amount of money as it is', () => {
  expect(outcome(question('number', { label: 'Rent', limits: { min: '-9' } }), '-5')).toBe('-5')
  expect(outcome(question('money', { label: 'Interest rate' }), '0.05')).toBe('0.05')
})

test.each<[string, string, boolean, boolean]>([
  ['£500 per month', '£500', true, false],
  ['€ 5 /Monat', '€ 5', true, false],
  ['5 / mo', '5', true, false],
  ['5 (per month)', '5', true, false],
  ['5 毎月', '5', true, false],
  ['5 p.a.', '5', false, false],
  ['5 plus VAT', '5', false, true],
])('%s is %s, which a monthly rent asks for or a price with VAT', (text, amount, monthly, taxed) => {
  const split = splitAside(text)
  expect(split?.amount).toBe(amount)
  if (split === undefined) return
  expect(asksFor(question('money', { name: 'rent', label: 'Monthly rent' }), split)).toBe(monthly)
  expect(asksFor(question('money', { name: 'price', label: 'Price (VAT)' }), split)).toBe(taxed)
})
test.each(['5 month', 'per month', '500permonth', '5'])('nothing is said beside %s', (text) =>
  expect(splitAside(text)).toBeUndefined(),
)

test.each([
  ['R$', 'BRL'],
  ['zł', 'PLN'],
  ['US$', 'USD'],
  ['A$', 'AUD'],
  ['usd', 'USD'],
  ['TRY', 'TRY'],
  ['euros', 'EUR'],
  ['Yen', 'JPY,CNY'],
  ['kr', 'SEK,NOK,DKK,ISK,CZK'],
])('%s is the currency %s', (word, codes) => {
  expect(isCurrency(word, 'en-US')).toBe(true)
  expect([...currencyCodes(word, 'en-US')].join()).toBe(codes)
})
test.each(['RM', 'try', 'all', 'XYZ', 'quid', 'dollarssss', 'US¢'])('%s is no currency', (word) =>
  expect(isCurrency(word, 'en-US')).toBe(false),
)
test('a name in the language of the person is a currency', () => {
  expect([...currencyCodes('złotych', 'pl')]).toEqual(['PLN'])
  expect([...currencyCodes('Schweizer Franken', 'de')]).toEqual(['CHF'])
})

test.each<[string | undefined, string, unknown]>([
  [undefined, '1.23', '1.23'],
  [undefined, '1.234', 'refused'],
  ['0', '1.23', '1.23'],
  ['3', '1.234', '1.234'],
  ['3', '1.2345', 'refused'],
])('money of format %s: %s', (format, text, value) =>
  expect(outcome(question('money', format === undefined ? {} : { format: format as never }), text)).toBe(value),
)

describe('addresses', () => {
  test.each([
    ['<https://a.de>', 'https://a.de/'],
    ['a.de', 'https://a.de/'],
    ['www.a.de:80/x?y#z', 'https://www.a.de:80/x?y#z'],
    ['a.de?x', 'https://a.de/?x'],
    ['a@b.de', 'mailto:a@b.de'],
    ['HTTPS://A.DE/X', 'https://a.de/X'],
  ])('%s leads to %s', (text, href) => expect(outcome('link', text)).toBe(href))
  test.each([
    'a b.de',
    'https://',
    'localhost',
    'a.de@b',
    '//a.de',
    'mailto:x',
    'javascript:alert(1)',
    'https://a .de',
  ])('%s leads nowhere', (text) => expect(outcome('link', text)).toBe('refused'))
  test('an e-mail address for a website is asked, unless it says that it is one', () => {
    const site = question('link', { label: 'Your website' })
    expect(outcome(site, 'a@b.de')).toEqual(['mailto:a@b.de'])
    expect(outcome(site, 'MAILTO:a@b.de')).toBe('mailto:a@b.de')
    expect(outcome(site, 'a.de')).toBe('https://a.de/')
  })
  test.each([
    ['https://xn--bcher-kva.example/', 'https://bücher.example/'],
    ['https://www.xn--bcher-kva.example/x', 'https://www.bücher.example/x'],
    ['https://example.com/xn--a', 'https://example.com/xn--a'],
    ['https://xn--a/', 'https://xn--a/'],
    ['mailto:a@b.de', 'a@b.de'],
  ])('%s prints as %s', (href, text) => expect(printAnswer(question('link'), href, 'en-US')).toEqual({ href, text }))

  test.each([
    ['a.b@c.de', 'a.b@c.de'],
    ['A <a@b.de>', 'a@b.de'],
    ['<a@b.de>', 'a@b.de'],
    ['mailto:a@b.de', 'a@b.de'],
    ['ä@ö.de', 'ä@ö.de'],
    [`a@${'b'.repeat(63)}.de`, `a@${'b'.repeat(63)}.de`],
    ['o@b-c.de', 'o@b-c.de'],
  ])('the e-mail address %s is %s', (text, address) => expect(outcome('email', text)).toBe(address))
  test.each([
    '.a@b.de',
    'a.@b.de',
    'a..b@c.de',
    'a@b',
    'a@-b.de',
    'a@b-.de',
    'a b@c.de',
    'a@b_c.de',
    'a@b.de.',
    'a@@b.de',
    `a@${'b'.repeat(64)}.de`,
    '"a b"@c.de',
    'a@b c.de',
    'A <a@b.de> B',
    '@b.de',
    'a@',
  ])('%s is no e-mail address', (text) => expect(outcome('email', text)).toBe('refused'))
})
