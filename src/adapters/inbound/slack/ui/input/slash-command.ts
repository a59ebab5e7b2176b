/**
 * The text behind `/docgen`: a template and answers as `name=value`. What cannot be read is reported, never dropped
 * silently.
 */
import { appCommandOf, type AppCommand } from '../../../../../answers/meaning/key-words.ts'
import { splitNamedAnswers, type NamedText } from '../../../../../answers/meaning/named-answers.ts'
import { tokenize } from '../../../../../answers/meaning/tokenize.ts'

/** What a slash command asks for. */
export type SlashCommand =
  | { readonly kind: 'picker' }
  | { readonly kind: AppCommand }
  | {
      readonly kind: 'start'
      readonly template: string
      readonly given: readonly NamedText[]
      readonly unread: readonly string[]
    }

/** Parses the text after `/docgen`. */
export function parseSlashCommand(text: string): SlashCommand {
  const words = tokenize(text.slice(0, 20_000))
  if (words.length === 0) return { kind: 'picker' }
  const keyword = words.some(({ value }) => value !== undefined)
    ? undefined
    : appCommandOf(words.map(({ text: word }) => word).join(' '))
  if (keyword !== undefined) return { kind: keyword }
  const first = words.findIndex(({ value }) => value !== undefined)
  const template = words
    .slice(0, first === -1 ? words.length : first)
    .map(({ text: word }) => word)
    .join(' ')
  const { given, unread } = splitNamedAnswers(first === -1 ? [] : words.slice(first))
  return { kind: 'start', template, given, unread }
}
