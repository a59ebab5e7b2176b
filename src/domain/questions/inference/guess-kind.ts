/**
 * Guesses the kind of a variable from its name, in the languages of `words/`. The head word decides: `invoice_date` is
 * a date, `date_format` is text. Where the name says nothing the guess is text, which accepts every answer.
 */
import type { Kind } from '../question.ts'
import { foldedWords, likelyLanguages } from './name-languages.ts'
import { readHead } from './read-head.ts'
import type { Language } from './words/language-words.ts'
import { LEXICONS } from './words/lexicons.ts'

/** What is known of the variable beside its name. */
export interface NamePlace {
  /** It fills a placeholder picture or a hyperlink's address (which may be an e-mail address). */
  readonly fills?: 'image' | 'link' | undefined
  /** It is a paragraph of its own wherever it stands. */
  readonly alone?: boolean
  /** The language of the other names of the template. */
  readonly language?: Language | undefined
}

/** The kind that a name suggests at a place. */
export function guessKind(name: string, { fills, alone, language }: NamePlace = {}): Kind {
  if (fills === 'image') return 'image'
  const kind = guessKindOfName(name, language)
  if (fills === 'link' && kind !== 'email' && kind !== 'phone') return 'link'
  return kind ?? (alone === true ? 'long_text' : 'text')
}

/** The kind that a name suggests; undefined where it says nothing. */
function guessKindOfName(name: string, language: Language | undefined): Kind | undefined {
  // In `contract.start_date` the last part says what it is.
  const part = name.split('.').findLast((each) => /\p{L}/u.test(each)) ?? name
  return readName(part, language) ?? (part === name ? undefined : readName(name, language))
}

function readName(name: string, preferred: Language | undefined): Kind | undefined {
  const words = foldedWords(name)
  for (const [language] of likelyLanguages(words, preferred)) {
    const lexicon = LEXICONS.get(language)
    const kind = lexicon === undefined ? undefined : readHead(words, lexicon)
    if (kind !== undefined) return kind
  }
  return undefined
}
