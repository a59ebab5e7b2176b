/** Formats numbers, dates, plurals and lists in a language. */
import { safeLocale } from '../../../../../answers/parsing/locale.ts'
import { formatDecimal } from '../../../../../answers/parsing/format.ts'

/** Formats for a language. */
export interface LanguageFormats {
  readonly locale: string
  readonly number: (count: number) => string
  /** `{ one: '# question', other: '# questions' }`, with the number for `#`. */
  readonly plural: (count: number, forms: { readonly one: string; readonly other: string }) => string
  /** An instant (ISO 8601) as a day and time in a zone, `21 Nov 2026, 14:05`. */
  readonly time: (instant: string, zone: string) => string
  /** A label before an answer: `Start date:`, but `Which law?` unchanged. */
  readonly labelled: (label: string) => string
  /** `a, b and c`. */
  readonly list: (texts: readonly string[]) => string
}

/**
 * The formats of a locale (BCP 47); an invalid one becomes English. `language` is that of the texts, which decides
 * their plurals: in Japanese there is none, but “1 question” is English.
 */
export function createFormats(locale: string, language: string): LanguageFormats {
  const safe = safeLocale(locale)
  const number = (count: number): string => formatDecimal(String(count), safe)
  return {
    locale: safe,
    number,
    plural: (count, forms) =>
      forms[new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other'].replaceAll('#', number(count)),
    time: (instant, zone) => formatTime(safe, zone, instant),
    labelled: (label) => (/[?!:：？]\s*$/u.test(label) ? label.trimEnd() : `${label.trimEnd()}:`),
    list: (texts) => new Intl.ListFormat(safe, { type: 'conjunction', style: 'long' }).format(texts),
  }
}

function formatTime(locale: string, zone: string, instant: string): string {
  const time = new Date(instant)
  if (Number.isNaN(time.getTime())) return instant
  const style = { dateStyle: 'medium', timeStyle: 'short', calendar: 'gregory' } as const
  try {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone: zone }).format(time)
  } catch {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(time)
  }
}
