/** Days that are said by their distance, from today or from another day. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDistance } from '../../src/answers/parsing/dates/calendar.ts'
import { outcome } from './given.ts'

/** A Monday, the last of its month. */
const MONDAY = '2026-11-30T10:00:00Z'
const said = (text: string, locale: string, now = MONDAY) => outcome('date', text, locale, now)

describe('months are those of the calendar: the corresponding day, or the last of the month', () => {
  test.each([
    ['en-US', 'in 3 months'],
    ['en-GB', 'in three months'],
    ['en-US', '3 months from now'],
    ['en-US', '3 months from today'],
    ['en-US', '+3 months'],
    ['en-US', 'in 3 mo'],
    ['en-US', 'in a quarter'],
    ['de', 'in 3 Monaten'],
    ['de', 'in drei Monaten'],
    ['de', 'heute in 3 Monaten'],
    ['de', 'in 1 Quartal'],
    ['fr', 'dans 3 mois'],
    ['fr', 'dans trois mois'],
    ['es', 'en 3 meses'],
    ['es', 'dentro de tres meses'],
    ['it', 'tra 3 mesi'],
    ['it', 'fra tre mesi'],
    ['pt-BR', 'em 3 meses'],
    ['pt', 'daqui a três meses'],
    ['nl', 'over 3 maanden'],
    ['nl', 'over drie maanden'],
    ['sv', 'om 3 månader'],
    ['sv', 'om tre månader'],
    ['ru', 'через 3 месяца'],
    ['ru', 'через три месяца'],
    ['uk', 'через 3 місяці'],
    ['uk', 'за три місяці'],
    ['fi', '3 kuukauden päästä'],
    ['fi', 'kolmen kuukauden kuluttua'],
    ['id', 'dalam 3 bulan'],
    ['id', 'tiga bulan lagi'],
    ['vi', '3 tháng nữa'],
    ['vi', 'sau ba tháng'],
    ['ja', '3か月後'],
    ['ja', '3ヶ月後'],
    ['ja', '三ヶ月後'],
    ['zh-CN', '3个月后'],
    ['zh-CN', '三个月后'],
    ['zh-TW', '3個月後'],
    ['ar', 'خلال 3 أشهر'],
    ['ar', 'بعد ثلاثة أشهر'],
    ['ko', '3개월 후'],
    ['pl', 'za 3 miesiące'],
    ['tr', '3 ay sonra'],
    ['da', 'om 3 måneder'],
    ['he', 'בעוד 3 חודשים'],
    ['hi', '3 माह में'],
    ['de', 'in 3 months'],
    ['en-US', '  In 3  Months. '],
  ])('%s: %s', (locale, text) => expect(said(text, locale)).toBe('2027-02-28'))

  test.each([
    ['en-US', '1 month before 3/31/2027', '2027-02-28'],
    ['en-US', 'a month before 31 March 2027', '2027-02-28'],
    ['en-US', 'one month after Jan 31, 2028', '2028-02-29'],
    ['en-US', '3 months after today', '2027-02-28'],
    ['en-US', '2 days before yesterday', '2026-11-27'],
    ['mt', 'jumejn ilu', '2026-11-28'],
    ['en-US', '10 days after tomorrow', '2026-12-11'],
    ['de', '1 Monat vor dem 31.03.2027', '2027-02-28'],
    ['de', 'drei Monate nach dem 30.11.2026', '2027-02-28'],
    ['de', '2 Wochen ab heute', '2026-12-14'],
    ['fr', '1 mois avant le 31/03/2027', '2027-02-28'],
    ['fr', 'un mois après le 31 janvier 2027', '2027-02-28'],
    ['es', '1 mes antes del 31/3/2027', '2027-02-28'],
    ['es', 'un mes después del 31/01/2027', '2027-02-28'],
    ['it', '1 mese prima del 31/03/2027', '2027-02-28'],
    ['it', 'un mese dopo il 31/01/2027', '2027-02-28'],
    ['pt-BR', '1 mês antes de 31/03/2027', '2027-02-28'],
    ['pt-BR', '1 mês após 31/01/2027', '2027-02-28'],
    ['nl', '1 maand voor 31-03-2027', '2027-02-28'],
    ['nl', '1 maand na 31-01-2027', '2027-02-28'],
    ['sv', '1 månad före 2027-03-31', '2027-02-28'],
    ['ru', 'за 1 месяц до 31.03.2027', '2027-02-28'],
    ['ru', '1 месяц после 31.01.2027', '2027-02-28'],
    ['ja', '2027年3月31日の1か月前', '2027-02-28'],
    ['zh-CN', '2027年3月31日前1个月', '2027-02-28'],
    ['en-US', '1 year after 29 Feb 2028', '2029-02-28'],
    ['en-US', '4 years after Feb 29, 2028', '2032-02-29'],
    ['en-US', '1 year before 29 Feb 2028', '2027-02-28'],
  ])('%s: %s', (locale, text, day) => expect(said(text, locale)).toBe(day))

  test('two readings of the day that is counted from are two of the day that is meant', () => {
    expect(said('1 month before 03/05/2027', 'en')).toEqual(['2027-04-03', '2027-02-05'])
    expect(said('3 weeks from friday', 'en-US')).toEqual(['2026-12-18', '2026-12-25'])
  })

  test.each([
    ['en-US', 'two months and 3 days from now', '2027-02-02'],
    ['en-US', 'in two months and 3 days', '2027-02-02'],
    ['en-US', 'in 2 months, 3 days', '2027-02-02'],
    ['en-US', 'in 1 year and 3 months', '2028-02-29'],
    ['en-US', '2 months and 3 days ago', '2026-09-27'],
    ['de', 'in zwei Monaten und 3 Tagen', '2027-02-02'],
    ['fr', 'dans deux mois et 3 jours', '2027-02-02'],
    ['es', 'en dos meses y 3 días', '2027-02-02'],
    ['it', 'tra due mesi e 3 giorni', '2027-02-02'],
    ['nl', 'over twee maanden en 3 dagen', '2027-02-02'],
    ['en-US', 'in 1 year 2 weeks', '2027-12-14'],
  ])('%s: %s', (locale, text, day) => expect(said(text, locale)).toBe(day))

  test.each([
    ['en-US', '3 months ago', '2026-08-30'],
    ['de', 'vor 3 Monaten', '2026-08-30'],
    ['fr', 'il y a 3 mois', '2026-08-30'],
    ['es', 'hace 3 meses', '2026-08-30'],
    ['it', 'tre mesi fa', '2026-08-30'],
    ['pt-BR', 'há 3 meses', '2026-08-30'],
    ['pt-BR', '3 meses atrás', '2026-08-30'],
    ['nl', '3 maanden geleden', '2026-08-30'],
    ['sv', 'för 3 månader sedan', '2026-08-30'],
    ['ru', '3 месяца назад', '2026-08-30'],
    ['uk', '3 місяці тому', '2026-08-30'],
    ['fi', '3 kuukautta sitten', '2026-08-30'],
    ['id', '3 bulan yang lalu', '2026-08-30'],
    ['vi', '3 tháng trước', '2026-08-30'],
    ['ja', '3ヶ月前', '2026-08-30'],
    ['zh-CN', '3个月前', '2026-08-30'],
    ['ar', 'قبل 3 أشهر', '2026-08-30'],
    ['ko', '3개월 전', '2026-08-30'],
    ['en-US', 'a month ago', '2026-10-30'],
    ['en-US', '-3 days', '2026-11-27'],
    ['en-US', '9 months ago', '2026-02-28'],
    ['ar', 'قبل شهرين', '2026-09-30'],
  ])('%s: %s', (locale, text, day) => expect(said(text, locale)).toBe(day))

  test.each([
    ['en-US', 'in a week', '2026-12-07'],
    ['en-US', 'in a fortnight', '2026-12-14'],
    ['en-US', 'in 0 days', '2026-11-30'],
    ['en-US', 'in a year', '2027-11-30'],
    ['en-US', "in one week's time", '2026-12-07'],
    ['en-US', 'in half a year', '2027-05-30'],
    ['de', 'in einem halben Jahr', '2027-05-30'],
    ['ru', 'через неделю', '2026-12-07'],
    ['ru', 'через месяц', '2026-12-30'],
    ['fr', 'dans 15 jours', '2026-12-15'],
    ['nl', 'over een maand', '2026-12-30'],
    ['en-US', 'today', '2026-11-30'],
    ['de', 'übermorgen', '2026-12-02'],
    ['en-US', 'the day before yesterday', '2026-11-28'],
    ['en-US', 'end of month', '2026-11-30'],
    ['en-US', 'end of next month', '2026-12-31'],
  ])('%s: %s', (locale, text, day) => expect(said(text, locale)).toBe(day))

  test('every locale is counted by the same calendar', () => {
    const locales = [
      'en',
      'de',
      'fr',
      'es',
      'it',
      'pt',
      'nl',
      'sv',
      'da',
      'nb',
      'fi',
      'pl',
      'cs',
      'hu',
      'ro',
      'el',
      'tr',
      'ru',
      'uk',
      'id',
      'vi',
      'ja',
      'zh',
      'zh-TW',
      'ko',
      'hi',
      'th',
      'he',
      'ar-EG',
      'fa',
    ]
    const unit = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const)
    const style = fc.constantFrom('long' as const, 'short' as const)
    const count = fc.integer({ min: -40, max: 40 }).filter((one) => one !== 0)
    const days = fc.integer({ min: 0, max: 3_000 }).map((one) => addDistance('2024-01-01', { days: one }) ?? '')
    const distances = fc.record({ locale: fc.constantFrom(...locales), unit, style, count, today: days })
    const seen = { read: 0 }
    fc.assert(
      fc.property(distances, (distance) => {
        const write = (sign: 1 | -1, style: 'long' | 'short') =>
          new Intl.RelativeTimeFormat(distance.locale, { style }).format(sign * distance.count, distance.unit)
        const text = write(1, distance.style)
        // CLDR has slips: one short form of Arabic says “in” of what is past.
        if (text === write(-1, 'long')) return
        const result = said(text, distance.locale, `${distance.today}T10:00:00Z`)
        if (result !== 'refused') seen.read++
        expect(['refused', addDistance(distance.today, { [`${distance.unit}s`]: distance.count })]).toContain(result)
      }),
      { seed: 12, numRuns: 1_500 },
    )
    expect(seen.read).toBeGreaterThan(1_400)
  })
})

