/**
 * What a locale decides about reading and printing. Every function takes any text for a locale and falls back to
 * `en-US`.
 */

const FALLBACK = 'en-US'
/** Locales are few, but come from outside: caches are emptied rather than let grow. */
const CACHE_SIZE = 500

/** A function of a locale (or a key of one) that keeps what it made. */
export function remember<Value>(make: (key: string) => Value): (key: string) => Value {
  const cache = new Map<string, Value>()
  return (key) => {
    const known = cache.get(key)
    if (known !== undefined) return known
    if (cache.size >= CACHE_SIZE) cache.clear()
    const value = make(key)
    cache.set(key, value)
    return value
  }
}

/**
 * A locale that Intl accepts: the given one, or `en-US`. Extensions (`-u-ca-buddhist`) are dropped, so that dates stay
 * Gregorian.
 */
export const safeLocale = remember((locale) => {
  try {
    const base = new Intl.Locale(locale.slice(0, 100)).baseName
    return Intl.DateTimeFormat.supportedLocalesOf(base)[0] ?? FALLBACK
  } catch {
    return FALLBACK
  }
})

/** `de` of `de-AT`. */
export const languageOf = remember((locale): string => new Intl.Locale(safeLocale(locale)).language)

/** The region of a locale, also a likely one: `DE` of `de`, `US` of `en`. */
export const regionOf = remember((locale): string => new Intl.Locale(safeLocale(locale)).maximize().region ?? 'US')

/** True where the locale names its region: `en-GB` does, `en` does not. */
export const namesRegion = (locale: string): boolean => new Intl.Locale(safeLocale(locale)).region !== undefined

const numberFormats = remember((key) => {
  const [locale = FALLBACK, options = '{}'] = key.split(' ', 2)
  return new Intl.NumberFormat(locale, JSON.parse(options) as Intl.NumberFormatOptions)
})

/** Prints a canonical decimal string exactly, however many digits it has. */
export function formatDecimal(decimal: string, locale: string, options: Intl.NumberFormatOptions = {}): string {
  const format = numberFormats(`${safeLocale(locale)} ${JSON.stringify({ maximumFractionDigits: 100, ...options })}`)
  return format.format(decimal as `${number}`)
}

export type DateStyle = 'short' | 'medium' | 'long' | 'full'

const dateFormats = remember((key) => {
  const [locale = FALLBACK, style] = key.split(' ', 2)
  return new Intl.DateTimeFormat(locale, { dateStyle: style as DateStyle, timeZone: 'UTC', calendar: 'gregory' })
})

/** Prints a date `YYYY-MM-DD`; a day has no zone, so it is the same everywhere. Other text comes back as it is. */
export function formatDate(date: string, locale: string, style: DateStyle): string {
  const time = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(time) ? date : dateFormats(`${safeLocale(locale)} ${style}`).format(time)
}

export interface NumberSymbols {
  readonly decimal: string
  readonly group: string
}

/** The separators of a locale, with every kind of space as a plain one and every kind of apostrophe as `'`. */
export const numberSymbols = remember((locale): NumberSymbols => {
  const parts = new Intl.NumberFormat(safeLocale(locale), { useGrouping: true }).formatToParts(-1234567.5)
  const plain = (type: string) => plainSeparators(parts.find((part) => part.type === type)?.value ?? '')
  return { decimal: plain('decimal') || '.', group: plain('group') || ',' }
})

/** No-break, narrow and thin spaces → space; typographic apostrophes → `'`; Arabic separators → `,` and `.`. */
export const plainSeparators = (text: string): string =>
  text
    .replaceAll(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replaceAll(/[\u2018\u2019\u02BC]/g, "'")
    .replaceAll('٬', ',')
    .replaceAll('٫', '.')

/** Words as they are compared: in small letters, with plain spaces, apostrophes and minus signs. */
export const plainPhrase = (text: string): string =>
  plainSeparators(text.normalize('NFC')).replaceAll('\u2212', '-').replaceAll(/\s+/g, ' ').trim().toLowerCase()

/** The order of day, month and year in a locale's numeric dates, such as `DMY`. */
export const dateOrder = remember((locale): string =>
  new Intl.DateTimeFormat(safeLocale(locale), {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
    calendar: 'gregory',
  })
    .formatToParts(0)
    .map((part) => (['day', 'month', 'year'].includes(part.type) ? part.type.charAt(0).toUpperCase() : ''))
    .join(''),
)

const dayFormats = remember((zone) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, calendar: 'gregory' }))

/**
 * The calendar day in a zone at an instant, `YYYY-MM-DD`; an unknown zone is read as UTC, a broken instant gives
 * undefined.
 */
export function dayIn(zone: string, instant: string): string | undefined {
  const time = Date.parse(instant)
  if (Number.isNaN(time)) return undefined
  try {
    return dayFormats(zone).format(time)
  } catch {
    return new Date(time).toISOString().slice(0, 10)
  }
}

/** Digits of any script as `0`–`9`, the marks of writing direction gone. */
export const plainDigits = (text: string): string =>
  text.replaceAll(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g, '').replaceAll(/[^\P{Nd}0-9]/gu, (digit) => {
    // In the basic plane the ten digits of a script stand in a row of their own: the zero is the first of them.
    const code = digit.charCodeAt(0)
    if (digit.length > 1) return digit
    let value = 0
    while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value++
    return String(value)
  })

/** `a, b and c`, as the language joins them. */
export const printTexts = (texts: readonly string[], locale: string): string =>
  new Intl.ListFormat(safeLocale(locale), { type: 'conjunction', style: 'long' }).format(texts)
