/** How the words of a name are written in a label: capitals, abbreviations, accents. */
import { languageOfWords } from './name-languages.ts'
import { fold, spellingsOf } from './words/fold.ts'
import type { Language } from './words/language-words.ts'
import { LEXICONS, WORDS, languagesOfWord } from './words/lexicons.ts'

/** Words that are written in capitals. */
const ACRONYMS: ReadonlySet<string> = new Set(
  (
    'url iban bic swift vat id pdf ssn tin ein usa us uk eu plz gps api zip llc nda vin dni nif cif nie rfc ' +
    'cpf cnpj siret siren tva iva btw kvk bsn ust mwst hr it ceo cfo cto gmbh ag ttc ht hvac dob rma sku ip ' +
    'pto nis usd eur gbp chf isbn faq qr sla sow'
  ).split(' '),
)
const SPELLED_OUT: ReadonlyMap<string, string> = new Map([
  ['dob', 'date of birth'],
  ['qty', 'quantity'],
  ['addr', 'address'],
  ['desc', 'description'],
])
/** Words before a number. */
const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['gt', 'more than'],
  ['lt', 'less than'],
  ['gte', 'at least'],
  ['lte', 'at most'],
  ['eq', 'exactly'],
])
/** Stems of German compounds that have lost their umlauts or their ß. */
const GERMAN_STEMS: readonly (readonly [string, string])[] = (
  'kündig gebühr begründ vergüt größ straß fläche überg übern schlüssel möbl mängel käufer geschäftsführ stück ' +
  'nächt prämie höhe küche rück währ bürg grundstück gebäude jährlich wöchentlich tätigkeit länge fällig ' +
  'verhältnis vollmächt vermögen eigentüm behörde gültig erklär bestätig empfäng gegenstände erläuter lösch ' +
  'schäden prüf nächst höchst früh später zuständig selbständig gläubig änder räum zähl öffn ansässig mündlich'
)
  .split(' ')
  .map((stem) => [asciiOf(stem), stem] as const)
const SMALL_GERMAN: ReadonlySet<string> = new Set(
  (
    'der die das des dem den ein eine einer von vom im in am an auf für mit ohne und oder bis zu zum zur pro ' +
    'je ab neue neuer neues neuen alte alter altes letzte letzter erste erster nächste nächster monatliche ' +
    'jährliche monatlich jährlich gesamt netto brutto fällig gültig ist hat'
  ).split(' '),
)
/** Accented words by language, as they are found without their accents. */
const ACCENTS: ReadonlyMap<Language, ReadonlyMap<string, string>> = new Map(
  [...LEXICONS.keys()].map((language) => [language, accentsOf(language)]),
)

/** The words of a label, in the language of the name where one alone fits best. */
export function labelWords(words: readonly string[], name: string): string[] {
  const language = languageOfWords(words)
  const shouts = /\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name)
  return words.map((word, index) => {
    const lower = word.toLowerCase()
    const comparison = COMPARISONS.get(lower)
    if (comparison !== undefined && /^\p{N}+$/u.test(words[index + 1] ?? '')) return comparison
    if (isAcronym(word, shouts)) return word.toUpperCase()
    if (!shouts && word.length > 1 && word === word.toUpperCase() && /\p{Lu}/u.test(word)) return word
    const said = shouts ? lower : word
    return capitalised(respelled(said, language), language)
  })
}

function isAcronym(word: string, shouts: boolean): boolean {
  const lower = word.toLowerCase()
  if (SPELLED_OUT.has(lower)) return false
  // `MRN` and `NPI` are abbreviations; `DATE` and `ORT` are words.
  return (
    ACRONYMS.has(lower) || (shouts && /^\p{Lu}{2,4}$/u.test(word) && !isWord(lower) && !/[AEIOU].?[AEIOU]/.test(word))
  )
}

const isWord = (word: string): boolean => languagesOfWord(fold(word)).length > 0

function respelled(word: string, language: Language | undefined): string {
  const lower = word.toLowerCase()
  if (lower === 'nr') return language === 'en' ? 'no.' : language === 'de' ? 'Nr.' : 'nr.'
  if (lower === 'tel') return language === 'en' || language === undefined ? 'telephone' : 'tel.'
  if (lower === 'email' && language === 'de') return 'E-Mail'
  const spelled = SPELLED_OUT.get(lower) ?? (language === undefined ? undefined : ACCENTS.get(language)?.get(lower))
  return spelled ?? (language === undefined || language === 'de' ? withUmlauts(word) : word)
}

/** German writes nouns with a capital. */
const capitalised = (word: string, language: Language | undefined): string =>
  language === 'de' && !SMALL_GERMAN.has(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word

function withUmlauts(word: string): string {
  const lower = word.toLowerCase()
  if (lower === 'fuer') return 'für'
  if (!/[aou]e|ss/.test(lower)) return word
  let said = word
  for (const [ascii, stem] of GERMAN_STEMS) {
    const at = said.toLowerCase().indexOf(ascii)
    if (at < 0) continue
    const first = said.charAt(at) === said.charAt(at).toLowerCase() ? stem.charAt(0) : stem.charAt(0).toUpperCase()
    said = said.slice(0, at) + first + stem.slice(1) + said.slice(at + ascii.length)
  }
  return said
}

function asciiOf(word: string): string {
  return word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss')
}

function accentsOf(language: Language): Map<string, string> {
  const { kinds, onlyWith = [], parties = '', other = '' } = WORDS[language]
  const texts = [...Object.values(kinds), ...onlyWith.flatMap(({ heads, words }) => [heads, words]), parties, other]
  const words = texts.flatMap((text) => text.split(' ')).filter((word) => word.length > 3 && /[^a-z]/.test(word))
  return new Map(words.flatMap((word) => spellingsOf(word).map((spelling) => [spelling, word] as const)))
}
