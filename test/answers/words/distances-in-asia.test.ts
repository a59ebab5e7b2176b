/**
 * Each way in which languages of Asia say a distance: ahead, ago, after and before a day, in units that CLDR lacks,
 * without a number, and in two parts.
 */
import { describe, expect, test } from 'vitest'
import { readOtherwise, TWO_WEEKS, type Side } from './said.ts'

describe.each<[string, Partial<Record<Side, string>>]>([
  [
    'id',
    {
      ahead: 'dalam 2 minggu|2 minggu lagi|dalam 2 minggu lagi',
      ago: '2 minggu yang lalu|2 minggu lalu',
      after: '2 minggu setelah 2027-01-01|2 minggu sesudah 2027-01-01|2 minggu dari 2027-01-01',
      before: '2 minggu sebelum 2027-01-01',
    },
  ],
  [
    'vi',
    {
      ahead: '2 tuần nữa|sau 2 tuần|sau 2 tuần nữa',
      ago: '2 tuần trước|cách đây 2 tuần',
      after: '2 tuần sau 2027-01-01|2 tuần kể từ 2027-01-01',
      before: '2 tuần trước 2027-01-01',
    },
  ],
  [
    'ja',
    {
      ahead: '2 週間後|2 週間のち',
      ago: '2 週間前',
      after: '2027-01-01の2 週間後|2027-01-01から2 週間後',
      before: '2027-01-01の2 週間前',
    },
  ],
  [
    'zh',
    {
      ahead: '2周后|2周後|2周之后|2周之後|2周以后|2周以後',
      ago: '2周前|2周之前|2周以前',
      after: '2027-01-01后2周|2027-01-01後2周|2027-01-01之后2周|2027-01-01之後2周|2027-01-01的2周后|2027-01-01的2周後',
      before: '2027-01-01前2周|2027-01-01之前2周|2027-01-01的2周前',
    },
  ],
  [
    'ar',
    {
      ahead: 'بعد أسبوعين|خلال أسبوعين',
      ago: 'قبل أسبوعين|منذ أسبوعين',
      after: 'أسبوعين بعد 2027-01-01',
      before: 'أسبوعين قبل 2027-01-01',
    },
  ],
  [
    'fa',
    {
      ahead: '2 هفته بعد|2 هفته دیگر|2 هفته آینده',
      ago: '2 هفته پیش|2 هفته قبل',
      after: '2 هفته بعد از 2027-01-01|2 هفته پس از 2027-01-01',
      before: '2 هفته قبل از 2027-01-01|2 هفته پیش از 2027-01-01',
    },
  ],
  [
    'hi',
    {
      ahead: '2 सप्ताह में|2 सप्ताह बाद|2 सप्ताह के बाद',
      ago: '2 सप्ताह पहले|2 सप्ताह पूर्व',
      after: '2027-01-01 के 2 सप्ताह बाद|2027-01-01 से 2 सप्ताह बाद',
      before: '2027-01-01 से 2 सप्ताह पहले|2027-01-01 के 2 सप्ताह पहले',
    },
  ],
  [
    'ko',
    {
      ahead: '2주 후|2주 뒤|2주 이후',
      ago: '2주 전',
      after: '2027-01-01 2주 후|2027-01-01부터 2주 후|2027-01-01 이후 2주',
      before: '2027-01-01 2주 전',
    },
  ],
  [
    'tr',
    {
      ahead: '2 hafta sonra',
      ago: '2 hafta önce',
      after: "2027-01-01'den 2 hafta sonra|2027-01-01 tarihinden 2 hafta sonra",
      before: "2027-01-01'den 2 hafta önce|2027-01-01 tarihinden 2 hafta önce",
    },
  ],
  [
    'he',
    {
      ahead: 'בעוד שבועיים|עוד שבועיים',
      ago: 'לפני שבועיים',
      after: 'שבועיים אחרי 2027-01-01|שבועיים לאחר 2027-01-01',
      before: 'שבועיים לפני 2027-01-01',
    },
  ],
])('%s: two weeks', (locale, said) => {
  test.each(Object.entries(said))('%s', (side, phrases) => {
    expect(readOtherwise(TWO_WEEKS[side as Side], phrases, locale)).toEqual([])
  })
})

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'id',
    {
      '2026-11-22': 'dalam sehari',
      '2026-11-28': 'dalam seminggu',
      '2026-12-12': 'dalam 3 pekan',
      '2026-12-21': 'dalam sebulan',
      '2027-01-24': 'dalam 2 bulan dan 3 hari',
      '2027-11-21': 'dalam setahun',
    },
  ],
  ['vi', { '2027-01-24': '2 tháng và 3 ngày nữa' }],
  [
    'ja',
    {
      '2026-11-24': '3日後|3日間後',
      '2026-12-12': '3週後|3週間後',
      '2027-01-24': '2 か月と3 日後',
      '2027-02-21': '3ヶ月後|3ヵ月後|3カ月後|3ケ月後|3か月後|3箇月後',
      '2029-11-21': '3年後|3年間後',
    },
  ],
  [
    'zh',
    {
      '2026-11-24': '3日后',
      '2026-12-12': '3星期后|3个星期后|3個星期后|3礼拜后|3个礼拜后',
      '2027-01-24': '2个月零3天后|2个月又3天后|2个月和3天后',
    },
  ],
  [
    'ar',
    {
      '2026-11-22': 'بعد يوم',
      '2026-11-23': 'بعد يومين',
      '2026-11-28': 'بعد أسبوع',
      '2026-12-05': 'بعد أسبوعين',
      '2026-12-21': 'بعد شهر',
      '2027-01-21': 'بعد شهرين',
      '2027-11-21': 'بعد سنة',
      '2028-11-21': 'بعد سنتين',
    },
  ],
  ['fa', { '2027-01-24': '2 ماه و 3 روز بعد' }],
  [
    'hi',
    {
      '2026-12-12': '3 हफ़्ता में|3 हफ़्ते में|3 हफ़्तों में|3 हफ्ते में',
      '2027-01-24': '2 महीने और 3 दिन में',
      '2027-02-21': '3 महीना में|3 महीने में|3 महीनों में',
      '2029-11-21': '3 साल में',
    },
  ],
  [
    'ko',
    {
      '2026-11-22': '하루 후',
      '2026-11-23': '이틀 후',
      '2026-11-24': '사흘 후',
      '2026-11-25': '나흘 후',
      '2026-11-26': '닷새 후',
      '2026-11-27': '엿새 후',
      '2026-11-28': '일주일 후|이레 후',
      '2026-12-01': '열흘 후',
      '2026-12-12': '3 주일 후',
      '2027-02-21': '3 달 후',
    },
  ],
  ['tr', { '2027-01-24': '2 ay ve 3 gün sonra', '2027-05-21': 'yarım yıl sonra' }],
  ['he', { '2026-11-22': 'בעוד יום', '2026-11-28': 'בעוד שבוע', '2026-12-21': 'בעוד חודש', '2027-11-21': 'בעוד שנה' }],
])('%s: other units, distances without a number, and two parts', (locale, said) => {
  for (const [day, phrases] of Object.entries(said)) expect(readOtherwise(day, phrases, locale)).toEqual([])
})
