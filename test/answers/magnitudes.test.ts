/** Amounts and numbers with words beside the digits: each is read as what is written, asked, or refused. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kind } from '../../src/domain/questions/question.ts'
import { outcome, question, refused } from './given.ts'
import { sampled } from '../support/sampled.ts'

test.each<[string, string, unknown]>([
  ['fr-FR', '20 k€', '20000'],
  ['fr-FR', '1,5 M€', '1500000'],
  ['fr-FR', '2 Md€', '2000000000'],
  ['fr-FR', '3 millions d’euros', '3000000'],
  ['fr-FR', '20 mille euros', '20000'],
  ['de-DE', '1,5 Mio€', '1500000'],
  ['de-DE', '1,5 Mio. €', '1500000'],
  ['de-DE', '1,5 Millionen Euro', '1500000'],
  ['de-DE', 'EUR 1,5 Mio.', '1500000'],
  ['de-DE', '20 Tausend €', '20000'],
  ['de-DE', '2 Mrd. Euro', '2000000000'],
  ['de-DE', '20 k€', '20000'],
  ['de-DE', '20k', '20000'],
  ['de-DE', '-1,5 Mio. €', '-1500000'],
  ['de-CH', "CHF 1'250.5 Mio.", '1250500000'],
  ['en-US', '12k$', '12000'],
  ['en-US', '$12k', '12000'],
  ['en-US', '$12K', '12000'],
  ['en-US', '20k', '20000'],
  ['en-US', '$1.5 million', '1500000'],
  ['en-US', '1.5 million dollars', '1500000'],
  ['en-US', 'US$ 3M', '3000000'],
  ['en-US', '2 billion USD', '2000000000'],
  ['en-US', '1.2345K', '1234.5'],
  ['en-US', '12.3456789 million', '12345678.9'],
  ['en-GB', '£1.5m', '1500000'],
  ['en-GB', '£2bn', '2000000000'],
  ['en-GB', '3 million pounds', '3000000'],
  ['en-IN', '₹5 lakh', '500000'],
  ['en-IN', '2 crore rupees', '20000000'],
  ['en-IN', 'Rs. 15L', '1500000'],
  ['en-IN', '1.5 crores', '15000000'],
  ['hi-IN', '₹5 लाख', '500000'],
  ['hi-IN', '2 करोड़', '20000000'],
  ['zh-CN', '12万￥', '120000'],
  ['zh-CN', '¥12万', '120000'],
  ['zh-CN', '12万元', '120000'],
  ['zh-TW', '3億', '300000000'],
  ['ja-JP', '12万円', '120000'],
  ['ja-JP', '￥2億', '200000000'],
  ['ja-JP', '80,000円', '80000'],
  ['ko-KR', '3만원', '30000'],
  ['ko-KR', '₩2억', '200000000'],
  ['es-ES', '3 mil euros', '3000'],
  ['es-ES', '2,5 millones de euros', '2500000'],
  ['it-IT', '500 mila euro', '500000'],
  ['it-IT', '2 Mln €', '2000000'],
  ['pt-BR', 'R$ 1,5 mi', '1500000'],
  ['pt-BR', 'R$ 2 milhões', '2000000'],
  ['pt-BR', '10 mil reais', '10000'],
  ['nl-NL', '€ 2 mln.', '2000000'],
  ['sv-SE', '3 mn kr', '3000000'],
  ['da-DK', '2 mio. kr.', '2000000'],
  ['pl-PL', '20 tys. zł', '20000'],
  ['pl-PL', '2 mln zł', '2000000'],
  ['cs-CZ', '3 mil. Kč', '3000000'],
  ['ru-RU', '20 тыс. руб.', '20000'],
  ['ru-RU', '2 млн ₽', '2000000'],
  ['ru-RU', '5 миллионов рублей', '5000000'],
  ['tr-TR', '3 milyon TL', '3000000'],
  ['id-ID', 'Rp 5 juta', '5000000'],
  ['id-ID', 'Rp5 jt', '5000000'],
  ['vi-VN', '3 triệu đồng', '3000000'],
  ['sw-KE', 'milioni 2', '2000000'],
  ['th-TH', '2 แสน', '200000'],
])('money, %s: %s', (locale, written, value) => expect(outcome('money', written, locale)).toEqual(value))

test.each<[string, string, string[]]>([
  // What the person's language and English call by one name.
  ['de-DE', '1 Billion Dollar', ['1000000000000', '1000000000']],
  ['id-ID', 'Rp 5 M', ['5000000000', '5000000']],
  ['tr-TR', '5 B', ['5000', '5000000000']],
  ['es-ES', '2 B €', ['2000000000000', '2000000000']],
  ['vi-VN', '5 T', ['5000000000', '5000000000000']],
  ['hu-HU', '3 B', ['3000000000000', '3000000000']],
  // A sign of a currency that is one of a magnitude, too.
  ['en-ZM', '20 K', ['20', '20000']],
  // Two readings of the digits.
  ['de-DE', '1.125 Mio. €', ['1125000', '1125000000']],
])('money, %s: %s is asked', (locale, written, values) => {
  const { details } = refused('money', written, locale)
  expect(details?.['readings']).toEqual(values)
  const offered = (details?.['written'] ?? []) as string[]
  expect(offered.map((one) => outcome('money', one, locale))).toEqual(values)
})

test.each<[string, string[]]>([
  [
    'en-US',
    [
      '100¢',
      '¢100',
      '50 cents',
      '50c',
      '50p',
      '5 dollars 50 cents',
      '5 top',
      '5 all',
      '3 try',
      '5 Top',
      '10 cup',
      '4 pen',
      '5 mad',
      '5 sell',
      '5 foo',
      'foo 5',
      '5 xyz$',
      '5 abc€',
      'ab$5',
      '20 kk$',
      '5 mm$',
      '5 m',
      '$5 m',
      '5 MM',
      '$12 + tax',
      '$5 EUR',
      '€5 USD',
      '$5 pounds',
      '5K million',
      '$5k 3',
      '5 million million',
      'million 5 K',
      '5 half',
      '5 KM',
      '5 b',
      'about $5',
      '$5 or so',
      '5 $ and',
      '12 000 000 k k',
      '5 lakh',
      '5 hundred',
      '5 dozen',
      'kilo 5',
      '20 Tsd. €',
      '5 thousands of',
      '½ million',
      '5 %',
      '$$5',
      '5 dollars dollars',
      '5.-K',
      '5 M€$',
    ],
  ],
  [
    'de-DE',
    [
      '50 Cent',
      '5 Euro 50 Cent',
      '50 ct',
      '20 T€',
      '20 TEUR',
      '5 M€',
      '5 Stück',
      'ca. 5 €',
      '5 Rappen',
      '5 Pf',
      '5 Mille',
      '20 Tsdd. €',
    ],
  ],
  ['de-CH', ['50 Rappen', '50 Rp.']],
  ['fr-FR', ['50 centimes', '5 c€', '5 m€', '20 kilo€']],
  ['ru-RU', ['50 копеек', '50 коп.', '5 шт.']],
  ['es-ES', ['50 céntimos']],
  ['pt-BR', ['50 centavos']],
  ['sv-SE', ['50 öre']],
  ['pl-PL', ['50 groszy', '50 gr']],
  ['cs-CZ', ['50 haléřů']],
  ['ja-JP', ['5千円', '1億2000万円', '80,000円から']],
  ['zh-CN', ['5角', '3分', '1万5千元', '几万元']],
  ['ko-KR', ['3만 5천원']],
  ['en-GB', ['50p', '50 pence']],
  ['hi-IN', ['50 पैसे']],
  ['tr-TR', ['50 kuruş']],
])('money, %s: what is not all understood is refused', (locale, texts) => {
  expect(texts.map((text) => [text, outcome('money', text, locale)])).toEqual(texts.map((text) => [text, 'refused']))
})

test('the refusal names what was not understood', () => {
  expect(refused('money', '100¢').message).toContain('because of “¢”')
  expect(refused('money', 'about $5').message).toContain('because of “about $”')
})

test.each<[string, string, string]>([
  ['en-US', 'US$ 3 USD', '3'],
  ['en-US', '$5 dollars', '5'],
  ['de-DE', '€ 5 Euro', '5'],
  ['en-US', '3 TRY', '3'],
  ['en-US', '1250 usd', '1250'],
  ['de-DE', '12,50 eur', '12.5'],
  ['en-US', '5 Turkish lira', '5'],
  ['de-CH', 'Fr. 5.–', '5'],
  ['de-CH', '5.- CHF', '5'],
  ['de-DE', '5,-- €', '5'],
  ['sv-SE', '500 kr', '500'],
  ['sv-SE', '500:-', 'refused'],
  ['pl-PL', '5 złotych', '5'],
  ['fr-FR', '5 $US', '5'],
  ['en-ZA', 'R 1 250', '1250'],
  ['ar-EG', '١٬٢٥٠ جنيه مصري', '1250'],
  ['he-IL', '1,250 ₪', '1250'],
])('money, %s: a currency, or the same twice, is let go: %s', (locale, written, value) => {
  expect(outcome('money', written, locale)).toBe(value)
})

test.each<[Kind, string, string, string]>([
  ['number', 'en-US', '1.5 million', '1500000'],
  ['integer', 'en-US', '1.5 million', '1500000'],
  ['number', 'de', '1,5 Millionen', '1500000'],
  ['integer', 'ja', '12万', '120000'],
  ['integer', 'en-IN', '5 lakh', '500000'],
  ['number', 'fr', '3 millions', '3000000'],
  ['number', 'ru', '2 тысячи', '2000'],
  ['integer', 'en-US', '1.2345 thousand', 'refused'],
  // Beside a number that is no amount of money a letter may be a unit: kelvin, metres, tonnes.
  ['number', 'en-US', '5 K', 'refused'],
  ['number', 'en-US', '20k', 'refused'],
  ['integer', 'en-US', '5M', 'refused'],
  ['number', 'fr', '5 M', 'refused'],
  ['integer', 'da', '5 t', 'refused'],
  ['number', 'en-US', '5 km', 'refused'],
  ['number', 'en-US', '5 million %', 'refused'],
  ['number', 'en-US', '5 million dollars', 'refused'],
  ['number', 'en-US', '5‰', 'refused'],
  ['integer', 'en-US', '5 kg', 'refused'],
])('%s, %s: %s', (kind, locale, written, value) => expect(outcome(kind, written, locale)).toBe(value))

test('a percentage may be a fraction', () => expect(outcome('number', '5%', 'en-US')).toEqual(['5', '0.05']))

test.each([
  ['en-US', '12 per month', '12'],
  ['en-US', '$12/month', '12'],
  ['en-US', '5 k/month', '5000'],
  ['de-DE', '5 €/Monat', '5'],
  ['de-DE', '5 € netto', '5'],
  ['es-ES', '5 al mes', '5'],
  ['pt-BR', 'R$ 5 por mês', '5'],
  ['en-GB', '£5 pcm', '5'],
])('money, %s: %s says more than an amount, so it is asked', (locale, text, value) => {
  expect(outcome('money', text, locale)).toEqual([value])
})

test('limits are those of the amount that is meant', () => {
  const rent = question('money', { limits: { max: '5000' } })
  expect(outcome(rent, '$4k')).toBe('4000')
  expect(refused(rent, '$12k').details).toMatchObject({ max: '5000' })
})

describe('what a locale writes is read as itself, asked, or refused', () => {
  const LOCALES = [
    'en-US',
    'en-GB',
    'en-IN',
    'en-ZA',
    'en-CA',
    'en-AU',
    'de-DE',
    'de-AT',
    'de-CH',
    'fr-FR',
    'fr-CA',
    'fr-CH',
    'es-ES',
    'es-MX',
    'es-AR',
    'it-IT',
    'pt-BR',
    'pt-PT',
    'nl-NL',
    'sv-SE',
    'da-DK',
    'nb-NO',
    'fi-FI',
    'is-IS',
    'pl-PL',
    'cs-CZ',
    'sk-SK',
    'sl-SI',
    'hr-HR',
    'sr-RS',
    'bg-BG',
    'ro-RO',
    'hu-HU',
    'el-GR',
    'tr-TR',
    'ru-RU',
    'uk-UA',
    'et-EE',
    'lv-LV',
    'lt-LT',
    'ca-ES',
    'eu-ES',
    'gl-ES',
    'id-ID',
    'ms-MY',
    'vi-VN',
    'th-TH',
    'ja-JP',
    'zh-CN',
    'zh-TW',
    'ko-KR',
    'hi-IN',
    'bn-BD',
    'ta-IN',
    'te-IN',
    'mr-IN',
    'gu-IN',
    'ur-PK',
    'fa-IR',
    'ar-EG',
    'ar-SA',
    'he-IL',
    'sw-KE',
    'am-ET',
    'ka-GE',
    'hy-AM',
    'kk-KZ',
    'af-ZA',
    'fil-PH',
  ]
  const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CNY', 'INR', 'SEK', 'PLN', 'BRL', 'KRW', 'TRY', 'ZAR', 'ALL']
  const formats = fc.record({
    notation: fc.constantFrom('standard' as const, 'compact' as const, 'compact' as const),
    compactDisplay: fc.constantFrom('short' as const, 'long' as const),
    currency: fc.constantFrom(undefined, ...CURRENCIES),
    currencyDisplay: fc.constantFrom('symbol' as const, 'narrowSymbol' as const, 'code' as const, 'name' as const),
  })
  // Two digits and zeros: compact forms show no more.
  const amounts = fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 12 }), fc.constantFrom(1, -1))
    .map(([digits, zeros, sign]) => sign * digits * 10 ** zeros)

  const check = (kind: Kind, withCurrency: boolean, most: number) => {
    const seen = { read: 0, asked: 0, refused: 0 }
    const locales = fc.constantFrom(...LOCALES)
    fc.assert(
      fc.property(locales, amounts, formats, fc.boolean(), (locale, amount, format, plain) => {
        const { currency, currencyDisplay, ...notation } = format
        const isAmount = withCurrency && currency !== undefined
        const style = isAmount ? { style: 'currency' as const, currency, currencyDisplay } : {}
        const printed = new Intl.NumberFormat(locale, { ...notation, ...style }).format(amount)
        const written = plain ? printed.replaceAll(/\s/g, ' ') : printed
        const result = outcome(kind, written, locale)
        if (result === 'refused') seen.refused++
        else if (Array.isArray(result)) {
          seen.asked++
          expect(result, `${locale}: ${written}`).toContain(String(BigInt(amount)))
        } else {
          seen.read++
          expect(result, `${locale}: ${written}`).toBe(String(BigInt(amount)))
        }
      }),
      { seed: 12, numRuns: sampled(4_000) },
    )
    expect(seen.refused + seen.asked).toBeLessThan(most)
  }

  test('money', () => check('money', true, 500))
  test('numbers', () => check('number', false, 1_500))
  test('whole numbers', () => check('integer', false, 1_500))
})

test('no letter beside an amount is passed over', () => {
  const magnitudes = 'k K M B T mn bn mln'
  const currencies =
    'eur usd gbp chf jpy cny aud cad nzd sek nok dkk pln czk huf inr brl mxn zar sgd hkd krw rub ' +
    'uah ils thb vnd idr myr aed sar egp kr fr rs lei euro yen yuan won tl sfr ft peso real lira baht dong rmb leu'
  const known = new RegExp(`^(${`${magnitudes} ${currencies}`.replaceAll(' ', '|')})$`, 'i')
  const letters = fc.constantFrom(...'abcdefghklmnoprstuvwxyzKMBT')
  const words = fc.string({ unit: letters, minLength: 1, maxLength: 4 }).filter((word) => !known.test(word))
  const signs = fc.constantFrom('$', '€', '£', '')
  const numbers = fc.integer({ min: 1, max: 999 })
  fc.assert(
    fc.property(numbers, fc.constantFrom('', ' '), words, signs, (number, ...beside) => {
      expect(outcome('money', `${String(number)}${beside.join('')}`, 'en-US')).toBe('refused')
    }),
    { seed: 12, numRuns: sampled(3_000) },
  )
})
