/** Questions that an author would write for yes/no names: `has_nda` → `Is there an NDA?` */
import { labelWords } from './label-words.ts'
import { languageOfWords } from './name-languages.ts'
import { readsAsPlural, wordsOf } from './variable-names.ts'
import { fold } from './words/fold.ts'
import type { Language } from './words/language-words.ts'
import { LEXICONS, languagesOfYesNo } from './words/lexicons.ts'

/** Nouns without an article or plural. */
const UNCOUNTED: ReadonlySet<string> = new Set(
  (
    'insurance parking access experience furniture heating electricity water gas internet wifi debt collateral ' +
    'health housing income equity equipment storage laundry custody evidence permission consent interest support ' +
    'coverage property information staff'
  ).split(' '),
)
const DETERMINERS: ReadonlySet<string> = new Set(
  'a an any the more less at other exactly no gt lt gte lte eq'.split(' '),
)
const ADJECTIVES_OF_STATE = /ed$|^(?:paid|sent|met|left|begun|had|read)$/
const PARTIES = LEXICONS.get('en')?.parties ?? new Set<string>()

/** The question of a yes/no name, with its mark. `said` writes the words of a label. */
export function yesNoQuestion(name: string, said: (words: readonly string[]) => string): string {
  const shouts = name === name.toUpperCase()
  const all = wordsOf(shouts ? name.toLowerCase() : name)
  const words = all.length > 1 && all[0]?.toLowerCase() === 'if' ? all.slice(1) : all
  const language = languageOfQuestion(words)
  if (language === undefined || language === 'en') return `${englishQuestion(words, said)}?`
  return otherQuestion(words, language, said)
}

/** The language whose verb it begins with, else that of its words. */
function languageOfQuestion(words: readonly string[]): Language | undefined {
  const [first = '', second = ''] = words.slice(0, 2).map(fold)
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(first)) return 'ja'
  if (first === 'a' && /^une?$/.test(second)) return 'fr'
  const verbs = languagesOfYesNo(first)
  return verbs.length === 1 ? verbs[0] : languageOfWords(words)
}

function englishQuestion(words: readonly string[], said: (words: readonly string[]) => string): string {
  const lower = words.map((word) => word.toLowerCase())
  const [first = '', second = ''] = lower
  const rest = words.slice(1)
  if (rest.length === 0) return said(words)
  // `tenant_has_pets`: the subject stands in front.
  if (words.length > 2 && PARTIES.has(first) && (second === 'has' || second === 'is')) {
    const what = words.slice(2)
    return second === 'is' ? `Is the ${text(words.slice(0, 1))} ${text(what)}` : haveQuestion(first, what)
  }
  if (first === 'has' || first === 'have') return hasQuestion(rest)
  if (first === 'needs' || first === 'wants')
    return `${isPlural(rest) ? 'Are' : 'Is'} ${withArticle(rest)} ${first === 'needs' ? 'needed' : 'wanted'}`
  const asks = ['is', 'are', 'was', 'were', 'does', 'did', 'can', 'should'].includes(first)
  if (asks && PARTIES.has(second) && rest.length > 1) return said([first, 'the', ...rest])
  return first === 'is' || (asks && rest.length === 1) ? said(rest) : said(words)
}

const haveQuestion = (subject: string, what: readonly string[]): string =>
  isState(what) ? `Has the ${subject} ${text(what)}` : `Does the ${subject} have ${withArticle(what)}`

function hasQuestion(what: readonly string[]): string {
  const lower = what.map((word) => word.toLowerCase())
  if (lower[0] === 'been') return `Has it been ${text(what.slice(1))}`
  if (lower[0] === 'to') return `Has ${text(what)}`
  if (isState(what)) return upperFirst(text(what))
  return `${isPlural(what) ? 'Are' : 'Is'} there ${withArticle(what)}`
}

/** `has_paid`, `has_signed_lease`: what was done, not what is there. */
const isState = (words: readonly string[]): boolean =>
  words.length === 1 && ADJECTIVES_OF_STATE.test(words[0]?.toLowerCase() ?? '')

const isPlural = (words: readonly string[]): boolean => readsAsPlural(words.at(-1) ?? '')
const text = (words: readonly string[]): string => labelWords(words, words.join('_').toLowerCase()).join(' ')
const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function withArticle(words: readonly string[]): string {
  const said = text(words)
  const [first = ''] = words
  const last = words.at(-1)?.toLowerCase() ?? ''
  if (isPlural(words) || UNCOUNTED.has(last) || DETERMINERS.has(first.toLowerCase()) || /^\d/.test(first)) return said
  return `${/^(?:[aeiou](?!ni[^n]|se|ne\b|u)|hour|hono)/i.test(said) || isSpelledWithAn(said) ? 'an' : 'a'} ${said}`
}

/** Letters whose name begins with a vowel: an NDA, an RMA. */
const isSpelledWithAn = (said: string): boolean => /^[AEFHILMNORSX][A-Z]+\b/.test(said)

/** In other languages the words stay, with the marks of the language. */
function otherQuestion(
  words: readonly string[],
  language: Language,
  said: (words: readonly string[]) => string,
): string {
  const first = fold(words[0] ?? '')
  const rest = words.slice(1)
  switch (language) {
    case 'de':
      if (first === 'hat' && rest.length > 0) return `${said(rest)} vorhanden?`
      return `${said(first === 'ist' && rest.length > 0 ? rest : words)}?`
    case 'nl':
      if (first === 'heeft' && rest.length > 0) return `${said(rest)} aanwezig?`
      return `${said(first === 'is' && rest.length > 0 ? rest : words)}?`
    case 'es':
      return `¿${said(words)}?`
    case 'fr':
      if (first === 'a') return `Y a-t-il ${text(rest)}\u00a0?`
      return `${said(first === 'est' && rest.length > 0 ? rest : words)}\u00a0?`
    case 'ja':
      return `${said(words)}？`
    default:
      return `${said(words)}?`
  }
}
