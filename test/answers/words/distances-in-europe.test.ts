/**
 * Each way in which languages of Europe say a distance: ahead, ago, after and before a day, in units that CLDR lacks,
 * without a number, and in two parts.
 */
import { describe, expect, test } from 'vitest'
import { readOtherwise, TWO_WEEKS, type Side } from './said.ts'

describe.each<[string, Partial<Record<Side, string>>]>([
  [
    'en',
    {
      ahead: "in 2 weeks|in 2 weeks time|in 2 weeks' time|in 2 weeks's time|2 weeks from now|2 weeks hence",
      ago: '2 weeks ago',
      after:
        '2 weeks after the 2027-01-01|2 weeks after 2027-01-01|' +
        '2 weeks from the 2027-01-01|2 weeks from 2027-01-01|' +
        '2 weeks following the 2027-01-01|2 weeks following 2027-01-01',
      before:
        '2 weeks before the 2027-01-01|2 weeks before 2027-01-01|' +
        '2 weeks prior to the 2027-01-01|2 weeks prior to 2027-01-01',
    },
  ],
  [
    'de',
    {
      ahead: 'in 2 Wochen|heute in 2 Wochen',
      ago: 'vor 2 Wochen',
      after:
        '2 Wochen nach dem 2027-01-01|2 Wochen nach 2027-01-01|' +
        '2 Wochen nach der 2027-01-01|2 Wochen ab dem 2027-01-01|2 Wochen ab 2027-01-01',
      before: '2 Wochen vor dem 2027-01-01|2 Wochen vor 2027-01-01',
    },
  ],
  [
    'fr',
    {
      ahead: 'dans 2 semaines',
      ago: 'il y a 2 semaines',
      after:
        '2 semaines après le 2027-01-01|2 semaines après 2027-01-01|' +
        '2 semaines à partir du 2027-01-01|2 semaines à compter du 2027-01-01',
      before: '2 semaines avant le 2027-01-01|2 semaines avant 2027-01-01',
    },
  ],
  [
    'es',
    {
      ahead: 'en 2 semanas|dentro de 2 semanas|de aquí a 2 semanas',
      ago: 'hace 2 semanas|2 semanas atrás',
      after:
        '2 semanas después del 2027-01-01|2 semanas después de el 2027-01-01|' +
        '2 semanas después de 2027-01-01|2 semanas a partir del 2027-01-01|' +
        '2 semanas a partir de 2027-01-01',
      before: '2 semanas antes del 2027-01-01|2 semanas antes de el 2027-01-01|2 semanas antes de 2027-01-01',
    },
  ],
  [
    'it',
    {
      ahead: 'tra 2 settimane|fra 2 settimane',
      ago: '2 settimane fa',
      after:
        '2 settimane dopo il 2027-01-01|2 settimane dopo 2027-01-01|' +
        '2 settimane a partire dal 2027-01-01|2 settimane dal 2027-01-01',
      before: '2 settimane prima del 2027-01-01|2 settimane prima di 2027-01-01',
    },
  ],
  [
    'pt',
    {
      ahead: 'em 2 semanas|daqui a 2 semanas|dentro de 2 semanas',
      ago: 'há 2 semanas|2 semanas atrás|faz 2 semanas',
      after:
        '2 semanas após o 2027-01-01|2 semanas após 2027-01-01|' +
        '2 semanas depois de 2027-01-01|2 semanas depois do 2027-01-01|' +
        '2 semanas a partir de 2027-01-01',
      before: '2 semanas antes de 2027-01-01|2 semanas antes do 2027-01-01',
    },
  ],
  [
    'nl',
    {
      ahead: 'over 2 weken',
      ago: '2 weken geleden',
      after: '2 weken na de 2027-01-01|2 weken na 2027-01-01|2 weken vanaf 2027-01-01',
      before: '2 weken voor de 2027-01-01|2 weken voor 2027-01-01|2 weken vóór de 2027-01-01|2 weken vóór 2027-01-01',
    },
  ],
  [
    'sv',
    {
      ahead: 'om 2 veckor',
      ago: 'för 2 veckor sedan|2 veckor sedan',
      after:
        '2 veckor efter den 2027-01-01|2 veckor efter 2027-01-01|' +
        '2 veckor från den 2027-01-01|2 veckor från 2027-01-01',
      before:
        '2 veckor före den 2027-01-01|2 veckor före 2027-01-01|' +
        '2 veckor innan den 2027-01-01|2 veckor innan 2027-01-01',
    },
  ],
  [
    'da',
    {
      ahead: 'om 2 uger',
      ago: 'for 2 uger siden|2 uger siden',
      after: '2 uger efter den 2027-01-01|2 uger efter 2027-01-01',
      before: '2 uger før den 2027-01-01|2 uger før 2027-01-01',
    },
  ],
  [
    'nb',
    {
      ahead: 'om 2 uker',
      ago: 'for 2 uker siden|2 uker siden',
      after: '2 uker etter den 2027-01-01|2 uker etter 2027-01-01',
      before: '2 uker før den 2027-01-01|2 uker før 2027-01-01',
    },
  ],
  ['fi', { ahead: '2 viikkoa päästä|2 viikkoa kuluttua', ago: '2 viikkoa sitten' }],
  [
    'ru',
    {
      ahead: 'через 2 недели',
      ago: '2 недели назад|2 недели тому назад',
      after: '2 недели после 2027-01-01|через 2 недели после 2027-01-01',
      before: 'за 2 недели до 2027-01-01|2 недели до 2027-01-01',
    },
  ],
  [
    'uk',
    {
      ahead: 'через 2 тижні|за 2 тижні',
      ago: '2 тижні тому|2 тижні тому назад',
      after: '2 тижні після 2027-01-01|через 2 тижні після 2027-01-01',
      before: 'за 2 тижні до 2027-01-01|2 тижні до 2027-01-01',
    },
  ],
  [
    'cs',
    {
      ahead: 'za 2 týdny',
      ago: 'před 2 týdny',
      after: '2 týdny po 2027-01-01|2 týdny od 2027-01-01',
      before: '2 týdny před 2027-01-01',
    },
  ],
  [
    'el',
    {
      ahead: 'σε 2 εβδομάδες|μετά από 2 εβδομάδες',
      ago: 'πριν από 2 εβδομάδες|πριν 2 εβδομάδες',
      after:
        '2 εβδομάδες μετά τις 2027-01-01|2 εβδομάδες μετά 2027-01-01|' +
        '2 εβδομάδες μετά από τις 2027-01-01|2 εβδομάδες μετά από 2027-01-01',
      before:
        '2 εβδομάδες πριν τις 2027-01-01|2 εβδομάδες πριν 2027-01-01|' +
        '2 εβδομάδες πριν από τις 2027-01-01|2 εβδομάδες πριν από 2027-01-01',
    },
  ],
  ['hu', { ahead: '2 hét múlva', ago: '2 hét ezelőtt' }],
  [
    'pl',
    {
      ahead: 'za 2 tygodnie',
      ago: '2 tygodnie temu',
      after: '2 tygodnie po 2027-01-01|2 tygodnie od 2027-01-01',
      before: '2 tygodnie przed 2027-01-01',
    },
  ],
  [
    'ro',
    {
      ahead: 'peste 2 săptămâni|în 2 săptămâni',
      ago: 'acum 2 săptămâni',
      after: '2 săptămâni după 2027-01-01|2 săptămâni de la 2027-01-01',
      before: '2 săptămâni înainte de 2027-01-01',
    },
  ],
])('%s: two weeks', (locale, said) => {
  test.each(Object.entries(said))('%s', (side, phrases) => {
    expect(readOtherwise(TWO_WEEKS[side as Side], phrases, locale)).toEqual([])
  })
})

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'en',
    {
      '2027-01-02': 'in 3 fortnight|in 3 fortnights',
      '2027-01-24': 'in 2 months and 3 days',
      '2027-02-21': 'in 3 mo|in 3 mos',
      '2027-05-21': 'in half a year',
      '2027-08-21': 'in 3 quarter|in 3 quarters',
    },
  ],
  [
    'de',
    {
      '2027-01-24': 'in 2 Monate und 3 Tage',
      '2027-05-21': 'in einem halben jahr',
      '2027-08-21': 'in 3 Quartal|in 3 Quartale|in 3 Quartalen',
    },
  ],
  [
    'fr',
    {
      '2027-01-24': 'dans 2 mois et 3 jours',
      '2027-08-21': 'dans 3 trimestre|dans 3 trimestres',
      '2029-11-21': 'dans 3 année|dans 3 années',
    },
  ],
  ['es', { '2027-01-24': 'en 2 meses y 3 días', '2027-08-21': 'en 3 trimestre|en 3 trimestres' }],
  ['it', { '2027-01-24': 'tra 2 mesi e 3 giorni', '2027-08-21': 'tra 3 trimestre|tra 3 trimestri' }],
  ['pt', { '2027-01-24': 'em 2 meses e 3 dias', '2027-08-21': 'em 3 trimestre|em 3 trimestres' }],
  [
    'nl',
    {
      '2027-01-24': 'over 2 maanden en 3 dagen',
      '2027-08-21': 'over 3 kwartaal|over 3 kwartalen',
      '2029-11-21': 'over 3 jaren',
    },
  ],
  ['sv', { '2027-01-24': 'om 2 månader och 3 dygn', '2027-08-21': 'om 3 kvartal' }],
  ['da', { '2027-01-24': 'om 2 måneder og 3 dage' }],
  ['nb', { '2027-01-24': 'om 2 måneder og 3 døgn' }],
  [
    'fi',
    {
      '2026-11-22': 'päivän päästä',
      '2026-11-28': 'viikon päästä',
      '2026-12-21': 'kuukauden päästä',
      '2027-01-24': '2 kuukautta ja 3 päivää päästä',
      '2027-11-21': 'vuoden päästä',
    },
  ],
  [
    'ru',
    {
      '2026-11-28': 'через неделю',
      '2026-12-21': 'через месяц',
      '2027-01-24': 'через 2 месяца и 3 дня',
      '2027-05-21': 'через полгода',
      '2027-08-21': 'через 3 квартал|через 3 квартала|через 3 кварталов',
      '2027-11-21': 'через год',
    },
  ],
  [
    'uk',
    {
      '2026-11-28': 'через тиждень',
      '2026-12-21': 'через місяць',
      '2027-01-24': 'через 2 місяці і 3 дні|через 2 місяці й 3 дні|через 2 місяці та 3 дні',
      '2027-08-21': 'через 3 квартал|через 3 квартали|через 3 кварталів',
      '2027-11-21': 'через рік',
    },
  ],
  [
    'cs',
    { '2026-11-28': 'za týden', '2026-12-21': 'za měsíc', '2027-01-24': 'za 2 měsíce a 3 dny', '2027-11-21': 'za rok' },
  ],
  [
    'el',
    {
      '2026-11-24': 'σε 3 μέρα|σε 3 μέρες',
      '2026-12-12': 'σε 3 βδομάδα|σε 3 βδομάδες',
      '2027-01-24': 'σε 2 μήνες και 3 ημέρες',
      '2029-11-21': 'σε 3 χρόνο|σε 3 χρόνια',
    },
  ],
  ['hu', { '2027-01-24': '2 hónap és 3 nap múlva' }],
  [
    'pl',
    {
      '2026-11-22': 'za dzień',
      '2026-11-28': 'za tydzień',
      '2026-12-21': 'za miesiąc',
      '2027-01-24': 'za 2 miesiące i 3 dni|za 2 miesiące oraz 3 dni',
      '2027-05-21': 'za pół roku',
      '2027-11-21': 'za rok',
    },
  ],
  ['ro', { '2027-01-24': 'peste 2 luni și 3 zile|peste 2 luni şi 3 zile', '2029-11-21': 'peste 3 an|peste 3 ani' }],
])('%s: other units, distances without a number, and two parts', (locale, said) => {
  for (const [day, phrases] of Object.entries(said)) expect(readOtherwise(day, phrases, locale)).toEqual([])
})
