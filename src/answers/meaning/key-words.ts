/**
 * The words with which a person steers a conversation instead of answering, in English and German. `read-meaning.ts`
 * decides when a message is one; in quotes, or after a backslash, they are an answer.
 */

/** What a message can ask for in a conversation. */
export type Command = 'back' | 'edit' | 'skip' | 'repeat' | 'help' | 'cancel' | 'done' | 'add' | 'confirm'

/** Whole messages that are a command. */
const WORDS: Readonly<Record<Exclude<Command, 'done' | 'add' | 'confirm'>, string>> = {
  back: 'back|go back|previous|undo|zurück|zurueck|eins zurück',
  edit:
    'edit|change|correct|change an answer|edit an answer|ändern|aendern|ändere|bearbeiten|bearbeite|korrigieren|' +
    'korrigiere|antwort ändern',
  skip: 'skip|skip this|skip it|überspringen|ueberspringen|überspringe',
  repeat: 'repeat|again|ask again|wiederholen|wiederhole|noch mal|nochmal|noch einmal',
  help: 'help|help me|hilfe|hilf mir',
  cancel: 'cancel|cancel this|stop|abort|abbrechen|abbruch|stopp',
}

/** Commands only while a list is asked for, beside yes and no. */
const LIST_WORDS: Readonly<Record<'done' | 'add', string>> = {
  done:
    "done|none|no more|that's all|thats all|that is all|finished|nothing more|fertig|keine|keiner|keins|das war's|" +
    'das wars|das sind alle|nichts mehr',
  add: 'add|add one|add another|another|one more|noch einer|noch eine|noch eins|hinzufügen|weiter',
}

/** Commands only in the review, beside yes. */
const REVIEW_WORDS = 'confirm|make it|make the document|looks good|go|bestätigen|passt|erstellen|los|dokument erstellen'

/** Words for the app itself: after `/docgen`, in a mention, or in a message outside of threads. */
const APP_WORDS = {
  help: `${WORDS.help}|?`,
  list: 'list|templates|liste|vorlagen',
  drafts: 'drafts|open|entwürfe',
} as const

/** What a message to the app itself can ask for. */
export type AppCommand = keyof typeof APP_WORDS

/** Signs that are a command as a whole message, on every surface. */
const SIGNS: ReadonlyMap<string, Command> = new Map([
  ['<', 'back'],
  ['!', 'edit'],
  ['?', 'help'],
])

/** `edit` and the name of an answer, with or without an article. */
const EDIT = new RegExp(
  '^(?:edit|change|correct|ändern?|ändere|aendern|bearbeiten?|korrigieren?)\\s+' +
    '(?:(?:the|my|die|das|den|meine?n?)\\s+)?(?<rest>\\S.{0,200})$',
  'isu',
)

const inConversation = indexByText<Command>(WORDS)
const inList = indexByText<Command>(LIST_WORDS)
const inReview = indexByText<Command>({ confirm: REVIEW_WORDS })
const inApp = indexByText<AppCommand>(APP_WORDS)

/** Every key word, and the commonest that answer “Another one?”; in quotes they are an answer. */
export const KEY_WORDS: readonly string[] = [
  ...new Set([
    ...[inConversation, inList, inReview, inApp].flatMap((words) => [...words.keys()]),
    ...'yes|no|ja|nein|ok|okay|nope'.split('|'),
  ]),
]

/** The command that a whole message is, without regard to what is asked. */
export const commandOf = (text: string, asked: 'question' | 'list' | 'review'): Command | undefined => {
  const said = normalize(text)
  const special = asked === 'list' ? inList.get(said) : asked === 'review' ? inReview.get(said) : undefined
  return special ?? inConversation.get(said)
}

/** The command that a lone sign stands for. */
export const signOf = (text: string): Command | undefined => SIGNS.get(text.trim())

/** The command to the app itself, with or without `/docgen` before it. */
export const appCommandOf = (text: string): AppCommand | undefined => inApp.get(normalize(withoutPrefix(text)))

/** What follows `edit` in `edit start date`. */
export const editedName = (text: string): string | undefined => EDIT.exec(text.trim())?.groups?.['rest']?.trim()

/** The text after `/docgen`, which says that a command is meant; the text itself where there is none. */
export const withoutPrefix = (text: string): string => text.trim().replace(/^\/?docgen\s+/i, '')

/** Whether the text is a key word or begins like `edit start date`. */
export const isKeyWord = (text: string): boolean =>
  KEY_WORDS.includes(normalize(text)) || SIGNS.has(text.trim()) || EDIT.test(text.trim())

function indexByText<One extends string>(texts: Partial<Readonly<Record<One, string>>>): ReadonlyMap<string, One> {
  return new Map(
    (Object.entries(texts) as [One, string][]).flatMap(([word, all]) =>
      all.split('|').map((text) => [text, word] as const),
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
    .replace(/(?<=.)[.!…]+$/, '')
