/** Which languages a name can be in, by the words of it that each knows. Names mix languages: the best one decides. */
import { wordsOf } from './variable-names.ts'
import { fold } from './words/fold.ts'
import type { Language } from './words/language-words.ts'
import { endingKind } from './words/lexicon.ts'
import { LEXICONS } from './words/lexicons.ts'

/** Of a word that has only a known end. */
const KNOWS_THE_END = 0.75

/** The words of a name as they are compared. `amount_2` is an amount, `date1` a date: the number goes. */
export function foldedWords(name: string): string[] {
  const words = wordsOf(name).map(fold)
  const kept = words.length > 1 && /^\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words
  const last = kept.at(-1)
  return last === undefined ? kept : kept.with(-1, last.replace(/\d{1,3}$/, '') || last)
}

/** How many of the words each language knows, the best first. Where two know as many, `preferred` comes first. */
export function likelyLanguages(words: readonly string[], preferred?: Language): [Language, number][] {
  const known: [Language, number][] = []
  for (const [language, lexicon] of LEXICONS) {
    let sum = 0
    for (const word of words)
      sum += lexicon.known.has(word) ? 1 : endingKind(word, lexicon) === undefined ? 0 : KNOWS_THE_END
    if (sum > 0) known.push([language, sum])
  }
  const rank = ([language, sum]: [Language, number]): number => sum + (language === preferred ? 0.5 : 0)
  return known.sort((one, other) => rank(other) - rank(one))
}

/** The language that knows the most words of a name, if it is one alone. */
export function languageOf(name: string): Language | undefined {
  const [first, second] = likelyLanguages(foldedWords(name))
  return first?.[1] === second?.[1] ? undefined : first?.[0]
}

/** The language that most of the names are in, where one alone knows the most of them. */
export function commonLanguage(names: Iterable<string>): Language | undefined {
  const votes = new Map<Language, number>()
  for (const name of names) {
    const language = languageOf(name)
    if (language !== undefined) votes.set(language, (votes.get(language) ?? 0) + 1)
  }
  const [first, second] = [...votes].sort(([, one], [, other]) => other - one)
  return first?.[1] === second?.[1] ? undefined : first?.[0]
}
