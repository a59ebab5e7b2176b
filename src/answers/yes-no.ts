/** Yes or no, in the words of the person's language and in English, then in those of others. */
import { ok } from '../domain/errors.ts'
import { languageOf } from './locale.ts'
import { excerpt, refuse, type Reader } from './refusal.ts'
import { readTyped } from './typed.ts'
import { ENGLISH, YES_AND_NO } from './words-of-yes-and-no.ts'

const SIGNS: ReadonlyMap<string, boolean> = new Map([['1', true], ['0', false], ['👍', true], ['👎', false], ['✓', true], ['✔', true], ['✅', true], ['✗', false], ['✘', false], ['❌', false]])

const LANGUAGES = Object.keys(YES_AND_NO)

/** The words of the person's languages, then those of all others; a lone letter counts only in one's own. */
function wordsIn(own: readonly string[]): ReadonlyMap<string, boolean> {
  const words = new Map<string, boolean>()
  for (const language of [...own, ...LANGUAGES]) {
    const { yes, no } = (Object.hasOwn(YES_AND_NO, language) ? YES_AND_NO[language] : undefined) ?? ENGLISH
    for (const [said, value] of [[yes, true], [no, false]] as const) {
      // A word that means yes in one language and no in another belongs to the first that was asked.
      for (const word of said.map((one) => one.toLowerCase())) {
        if (!words.has(word) && (own.includes(language) || !/^\p{Ll}$/u.test(word))) words.set(word, value)
      }
    }
  }
  return words
}

const byLanguage = new Map(LANGUAGES.map((language) => [language, wordsIn([language, 'en'])]))
const otherwise = wordsIn(['en'])

export const readYesNo: Reader<boolean> = (question, raw, context) => {
  if (typeof raw === 'boolean') return ok(raw)
  const typed = readTyped(question, raw, context, 100)
  if (!typed.ok) return typed
  // Skin tones and variation selectors make no difference to a thumb.
  const said = typed.value.replaceAll(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '').replace(/[.!\s]+$/, '').toLowerCase()
  const value = SIGNS.get(said) ?? (byLanguage.get(languageOf(context.locale)) ?? otherwise).get(said)
  return value === undefined ? refuse(question, context, `“${excerpt(typed.value)}” is neither yes nor no.`) : ok(value)
}

/** Yes or no in the locale's language, for documents and reviews; English where the language is not known. */
export function printYesNo(value: boolean, locale: string): string {
  const language = languageOf(locale)
  const { yes, no } = (Object.hasOwn(YES_AND_NO, language) ? YES_AND_NO[language] : undefined) ?? ENGLISH
  return (value ? yes[0] : no[0]) ?? (value ? 'Yes' : 'No')
}
