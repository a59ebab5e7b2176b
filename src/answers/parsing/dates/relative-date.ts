/**
 * Days given by a distance: `in 3 months`, `vor 2 Wochen`, `1 month before 3/31/2027`. The whole text must be a number
 * with a unit. “in several weeks”, “within 30 days” and “10 days after” give no day. The calendar counts, never a
 * parser.
 */
import { addDistance, lastOfMonth, type Distance } from './calendar.ts'
import type { DateReading } from './date-reading.ts'
import { readDistance, multiplyDistance } from './distance.ts'
import { framesOf } from './distance-frames.ts'
import { daysNamed } from './names-of-days.ts'
import { monthsToEnd } from './words/ends-of-months.ts'
import { distancePhrases, type DistancePhrase } from './units-of-time.ts'
import { safeLocale } from '../locale.ts'
import { plainPhrase } from '../plain-text.ts'

/** Reads the day from which a distance is counted. */
export type ReadAnchor = (text: string) => DateReading

/** The day that a text gives by its distance from `today` or from a day in it; undefined for other text. */
export function readRelativeDate(
  text: string,
  locale: string,
  today: string | undefined,
  readAnchor: ReadAnchor,
): DateReading | undefined {
  const phrase = plainPhrase(text).replace(/\.$/, '')
  for (const language of dropDuplicates([safeLocale(locale), 'en'])) {
    const reading = readIn(language, phrase, today, readAnchor)
    if (reading !== undefined) return reading
  }
  return undefined
}

/** A day with a name of its own, `tomorrow` or `übermorgen`, or in a phrase with a dual; undefined for other text. */
export function readNamedDay(text: string, locale: string, today: string | undefined): DateReading | undefined {
  const phrase = plainPhrase(text).replace(/\.$/, '')
  for (const language of dropDuplicates([safeLocale(locale), 'en'])) {
    const named = daysNamed(phrase, language)
    if (named.length > 0) return joinReadings(named.map((days) => readingAt(today, { days }, 1)))
    const { distance, count, sign } = findDistancePhrase(phrase, language) ?? {}
    if (distance !== undefined && count !== undefined && sign !== undefined)
      return readingAt(today, multiplyDistance(distance, count), sign)
  }
  return undefined
}

const joinReadings = (readings: readonly DateReading[]): DateReading => {
  const days = readings.flatMap((reading) => ('days' in reading ? reading.days : []))
  return days.length === 0 ? NO_SUCH_DAY : { days }
}

function readIn(
  locale: string,
  phrase: string,
  today: string | undefined,
  readAnchor: ReadAnchor,
): DateReading | undefined {
  const months = monthsToEnd(phrase, locale)
  if (months !== undefined) return readingAt(today, { months }, 1, lastOfMonth)
  const saying = findDistancePhrase(phrase, locale)
  if (saying !== undefined && saying.count === undefined)
    return readingAt(today, multiplyDistance(saying.distance, Number(/\d+/.exec(phrase)?.[0])), saying.sign)
  for (const { pattern, sign } of framesOf(locale)) {
    const { distance: said, anchor } = pattern.exec(phrase)?.groups ?? {}
    const distance = said === undefined ? undefined : readDistance(said, locale)
    if (distance === undefined) continue
    if (anchor === undefined) return readingAt(today, distance, sign)
    const reading = readAnchor(anchor)
    if ('problem' in reading) continue
    return readingAt(reading.days, distance, sign)
  }
  return undefined
}

function findDistancePhrase(phrase: string, locale: string): DistancePhrase | undefined {
  const said = phrase.replace(/\d+/, '#')
  const sayings = distancePhrases(locale)
  return sayings.get(phrase) ?? sayings.get(said) ?? sayings.get(`${said}.`)
}

const NO_SUCH_DAY: DateReading = { problem: 'is no day of the calendar.' }

function readingAt(
  from: string | readonly string[] = [],
  distance: Distance,
  sign: 1 | -1,
  settle = (day: string) => day,
): DateReading {
  const starts = typeof from === 'string' ? [from] : from
  const days = starts.map((day) => addDistance(day, distance, sign)).filter((day) => day !== undefined)
  return days.length < starts.length || days.length === 0 ? NO_SUCH_DAY : { days: days.map(settle) }
}

const dropDuplicates = <Value>(values: readonly Value[]): Value[] => [...new Set(values)]
