/** Yes or no in words of the person's language, of English, and then of other languages. */
import type { AnswerKind, AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { languageOf } from '../parsing/locale.ts'
import { memoize } from '../parsing/memoize.ts'
import { plainSeparators, withoutInvisible } from '../parsing/plain-text.ts'
import { withoutPoliteWords } from '../parsing/yes-no/polite-words.ts'
import { excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'
import {
  UNDERSTOOD_EVERYWHERE,
  printYesNo,
  writtenLanguage,
  yesAndNoIn,
} from '../parsing/yes-no/words-of-yes-and-no.ts'

const SIGNS: ReadonlyMap<string, boolean> = new Map([
  ...['1', '👍', '✓', '✔', '✅'].map((sign) => [sign, true] as const),
  ...['0', '👎', '✗', '✘', '❌'].map((sign) => [sign, false] as const),
])

/** The words of the person's languages, then of all others. Single letters count only in one's own languages. */
function wordsIn(own: readonly string[]): ReadonlyMap<string, boolean> {
  const words = new Map<string, boolean>()
  for (const language of [...own, ...UNDERSTOOD_EVERYWHERE]) {
    const { yes, no } = yesAndNoIn(language)
    for (const [group, value] of [
      [yes, true],
      [no, false],
    ] as const) {
      for (const word of group.flatMap((one) => foldings(one, language))) {
        // A word that means yes in one language and no in another has the meaning of the earlier language.
        if (!words.has(word) && (own.includes(language) || !/^\p{Ll}$/u.test(word))) words.set(word, value)
      }
    }
  }
  return words
}

/** A word in lower case, by the rules of its language (`HAYIR` is `hayır` in Turkish) and by those of all. */
const foldings = (text: string, language: string): readonly string[] => [
  plain(text).toLocaleLowerCase(language),
  plain(text).toLowerCase(),
]

/** Apostrophes, spaces and commas alike; no sign at the end. */
const plain = (text: string): string =>
  plainSeparators(withoutInvisible(text.normalize('NFC')))
    .replaceAll(/[,،、，]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/[.!。！．।\s]+$/u, '')
    .trim()

const wordsOf = memoize((language) => wordsIn([language, 'en']))

function readWord(text: string, locale: string): boolean | undefined {
  const language = languageOf(locale)
  const words = wordsOf(writtenLanguage(locale))
  for (const said of foldings(text, language)) {
    const value = SIGNS.get(said) ?? words.get(said)
    if (value !== undefined) return value
    const rest = withoutPoliteWords(said)
    const polite = rest === undefined ? undefined : words.get(rest)
    if (polite !== undefined) return polite
  }
  return undefined
}

const readYesNo: AnswerReader<boolean> = (question, raw, context) => {
  if (typeof raw === 'boolean') return ok(raw)
  if (context.form === 'wire') return refuse(question, context, 'In wire form the answer is true or false.')
  const typed = readTyped(question, raw, context, 100)
  if (!typed.ok) return typed
  // Skin tones and variation selectors do not change the meaning of a thumb.
  const said = withoutInvisible(typed.value).replaceAll(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '')
  const value = readWord(said, context.locale)
  return value === undefined ? refuse(question, context, `“${excerpt(typed.value)}” is neither yes nor no.`) : ok(value)
}

export const yesNo: AnswerKind<boolean> = {
  name: 'Yes or no',
  accepts: 'yes or no',
  read: readYesNo,
  print: (_, value, locale) => ({ yes: value === true, text: printYesNo(value === true, locale) }),
  blank: { yes: false, text: '' },
  sample: () => true,
  example: (_, sample, locale) => printYesNo(sample === true, locale).toLocaleLowerCase(languageOf(locale)),
  schema: () => ({ type: 'boolean' }),
}
