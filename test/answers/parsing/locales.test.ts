/** What a locale decides, also one that nobody knows: separators, region, script, order of dates, and the day. */
import { expect, test } from 'vitest'
import {
  dateOrder,
  dayIn,
  languageOf,
  namesRegion,
  numberSymbols,
  regionOf,
  safeLocale,
  scriptOf,
} from '../../../src/answers/parsing/locale.ts'
import { printYesNo } from '../../../src/answers/parsing/yes-no/words-of-yes-and-no.ts'
import { safeZone } from '../../../src/answers/parsing/time-zone.ts'
import { outcome } from '../given.ts'

test.each([
  ['de', { decimal: ',', group: '.' }, 'de', 'DE', 'Latn', 'DMY', false],
  ['de-CH', { decimal: '.', group: "'" }, 'de', 'CH', 'Latn', 'DMY', true],
  ['fr-FR', { decimal: ',', group: ' ' }, 'fr', 'FR', 'Latn', 'DMY', true],
  ['en-US', { decimal: '.', group: ',' }, 'en', 'US', 'Latn', 'MDY', true],
  ['en', { decimal: '.', group: ',' }, 'en', 'US', 'Latn', 'MDY', false],
  ['es-ES', { decimal: ',', group: '.' }, 'es', 'ES', 'Latn', 'DMY', true],
  ['ar-EG', { decimal: '.', group: ',' }, 'ar', 'EG', 'Arab', 'DMY', true],
  ['ja-JP', { decimal: '.', group: ',' }, 'ja', 'JP', 'Jpan', 'YMD', true],
  ['sr-RS', { decimal: ',', group: '.' }, 'sr', 'RS', 'Cyrl', 'DMY', true],
  ['th-TH-u-ca-buddhist', { decimal: '.', group: ',' }, 'th', 'TH', 'Thai', 'DMY', true],
  ['not a locale!', { decimal: '.', group: ',' }, 'en', 'US', 'Latn', 'MDY', true],
  ['xx', { decimal: '.', group: ',' }, 'en', 'US', 'Latn', 'MDY', true],
])('%s', (locale, symbols, language, region, script, order, isNamed) => {
  expect(numberSymbols(locale)).toEqual(symbols)
  expect([languageOf(locale), regionOf(locale), scriptOf(locale)]).toEqual([language, region, script])
  expect([dateOrder(locale), namesRegion(locale)]).toEqual([order, isNamed])
})

test('extensions are dropped, and what is no locale is English of the United States', () => {
  expect(['th-TH-u-ca-buddhist', 'de-x-private', 'not a locale!', '', 'xx'].map(safeLocale)).toEqual([
    'th-TH',
    'de',
    'en-US',
    'en-US',
    'en-US',
  ])
  expect(['Europe/Berlin', 'Nowhere', '', '+01:00'].map(safeZone)).toEqual(['Europe/Berlin', 'UTC', 'UTC', 'UTC'])
})

test.each([
  ['Pacific/Kiritimati', '2026-11-21T11:30:00Z', '2026-11-22'],
  ['Pacific/Pago_Pago', '2026-11-21T10:30:00Z', '2026-11-20'],
  ['UTC', '2026-11-21T23:59:59.999Z', '2026-11-21'],
  ['Nowhere', '2026-11-21T23:59:59.999Z', '2026-11-21'],
  ['UTC', 'not a time', undefined],
])('the day in %s at %s is %s', (zone, instant, day) => expect(dayIn(zone, instant)).toBe(day))

test('yes and no print in the script of the locale', () => {
  const printed = (locale: string) => [printYesNo(true, locale), printYesNo(false, locale)]
  expect(['sr-RS', 'sr-Latn-RS', 'sr', 'no', 'nb-NO', 'tl', 'yue'].map(printed)).toEqual([
    ['Да', 'Не'],
    ['Da', 'Ne'],
    ['Да', 'Не'],
    ['Ja', 'Nei'],
    ['Ja', 'Nei'],
    printed('fil'),
    printed('zh'),
  ])
})

test.each([
  'yes,please',
  'Yes, please',
  'yes ,please!',
  'yes please.',
  'YES\u00A0PLEASE',
  '“yes”',
  'yes, sir',
  'ja،gerne',
])('%j is yes or refused, and never no', (text) =>
  expect(outcome('yes_no', text, 'en-US')).toBe(text === '“yes”' ? 'refused' : true),
)

test.each(['en-IN', 'en-PK', 'en-BD', 'en-LK', 'en-NP', 'en-BT'])('%s counts in lakh and crore', (locale) => {
  expect(
    ['5 lakh', '5 lakhs', '5 lac', '5 lacs', '5 crore', '5 crores'].map((one) => outcome('money', one, locale)),
  ).toEqual(['500000', '500000', '500000', '500000', '50000000', '50000000'])
})

test.each([
  ['en-US', '5 thousands', '5000'],
  ['en-US', '5 millions', '5000000'],
  ['en-US', '5 billions', '5000000000'],
  ['en-US', '5 trillions', '5000000000000'],
  ['en-US', '5 mn', '5000000'],
  ['en-US', '5 mln', '5000000'],
  ['en-US', '5 bn', '5000000000'],
  ['de-DE', '5 Tsd.', '5000'],
  ['fr-FR', '5 mds', '5000000000'],
  ['fr-FR', '5 mrd', '5000000000'],
  ['es-ES', '5 millón', '5000000'],
  ['it-IT', '5 mln', '5000000'],
  ['it-IT', '5 mld', '5000000000'],
  ['pt-BR', '5 milhão', '5000000'],
  ['pt-BR', '5 bilhão', '5000000000'],
  ['nl-NL', '5 mio', '5000000'],
  ['nl-NL', '5 mrd', '5000000000'],
  ['sv-SE', '5 mkr', '5000000'],
])('%s: %s', (locale, text, value) => expect(outcome('money', text, locale)).toBe(value))

test.each([
  ['1/1/1800', '1800-01-01'],
  ['12/31/1799', ['1799-12-31']],
  ['12/31/2200', '2200-12-31'],
  ['1/1/2201', ['2201-01-01']],
])('a day of the years 1800 to 2200 is usual, any other is asked: %s', (text, value) => {
  expect(outcome('date', text, 'en-US')).toEqual(value)
})

test('an address may be of one letter, and of 254 characters', () => {
  const longest = `${'a'.repeat(254 - '@example.com'.length)}@example.com`
  expect(outcome('email', 'a@b.de')).toBe('a@b.de')
  expect(outcome('email', longest)).toBe(longest)
  expect(outcome('email', `a${longest}`)).toBe('refused')
  expect(outcome('email', '@b.de')).toBe('refused')
})
