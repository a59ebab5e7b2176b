/** Dates in words, read by chrono-node in the person's language and in English. Only a reading that covers the whole text counts. */
import * as chrono from 'chrono-node'
import type { ParsedResult } from 'chrono-node'
import type { DateReading } from './date.ts'
import { languageOf, regionOf } from './locale.ts'
import { addDays, isoDate } from './numeric-date.ts'

interface Parser {
  parse(text: string, reference: { instant: Date; timezone: number }, option: { forwardDate?: boolean }): ParsedResult[]
}

const PARSERS: Readonly<Record<string, Parser>> = {
  ar: chrono.ar.casual, de: chrono.de.casual, es: chrono.es.casual, fi: chrono.fi.casual, fr: chrono.fr.casual, id: chrono.id.casual, it: chrono.it.casual,
  ja: chrono.ja.casual, nl: chrono.nl.casual, pt: chrono.pt.casual, ru: chrono.ru.casual, sv: chrono.sv.casual, uk: chrono.uk.casual,
  vi: chrono.vi.casual, zh: chrono.zh.casual,
}

/** What chrono does not know: days from today. */
const PHRASES: Readonly<Record<string, number>> = {
  'day after tomorrow': 2, 'the day after tomorrow': 2, 'day before yesterday': -2, 'the day before yesterday': -2,
}

/** Parts of a day that chrono takes for days. */
const TIMES_OF_DAY = ['tonight', 'morning', 'afternoon', 'evening', 'night', 'midnight', 'noon'].map((word) => `casualReference/${word}`)

/** What a date in words means to someone whose calendar shows `today`. */
export function readSpokenDate(text: string, locale: string, today: string | undefined): DateReading {
  const phrase = PHRASES[text.toLowerCase()]
  if (phrase !== undefined && today !== undefined) return found(addDays(today, phrase))
  // Noon in a zone without offset: the parser then counts calendar days, whatever zone this process runs in.
  const reference = { instant: new Date(`${today ?? '2000-01-01'}T12:00:00Z`), timezone: 0 }
  let problem: DateReading | undefined
  for (const parser of parsersOf(locale)) {
    const reading = readWith(parser, text, reference, today)
    if (reading !== undefined && 'days' in reading) return reading
    problem ??= reading
  }
  return problem ?? { problem: 'cannot be read as a date.' }
}

function parsersOf(locale: string): readonly Parser[] {
  const english = ['US', 'PH', 'CA'].includes(regionOf(locale)) ? chrono.en.casual : chrono.en.GB
  const language = languageOf(locale)
  const own = Object.hasOwn(PARSERS, language) ? PARSERS[language] : undefined
  return own === undefined ? [english] : [own, english]
}

function readWith(parser: Parser, text: string, reference: { instant: Date; timezone: number }, today: string | undefined): DateReading | undefined {
  const [result, ...more] = parse(parser, text, reference)
  if (result === undefined || more.length > 0 || !coversAll(text, result)) return undefined
  if (result.end !== undefined && result.end !== null) return { problem: 'is a span of time.' }
  const { start } = result
  if (start.isCertain('hour') || TIMES_OF_DAY.some((tag) => start.tags().has(tag))) return { problem: 'has a time of day, and only a day fits here.' }
  const day = isoDate(start.get('year') ?? undefined, start.get('month') ?? undefined, start.get('day') ?? undefined)
  if (day === undefined) return undefined
  const relative = !start.isCertain('year') || start.tags().has('result/relativeDate') || !/\d/.test(text)
  if (relative && today === undefined) return undefined
  if (start.isCertain('day') && start.isCertain('month')) return start.isCertain('year') ? onWeekday(result, day) : withoutYear(day, today)
  if (start.isCertain('weekday')) return /^\p{L}+\.?$/u.test(text) ? found(...aroundToday(day, today)) : found(day)
  // “In two months” is a day, “next month” and “November 2026” are not.
  const counted = start.tags().has('result/relativeDate') && /\d|^(in|vor|dans|en|dentro|tra|fra|om|over|il y a|em|через)\b/iu.test(text)
  return counted ? found(day) : { problem: 'does not say which day.' }
}

/** chrono is not ours: if a text ever makes it fail, that text is no date. */
function parse(parser: Parser, text: string, reference: { instant: Date; timezone: number }): ParsedResult[] {
  try {
    return parser.parse(text, reference, {})
  } catch {
    return []
  }
}

function coversAll(text: string, result: ParsedResult): boolean {
  const rest = `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`
  return /^(the|on|den|am|der|le|el|il|,|\.|\s)*$/iu.test(rest)
}

function onWeekday(result: ParsedResult, day: string): DateReading {
  const weekday = result.start.isCertain('weekday') ? result.start.get('weekday') : null
  if (weekday !== null && weekday !== new Date(`${day}T00:00:00Z`).getUTCDay()) return { problem: 'names a weekday on which that day does not fall.' }
  return found(day)
}

/** A day and month without a year: the last and the coming one. */
function withoutYear(day: string, today = day): DateReading {
  const year = Number(today.slice(0, 4))
  const near = [year - 1, year, year + 1].map((one) => isoDate(one, day.slice(5, 7), day.slice(8))).filter((one) => one !== undefined)
  const past = near.findLast((one) => one <= today)
  const coming = near.find((one) => one > today)
  return found(past, coming)
}

/** The last and the coming day of that weekday. */
function aroundToday(day: string, today = day): (string | undefined)[] {
  const ahead = ((new Date(`${day}T00:00:00Z`).getUTCDay() - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7) || 7
  return [addDays(today, ahead - 7), addDays(today, ahead)]
}

const found = (...days: readonly (string | undefined)[]): DateReading => ({ days: days.filter((day) => day !== undefined) })
