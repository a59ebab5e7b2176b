/** Which languages a name can be in, by the words of it that each knows. Names mix languages: the best one decides. */
import { wordsOf } from './variable-names.ts'
import { fold } from './words/fold.ts'
import { LANGUAGES, type Language } from './words/language-words.ts'
import { languagesOfEnd, languagesOfWord } from './words/lexicons.ts'

/** Of a word that has only a known end. */
const KNOWS_THE_END = 0.75

/** The words of a name as they are compared. `amount_2` is an amount, `date1` a date: the number goes. */
export const foldedWords = (name: string): string[] => comparedWords(wordsOf(name))

/** The same of a name that is split into words. */
function comparedWords(split: readonly string[]): string[] {
  const words = split.map(fold)
  const last = words.at(-1) ?? ''
  if (!isDigit(last.at(-1))) return words
  const kept = words.length > 1 && /^\d+$/.test(last) ? words.slice(0, -1) : words
  const end = kept.at(-1) ?? ''
  return kept.with(-1, end.replace(/\d{1,3}$/, '') || end)
}

const isDigit = (sign: string | undefined): boolean => sign !== undefined && sign >= '0' && sign <= '9'

/** How many of the words each language knows, the best first. Where two know as many, `preferred` comes first. */
export function likelyLanguages(words: readonly string[], preferred?: Language): [Language, number][] {
  const known = new Map<Language, number>()
  for (const word of words) {
    const whole = languagesOfWord(word)
    for (const language of whole) known.set(language, (known.get(language) ?? 0) + 1)
    for (const language of languagesOfEnd(word))
      if (!whole.includes(language)) known.set(language, (known.get(language) ?? 0) + KNOWS_THE_END)
  }
  if (known.size < 2) return [...known]
  const rank = ([language, sum]: [Language, number]): number => sum + (language === preferred ? 0.5 : 0)
  return LANGUAGES.flatMap((language): [Language, number][] => {
    const sum = known.get(language)
    return sum === undefined ? [] : [[language, sum]]
  }).sort((one, other) => rank(other) - rank(one))
}

/** The language that knows the most words of a name, if it is one alone. `words` are those of the name. */
export function languageOfWords(words: readonly string[]): Language | undefined {
  const [first, second] = likelyLanguages(comparedWords(words))
  return first?.[1] === second?.[1] ? undefined : first?.[0]
}

/** The language that most of the names are in, where one alone knows the most of them. */
export function commonLanguage(names: Iterable<string>): Language | undefined {
  const votes = new Map<Language, number>()
  for (const name of names) {
    const language = languageOfWords(wordsOf(name))
    if (language !== undefined) votes.set(language, (votes.get(language) ?? 0) + 1)
  }
  const [first, second] = [...votes].sort(([, one], [, other]) => other - one)
  return first?.[1] === second?.[1] ? undefined : first?.[0]
}
