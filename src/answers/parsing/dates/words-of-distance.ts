/**
 * Words for distances by language, where CLDR has none. `#` stands for the distance, `@` for the day that it is counted
 * from; a part in brackets is optional. Words without a definite number (“several”, “quelques”) are left out on
 * purpose.
 */
import type { Distance } from './calendar.ts'
import { languageOf } from '../locale.ts'

/** The words of one language. */
export interface WordsOfDistance {
  readonly ahead: readonly string[]
  readonly ago: readonly string[]
  readonly after?: readonly string[]
  readonly before?: readonly string[]
  /** Words between two parts: “2 months and 3 days”. */
  readonly and: readonly string[]
  /** The words from one to twelve, other forms of a number after slashes. */
  readonly numbers: string
  /** Names of units besides those of CLDR. */
  readonly units?: Readonly<Record<string, Distance>>
  /** Distances without a number: “через месяц”. */
  readonly whole?: Readonly<Record<string, Distance>>
}

const DAY = { days: 1 } as const
const WEEK = { weeks: 1 } as const
const MONTH = { months: 1 } as const
const QUARTER = { months: 3 } as const
const HALF_YEAR = { months: 6 } as const
const YEAR = { years: 1 } as const

const CHINESE: WordsOfDistance = {
  ahead: ['#后', '#後', '#之后', '#之後', '#以后', '#以後'],
  ago: ['#前', '#之前', '#以前'],
  after: ['@后#', '@後#', '@之后#', '@之後#', '@的#后', '@的#後'],
  before: ['@前#', '@之前#', '@的#前'],
  and: ['零', '又', '和'],
  numbers: '一 二/两/兩 三 四 五 六 七 八 九 十 十一 十二',
  units: { 日: DAY, 星期: WEEK, 个星期: WEEK, 個星期: WEEK, 礼拜: WEEK, 个礼拜: WEEK },
}

