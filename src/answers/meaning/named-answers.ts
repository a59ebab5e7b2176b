/** Answers that a person wrote as `name=value`, in one line. */
import { type Token, tokenize } from './tokenize.ts'

/** An answer under the name that the person gave it. */
export interface NamedText {
  readonly name: string
  readonly value: string
}

/** Far more than a template has questions; further answers are reported as unread. */
const MAX_ANSWERS = 200

/** `item=Chair quantity=3`; undefined where any part of it is no answer. */
export function parseNamedAnswers(text: string): readonly NamedText[] | undefined {
  const words = tokenize(text.slice(0, 20_000))
  if (words.length === 0 || words.some(({ value }) => value === undefined)) return undefined
  return splitNamedAnswers(words).given
}

/** The answers among the words, and what is none. */
export function splitNamedAnswers(words: readonly Token[]): { given: NamedText[]; unread: string[] } {
  const given: NamedText[] = []
  const unread: string[] = []
  for (const { text, value } of words) {
    if (value !== undefined && text !== '' && given.length < MAX_ANSWERS) given.push({ name: text, value })
    else unread.push(value === undefined ? text : `${text}=${value}`)
  }
  return { given, unread: unread.slice(0, 20) }
}
