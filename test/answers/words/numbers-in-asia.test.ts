/** The numbers from one to twelve, as languages of Asia say them before days: a distance ahead. */
import { expect, test } from 'vitest'
import { dayAt, readOtherwise } from './said.ts'

test.each<[string, string]>([
  [
    'id',
    'dalam satu hari;dalam dua hari;dalam tiga hari;dalam empat hari;dalam lima hari;' +
      'dalam enam hari;dalam tujuh hari;dalam delapan hari;dalam sembilan hari;' +
      'dalam sepuluh hari;dalam sebelas hari;dalam dua belas hari',
  ],
  [
    'vi',
    'một ngày nữa;hai ngày nữa;ba ngày nữa;bốn ngày nữa;năm ngày nữa;sáu ngày nữa;' +
      'bảy ngày nữa;tám ngày nữa;chín ngày nữa;mười ngày nữa;mười một ngày nữa;' +
      'mười hai ngày nữa',
  ],
  ['ja', '一日後;二日後;三日後;四日後;五日後;六日後;七日後;八日後;九日後;十日後;十一日後;十二日後'],
  ['zh', '一天后;二天后|两天后|兩天后;三天后;四天后;五天后;六天后;七天后;八天后;九天后;十天后;十一天后;十二天后'],
  [
    'ar',
    'بعد واحد يوم|بعد واحدة يوم;بعد اثنان يومان|بعد اثنين يومان;بعد ثلاثة يومان|' +
      'بعد ثلاث يومان;بعد أربعة يومان|بعد أربع يومان;بعد خمسة أيام|بعد خمس أيام;' +
      'بعد ستة أيام|بعد ست أيام;بعد سبعة أيام|بعد سبع أيام;بعد ثمانية أيام|' +
      'بعد ثماني أيام;بعد تسعة أيام|بعد تسع أيام;بعد عشرة أيام|بعد عشر أيام;' +
      'بعد أحد عشر أيام;بعد اثنا عشر أيام',
  ],
  [
    'fa',
    'یک روز بعد;دو روز بعد;سه روز بعد;چهار روز بعد;پنج روز بعد;شش روز بعد;' +
      'هفت روز بعد;هشت روز بعد;نه روز بعد;ده روز بعد;یازده روز بعد;دوازده روز بعد',
  ],
  [
    'hi',
    'एक दिन में;दो दिन में;तीन दिन में;चार दिन में;पाँच दिन में|पांच दिन में;' +
      'छह दिन में|छः दिन में;सात दिन में;आठ दिन में;नौ दिन में;दस दिन में;' +
      'ग्यारह दिन में;बारह दिन में',
  ],
  [
    'ko',
    '한 일 후|일 일 후;두 일 후|이 일 후;세 일 후|석 일 후|삼 일 후;네 일 후|넉 일 후|사 일 후;다섯 일 후|오 일 후;여섯 일 후|' +
      '육 일 후;일곱 일 후|칠 일 후;여덟 일 후|팔 일 후;아홉 일 후|구 일 후;열 일 후|십 일 후;열한 일 후|십일 일 후;열두 일 후|' +
      '십이 일 후',
  ],
  [
    'tr',
    'bir gün sonra;iki gün sonra;üç gün sonra;dört gün sonra;beş gün sonra;' +
      'altı gün sonra;yedi gün sonra;sekiz gün sonra;dokuz gün sonra;on gün sonra;' +
      'on bir gün sonra;on iki gün sonra',
  ],
  [
    'he',
    'בעוד אחד יום|בעוד אחת יום;בעוד שני יומיים|בעוד שתי יומיים;בעוד שלושה יומיים|' +
      'בעוד שלוש יומיים;בעוד ארבעה יומיים|בעוד ארבע יומיים;בעוד חמישה ימים|' +
      'בעוד חמש ימים;בעוד שישה ימים|בעוד שש ימים;בעוד שבעה ימים|בעוד שבע ימים;' +
      'בעוד שמונה ימים;בעוד תשעה ימים|בעוד תשע ימים;בעוד עשרה ימים|בעוד עשר ימים;' +
      'בעוד אחד עשר ימים|בעוד אחת עשרה ימים;בעוד שנים עשר ימים|בעוד שתים עשרה ימים',
  ],
])('%s: one to twelve days ahead', (locale, said) => {
  expect(said.split(';')).toHaveLength(12)
  expect(said.split(';').flatMap((phrases, index) => readOtherwise(dayAt(index + 1), phrases, locale))).toEqual([])
})
