/** What a locale decides about reading. Every function accepts any text for a locale and falls back to `en-US`. */
import { memoize } from './memoize.ts'
import { plainSeparators } from './plain-text.ts'

export const FALLBACK = 'en-US'

/**
 * A locale that Intl accepts; `en-US` for any other. Extensions (`-u-ca-buddhist`) are dropped, so that dates stay
 * Gregorian.
 */
export const safeLocale = memoize((locale) => {
  try {
    const base = new Intl.Locale(locale.slice(0, 100)).baseName
    return Intl.DateTimeFormat.supportedLocalesOf(base)[0] ?? FALLBACK
  } catch {
    return FALLBACK
  }
})

/** `de` of `de-AT`. Norwegian without a form is Bokmål, as CLDR has it. */
export const languageOf = memoize((locale): string => {
  const { language } = new Intl.Locale(safeLocale(locale))
  return language === 'no' ? 'nb' : language
})

/** The region of a locale, or the likely one: `DE` of `de`, `US` of `en`. */
export const regionOf = memoize((locale): string => new Intl.Locale(safeLocale(locale)).maximize().region ?? 'US')

/** The script of a locale, or the likely one: `Latn` of `de`. */
export const scriptOf = memoize((locale): string => new Intl.Locale(safeLocale(locale)).maximize().script ?? 'Latn')

/** True where the locale names its region: `en-GB` does, `en` does not. */
export const namesRegion = (locale: string): boolean => new Intl.Locale(safeLocale(locale)).region !== undefined

export interface NumberSymbols {
  readonly decimal: string
  readonly group: string
}

/** The separators of a locale, with every kind of space as a plain one and every kind of apostrophe as `'`. */
export const numberSymbols = memoize((locale): NumberSymbols => {
  const parts = new Intl.NumberFormat(safeLocale(locale), { useGrouping: true }).formatToParts(-1234567.5)
  const plain = (type: string) => plainSeparators(parts.find((part) => part.type === type)?.value ?? '')
  return { decimal: plain('decimal') || '.', group: plain('group') || ',' }
})

/** The order of day, month and year in a locale's short dates, such as `DMY`. */
export const dateOrder = memoize((locale): string =>
  new Intl.DateTimeFormat(safeLocale(locale), { dateStyle: 'short', timeZone: 'UTC', calendar: 'gregory' })
    .formatToParts(0)
    .map((part) => (['day', 'month', 'year'].includes(part.type) ? part.type.charAt(0).toUpperCase() : ''))
    .join(''),
)

const dayFormats = memoize((zone) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, calendar: 'gregory' }))

/**
 * The calendar day in a zone at an instant, `YYYY-MM-DD`. An unknown zone counts as UTC; undefined for a malformed
 * instant.
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
