/** Days that people name by words: the day before yesterday, two days ago, and dates with “from” beside them. */
import { describe, expect, it } from 'vitest'
import { MODERN_LOCALES } from '../properties/locales.ts'
import { outcome } from '../given.ts'

/** The day of `given.ts` and days from it. */
const dayAt = (days: number): string => new Date(Date.UTC(2026, 10, 21 + days)).toISOString().slice(0, 10)

/** Names of days by language and days from today; several apart by `|`. */
const NAMED: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  fi: { [-2]: 'toissapäivänä|toissa päivänä', 2: 'ylihuomenna', [-1]: 'eilen', 1: 'huomenna' },
  es: { [-2]: 'antier|antes de ayer|anteayer', 2: 'pasado mañana' },
  ca: { [-2]: "abans d'ahir|despús-ahir", 2: 'passat demà|demà passat' },
  gl: { [-2]: 'antonte|antes de onte', 2: 'pasadomañá|pasado mañá' },
  'pt-BR': { [-2]: 'anteontem|antes de ontem', 2: 'depois de amanhã' },
  it: { [-2]: "l'altro ieri|altroieri|ieri l'altro|avantieri", 2: 'dopodomani|dopo domani' },
  fr: { [-2]: 'avant hier|avant-hier', 2: 'après demain|après-demain|apres-demain' },
  de: { [-2]: 'vorgestern', 2: 'übermorgen|uebermorgen', [-3]: 'vorvorgestern', 3: 'überübermorgen' },
  nl: { [-2]: 'eergisteren', 2: 'overmorgen' },
  sv: { [-2]: 'i förrgår|förrgår', 2: 'i övermorgon|övermorgon' },
  da: { [-2]: 'i forgårs|forgårs', 2: 'i overmorgen|overmorgen' },
  nb: { [-2]: 'i forgårs|forgårs', 2: 'i overmorgen|overmorgen' },
  is: { [-2]: 'í fyrradag', 2: 'ekki á morgun heldur hinn' },
  et: { [-2]: 'üleeile', 2: 'ülehomme' },
  lv: { [-2]: 'aizvakar', 2: 'parīt' },
  lt: { [-2]: 'užvakar', 2: 'poryt' },
  pl: { [-2]: 'przedwczoraj', 2: 'pojutrze' },
  cs: { [-2]: 'předevčírem', 2: 'pozítří' },
  sk: { [-2]: 'predvčerom', 2: 'pozajtra' },
  sl: { [-2]: 'predvčerajšnjim', 2: 'pojutrišnjem' },
  hr: { [-2]: 'prekjučer', 2: 'prekosutra|preksutra' },
  sr: { [-2]: 'прекјуче', 2: 'прекосутра|прексутра' },
  mk: { [-2]: 'завчера', 2: 'задутре' },
  bg: { [-2]: 'завчера', 2: 'вдругиден|другиден' },
  ru: { [-2]: 'позавчера', 2: 'послезавтра' },
  uk: { [-2]: 'позавчора', 2: 'післязавтра' },
  be: { [-2]: 'пазаўчора', 2: 'паслязаўтра' },
  ro: { [-2]: 'alaltăieri|alaltaieri', 2: 'poimâine|poimaine' },
  hu: { [-2]: 'tegnapelőtt', 2: 'holnapután' },
  el: { [-2]: 'προχθές|προχτές', 2: 'μεθαύριο' },
  tr: { [-2]: 'evvelsi gün|önceki gün|evvelki gün', 2: 'öbür gün' },
  az: { [-2]: 'srağagün', 2: 'birisigün|birigün' },
  he: {
    [-2]: 'שלשום|לפני יומיים',
    2: 'מחרתיים|בעוד יומיים|עוד יומיים',
    [-14]: 'לפני שבועיים',
    14: 'בעוד שבועיים',
    [-1]: 'לפני יום',
    1: 'בעוד יום',
    [-7]: 'לפני שבוע',
    3: 'בעוד 3 ימים',
    [-3]: 'לפני 3 ימים|לפני שלושה ימים',
  },
  ar: {
    [-2]: 'أول أمس|أول من أمس|أمس الأول|قبل يومين|منذ يومين',
    2: 'بعد غد|بعد الغد|بعد غدٍ|بعد يومين',
    [-14]: 'قبل أسبوعين',
    14: 'بعد أسبوعين',
  },
  fa: { [-2]: 'پریروز|دو روز پیش', 2: 'پس‌فردا|پس فردا|پسفردا|دو روز بعد' },
  ja: { [-2]: 'おととい|一昨日', 2: 'あさって|明後日', [-1]: '昨日|きのう', 1: '明日|あした' },
  'zh-CN': { [-2]: '前天', 2: '后天', 3: '大后天', [-3]: '大前天' },
  'zh-HK': { [-2]: '前日|前天', 2: '後日|後天' },
  'zh-TW': { [-2]: '前天', 2: '後天', 3: '大後天', [-3]: '大前天' },
  ko: { [-2]: '그저께|그제', 2: '모레|내일모레', 3: '글피' },
  th: { [-2]: 'เมื่อวานซืน|วานซืน', 2: 'มะรืนนี้|มะรืน' },
  vi: { [-2]: 'hôm kia', 2: 'ngày kia|ngày mốt' },
  id: { [-2]: 'kemarin dulu', 2: 'lusa|besok lusa' },
  sw: { [-2]: 'juzi', 2: 'kesho kutwa' },
  'en-US': { [-2]: 'day before yesterday', 2: 'the day after tomorrow|overmorrow' },
  sq: { [-2]: 'pardje', 2: 'pasnesër' },
  kk: { [-2]: 'алдыңгүні|алдыңғы күні', 2: 'бүрсігүні' },
  cy: { [-2]: 'echdoe', 2: 'ymhen deuddydd' },
  ga: { [-2]: 'arú inné', 2: 'arú amárach' },
  eu: { [-2]: 'herenegun', 2: 'etzi' },
  af: { [-2]: 'eergister', 2: 'oormôre' },
}
const DISTANCES = [
  ['pl', 'za dwa dni', '2026-11-23'],
  ['pl', 'dwa tygodnie temu', '2026-11-07'],
  ['pl', 'za miesiąc', '2026-12-21'],
  ['pl', 'za trzy miesiące', '2027-02-21'],
  ['pl', 'rok temu', '2025-11-21'],
  ['pl', 'za pół roku', '2027-05-21'],
  ['cs', 'před dvěma dny', '2026-11-19'],
  ['cs', 'za dva týdny', '2026-12-05'],
  ['cs', 'za měsíc', '2026-12-21'],
  ['cs', 'před třemi měsíci', '2026-08-21'],
  ['tr', 'iki gün önce', '2026-11-19'],
  ['tr', 'iki hafta sonra', '2026-12-05'],
  ['tr', 'bir ay sonra', '2026-12-21'],
  ['tr', 'altı ay önce', '2026-05-21'],
  ['hu', 'két nap múlva', '2026-11-23'],
  ['hu', 'két hét múlva', '2026-12-05'],
  ['hu', 'három hónap múlva', '2027-02-21'],
  ['hu', 'egy év múlva', '2027-11-21'],
  ['hu', 'két nappal ezelőtt', '2026-11-19'],
  ['ro', 'peste două zile', '2026-11-23'],
  ['ro', 'acum două săptămâni', '2026-11-07'],
  ['ro', 'peste un an', '2027-11-21'],
  ['ro', 'peste trei luni', '2027-02-21'],
  ['el', 'σε δύο μέρες', '2026-11-23'],
  ['el', 'πριν από δύο ημέρες', '2026-11-19'],
  ['el', 'πριν δύο εβδομάδες', '2026-11-07'],
  ['el', 'σε τρεις μήνες', '2027-02-21'],
  ['fa', 'دو روز پیش', '2026-11-19'],
  ['fa', 'دو هفته بعد', '2026-12-05'],
  ['fa', 'سه ماه دیگر', '2027-02-21'],
  ['hi', 'दो दिन पहले', '2026-11-19'],
  ['hi', 'दो हफ़्ते बाद', '2026-12-05'],
  ['hi', 'तीन महीने में', '2027-02-21'],
  ['ko', '이틀 전', '2026-11-19'],
  ['ko', '사흘 후', '2026-11-24'],
  ['ko', '두 달 뒤', '2027-01-21'],
  ['ko', '한 달 후', '2026-12-21'],
  ['ko', '3주 후', '2026-12-12'],
  ['ko', '일주일 후', '2026-11-28'],
  ['he', 'בעוד שלושה ימים', '2026-11-24'],
  ['he', 'לפני שלוש שנים', '2023-11-21'],
  ['he', 'בעוד חודש', '2026-12-21'],
  ['he', 'לפני שנה', '2025-11-21'],
  ['he', 'בעוד שנתיים', '2028-11-21'],
  ['he', 'לפני שבועיים', '2026-11-07'],
  ['ar', 'بعد ثلاثة أيام', '2026-11-24'],
  ['ar', 'قبل سنتين', '2024-11-21'],
  ['ar', 'بعد شهرين', '2027-01-21'],
  ['cy', 'ymhen deufis', '2027-01-21'],
  ['mt', 'jumejn ilu', '2026-11-19'],
] as const
const AROUND = [
  ['fi', '5.6.2027 alkaen', '2027-06-05'],
  ['fi', 'alkaen 5.6.2027', '2027-06-05'],
  ['fi', '5. kesäkuuta 2027 alkaen', '2027-06-05'],
  ['fi', '5.6.2027 lähtien', '2027-06-05'],
  ['fi', '5.6.2027 asti', 'refused'],
  ['fi', '5.6.2027 saakka', 'refused'],
  ['ja', '2027年6月5日から', '2027-06-05'],
  ['ja', '2027年6月5日付', '2027-06-05'],
  ['ja', '2027年6月5日まで', 'refused'],
  ['zh-CN', '2027年6月5日起', '2027-06-05'],
  ['zh-CN', '2027年6月5日开始', '2027-06-05'],
  ['ko', '2027년 6월 5일부터', '2027-06-05'],
  ['ko', '2027년 6월 5일까지', 'refused'],
  ['tr', '5 Haziran 2027 tarihinden itibaren', '2027-06-05'],
  ['tr', '5.06.2027 itibaren', '2027-06-05'],
  ['en-US', 'May 5, 2027 onwards', '2027-05-05'],
  ['hu', '2027. június 5-től', '2027-06-05'],
  ['hu', '2027.06.05-től', '2027-06-05'],
  ['hi', '5 जून 2027 से', '2027-06-05'],
  ['de', '5.6.2027 an', 'refused'],
  ['en-US', 'from May 5, 2027 onwards', '2027-05-05'],
  ['de', 'ab dem 5.6.2027', '2027-06-05'],
] as const

