/** Two weeks from today, with the number in words: CLDR has many of these phrases with digits, and none with words. */
import { expect, test } from 'vitest'
import { readOtherwise, TWO_WEEKS } from './said.ts'

test.each<[locale: string, ahead: string, ago: string]>([
  [
    'en',
    'in two weeks|in two weeks time|in two weeks’ time|two weeks from now|two weeks hence',
    'two weeks ago|Two Weeks Ago.',
  ],
  ['de', 'in zwei Wochen|heute in zwei Wochen', 'vor zwei Wochen'],
  ['fr', 'dans deux semaines', 'il y a deux semaines'],
  ['es', 'en dos semanas|dentro de dos semanas|de aquí a dos semanas', 'hace dos semanas|dos semanas atrás'],
  ['it', 'tra due settimane|fra due settimane', 'due settimane fa'],
  [
    'pt',
    'em duas semanas|daqui a duas semanas|dentro de duas semanas',
    'há duas semanas|duas semanas atrás|faz duas semanas',
  ],
  ['nl', 'over twee weken', 'twee weken geleden'],
  ['sv', 'om två veckor', 'för två veckor sedan|två veckor sedan'],
  ['da', 'om to uger', 'for to uger siden|to uger siden'],
  ['nb', 'om to uker', 'for to uker siden|to uker siden'],
  ['no', 'om to uker', 'for to uker siden|to uker siden'],
  ['fi', 'kaksi viikkoa päästä|kaksi viikkoa kuluttua', 'kaksi viikkoa sitten'],
  ['ru', 'через две недели', 'две недели назад|две недели тому назад'],
  ['uk', 'через два тижні|за два тижні', 'два тижні тому|два тижні тому назад'],
  ['cs', 'za dva týdny', 'před dva týdny'],
  ['el', 'σε δύο εβδομάδες|μετά από δύο εβδομάδες', 'πριν από δύο εβδομάδες|πριν δύο εβδομάδες'],
  ['hu', 'két hét múlva', 'két hét ezelőtt'],
  ['pl', 'za dwa tygodnie', 'dwa tygodnie temu'],
  ['ro', 'peste două săptămâni|în două săptămâni', 'acum două săptămâni'],
  ['id', 'dalam dua minggu|dua minggu lagi|dalam dua minggu lagi', 'dua minggu yang lalu|dua minggu lalu'],
  ['vi', 'hai tuần nữa|sau hai tuần|sau hai tuần nữa', 'hai tuần trước|cách đây hai tuần'],
  ['ja', '二週間後|二週間のち', '二週間前'],
  ['zh', '二周后|二周後|二周之后|二周之後|二周以后|二周以後', '二周前|二周之前|二周以前'],
  ['ar', 'بعد أسبوعين|خلال أسبوعين', 'قبل أسبوعين|منذ أسبوعين'],
  ['fa', 'دو هفته بعد|دو هفته دیگر|دو هفته آینده', 'دو هفته پیش|دو هفته قبل'],
  ['hi', 'दो सप्ताह में|दो सप्ताह बाद|दो सप्ताह के बाद', 'दो सप्ताह पहले|दो सप्ताह पूर्व'],
  ['ko', '두 주 후|두 주 뒤|두 주 이후', '두 주 전'],
  ['tr', 'iki hafta sonra', 'iki hafta önce'],
  ['he', 'בעוד שבועיים|עוד שבועיים', 'לפני שבועיים'],
])('%s: two weeks ahead and ago', (locale, ahead, ago) => {
  expect(readOtherwise(TWO_WEEKS.ahead, ahead, locale)).toEqual([])
  expect(readOtherwise(TWO_WEEKS.ago, ago, locale)).toEqual([])
})

test.each(['no', 'no-NO', 'nb', 'nb-NO'])('Norwegian is read alike by whatever code: %s', (locale) => {
  expect(readOtherwise('2026-11-19', 'forgårs', locale)).toEqual([])
  expect(readOtherwise('2026-11-23', 'overmorgen|i overmorgen', locale)).toEqual([])
  expect(readOtherwise('2026-11-30', 'slutten av måneden', locale)).toEqual([])
  expect(readOtherwise('2026-11-27', 'fredag 27. november 2026|den 27. november 2026', locale)).toEqual([])
})
