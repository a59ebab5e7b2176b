/** Weekdays: never in the past unless it is said, and asked where two days can be meant. */
import { describe, expect, test } from 'vitest'
import { addDays, weekdayOf } from '../../src/answers/parsing/dates/calendar.ts'
import { outcome } from './given.ts'

const MONDAY = '2026-11-30T10:00:00Z'
const said = (text: string, locale: string, now = MONDAY) => outcome('date', text, locale, now)

test.each([
  [
    'en-US',
    [
      'on friday',
      'on Fri',
      'this friday',
      'coming friday',
      'this coming Friday',
      'friday this week',
      'friday, december 4, 2026',
    ],
  ],
  ['de', ['am Freitag', 'diesen Freitag', 'kommenden Freitag', 'am kommenden Freitag', 'am Fr.']],
  ['fr', ['ce vendredi', 'le vendredi', 'ce ven.']],
  ['es', ['el viernes', 'este viernes']],
  ['it', ['il venerdì', 'questo venerdì']],
  ['pt-BR', ['na sexta-feira', 'esta sexta-feira', 'nesta sexta']],
  ['nl', ['op vrijdag', 'deze vrijdag', 'aanstaande vrijdag', 'komende vrijdag']],
  ['sv', ['på fredag']],
  ['da', ['på fredag']],
  ['nb', ['på fredag']],
  ['ru', ['в пятницу', 'в эту пятницу']],
  ['uk', ['у п’ятницю', "в п'ятницю", 'цієї п’ятниці']],
  ['fi', ['tänä perjantaina']],
  ['id', ['hari jumat', 'jumat ini']],
  ['vi', ['thứ sáu này']],
  ['ja', ['今週の金曜日']],
  ['zh-CN', ['这周五', '这个星期五']],
  ['ar', ['يوم الجمعة']],
])('%s: later this week is the day of this week', (locale, texts) => {
  expect(texts.map((text) => [text, said(text, locale)])).toEqual(texts.map((text) => [text, '2026-12-04']))
})

test.each([
  ['en-US', ['next friday', 'on next Friday', 'next Fri']],
  ['de', ['nächsten Freitag', 'nächster Freitag', 'am nächsten Freitag', 'next friday']],
  ['fr', ['vendredi prochain', 'le vendredi prochain']],
  ['es', ['el próximo viernes', 'próximo viernes', 'viernes próximo', 'el viernes que viene']],
  ['it', ['venerdì prossimo', 'prossimo venerdì', 'il prossimo venerdì']],
  ['pt-BR', ['próxima sexta-feira', 'na próxima sexta', 'sexta que vem']],
  ['nl', ['volgende vrijdag']],
  ['sv', ['nästa fredag']],
  ['da', ['næste fredag']],
  ['nb', ['neste fredag']],
  ['ru', ['в следующую пятницу']],
  ['uk', ['наступної п’ятниці', "у наступну п'ятницю"]],
  ['fi', ['ensi perjantaina']],
  ['id', ['jumat depan', 'hari Jumat depan']],
  ['vi', ['thứ sáu tới']],
  ['ja', ['次の金曜日']],
  ['zh-CN', ['下周五', '下星期五']],
  ['zh-TW', ['下週五']],
  ['ar', ['الجمعة القادمة', 'يوم الجمعة القادم']],
  ['ko', ['다음 금요일']],
])('%s: the next one is asked: the coming one, or the one after', (locale, texts) => {
  for (const text of texts) expect([text, said(text, locale)]).toEqual([text, ['2026-12-04', '2026-12-11']])
})