describe('a day with a name', () => {
  for (const [locale, names] of Object.entries(NAMED))
    it(`in ${locale}`, () => {
      const said = Object.entries(names).flatMap(([days, all]) => all.split('|').map((name) => [name, Number(days)]))
      const read = said.map(([name]) => [name, outcome('date', name, locale)])
      expect(read).toEqual(said.map(([name, days]) => [name, dayAt(Number(days))]))
    })

  it('is asked where the word is that of two days', () => {
    for (const [locale, name, days] of [
      ['hi', 'कल', 1],
      ['hi', 'परसों', 2],
      ['ur', 'پرسوں', 2],
      ['bn', 'পরশু', 2],
      ['gu', 'પરમદિવસે', 2],
    ] as const)
      expect([...(outcome('date', name, locale) as string[])].sort(), name).toEqual([dayAt(-days), dayAt(days)])
  })

  it('needs its accents in Vietnamese, where other accents are other words', () => {
    expect(outcome('date', 'hom kia', 'vi')).toBe('refused')
    expect(outcome('date', 'poimaine', 'ro')).toBe(dayAt(2))
  })
})

describe('a distance in words', () => {
  it.each(DISTANCES)('%s: %s', (locale, said, day) => {
    expect(outcome('date', said, locale)).toBe(day)
  })

  it('whose number CLDR repeats in figures', () => {
    expect(outcome('date', 'לפני יומיים (2)', 'he')).toBe(dayAt(-2))
    expect(outcome('date', 'לפני יומיים (5)', 'he')).toBe('refused')
  })
})