const WORDS_OF_DISTANCE: Readonly<Record<string, WordsOfDistance>> = {
  en: {
    ahead: ['in #', 'in # time', "in #' time", "in #'s time", '# from now', '# hence'],
    ago: ['# ago'],
    after: ['# after [the] @', '# from [the] @', '# following [the] @'],
    before: ['# before [the] @', '# prior to [the] @'],
    and: ['and'],
    numbers: 'one/a/an two three four five six seven eight nine ten eleven twelve',
    units: {
      fortnight: { weeks: 2 },
      fortnights: { weeks: 2 },
      quarter: QUARTER,
      quarters: QUARTER,
      mo: MONTH,
      mos: MONTH,
    },
    whole: { 'half a year': HALF_YEAR },
  },
  de: {
    ahead: ['in #', 'heute in #'],
    ago: ['vor #'],
    after: ['# nach [dem] @', '# nach der @', '# ab [dem] @'],
    before: ['# vor [dem] @'],
    and: ['und'],
    numbers: 'ein/eins/eine/einem/einen/einer zwei drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf',
    units: { Quartal: QUARTER, Quartale: QUARTER, Quartalen: QUARTER },
    whole: { 'einem halben jahr': HALF_YEAR },
  },
  fr: {
    ahead: ['dans #'],
    ago: ['il y a #'],
    after: ['# après [le] @', '# à partir du @', '# à compter du @'],
    before: ['# avant [le] @'],
    and: ['et'],
    numbers: 'un/une deux trois quatre cinq six sept huit neuf dix onze douze',
    units: { trimestre: QUARTER, trimestres: QUARTER, année: YEAR, années: YEAR },
  },
  es: {
    ahead: ['en #', 'dentro de #', 'de aquí a #'],
    ago: ['hace #', '# atrás'],
    after: ['# después del @', '# después de [el] @', '# a partir del @', '# a partir de @'],
    before: ['# antes del @', '# antes de [el] @'],
    and: ['y'],
    numbers: 'un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce',
    units: { trimestre: QUARTER, trimestres: QUARTER },
  },
  it: {
    ahead: ['tra #', 'fra #'],
    ago: ['# fa'],
    after: ['# dopo [il] @', '# a partire dal @', '# dal @'],
    before: ['# prima del @', '# prima di @'],
    and: ['e'],
    numbers: 'un/uno/una due tre quattro cinque sei sette otto nove dieci undici dodici',
    units: { trimestre: QUARTER, trimestri: QUARTER },
  },
  pt: {
    ahead: ['em #', 'daqui a #', 'dentro de #'],
    ago: ['há #', '# atrás', 'faz #'],
    after: ['# após [o] @', '# depois de @', '# depois do @', '# a partir de @'],
    before: ['# antes de @', '# antes do @'],
    and: ['e'],
    numbers: 'um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze',
    units: { trimestre: QUARTER, trimestres: QUARTER },
  },
  nl: {
    ahead: ['over #'],
    ago: ['# geleden'],
    after: ['# na [de] @', '# vanaf @'],
    before: ['# voor [de] @', '# vóór [de] @'],
    and: ['en'],
    numbers: 'een/één twee drie vier vijf zes zeven acht negen tien elf twaalf',
    units: { kwartaal: QUARTER, kwartalen: QUARTER, jaren: YEAR },
  },
  sv: {
    ahead: ['om #'],
    ago: ['för # sedan', '# sedan'],
    after: ['# efter [den] @', '# från [den] @'],
    before: ['# före [den] @', '# innan [den] @'],
    and: ['och'],
    numbers: 'en/ett två tre fyra fem sex sju åtta nio tio elva tolv',
    units: { kvartal: QUARTER },
  },
  da: {
    ahead: ['om #'],
    ago: ['for # siden', '# siden'],
    after: ['# efter [den] @'],
    before: ['# før [den] @'],
    and: ['og'],
    numbers: 'en/et to tre fire fem seks syv otte ni ti elleve tolv',
  },
  nb: {
    ahead: ['om #'],
    ago: ['for # siden', '# siden'],
    after: ['# etter [den] @'],
    before: ['# før [den] @'],
    and: ['og'],
    numbers: 'en/ett/et to tre fire fem seks sju/syv åtte ni ti elleve tolv',
  },
  fi: {
    ahead: ['# päästä', '# kuluttua'],
    ago: ['# sitten'],
    and: ['ja'],
    numbers:
      'yksi/yhden kaksi/kahden kolme/kolmen neljä/neljän viisi/viiden kuusi/kuuden seitsemän kahdeksan ' +
      'yhdeksän kymmenen yksitoista/yhdentoista kaksitoista/kahdentoista',
    whole: { päivän: DAY, viikon: WEEK, kuukauden: MONTH, vuoden: YEAR },
  },
  ru: {
    ahead: ['через #'],
    ago: ['# назад', '# тому назад'],
    after: ['# после @', 'через # после @'],
    before: ['за # до @', '# до @'],
    and: ['и'],
    numbers: 'один/одна/одну два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
    units: { квартал: QUARTER, квартала: QUARTER, кварталов: QUARTER },
    whole: { день: DAY, неделю: WEEK, месяц: MONTH, год: YEAR, полгода: HALF_YEAR },
  },
  uk: {
    ahead: ['через #', 'за #'],
    ago: ['# тому', '# тому назад'],
    after: ['# після @', 'через # після @'],
    before: ['за # до @', '# до @'],
    and: ['і', 'й', 'та'],
    numbers: "один/одна/одну два/дві три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять",
    units: { квартал: QUARTER, квартали: QUARTER, кварталів: QUARTER },
    whole: { день: DAY, тиждень: WEEK, місяць: MONTH, рік: YEAR },
  },
  id: {
    ahead: ['dalam #', '# lagi', 'dalam # lagi'],
    ago: ['# yang lalu', '# lalu'],
    after: ['# setelah @', '# sesudah @', '# dari @'],
    before: ['# sebelum @'],
    and: ['dan'],
    numbers: 'satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua+belas',
    units: { pekan: WEEK },
    whole: { sehari: DAY, seminggu: WEEK, sebulan: MONTH, setahun: YEAR },
  },
  vi: {
    ahead: ['# nữa', 'sau #', 'sau # nữa'],
    ago: ['# trước', 'cách đây #'],
    after: ['# sau @', '# kể từ @'],
    before: ['# trước @'],
    and: ['và'],
    numbers: 'một hai ba bốn năm sáu bảy tám chín mười mười+một mười+hai',
  },
  ja: {
    ahead: ['#後', '#のち'],
    ago: ['#前'],
    after: ['@の#後', '@から#後'],
    before: ['@の#前'],
    and: ['と'],
    numbers: '一 二 三 四 五 六 七 八 九 十 十一 十二',
    units: {
      日: DAY,
      日間: DAY,
      週: WEEK,
      週間: WEEK,
      ヶ月: MONTH,
      ヵ月: MONTH,
      カ月: MONTH,
      ケ月: MONTH,
      か月: MONTH,
      箇月: MONTH,
      年: YEAR,
      年間: YEAR,
    },
  },
  zh: CHINESE,
  ar: {
    ahead: ['بعد #', 'خلال #'],
    ago: ['قبل #', 'منذ #'],
    after: ['# بعد @'],
    before: ['# قبل @'],
    and: ['و'],
    numbers:
      'واحد/واحدة اثنان/اثنين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ' +
      'ثمانية/ثماني تسعة/تسع عشرة/عشر أحد+عشر اثنا+عشر',
    whole: {
      يوم: DAY,
      يومين: { days: 2 },
      أسبوع: WEEK,
      أسبوعين: { weeks: 2 },
      شهر: MONTH,
      شهرين: { months: 2 },
      سنة: YEAR,
      سنتين: { years: 2 },
    },
  },
}

/** Frames that every language understands. */
export const SIGNED_DISTANCE: Pick<WordsOfDistance, 'ahead' | 'ago'> = { ahead: ['+#'], ago: ['-#'] }

/** The words of a locale's language, if there are any. */
export const wordsOfDistance = (locale: string): WordsOfDistance | undefined =>
  WORDS_OF_DISTANCE[languageOf(locale) === 'no' ? 'nb' : languageOf(locale)]
