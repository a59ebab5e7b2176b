/**
 * The text behind `/docgen`: a template and answers as `name=value`. What cannot be read is reported, never dropped
 * silently.
 */
import { readCommandKeyword } from './keywords.ts'
import type { CommandKeyword } from './keyword-lists.ts'
import { type Token, tokenize } from './tokenize.ts'

/** What a slash command asks for. */
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

/** Far more than a template has questions; further answers are reported as unread. */
const MAX_ANSWERS = 200

/** Parses the text after `/docgen`. */
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

/** `item=Chair quantity=3` in a message; undefined where any part of it is no answer. */
export function parseAnswers(text: string): readonly TypedAnswer[] | undefined {
  const words = tokenize(text.slice(0, 20_000))
  if (words.length === 0 || words.some(({ value }) => value === undefined)) return undefined
  return splitAnswers(words).given
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
