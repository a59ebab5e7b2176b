/**
 * Every form in which CLDR prints a date in a language, by its words: `# juni #` is a day and a year in June. Spaces,
 * full stops, commas and case do not count.
 */
import { Temporal } from 'temporal-polyfill/full'
import { memoize } from '../../memoize.ts'
import { plainDigits, plainPhrase } from '../../plain-text.ts'
import { calendarsOf, GREGORIAN, type WrittenCalendar } from './written-calendar.ts'

/** What a form says in words, and what its numbers are. */
export interface PrintedForm {
  readonly calendar: WrittenCalendar
  /** Added to the written year; for eras such as Reiwa. */
  readonly offset: number
  readonly numbers: readonly ('day' | 'month' | 'year')[]
  /** Undefined where the month is one of the numbers. */
  readonly month: number | undefined
  /** 0 for Sunday to 6 for Saturday; undefined where none is named. */
  readonly weekday: number | undefined
}

/** The words of a date, with `#` for each number. */
export const keyOf = (text: string): string =>
  plainPhrase(plainDigits(text))
    .replaceAll(/\d+/g, '#')
    .replaceAll(/[.,،、·]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

const WITHOUT_WEEKDAY: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'short' },
  { dateStyle: 'medium' },
  { dateStyle: 'long' },
  { day: 'numeric', month: 'long', year: 'numeric' },
  { day: 'numeric', month: 'short', year: 'numeric' },
  { day: 'numeric', month: 'long' },
  { day: 'numeric', month: 'short' },
]
const WITH_WEEKDAY: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'full' },
  { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  { weekday: 'long', day: 'numeric', month: 'long' },
]

/** The year whose dates are printed; for Japan one in each era that people alive were born in. */
const SOME_YEAR = 2026
const JAPANESE_YEARS = [1920, 1950, 2000, 2026]

/** The forms by their words. A form in figures alone is left out: `numeric-date.ts` knows their order. */
export const printedForms = memoize((locale): ReadonlyMap<string, readonly PrintedForm[]> => {
  const forms = new Map<string, PrintedForm[]>()
  for (const calendar of calendarsOf(locale)) {
    addForms(
      forms,
      locale,
      calendar,
      calendar.id,
      calendar.id === 'gregory' ? [SOME_YEAR] : [calendar.yearOf('2026-06-15')],
    )
  }
  if (/^ja\b/.test(locale)) addForms(forms, locale, GREGORIAN, 'japanese', JAPANESE_YEARS)
  return forms
})

function addForms(
  forms: Map<string, PrintedForm[]>,
  locale: string,
  calendar: WrittenCalendar,
  id: string,
  years: readonly number[],
): void {
  for (const [options, days] of [
    ...WITHOUT_WEEKDAY.map((one) => [one, [12]] as const),
    ...WITH_WEEKDAY.map((one) => [one, [10, 11, 12, 13, 14, 15, 16]] as const),
  ]) {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: id })
    for (const year of years) {
      // The thirteenth month of Ethiopia has five or six days.
      for (let month = 1; month <= 13; month++) {
        for (const day of days) {
          const iso = calendar.dayOf(year, month, month === 13 ? (day % 5) + 1 : day)
          if (iso === undefined) continue
          const parts = format.formatToParts(Date.parse(`${iso}T00:00:00Z`))
          for (const [key, form] of formsOf(parts, calendar, { year, month, iso, isCounted: id === 'japanese' })) {
            const known = forms.get(key)
            if (known === undefined) forms.set(key, [form])
            else if (!known.some((one) => isSame(one, form))) known.push(form)
          }
        }
      }
    }
  }
}

/** The one number in a part, also where a word is joined to it (`6월`). */
const numberIn = ({ value }: Intl.DateTimeFormatPart): string | undefined => {
  const found = plainDigits(value).match(/\d+/g) ?? []
  return found.length === 1 ? found[0] : undefined
}

/** One printed date as a form: as it is, and without the name of the era. */
function formsOf(
  parts: readonly Intl.DateTimeFormatPart[],
  calendar: WrittenCalendar,
  {
    year,
    month,
    iso,
    isCounted,
  }: { readonly year: number; readonly month: number; readonly iso: string; readonly isCounted: boolean },
): [string, PrintedForm][] {
  const numbers: ('day' | 'month' | 'year')[] = []
  let written = year
  for (const part of parts) {
    const number = numberIn(part)
    const { type } = part
    if (number === undefined) continue
    if (type !== 'day' && type !== 'month' && type !== 'year') return []
    if (type === 'month' && Number(number) !== month) return []
    if (type === 'year') written = Number(number)
    numbers.push(type)
  }
  const hasEra = parts.some(({ type }) => type === 'era')
  const offset = isCounted ? year - written : 0
  const form: PrintedForm = {
    calendar,
    offset,
    numbers,
    month: numbers.includes('month') ? undefined : month,
    weekday: parts.some(({ type }) => type === 'weekday') ? Temporal.PlainDate.from(iso).dayOfWeek % 7 : undefined,
  }
  const texts = [parts.map(({ value }) => value).join('')]
  if (hasEra && offset === 0) texts.push(parts.map(({ type, value }) => (type === 'era' ? ' ' : value)).join(''))
  return texts
    .map((text) => keyOf(text))
    .filter((key) => /\p{L}/u.test(key))
    .map((key) => [key, form])
}

const isSame = (one: PrintedForm, other: PrintedForm): boolean =>
  one.calendar === other.calendar &&
  one.offset === other.offset &&
  one.month === other.month &&
  one.weekday === other.weekday &&
  one.numbers.join() === other.numbers.join()
