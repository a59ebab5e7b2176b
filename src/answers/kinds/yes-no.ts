/** Yes or no in words of the person's language, of English, and then of other languages. */
import type { AnswerKind, AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { languageOf } from '../parsing/locale.ts'
import { excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'
import { LANGUAGES, printYesNo, yesAndNoIn } from '../parsing/words-of-yes-and-no.ts'

const SIGNS: ReadonlyMap<string, boolean> = new Map([
  ...['1', '👍', '✓', '✔', '✅'].map((sign) => [sign, true] as const),
  ...['0', '👎', '✗', '✘', '❌'].map((sign) => [sign, false] as const),
])

/** The words of the person's languages, then of all others. Single letters count only in one's own languages. */
function wordsIn(own: readonly string[]): ReadonlyMap<string, boolean> {
  const words = new Map<string, boolean>()
  for (const language of [...own, ...LANGUAGES]) {
    const { yes, no } = yesAndNoIn(language)
    for (const [group, value] of [
      [yes, true],
      [no, false],
    ] as const) {
      // A word that means yes in one language and no in another has the meaning of the earlier language.
      for (const word of group.map((one) => one.toLowerCase())) {
        if (!words.has(word) && (own.includes(language) || !/^\p{Ll}$/u.test(word))) words.set(word, value)
      }
    }
  }
  return words
}

const WORDS_BY_LANGUAGE = new Map(LANGUAGES.map((language) => [language, wordsIn([language, 'en'])]))
const OTHER_LANGUAGES = wordsIn(['en'])

const readYesNo: AnswerReader<boolean> = (question, raw, context) => {
  if (typeof raw === 'boolean') return ok(raw)
  const typed = readTyped(question, raw, context, 100)
  if (!typed.ok) return typed
  // Skin tones and variation selectors do not change the meaning of a thumb.
  const said = typed.value
    .replaceAll(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '')
    .replace(/[.!\s]+$/, '')
    .toLowerCase()
  const value = SIGNS.get(said) ?? (WORDS_BY_LANGUAGE.get(languageOf(context.locale)) ?? OTHER_LANGUAGES).get(said)
  return value === undefined ? refuse(question, context, `“${excerpt(typed.value)}” is neither yes nor no.`) : ok(value)
}

export const yesNo: AnswerKind<boolean> = {
  name: 'Yes or no',
  accepts: 'yes or no',
  read: readYesNo,
  print: (_, value, locale) => ({ yes: value === true, text: printYesNo(value === true, locale) }),
  blank: { yes: false, text: '' },
  sample: () => true,
  example: () => 'yes',
  schema: () => ({ type: 'boolean' }),
}
