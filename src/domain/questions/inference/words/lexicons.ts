/** The lexicons of all languages, and the languages by their words. */
import { GERMAN } from './de.ts'
import { ENGLISH } from './en.ts'
import { SPANISH } from './es.ts'
import { FRENCH } from './fr.ts'
import { ITALIAN } from './it.ts'
import { JAPANESE } from './ja.ts'
import type { Language, LanguageWords } from './language-words.ts'
import { type Lexicon, lexiconOf } from './lexicon.ts'
import { DUTCH } from './nl.ts'
import { PORTUGUESE } from './pt.ts'

/** The words of variable names by language. */
export const WORDS: Readonly<Record<Language, LanguageWords>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  pt: PORTUGUESE,
  it: ITALIAN,
  nl: DUTCH,
  ja: JAPANESE,
}

/** The lexicons in the order in which they are asked. */
export const LEXICONS = new Map(
  (Object.entries(WORDS) as [Language, LanguageWords][]).map(([language, words]) => [language, lexiconOf(words)]),
) as ReadonlyMap<Language, Lexicon>

const NONE: readonly Language[] = []

/** The languages that have a word in a set of theirs, by the word. */
function languagesBy(words: (lexicon: Lexicon) => Iterable<string>): ReadonlyMap<string, readonly Language[]> {
  const languages = new Map<string, Language[]>()
  for (const [language, lexicon] of LEXICONS)
    for (const word of words(lexicon)) languages.set(word, [...(languages.get(word) ?? []), language])
  return languages
}

const BY_WORD = languagesBy(({ known }) => known)
const BY_END = languagesBy(({ endings }) => endings.keys())
const BY_YES_NO = languagesBy(({ yesNo }) => yesNo)
const ENDS = [...BY_END.keys()].map((end) => end.length)
const [SHORTEST_END, LONGEST_END] = [Math.min(...ENDS), Math.max(...ENDS)]

/** The languages that know a folded word. */
export const languagesOfWord = (word: string): readonly Language[] => BY_WORD.get(word) ?? NONE

/** The languages in which a yes/no name begins with a folded word. */
export const languagesOfYesNo = (word: string): readonly Language[] => BY_YES_NO.get(word) ?? NONE

/** The languages that know an end of a folded word. */
export function languagesOfEnd(word: string): readonly Language[] {
  let found = NONE
  for (let length = Math.min(word.length, LONGEST_END); length >= SHORTEST_END; length--) {
    const more = BY_END.get(word.slice(-length)) ?? NONE
    if (more !== NONE) found = found === NONE ? more : [...new Set([...found, ...more])]
  }
  return found
}
