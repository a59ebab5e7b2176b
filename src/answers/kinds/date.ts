/**
 * Dates as people write them in their language: `21 Nov 2026`, `21.11.2026`, `tomorrow`, `in drei Wochen`, `am
 * Freitag`. Numeric dates follow the order of the locale. An ambiguous date is refused with its readings; so are times
 * of day, spans, and dates without a day or year.
 */
import { textPrinter, type AnswerKind, type AnswerReader, type ReadContext } from '../answer-kind.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import { isDate } from '../../domain/questions/default-rules.ts'
import type { Question } from '../../domain/questions/question.ts'
import { readPrintedDate } from '../parsing/dates/calendars/printed-date.ts'
import { readTimestamp } from '../parsing/dates/calendars/timestamp.ts'
import { isUsualDay } from '../parsing/dates/calendars/written-calendar.ts'
import { weekdayOf } from '../parsing/dates/calendar.ts'
import type { DateReading } from '../parsing/dates/date-reading.ts'
import { readNumericDate } from '../parsing/dates/numeric-date.ts'
import { readNamedDay, readRelativeDate } from '../parsing/dates/relative-date.ts'
import { readSpokenDate } from '../parsing/dates/spoken-date.ts'
import { readWeekdayPhrase } from '../parsing/dates/weekday-phrase.ts'
import { withoutWordsAround } from '../parsing/dates/words/words-around-dates.ts'
import { doubtsDay } from '../parsing/doubts/doubts.ts'
import { dayIn } from '../parsing/locale.ts'
import { formatDate } from '../parsing/format.ts'
import { plainDigits, withoutInvisible } from '../parsing/plain-text.ts'
import { refuseAmbiguous, refuseDoubtful, excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'
import { splitWeekday } from '../parsing/dates/weekday.ts'

/** The longest text that reaches the parsers. */
const MAX_DATE_TEXT = 100

const readDate: AnswerReader<string> = (question, raw, context) => {
  if (typeof raw === 'number') return refuse(question, context, 'A number is no date.')
  const typed = readTyped(question, raw, context, MAX_DATE_TEXT)
  if (!typed.ok) return typed
  if (context.form === 'wire') return readWire(question, typed.value, context)
  const reading = readDays(withoutInvisible(plainDigits(typed.value)).replaceAll(/\s+/g, ' ').trim(), context)
  if ('problem' in reading) return refuse(question, context, `“${excerpt(typed.value)}” ${reading.problem}`)
  // Data may be meant, although people of this locale write such years in another calendar.
  const isData = isWire(raw, context)
  const days = isData && !reading.days.includes(typed.value) ? [typed.value, ...reading.days] : reading.days
  const [day, ...others] = days
  if (day === undefined) return refuse(question, context, `“${excerpt(typed.value)}” cannot be read as a date.`)
  const shown = (wire: string) => ({ wire, shown: showUnambiguously(wire, context) })
  if (others.length > 0) return refuseAmbiguous(question, context, typed.value, days.map(shown))
  const checked = checkLimits(question, context, day)
  if (!checked.ok) return checked
  const isAsked = doubtsDay(question, day, dayIn(context.zone, context.now)) || (!isUsualDay(day) && !isData)
  return isAsked ? refuseDoubtful(question, context, typed.value, shown(day)) : checked
}

/** The long form where it is read as that day and no other, else ISO 8601. */
function showUnambiguously(day: string, context: ReadContext): string {
  const long = formatDate(day, context.locale, 'long')
  const reading = readDays(long, context)
  return 'days' in reading && reading.days.length === 1 && reading.days[0] === day ? long : day
}

/** A day as programs send it. It is taken as it is where nothing says that people’s words are sent. */
const isWire = (raw: unknown, { form }: ReadContext): boolean =>
  form === undefined && typeof raw === 'string' && isDate(raw)

function readWire(question: Question, text: string, context: ReadContext): Result<string> {
  return isDate(text)
    ? checkLimits(question, context, text)
    : refuse(question, context, `“${excerpt(text)}” is no date in wire form, such as 2026-11-21.`)
}

function readDays(text: string, context: ReadContext): DateReading {
  const { locale } = context
  const today = dayIn(context.zone, context.now)
  // The anchor of a distance must be a plain day, so distances do not nest.
  return (
    readTimestamp(text, context.zone) ??
    readNumericDate(text, locale, today) ??
    readRelativeDate(text, locale, today, (anchor) => readDay(anchor, locale, today)) ??
    readDay(text, locale, today)
  )
}

function readDay(text: string, locale: string, today: string | undefined): DateReading {
  const printed = readPrintedDate(text, locale, today)
  if (printed !== undefined) return printed
  const named = readNamedDay(text, locale, today) ?? readWeekdayPhrase(text, locale, today)
  if (named !== undefined) return named
  const { weekday, rest: dated } = splitWeekday(text, locale)
  const rest = withoutWordsAround(dated, locale)
  const reading =
    readNumericDate(rest, locale, today) ??
    (rest === text ? undefined : readPrintedDate(rest, locale, today)) ??
    readSpokenDate(rest, locale, today)
  if (weekday === undefined || !('days' in reading)) return reading
  const right = reading.days.filter((day) => weekdayOf(day) === weekday)
  if (right.length > 0 || reading.days.length === 0) return { days: right }
  return { problem: 'names a weekday on which that day does not fall.' }
}

function checkLimits(question: Question, context: ReadContext, day: string): Result<string> {
  const { min, max } = question.limits ?? {}
  const shown = (date: string) => formatDate(date, context.locale, 'long')
  if (min !== undefined && day < min) {
    return refuse(question, context, `${shown(day)} is too early: ${shown(min)} is the first day possible.`, { min })
  }
  if (max !== undefined && day > max) {
    return refuse(question, context, `${shown(day)} is too late: ${shown(max)} is the last day possible.`, { max })
  }
  return ok(day)
}

/** A day well within most limits. */
const SAMPLE_DATE = '2026-11-21'

function sampleDate({ limits: { min, max } = {} }: Question): string {
  if (min !== undefined && min > SAMPLE_DATE) return min
  return max !== undefined && max < SAMPLE_DATE ? max : SAMPLE_DATE
}

/** Prints in long form by default. */
function printDate({ format }: Question, day: string, locale: string): string {
  if (format === 'iso') return day
  return formatDate(day, locale, format === 'short' || format === 'medium' || format === 'full' ? format : 'long')
}

export const date: AnswerKind<string> = {
  name: 'Date',
  accepts: 'a date',
  read: readDate,
  print: textPrinter(printDate),
  sample: sampleDate,
  example: textPrinter((_, day, locale) => formatDate(day, locale, 'medium')),
  schema: () => ({ type: 'string', format: 'date' }),
}
