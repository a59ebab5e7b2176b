/**
 * The words with which a person steers a conversation instead of answering, in English and German; in quotes they are
 * an answer.
 */

export type ConversationKeyword = 'back' | 'edit' | 'skip' | 'repeat' | 'help' | 'cancel' | 'done' | 'add' | 'confirm'

export type KeywordOrAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  /** `rest` is what follows the word, for `edit start date`. */
  | { readonly kind: 'word'; readonly word: ConversationKeyword; readonly rest: string }

/** Whole messages that are a word. */
const WORDS: Readonly<Record<Exclude<ConversationKeyword, 'done' | 'add' | 'confirm'>, readonly string[]>> = {
  back: ['back', 'go back', 'previous', 'undo', 'zurück', 'zurueck', 'eins zurück'],
  edit: [
    'edit',
    'change',
    'correct',
    'ändern',
    'aendern',
    'ändere',
    'bearbeiten',
    'bearbeite',
    'korrigieren',
    'korrigiere',
  ],
  skip: ['skip', 'skip this', 'skip it', 'überspringen', 'ueberspringen', 'überspringe'],
  repeat: ['repeat', 'again', 'ask again', 'wiederholen', 'wiederhole', 'noch mal', 'nochmal', 'noch einmal'],
  help: ['help', 'help me', '?', 'hilfe', 'hilf mir'],
  cancel: ['cancel', 'cancel this', 'stop', 'abort', 'abbrechen', 'abbruch', 'stopp'],
}

/** Only while a list is asked for. */
const LIST_WORDS: Readonly<Record<'done' | 'add', readonly string[]>> = {
  done: [
    'done',
    'no',
    'none',
    'no more',
    "that's all",
    'thats all',
    'that is all',
    'finished',
    'nothing more',
    'nope',
    'fertig',
    'nein',
    'keine',
    'keiner',
    'keins',
    "das war's",
    'das wars',
    'das sind alle',
    'nichts mehr',
  ],
  add: [
    'add',
    'add one',
    'add another',
    'another',
    'yes',
    'one more',
    'ja',
    'noch einer',
    'noch eine',
    'noch eins',
    'hinzufügen',
    'weiter',
  ],
}

/** Only in the review. */
const REVIEW_WORDS: readonly string[] = [
  'confirm',
  'ok',
  'okay',
  'yes',
  'make it',
  'make the document',
  'looks good',
  'go',
  'ja',
  'bestätigen',
  'passt',
  'erstellen',
  'los',
  'dokument erstellen',
]

/** What a person asks of the app itself: behind `/docgen`, in a mention, or in a message outside all threads. */
const COMMAND_WORDS = {
  help: WORDS.help,
  list: ['list', 'templates', 'liste', 'vorlagen'],
  drafts: ['drafts', 'open', 'entwürfe'],
} as const

/** A keyword for the app itself. */
export type CommandKeyword = keyof typeof COMMAND_WORDS

const inConversation = byText<ConversationKeyword>(WORDS)
const inList = byText<ConversationKeyword>(LIST_WORDS)
const inReview = byText<ConversationKeyword>({ confirm: REVIEW_WORDS })
const inCommand = byText<CommandKeyword>(COMMAND_WORDS)

/** `edit` and what to edit. */
const EDIT = /^(?:edit|change|ändern?|ändere|aendern|bearbeiten?|korrigieren?)\s+(?<rest>\S.{0,200})$/isu

/**
 * The keyword that a message to the app itself is, with or without `/docgen` before it; undefined for anything else, a
 * keyword in quotes included.
 */
export const readCommandKeyword = (text: string): CommandKeyword | undefined => inCommand.get(normalize(text))

/** `asked`: what is waited for, which decides what else is a word. */
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

function byText<One extends string>(texts: Partial<Record<One, readonly string[]>>): ReadonlyMap<string, One> {
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

/** What stands between quotes, if all of it does. */
function unquote(text: string): string | undefined {
  return QUOTED.exec(text.trim())
    ?.slice(1)
    .find((one: string | undefined) => one !== undefined)
}