test.each([
  ['en-US', ['last friday', 'on last friday', 'past friday', 'previous friday']],
  ['de', ['letzten Freitag', 'am letzten Freitag', 'vergangenen Freitag', 'vorigen Freitag']],
  ['fr', ['vendredi dernier', 'le vendredi dernier']],
  ['es', ['el viernes pasado', 'viernes pasado', 'el pasado viernes']],
  ['it', ['venerdì scorso', 'lo scorso venerdì']],
  ['pt-BR', ['sexta-feira passada', 'na sexta passada']],
  ['nl', ['vorige vrijdag', 'afgelopen vrijdag']],
  ['sv', ['i fredags', 'förra fredagen']],
  ['ru', ['в прошлую пятницу']],
  ['uk', ['минулої п’ятниці']],
  ['fi', ['viime perjantaina']],
  ['id', ['jumat lalu']],
  ['vi', ['thứ sáu trước']],
  ['ja', ['先週の金曜日']],
  ['zh-CN', ['上周五']],
  ['ar', ['الجمعة الماضية']],
])('%s: the last one is past', (locale, texts) => {
  expect(texts.map((text) => [text, said(text, locale)])).toEqual(texts.map((text) => [text, '2026-11-27']))
})

test.each([
  ['en-US', ['friday', 'Fri.']],
  ['de', ['Freitag', 'Fr']],
  ['fr', ['vendredi']],
  ['es', ['viernes']],
  ['it', ['venerdì']],
  ['pt-BR', ['sexta-feira', 'sexta']],
  ['nl', ['vrijdag']],
  ['sv', ['fredag']],
  ['ru', ['пятница']],
  ['uk', ['пʼятниця']],
  ['fi', ['perjantaina']],
  ['id', ['jumat']],
  ['vi', ['thứ sáu']],
  ['ja', ['金曜日']],
  ['zh-CN', ['星期五']],
  ['ar', ['الجمعة']],
  ['ko', ['금요일']],
  ['pl', ['piątek']],
  ['tr', ['Cuma']],
  ['he', ['יום שישי']],
  ['th', ['วันศุกร์']],
])('%s: a weekday alone is asked: the last one, or the coming one', (locale, texts) => {
  for (const text of texts) expect([text, said(text, locale)]).toEqual([text, ['2026-11-27', '2026-12-04']])
})

test.each([
  ['en-US', ['friday next week', 'next week friday'], '2026-12-11'],
  ['de', ['Freitag nächster Woche', 'nächste Woche Freitag'], '2026-12-11'],
  ['ja', ['来週の金曜日'], '2026-12-11'],
  ['vi', ['thứ sáu tuần sau'], '2026-12-11'],
  ['en-US', ['friday last week'], '2026-11-27'],
  ['de', ['Freitag letzter Woche'], '2026-11-27'],
  ['vi', ['thứ sáu tuần trước'], '2026-11-27'],
  ['en-US', ['monday next week'], '2026-12-07'],
])('%s: a named week is that week: %s', (locale, texts, day) => {
  expect(texts.map((text) => said(text, locale))).toEqual(texts.map(() => day))
})

test.each([
  'by friday',
  'until friday',
  'before friday',
  'after friday',
  'every friday',
  'fridays',
  'friday friday',
  'the friday after next',
  '2 fridays ago',
  'on friday or so',
  'last next friday',
  'next last friday',
  'the sun',
  'fri-sat',
  'this weekend',
])('%s is refused', (text) => expect(said(text, 'en-US')).toBe('refused'))

describe('whatever day it is', () => {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
  const todays = Array.from({ length: 14 }, (_, index) => addDays('2026-11-23', index) ?? '')

  test('a weekday with a small word is still to come this week, or asked', () => {
    for (const today of todays) {
      for (const [weekday, name] of names.entries()) {
        const found = said(`on ${name}`, 'en-US', `${today}T10:00:00Z`)
        const ahead = (weekday - weekdayOf(today) + 7) % 7
        const isLater = ahead > 0 && ((weekdayOf(today) + 6) % 7) + ahead < 7
        const coming = addDays(today, ahead || 7)
        expect(found).toEqual(isLater ? coming : [addDays(today, (ahead || 7) - 7), coming])
      }
    }
  })

  test('the next and the last one are not today', () => {
    for (const today of todays) {
      for (const [weekday, name] of names.entries()) {
        const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7
        const both = [addDays(today, ahead), addDays(today, ahead + 7)]
        expect(said(`next ${name}`, 'en-US', `${today}T10:00:00Z`)).toEqual(both)
        expect(said(`last ${name}`, 'en-US', `${today}T10:00:00Z`)).toBe(addDays(today, ahead === 7 ? -7 : ahead - 7))
      }
    }
  })
})
