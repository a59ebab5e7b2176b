/** An answer wins over the words of commands: for every kind that is typed, in English and in German. */
import { describe, expect, it } from 'vitest'
import { readMeaning, type Meaning } from '../../../src/answers/meaning/read-meaning.ts'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'

const ANSWERS = [
  { name: 'start_date', label: 'Start date' },
  { name: 'mietbeginn', label: 'Mietbeginn' },
]
const ask = (kind: Kind, more: Partial<Question> = {}): Question => ({
  name: 'asked',
  kind,
  label: 'Asked',
  required: true,
  when: [],
  ...more,
})
const choices = (...labels: string[]) => ({ choices: labels.map((label) => ({ value: label, label })) })
const items = (kind: Kind, more: Partial<Question> = {}) => ({ fields: [{ ...ask(kind, more), name: '.' }] })

/** What the message is: an answer, a command, a command offered as an answer, too, or to be asked. */
const shape = (meaning: Meaning): string =>
  meaning.kind === 'command'
    ? `${meaning.command}${meaning.answer === undefined ? '' : ', or the answer'}`
    : meaning.kind

type Row = readonly [kind: Kind, english: string, german: string, meaning: string, more?: Partial<Question>]
const ROWS: readonly Row[] = [
  ['text', 'Change the locks and repair the door', 'Ändern der Schlösser und der Tür', 'answer'],
  ['text', 'Back Street 5', 'Zurück zum Absender', 'answer'],
  ['text', 'Help desk', 'Hilfe im Haushalt', 'answer'],
  ['text', 'Stop the noise, please', 'Stopp der Bauarbeiten', 'answer'],
  ['text', 'edit', 'ändern', 'edit, or the answer'],
  ['text', 'skip', 'überspringen', 'skip, or the answer'],
  ['text', 'Change the start date', 'Ändern Mietbeginn', 'unclear'],
  ['text', '"Stop"', '„Stopp“', 'answer'],
  ['long_text', 'Correct spelling matters.\nHelp is welcome.', 'Korrigieren Sie bitte alles.\nHilfe ist da.', 'answer'],
  ['long_text', 'Change the locks', 'Ändere die Schlösser', 'answer'],
  ['long_text', 'cancel', 'abbrechen', 'cancel, or the answer'],
  ['yes_no', 'correct', 'passt', 'answer'],
  ['yes_no', 'go ahead', 'ja, weiter', 'answer'],
  ['yes_no', 'skip', 'überspringen', 'skip'],
  ['one_of', 'Stop', 'Stopp', 'answer', choices('Go', 'Stop', 'Stopp')],
  ['one_of', 'Back', 'Zurück', 'answer', choices('Front', 'Back', 'Zurück')],
  ['one_of', 'Help', 'Hilfe', 'answer', choices('Help', 'Hilfe')],
  ['one_of', 'Help', 'Hilfe', 'help', choices('Help desk', 'Hilfe im Haus')],
  ['one_of', 'back', 'zurück', 'back', choices('Red', 'Green')],
  ['some_of', 'Stop, Go', 'Stopp, Go', 'answer', choices('Go', 'Stop', 'Stopp')],
  ['some_of', 'Help', 'Hilfe', 'answer', choices('Help', 'Hilfe')],
  ['date', 'back', 'zurück', 'back'],
  ['date', 'change start date', 'Ändern Mietbeginn', 'edit'],
  ['number', 'again', 'nochmal', 'repeat'],
  ['integer', 'stop', 'stopp', 'cancel'],
  ['money', 'help', 'Hilfe', 'help'],
  ['email', 'help@acme.example', 'hilfe@acme.example', 'answer'],
  ['email', 'help', 'Hilfe', 'help'],
  ['link', 'https://help.example/back', 'https://hilfe.example/zurueck', 'answer'],
  ['link', 'help.com', 'hilfe.de', 'answer'],
  ['phone', 'stop', 'stopp', 'cancel'],
  ['list', 'Done Deal Ltd', 'Fertig GmbH', 'answer', items('text')],
  ['list', 'done', 'fertig', 'done, or the answer', items('text')],
  ['list', 'Add', 'Weiter', 'answer', items('one_of', choices('Add', 'Weiter'))],
  ['list', 'no', 'nein', 'done, or the answer', items('text')],
  ['list', 'no', 'nein', 'done', items('date')],
]

const TABLE = ROWS.flatMap(([kind, english, german, meaning, more]) => [
  { kind, locale: 'en-US', text: english, meaning, more },
  { kind, locale: 'de-DE', text: german, meaning, more },
])

describe.each(TABLE)('a $kind', ({ kind, locale, text, meaning, more }) => {
  it(`in ${locale} reads ${JSON.stringify(text)} as: ${meaning}`, () => {
    const context = { now: '2026-11-30T10:00:00.000Z', zone: 'Europe/Berlin', locale }
    expect(shape(readMeaning(text, { asked: ask(kind, more), answers: ANSWERS, context }))).toBe(meaning)
  })
})

it('has a row for every kind that is typed', () => {
  const kinds = new Set(ROWS.map(([kind]) => kind))
  for (const kind of [
    'text',
    'long_text',
    'yes_no',
    'one_of',
    'some_of',
    'date',
    'number',
    'integer',
    'money',
  ] as const)
    expect(kinds).toContain(kind)
  for (const kind of ['email', 'link', 'phone', 'list'] as const) expect(kinds).toContain(kind)
})