describe('what does not say which day is refused', () => {
  test.each([
    [
      'en-US',
      [
        'in several weeks',
        'in a few days',
        'in a couple of days',
        'in some days',
        '10 days after',
        '10 days before',
        '3 months later',
        'within 30 days',
        'within the week',
        'next week',
        'last week',
        'this week',
        'this weekend',
        'next weekend',
        'next month',
        'next year',
        'in 1.5 months',
        'next 3 months',
        'past 3 days',
        'last 3 days',
        'in 3 working days',
        'in 10 business days',
        'in about 3 weeks',
        'in 2-3 weeks',
        'in 3',
        'in months',
        '3 months',
        'in 3 months or so',
        'in 3 months after',
        'in 3 hours',
        'in 2 days and 3 hours',
        'in 99999 years',
        'by the end of next week',
        'sometime in 3 weeks',
        'in 3 months ago',
        'in 3 Mondays',
      ],
    ],
    [
      'de',
      [
        'in einigen Wochen',
        'in ein paar Tagen',
        'in mehreren Wochen',
        'in wenigen Tagen',
        '10 Tage danach',
        '10 Tage nach',
        'innerhalb von 30 Tagen',
        'binnen 30 Tagen',
        'nächste Woche',
        'letzte Woche',
        'dieses Wochenende',
        'nächsten Monat',
        'in 1,5 Monaten',
        'in den nächsten 3 Tagen',
      ],
    ],
    [
      'fr',
      [
        'dans quelques jours',
        'dans plusieurs semaines',
        '10 jours après',
        "d'ici 30 jours",
        'd’ici 30 jours',
        'dans les 30 jours',
        'sous 30 jours',
        'la semaine prochaine',
        'semaine prochaine',
        'ce week-end',
        'le mois prochain',
      ],
    ],
    [
      'es',
      [
        'en unos días',
        'dentro de algunas semanas',
        '10 días después',
        'la próxima semana',
        'la semana que viene',
        'este fin de semana',
        'el próximo mes',
      ],
    ],
    [
      'it',
      [
        'fra qualche giorno',
        'tra alcune settimane',
        '10 giorni dopo',
        'entro 30 giorni',
        'la settimana prossima',
        'questo fine settimana',
        'il mese prossimo',
      ],
    ],
    [
      'pt-BR',
      [
        'em alguns dias',
        '10 dias depois',
        'próxima semana',
        'na próxima semana',
        'semana que vem',
        'neste fim de semana',
        'mês que vem',
      ],
    ],
    [
      'nl',
      [
        'over enkele dagen',
        'over een paar dagen',
        '10 dagen erna',
        'binnen 30 dagen',
        'volgende week',
        'dit weekend',
        'volgende maand',
      ],
    ],
    ['sv', ['om några dagar', 'inom 30 dagar', 'nästa vecka', 'i helgen', 'nästa månad']],
    [
      'ru',
      [
        'через несколько дней',
        'через пару недель',
        'в течение 30 дней',
        'на следующей неделе',
        'в эти выходные',
        'в следующем месяце',
      ],
    ],
    ['uk', ['через кілька днів', 'через декілька тижнів', 'наступного тижня', 'наступного місяця']],
    ['fi', ['muutaman päivän kuluttua', 'ensi viikolla', '30 päivän sisällä', 'ensi kuussa']],
    ['id', ['beberapa hari lagi', 'minggu depan', 'bulan depan']],
    ['vi', ['vài ngày nữa', 'tuần sau', 'tháng sau', 'trong vòng 30 ngày']],
    ['ja', ['数日後', '来週', '今週末', '30日以内', '来月']],
    ['zh-CN', ['几天后', '数周后', '下周', '这个周末', '30天内', '下个月']],
    ['ar', ['بعد بضعة أيام', 'الأسبوع القادم', 'الشهر القادم']],
  ])('%s', (locale, texts) => {
    expect(texts.map((text) => [text, said(text, locale)])).toEqual(texts.map((text) => [text, 'refused']))
  })
})

test.each([
  ['de', 'vorgestern', 'gestern', 'morgen', 'übermorgen'],
  ['fr', 'avant-hier', 'hier', 'demain', 'après-demain'],
  ['pl', 'przedwczoraj', 'wczoraj', 'jutro', 'pojutrze'],
  ['sv', 'i förrgår', 'i går', 'i morgon', 'i övermorgon'],
  ['tr', 'evvelsi gün', 'dün', 'yarın', 'öbür gün'],
  ['sw', 'juzi', 'jana', 'kesho', 'kesho kutwa'],
])('the days around today have names: %s', (locale, ...names) => {
  expect(names.map((name) => said(name, locale))).toEqual(['2026-11-28', '2026-11-29', '2026-12-01', '2026-12-02'])
})
