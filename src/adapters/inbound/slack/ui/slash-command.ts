/**
 * The text behind `/docgen`: a template and answers as `name=value`, with any quotes around several words. Nothing that
 * was written is passed over in silence.
 */
import { readCommandKeyword, type CommandKeyword } from './keywords.ts'

export type SlashCommand =
  | { readonly kind: 'picker' }
  | { readonly kind: CommandKeyword }
  | {
      readonly kind: 'start'
      readonly template: string
      readonly given: readonly TypedAnswer[]
      readonly unread: readonly string[]
    }

/** An answer under the name that the person gave it. */
export interface TypedAnswer {
  readonly name: string
  readonly value: string
}

/** More answers than a template has questions make no sense; a flood of them is cut off. */
const MAX_ANSWERS = 200

export function parseSlashCommand(text: string): SlashCommand {
  const words = tokenize(text.slice(0, 20_000))
  if (words.length === 0) return { kind: 'picker' }
  const keyword = words.some(({ value }) => value !== undefined)
    ? undefined
    : readCommandKeyword(words.map(({ text: word }) => word).join(' '))
  if (keyword !== undefined) return { kind: keyword }
  const first = words.findIndex(({ value }) => value !== undefined)
  const template = words
    .slice(0, first === -1 ? words.length : first)
    .map(({ text: word }) => word)
    .join(' ')
  const { given, unread } = splitAnswers(first === -1 ? [] : words.slice(first))
  return { kind: 'start', template, given, unread }
}

/** `item=Chair quantity=3` in a message; undefined where any of it is no answer. */
export function parseAnswers(text: string): readonly TypedAnswer[] | undefined {
  const words = tokenize(text.slice(0, 20_000))
  if (words.length === 0 || words.some(({ value }) => value === undefined)) return undefined
  return splitAnswers(words).given
}

interface Token {
  readonly text: string
  /** What follows the `=`; undefined where there is none outside of quotes. */
  readonly value: string | undefined
}

function splitAnswers(words: readonly Token[]): { given: TypedAnswer[]; unread: string[] } {
  const given: TypedAnswer[] = []
  const unread: string[] = []
  for (const { text, value } of words) {
    if (value !== undefined && text !== '' && given.length < MAX_ANSWERS) given.push({ name: text, value })
    else unread.push(value === undefined ? text : `${text}=${value}`)
  }
  return { given, unread: unread.slice(0, 20) }
}

/** Phones and office programs put these in the place of straight quotes. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '‘': '’',
  "'": "'’",
  '‹': '›',
  '›': '‹',
}

/**
 * Words with what stands behind their `=`. A quote that is never closed reaches to the end, one inside a word
 * (`O'Brien`) is a letter.
 */
function tokenize(text: string): Token[] {
  const words: Token[] = []
  let at = 0
  const read = (stop: (character: string) => boolean): string => {
    const character = text[at] ?? ''
    const closing = QUOTES[character]
    if (closing !== undefined) {
      const end = closingQuote(text, at + 1, closing, stop)
      const inside = text.slice(at + 1, end)
      at = end + 1
      return inside
    }
    const from = at
    while (at < text.length && !stop(text[at] ?? '')) at++
    return text.slice(from, at)
  }
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at++
    else {
      const word = read((character) => character === '=' || /\s/.test(character))
      if (text[at] === '=') {
        at++
        words.push({ text: word, value: /\s/.test(text[at] ?? ' ') ? '' : read((character) => /\s/.test(character)) })
      } else words.push({ text: word, value: undefined })
    }
  }
  return words
}

/**
 * The closing quote is one that a word ends with: `"Acme "Best" Ltd"` is read up to its last one before a space or the
 * end.
 */
function closingQuote(text: string, from: number, closing: string, stop: (character: string) => boolean): number {
  for (let at = from; at < text.length; at++) {
    if (closing.includes(text[at] ?? '') && (at + 1 === text.length || stop(text[at + 1] ?? ''))) return at
  }
  return text.length
}
