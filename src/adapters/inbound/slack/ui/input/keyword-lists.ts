/** The keywords that control a conversation, in English and German. */

/**
 * The words with which a person steers a conversation instead of answering, in English and German; in quotes they are
 * an answer.
 */

/** A keyword that controls a conversation. */
export type ConversationKeyword = 'back' | 'edit' | 'skip' | 'repeat' | 'help' | 'cancel' | 'done' | 'add' | 'confirm'

/** Whole messages that are a keyword. */
export const WORDS: Readonly<Record<Exclude<ConversationKeyword, 'done' | 'add' | 'confirm'>, readonly string[]>> = {
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

/** Keywords only while a list is asked for. */
export const LIST_WORDS: Readonly<Record<'done' | 'add', readonly string[]>> = {
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

/** Keywords only in the review. */
export const REVIEW_WORDS: readonly string[] = [
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

/** Keywords for the app itself: after `/docgen`, in a mention, or in a message outside of threads. */
export const COMMAND_WORDS = {
  help: WORDS.help,
  list: ['list', 'templates', 'liste', 'vorlagen'],
  drafts: ['drafts', 'open', 'entwürfe'],
} as const

/** A keyword for the app itself. */
export type CommandKeyword = keyof typeof COMMAND_WORDS
