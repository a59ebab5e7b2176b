/** Words for yes and no by language. The first of each is the printed one. */

import { languageOf, scriptOf } from '../locale.ts'
import { languageTable } from './yes-and-no-table.ts'

interface YesNo {
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const YES_AND_NO: Readonly<Record<string, YesNo>> = Object.fromEntries(
  Object.entries(languageTable).map(([language, [yes, no]]) => [language, { yes: yes.split('|'), no: no.split('|') }]),
)

/** The languages whose words count in every conversation; short words of others too often mean something else. */
export const UNDERSTOOD_EVERYWHERE: readonly string[] =
  'en de fr es it pt nl sv da nb fi pl cs ru uk tr ja zh ko ar'.split(' ')

/** Languages that are written with the words of another. */
const WRITTEN_AS: Readonly<Record<string, string>> = { no: 'nb', tl: 'fil', iw: 'he', in: 'id', yue: 'zh' }

/** The words of a language; English for an unknown one. */
export function yesAndNoIn(language: string): YesNo {
  const known = WRITTEN_AS[language] ?? language
  return (Object.hasOwn(YES_AND_NO, known) ? YES_AND_NO[known] : undefined) ?? YES_AND_NO['en'] ?? { yes: [], no: [] }
}

/** The language of a locale, with the script where that changes the words. */
export const writtenLanguage = (locale: string): string =>
  languageOf(locale) === 'sr' && scriptOf(locale) === 'Latn' ? 'sr-Latn' : languageOf(locale)

/** Yes or no in the locale's language, for documents and reviews; English where the language is not known. */
export function printYesNo(value: boolean, locale: string): string {
  const { yes, no } = yesAndNoIn(writtenLanguage(locale))
  return (value ? yes[0] : no[0]) ?? (value ? 'Yes' : 'No')
}
