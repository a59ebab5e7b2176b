/** Prints decimals, dates and lists of texts as a locale writes them. */
import { memoize } from './memoize.ts'
import { FALLBACK, safeLocale } from './locale.ts'

const numberFormats = memoize((key) => {
  const [locale = FALLBACK, options = '{}'] = key.split(' ', 2)
  return new Intl.NumberFormat(locale, JSON.parse(options) as Intl.NumberFormatOptions)
})

/** Prints a canonical decimal string exactly, however many digits it has. */
export function formatDecimal(decimal: string, locale: string, options: Intl.NumberFormatOptions = {}): string {
  const format = numberFormats(`${safeLocale(locale)} ${JSON.stringify({ maximumFractionDigits: 100, ...options })}`)
  return format.format(decimal as `${number}`)
}

export type DateStyle = 'short' | 'medium' | 'long' | 'full'

const dateFormats = memoize((key) => {
  const [locale = FALLBACK, style] = key.split(' ', 2)
  return new Intl.DateTimeFormat(locale, { dateStyle: style as DateStyle, timeZone: 'UTC', calendar: 'gregory' })
})

/** Prints a date `YYYY-MM-DD`, always with the whole year. Other text is returned unchanged. */
export function formatDate(date: string, locale: string, style: DateStyle): string {
  const time = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(time)) return date
  const safe = safeLocale(locale)
  const format = dateFormats(`${safe} ${style}`)
  if (style !== 'short') return format.format(time)
  // Many languages print `5/6/26`, which is 1926 as well.
  return format
    .formatToParts(time)
    .map(({ type, value }) =>
      type === 'year'
        ? wholeYears(safe)
            .format(time)
            .replaceAll(/\P{Nd}/gu, '')
        : value,
    )
    .join('')
}

const wholeYears = memoize(
  (locale) => new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC', calendar: 'gregory' }),
)

/** `a, b and c`, as the language joins them. */
export const printTexts = (texts: readonly string[], locale: string): string =>
  new Intl.ListFormat(safeLocale(locale), { type: 'conjunction', style: 'long' }).format(texts)
