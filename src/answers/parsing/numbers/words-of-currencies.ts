/** Names and signs of currencies that people write and CLDR lacks. */

/** Everyday names, with a sign or the codes that they stand for. */
export const CURRENCY_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: 'dollar dollars dollari dollaro dólar dólares dolar dolarów доллар доллара долларов ドル',
    EUR: 'euro euros евро ευρώ',
    '£': 'pound pounds pfund libra libras sterline livres',
    'CHF XAF XOF XPF': 'franken franc francs fr sfr',
    'JPY CNY': 'yen 円 圆 圓',
    'CNY TWD HKD': 'yuan rmb 元 人民币',
    'INR PKR LKR NPR MUR': 'rupee rupees rupien rs',
    IDR: 'rupiah',
    'SEK NOK DKK ISK CZK': 'kr kronor kroner kronen krone krona',
    PLN: 'zł zloty złoty złote złotych',
    CZK: 'kč koruna koruny korun',
    HUF: 'ft forint',
    'RON MDL': 'lei leu',
    RUB: 'руб рубль рубля рублей р',
    UAH: 'грн гривня гривні гривень',
    TRY: 'tl lira',
    BRL: 'real reais',
    KRW: 'won 원',
    THB: 'baht บาท',
    VND: 'đ đồng dong',
    '₱': 'peso pesos',
    ILS: 'shekel shekels ש"ח שקל שקלים',
  }).flatMap(([codes, names]) => names.split(' ').map((name) => [name, codes] as const)),
)

/** International signs that CLDR has only in some languages. */
export const SIGNS: readonly (readonly [string, string])[] = [
  ['US$', 'USD'],
  ['C$', 'CAD'],
  ['CA$', 'CAD'],
  ['A$', 'AUD'],
  ['AU$', 'AUD'],
  ['S$', 'SGD'],
  ['NZ$', 'NZD'],
  ['HK$', 'HKD'],
  ['R$', 'BRL'],
  ['CN¥', 'CNY'],
  ['RMB¥', 'CNY'],
]
