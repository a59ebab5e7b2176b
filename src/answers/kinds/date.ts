/**
 * Dates as people write them in their language: `21 Nov 2026`, `21.11.2026`, `tomorrow`, `in drei Wochen`, `am
 * Freitag`. Numeric dates follow the order of the locale. An ambiguous date is refused with its readings; so are times
 * of day, spans, and dates without a day or year.
 */
import { textPrinter, type AnswerKind, type AnswerReader, type ReadContext } from '../answer-kind.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import { weekdayOf } from '../parsing/dates/calendar.ts'
import type { DateReading } from '../parsing/dates/date-reading.ts'
import { readNumericDate } from '../parsing/dates/numeric-date.ts'
import { readNamedDay, readRelativeDate } from '../parsing/dates/relative-date.ts'
import { readSpokenDate } from '../parsing/dates/spoken-date.ts'
import { readWeekdayPhrase } from '../parsing/dates/weekday-phrase.ts'
import { dayIn, languageOf } from '../parsing/locale.ts'
import { formatDate } from '../parsing/format.ts'
import { plainDigits } from '../parsing/plain-text.ts'
import { refuseAmbiguous, excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'
import { splitWeekday } from '../parsing/dates/weekday.ts'

/** The longest text that reaches the parsers. */
const MAX_DATE_TEXT = 100

const readDate: AnswerReader<string> = (question, raw, context) => {
  if (typeof raw === 'number') return refuse(question, context, 'A number is no date.')
  const typed = readTyped(question, raw, context, MAX_DATE_TEXT)
  if (!typed.ok) return typed
  const reading = readDays(plainDigits(typed.value).replaceAll(/\s+/g, ' ').trim(), context)
  if ('problem' in reading) return refuse(question, context, `“${excerpt(typed.value)}” ${reading.problem}`)
  const [day, ...others] = reading.days
  if (day === undefined) return refuse(question, context, `“${excerpt(typed.value)}” cannot be read as a date.`)
  if (others.length > 0) {
    const readings = reading.days.map((wire) => ({ wire, shown: formatDate(wire, context.locale, 'long') }))
    return refuseAmbiguous(question, context, typed.value, readings)
  }
  return checkLimits(question, context, day)
}

function readDays(text: string, context: ReadContext): DateReading {
  const today = dayIn(context.zone, context.now)
  // The anchor of a distance must be a plain day, so distances do not nest.
  return (
    readNumericDate(text, context.locale, today) ??
    readRelativeDate(text, context.locale, today, (anchor) => readDay(anchor, context.locale, today)) ??
    readDay(text, context.locale, today)
  )
}

function readDay(text: string, locale: string, today: string | undefined): DateReading {
  const { weekday, rest } = splitWeekday(text, locale)
  const numeric = readNumericDate(rest, locale, today)
  if (weekday === undefined) {
    return (
      numeric ??
      readNamedDay(text, locale, today) ??
      readWeekdayPhrase(text, locale, today) ??
      readSpokenDate(text, locale, today)
    )
  }
  const reading = numeric ?? readSpokenDate(rest, locale, today)
  if (!('days' in reading)) return reading
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

/** Languages whose months are read in words. */
const SPOKEN_LANGUAGES = new Set(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv'])

/** The medium form of the locale where it can be read back, else ISO. */
function exampleDate(date: string, locale: string): string {
  const medium = formatDate(date, locale, 'medium')
  return SPOKEN_LANGUAGES.has(languageOf(locale)) || /^[\d./-]+$/.test(medium) ? medium : date
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
  example: textPrinter((_, day, locale) => exampleDate(day, locale)),
  schema: () => ({ type: 'string', format: 'date' }),
}
