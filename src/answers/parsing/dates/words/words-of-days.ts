/**
 * Everyday names of days that CLDR lacks, by language and days from today; several apart by `|`. Spaces, hyphens and
 * accents need no entry of their own. Words that can mean two days (Urdu کل) stand in both places and are asked.
 */

type Names = Readonly<Partial<Record<'-3' | '-2' | '-1' | '0' | '1' | '2' | '3', string>>>

export const EVERYDAY_NAMES: Readonly<Record<string, Names>> = {
  ar: { '-2': 'أول من أمس|أمس الأول|قبل أمس', '2': 'بعد غد' },
  az: { '-2': 'srağagün', '2': 'birigün|birisigün' },
  bg: { '-2': 'завчера|оня ден', '2': 'другиден' },
  bn: { '-2': 'পরশু', '-1': 'কাল', '1': 'কাল', '2': 'পরশু' },
  ca: { '-2': 'despús-ahir', '2': 'passat demà|despús-demà' },
  cs: { '-2': 'předvčírem' },
  da: { '-2': 'forgårs', '2': 'overmorgen' },
  de: { '-3': 'vorvorgestern', '2': 'uebermorgen', '3': 'überübermorgen' },
  el: { '-2': 'προχτές' },
  en: {
    '-2': 'day before yesterday|the day before yesterday',
    '2': 'day after tomorrow|the day after tomorrow|overmorrow',
  },
  es: { '-2': 'antier|antes de ayer' },
  fa: { '-3': 'پس‌پریروز', '3': 'پسین‌فردا' },
  gl: { '-2': 'antes de onte' },
  gu: { '-2': 'પરમદિવસે', '-1': 'કાલે', '1': 'કાલે', '2': 'પરમદિવસે' },
  hr: { '2': 'preksutra' },
  bs: { '2': 'preksutra' },
  hi: { '-1': 'कल', '1': 'कल', '-2': 'परसों', '2': 'परसों' },
  id: { '-2': 'kemarin lusa|kemarin dulu', '2': 'besok lusa' },
  is: { '2': 'hinn daginn|ekki á morgun heldur hinn' },
  it: { '-2': "altro ieri|ieri l'altro|avantieri|avant'ieri" },
  ja: { '-2': 'おととい|おとつい', '-1': 'きのう', '0': 'きょう|本日', '1': 'あした|あす', '2': 'あさって' },
  kk: { '-2': 'алдыңғы күні', '2': 'арғы күні' },
  ko: { '-3': '그끄저께', '-2': '그제|그저께', '2': '내일모레', '3': '글피' },
  mr: { '-2': 'परवा', '2': 'परवा' },
  nb: { '-2': 'forgårs', '2': 'overmorgen' },
  nn: { '-2': 'i forgårs|førgår', '2': 'i overmorgen|overmorgon' },
  pa: { '-2': 'ਪਰਸੋਂ', '2': 'ਪਰਸੋਂ' },
  pt: { '-2': 'antes de ontem' },
  sk: { '-2': 'predvčerajškom' },
  sq: { '-2': 'pardje', '2': 'pasnesër' },
  sr: { '2': 'прексутра|preksutra' },
  sv: { '-2': 'förrgår', '2': 'övermorgon' },
  th: { '-2': 'วานซืน', '2': 'มะรืน' },
  tr: { '-2': 'önceki gün|evvelki gün' },
  ur: { '-2': 'پرسوں', '-1': 'کل', '1': 'کل', '2': 'پرسوں' },
  vi: { '2': 'ngày mốt' },
  yue: { '-3': '大前日', '-2': '前天', '2': '後天', '3': '大後日' },
  zh: { '-3': '大前天', '-2': '前天', '2': '后天|後天', '3': '大后天|大後天' },
}