it.each(AROUND)('%s: the date in “%s”', (locale, said, day) => {
  expect(outcome('date', said, locale)).toBe(day)
})

/** What CLDR says in two senses, or of a week: a question or a refusal is right. */
const UNCLEAR = new Set(['ti', 'mn', 'hi', 'gu'])

it('what CLDR says for days, weeks, months and years around today is read as that day', () => {
  const wrong: string[] = []
  for (const locale of MODERN_LOCALES)
    for (const style of ['long', 'short'] as const)
      for (const numeric of ['auto', 'always'] as const) {
        const format = new Intl.RelativeTimeFormat(locale, { numeric, style })
        for (const [unit, months, days] of [
          ['day', 0, 1],
          ['week', 0, 7],
          ['month', 1, 0],
          ['year', 12, 0],
        ] as const)
          for (const count of [-2, 2]) {
            const said = format.format(count, unit)
            // “Next week” is no day, and the commonest forms are enough here.
            if (unit !== 'day' && (numeric === 'auto' || style === 'short')) continue
            const day = new Date(Date.UTC(2026, 10 + months * count, 21 + days * count)).toISOString().slice(0, 10)
            const read = outcome('date', said, locale)
            const isAsked = UNCLEAR.has(locale) && (read === 'refused' || (read as string[]).includes(day))
            if (read !== day && !isAsked) wrong.push(`${locale}: ${said} → ${JSON.stringify(read)}, not ${day}`)
          }
      }
  expect(wrong).toEqual([])
})
