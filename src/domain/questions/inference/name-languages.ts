/** Which languages a name can be in, by the words of it that each knows. Names mix languages: the best one decides. */
import type { Kind } from '../question.ts'
import { readHead } from './read-head.ts'
import { wordsOf } from './variable-names.ts'
import { fold } from './words/fold.ts'
import { LANGUAGES, type Language } from './words/language-words.ts'
import type { Lexicon } from './words/lexicon.ts'
import { LEXICONS } from './words/lexicons.ts'

export interface NameReading {
  /** How many words of the name the language knows. */
  readonly known: number
  /** The kind that it suggests in the language; undefined where it says nothing. */
  readonly kind: Kind | undefined
}

/** A name read in every language that knows a word of it. */
export function readName(name: string): ReadonlyMap<Language, NameReading> {
  const words = withoutCounter(wordsOf(name).map(fold))
  const readings = new Map<Language, NameReading>()
  for (const [language, lexicon] of LEXICONS) {
    const known = words.filter((word) => isKnown(word, lexicon)).length
    if (known > 0) readings.set(language, { known, kind: readHead(words, lexicon) })
  }
  return readings
}

/** The languages of a reading, the likeliest first. Where two know as much, `preferred` comes first. */
export function likelyLanguages(reading: ReadonlyMap<Language, NameReading>, preferred?: Language): Language[] {
  const rank = (language: Language): number => (reading.get(language)?.known ?? 0) + (language === preferred ? 0.5 : 0)
  return LANGUAGES.filter((language) => reading.has(language)).sort((one, other) => rank(other) - rank(one))
}

/** The language that most of the names are in, where one alone knows the most of them. */
export function commonLanguage(names: Iterable<string>): Language | undefined {
  const votes = new Map<Language, number>()
  for (const name of names) {
    const reading = readName(name)
    const [first, second] = likelyLanguages(reading)
    const known = first === undefined ? 0 : (reading.get(first)?.known ?? 0)
    if (first === undefined || (second !== undefined && reading.get(second)?.known === known)) continue
    votes.set(first, (votes.get(first) ?? 0) + 1)
  }
  const [first, second] = [...votes].sort(([, one], [, other]) => other - one)
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
}

const isKnown = (word: string, { known, endings }: Lexicon): boolean =>
  known.has(word) || endings.some(([end]) => word.endsWith(end))

/** `amount_2` is an amount, `date1` a date. */
function withoutCounter(words: readonly string[]): string[] {
  const kept = words.length > 1 && /^\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : [...words]
  const last = kept.at(-1)
  return last === undefined ? kept : kept.with(-1, last.replace(/\d{1,3}$/, '') || last)
}
