/** Reads dates as the locale prints them: `21. november 2026`, `2026年11月21日`, `30 آبان 1405`, `令和8年11月21日`. */
import { weekdayOf } from '../calendar.ts'
import type { DateReading } from '../date-reading.ts'
import { centuryOf, nearestYears } from './near-years.ts'
import { safeLocale } from '../../locale.ts'
import { plainDigits } from '../../plain-text.ts'
import { keyOf, printedForms, type PrintedForm } from './printed-forms.ts'
import { preferUsualDays } from './written-calendar.ts'

const WRONG_WEEKDAY = { problem: 'names a weekday on which that day does not fall.' } as const
const NO_SUCH_DAY = { problem: 'is no day of the calendar.' } as const

/** The days that a text in a printed form means; undefined for other text. */
export function readPrintedDate(text: string, locale: string, today: string | undefined): DateReading | undefined {
  const forms = printedForms(safeLocale(locale)).get(keyOf(text))
  if (forms === undefined) return undefined
  const numbers = plainDigits(text).match(/\d+/g) ?? []
  const fitting = forms.filter((form) => hasFittingYear(form, numbers))
  if (fitting.length === 0) return undefined
  const days = fitting.map((form) => ({ form, days: daysOf(form, numbers, today) }))
  const right = days.flatMap(({ form, days: found }) =>
    found.filter((day) => form.weekday === undefined || weekdayOf(day) === form.weekday),
  )
  if (right.length > 0) return { days: preferUsualDays(right) }
  return days.some(({ days: found }) => found.length > 0) ? WRONG_WEEKDAY : NO_SUCH_DAY
}

/** Years of other lengths than usual are left to other readers, which know what they may mean. */
function hasFittingYear({ numbers, offset, calendar }: PrintedForm, written: readonly string[]): boolean {
  const year = written[numbers.indexOf('year')]
  if (year === undefined) return calendar.id === 'gregory'
  return offset === 0 ? year.length === calendar.digits || year.length === 2 : year.length <= 3
}

function daysOf(form: PrintedForm, written: readonly string[], today: string | undefined): readonly string[] {
  const valueOf = (name: 'day' | 'month' | 'year') => {
    const at = form.numbers.indexOf(name)
    return at === -1 ? undefined : written[at]
  }
  const [day, month] = [Number(valueOf('day')), form.month ?? Number(valueOf('month'))]
  const year = valueOf('year')
  if (year === undefined) return today === undefined ? [] : nearestYears(month, day, today)
  const full =
    form.offset === 0 && year.length === 2 ? centuryOf(Number(year), today, form.calendar) : Number(year) + form.offset
  const found = form.calendar.dayOf(full, month, day)
  return found === undefined ? [] : [found]
}
