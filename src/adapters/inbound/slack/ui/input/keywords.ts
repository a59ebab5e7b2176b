/** Recognises keywords that control a conversation instead of answering. In quotes they are an answer. */
import {
  type ConversationKeyword,
  WORDS,
  LIST_WORDS,
  REVIEW_WORDS,
  COMMAND_WORDS,
  type CommandKeyword,
} from './keyword-lists.ts'

/** A message, read as a keyword or as an answer. */
export type KeywordOrAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  /** `rest` is the text after the keyword, as in `edit start date`. */
  | { readonly kind: 'word'; readonly word: ConversationKeyword; readonly rest: string }

const inConversation = indexByText<ConversationKeyword>(WORDS)

const inList = indexByText<ConversationKeyword>(LIST_WORDS)

const inReview = indexByText<ConversationKeyword>({ confirm: REVIEW_WORDS })

const inCommand = indexByText<CommandKeyword>(COMMAND_WORDS)

/** `edit` and the name of an answer. */
const EDIT = /^(?:edit|change|ändern?|ändere|aendern|bearbeiten?|korrigieren?)\s+(?<rest>\S.{0,200})$/isu

/**
 * The keyword in a message to the app itself, with or without `/docgen` before it; undefined for anything else,
 * including a keyword in quotes.
 */
export const readCommandKeyword = (text: string): CommandKeyword | undefined => inCommand.get(normalize(text))

/** Reads a message as a keyword or an answer. `asked` decides which keywords count. */
export function readKeyword(text: string, asked: 'question' | 'list' | 'review' = 'question'): KeywordOrAnswer {
  const quoted = unquote(text)
  if (quoted !== undefined && isAnyKeyword(quoted)) return { kind: 'answer', text: quoted }
  const said = normalize(text)
  const word =
    (asked === 'list' ? inList.get(said) : asked === 'review' ? inReview.get(said) : undefined) ??
    inConversation.get(said)
  if (word !== undefined) return { kind: 'word', word, rest: '' }
  const edit = EDIT.exec(text.trim())?.groups?.['rest']
  return edit === undefined ? { kind: 'answer', text } : { kind: 'word', word: 'edit', rest: edit.trim() }
}

const isAnyKeyword = (text: string): boolean => {
  const said = normalize(text)
  return [inConversation, inList, inReview, inCommand].some((words) => words.has(said)) || EDIT.test(said)
}

function indexByText<One extends string>(texts: Partial<Record<One, readonly string[]>>): ReadonlyMap<string, One> {
  return new Map(
    (Object.entries(texts) as [One, readonly string[]][]).flatMap(([word, all]) =>
      all.map((text) => [text, word] as const),
    ),
  )
}

const normalize = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/^\/?docgen\s+/, '')
    .replace(/(?<=.)[.!…]+$/, '')

const QUOTED = new RegExp(
  ['"([^"]*)"', '“([^“”]*)[”“]', '„([^„“”]*)[“”]', '«([^«»]*)»', '»([^«»]*)«', "'([^']*)'", '‘([^‘’]*)’']
    .map((quotes) => `^${quotes}$`)
    .join('|'),
  'u',
)

/** The text inside quotes if the whole text is quoted. */
function unquote(text: string): string | undefined {
  return QUOTED.exec(text.trim())
    ?.slice(1)
    .find((one: string | undefined) => one !== undefined)
}
