/** English: the kinds of questions. */
import type { Kind } from '../../../../../domain/questions/question.ts'

/** What is said about a kind of question. */
export interface KindTexts {
  /** Its name for authors. */
  readonly name: string
  /** The accepted answers, as the end of “Please give me …”. */
  readonly accepted: string
  /** How to answer it in a thread. */
  readonly how_to: string
}

export const ENGLISH_KINDS: Readonly<Record<Kind, KindTexts>> = {
  text: {
    name: 'Text, one line',
    accepted: 'one line of text',
    how_to: 'Write your answer in this thread.',
  },
  long_text: {
    name: 'Text, several lines',
    accepted: 'some text, on several lines if you like',
    how_to: 'Write your answer in this thread, on several lines if you like.',
  },
  number: {
    name: 'Number',
    accepted: 'a number',
    how_to: 'Write the number in this thread.',
  },
  integer: {
    name: 'Whole number',
    accepted: 'a whole number',
    how_to: 'Write the number in this thread.',
  },
  money: {
    name: 'Amount of money',
    accepted: 'an amount of money',
    how_to: 'Write the amount in this thread.',
  },
  date: {
    name: 'Date',
    accepted: 'a date',
    how_to: 'Pick a day, or write it: “tomorrow” and “in two weeks” are fine, too.',
  },
  yes_no: {
    name: 'Yes or no',
    accepted: 'yes or no',
    how_to: 'Click, or write yes or no.',
  },
  one_of: {
    name: 'One of several choices',
    accepted: 'one of the choices, by its name',
    how_to: 'Pick one, or write its name.',
  },
  some_of: {
    name: 'Some of several choices',
    accepted: 'any of the choices, by name, with commas between them',
    how_to: 'Pick what applies, or write the names with commas between them.',
  },
  email: {
    name: 'E-mail address',
    accepted: 'an e-mail address',
    how_to: 'Write the e-mail address in this thread.',
  },
  link: {
    name: 'Web address',
    accepted: 'a web address',
    how_to: 'Write the address in this thread.',
  },
  phone: {
    name: 'Telephone number',
    accepted: 'a telephone number',
    how_to: 'Write the number in this thread.',
  },
  image: {
    name: 'Picture',
    accepted: 'a PNG or JPEG picture',
    how_to: 'Drop a PNG or JPEG picture into this thread.',
  },
  list: {
    name: 'List',
    accepted: 'the items of the list',
    how_to: 'Add them one by one.',
  },
}
