/** The lexicons of all languages. */
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
