/**
 * Finds dates and weekdays in words of many languages, with chrono-node. `relative-date.ts` and `weekday-phrase.ts`
 * count the days themselves: chrono counts in instants, guesses vague words, and resolves weekdays to the past.
 */
import * as chrono from 'chrono-node'
import type { ParsedResult } from 'chrono-node'
import { languageOf, regionOf } from '../locale.ts'

interface Parser {
  parse(text: string, reference: { instant: Date; timezone: number }, option: { forwardDate?: boolean }): ParsedResult[]
}

const PARSERS: Readonly<Record<string, Parser>> = {
  ar: chrono.ar.casual,
  de: chrono.de.casual,
  es: chrono.es.casual,
  fi: chrono.fi.casual,
  fr: chrono.fr.casual,
  id: chrono.id.casual,
  it: chrono.it.casual,
  ja: chrono.ja.casual,
  nl: chrono.nl.casual,
  pt: chrono.pt.casual,
  ru: chrono.ru.casual,
  sv: chrono.sv.casual,
  uk: chrono.uk.casual,
  vi: chrono.vi.casual,
  zh: chrono.zh.casual,
}

/** The parsers of a person's language and of English. */
export function parsersOf(locale: string): readonly Parser[] {
  const english = ['US', 'PH', 'CA'].includes(regionOf(locale)) ? chrono.en.casual : chrono.en.GB
  const language = languageOf(locale)
  const own = Object.hasOwn(PARSERS, language) ? PARSERS[language] : undefined
  return own === undefined ? [english] : [own, english]
}

/** The only date in a text, if it covers all of the text. `day` is the day that chrono takes for today. */
export function parseWhole(parser: Parser, text: string, day: string): ParsedResult | undefined {
  // Noon in a zone without offset: the parser then counts calendar days, whatever zone this process runs in.
  const reference = { instant: new Date(`${day}T12:00:00Z`), timezone: 0 }
  const [result, ...more] = parse(parser, text, reference)
  return result !== undefined && more.length === 0 && coversAll(text, result) ? result : undefined
}

/** If a text makes chrono fail, it is no date. */
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

/** Spaces, and scripts without spaces between words, where a name cannot be separated from what precedes it. */
const UNSPACED = /[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** The weekday that a single word means, 0 for Sunday; undefined for other words. */
export function weekdayInWords(word: string, locale: string): number | undefined {
  if (UNSPACED.test(word)) return undefined
  for (const parser of parsersOf(locale)) {
    const { start, end } = parseWhole(parser, word, '2000-01-05') ?? {}
    const isOne = start?.isCertain('weekday') === true && !start.isCertain('day') && !start.isCertain('hour')
    if (isOne && (end === undefined || end === null)) return start.get('weekday') ?? undefined
  }
  return undefined
}
