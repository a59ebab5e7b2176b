/** What a message means: an answer, a command, or something to be asked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appCommandOf, KEY_WORDS } from '../../../src/answers/meaning/key-words.ts'
import { readMeaning, type Situation } from '../../../src/answers/meaning/read-meaning.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import { languageTable } from '../../../src/answers/parsing/yes-no/yes-and-no-table.ts'
import { KINDS, type Kind, type Question } from '../../../src/domain/questions/question.ts'

const CONTEXT = { now: '2026-11-30T10:00:00.000Z', zone: 'Europe/Berlin', locale: 'en-GB' }
const ANSWERS = [
  { name: 'party_name', label: 'Name of the other party' },
  { name: 'start_date', label: 'Start date' },
]
const choicesOf = (...labels: readonly string[]) => labels.map((label) => ({ value: label, label }))
const ask = (kind: Kind, more: Partial<Question> = {}): Question => ({
  name: 'asked',
  kind,
  label: 'Asked',
  required: true,
  when: [],
  ...more,
})
const itemOf = (kind: Kind, more: Partial<Question> = {}): Question =>
  ask('list', { fields: [{ ...ask(kind, more), name: '.' }] })
const read = (text: string, asked: Situation['asked'], more: Partial<Situation> = {}) =>
  readMeaning(text, { asked, answers: ANSWERS, context: CONTEXT, ...more })
const command = (name: string, rest = '') => ({ kind: 'command', command: name, rest })
const DATE = ask('date')
const TEXT = ask('text')

describe('a command', () => {
  it.each([
    ['back', 'back'],
    ['Zurück!', 'back'],
    ['skip', 'skip'],
    [' Überspringen ', 'skip'],
    ['repeat', 'repeat'],
    ['nochmal', 'repeat'],
    ['help', 'help'],
    ['HELP', 'help'],
    ['?', 'help'],
    ['Hilfe', 'help'],
    ['cancel', 'cancel'],
    ['abbrechen.', 'cancel'],
    ['edit', 'edit'],
    ['ändern', 'edit'],
    ['<', 'back'],
    ['!', 'edit'],
    ['/docgen back', 'back'],
  ])('%j, where a date is asked, is %s', (text, expected) => {
    expect(read(text, DATE)).toEqual(command(expected))
  })

  it.each([
    ['edit start date', 'start date'],
    ['Change Party', 'Party'],
    ['change the start date', 'start date'],
    ['ändere Beginn', 'Beginn'],
    ['correct my party', 'party'],
  ])('%j, where a date is asked, names what to edit', (text, rest) => {
    expect(read(text, DATE)).toEqual(command('edit', rest))
  })

  it('is known where a list or the review is waited for, with yes and no in any language', () => {
    const list = ask('list', { fields: [ask('yes_no'), ask('date')] })
    for (const said of ['That’s all', 'nein', 'no', 'Nope', 'non merci'])
      expect(read(said, list)).toEqual(command('done'))
    for (const said of ['yes', 'another', 'noch einer', 'oui']) expect(read(said, list)).toEqual(command('add'))
    for (const said of ['ok', 'Passt!', 'yes please', 'sí', 'confirm'])
      expect(read(said, 'review')).toEqual(command('confirm'))
    expect(read('back', 'review')).toEqual(command('back'))
    expect(read('no', 'review')).toEqual({ kind: 'answer', text: 'no' })
  })
})

describe('a whole message that is an answer wins', () => {
  it.each<[string, Question]>([
    ['Stop', ask('one_of', { choices: choicesOf('Go', 'Stop') })],
    ['back', ask('one_of', { choices: choicesOf('Front', 'Back') })],
    ['?', ask('one_of', { choices: choicesOf('!', '?') })],
    ['<', ask('one_of', { choices: choicesOf('<', '>') })],
    ['Change nothing', ask('one_of', { choices: choicesOf('Change nothing', 'Change start date') })],
    ['Change start date', ask('one_of', { choices: choicesOf('Change nothing', 'Change start date') })],
    ['Skip, Cancel', ask('some_of', { choices: choicesOf('Skip', 'Cancel', 'Help') })],
    ['correct', ask('yes_no')],
    ['None', itemOf('one_of', { choices: choicesOf('None', 'Some') })],
  ])('%j', (text, asked) => {
    expect(read(text, asked)).toEqual({ kind: 'answer', text })
    expect(read(text, asked, { signs: true })).toEqual({ kind: 'answer', text })
  })

  it('unless it is said with a sign', () => {
    expect(read('/docgen stop', ask('one_of', { choices: choicesOf('Go', 'Stop') }))).toEqual(command('cancel'))
  })

  it('also where a choice that is a key word could be one of two', () => {
    const choices = [
      { value: 'back', label: 'Front' },
      { value: 'x', label: 'Back' },
    ]
    expect(read('Back', ask('one_of', { choices }))).toEqual({ kind: 'answer', text: 'Back' })
    const words = { context: { ...CONTEXT, form: 'words' } as const }
    for (const asked of [ask('one_of', { choices }), itemOf('one_of', { choices })])
      expect(read('back', asked, words)).toEqual({ kind: 'answer', text: 'back' })
    expect(read('skip', ask('one_of', { choices }), words)).toEqual(command('skip'))
  })
})

describe('where any text is an answer', () => {
  it.each([
    'Change the locks and repair the door',
    'Edit Smith',
    'Stop the machine',
    'help desk',
    'we need help',
    'Back Street 5',
    'no',
    'yes',
    'done',
    'Acme Ltd',
    '"Acme Ltd"',
    'ändere nichts',
    '…',
  ])('%j is one', (text) => {
    expect(read(text, TEXT)).toEqual({ kind: 'answer', text })
    expect(read(text, ask('long_text'))).toEqual({ kind: 'answer', text })
  })

  it.each(['change the start date', 'Edit party', 'ändere Start date', 'edit 2'])('%j is asked', (text) => {
    expect(read(text, TEXT)).toMatchObject({ kind: 'unclear', answer: text })
  })

  it.each(['back', 'Skip', 'help', ' help ', 'cancel', 'edit'])(
    'the word %j alone is a command, and is offered',
    (text) => {
      expect(read(text, TEXT)).toMatchObject({ kind: 'command', answer: text })
      expect(read(text, itemOf('text'))).toMatchObject({ kind: 'command', answer: text })
    },
  )

  it('a surface with signs takes words as answers, and its signs as commands', () => {
    expect(read('back', TEXT, { signs: true })).toEqual({ kind: 'answer', text: 'back' })
    expect(read('<', TEXT, { signs: true })).toEqual(command('back'))
    expect(read('\\<', TEXT, { signs: true })).toEqual({ kind: 'answer', text: '<' })
    expect(read('back', DATE, { signs: true })).toEqual(command('back'))
  })

  it.each([
    ['"help"', 'help'],
    ['“Help”', 'Help'],
    ['„Hilfe“', 'Hilfe'],
    ["'back'", 'back'],
    ['"edit this"', 'edit this'],
    ['"yes"', 'yes'],
    ['"liste"', 'liste'],
    ['"korrigiere Beginn"', 'korrigiere Beginn'],
    ['"?"', '?'],
    ['\\?', '?'],
  ])('%j is the answer %j', (text, answer) => {
    expect(read(text, TEXT)).toEqual({ kind: 'answer', text: answer })
  })

  it('a colleague has only the commands that are theirs', () => {
    const allowed = new Set(['skip', 'help'] as const)
    expect(read('back', DATE, { allowed })).toEqual({ kind: 'answer', text: 'back' })
    expect(read('help', DATE, { allowed })).toEqual(command('help'))
  })
})

describe('whatever is asked', () => {
  const SEED = 20261130
  const texts = fc.oneof(
    fc.constantFrom(...KEY_WORDS),
    fc.constantFrom(...Object.values(languageTable).flatMap((both) => both.flatMap((words) => words.split('|')))),
    fc
      .tuple(fc.constantFrom('edit', 'change', 'Correct', 'ändere'), fc.string({ minLength: 1 }))
      .map((both) => both.join(' ')),
    fc
      .tuple(fc.constantFrom(...KEY_WORDS), fc.constantFrom('.', '!', '…', ' please', ', 3', '?'))
      .map((both) => both.join('')),
  )
  const asked = fc.oneof(
    fc
      .constantFrom(...KINDS.filter((kind) => !['one_of', 'some_of', 'list', 'image'].includes(kind)))
      .map((kind) => ask(kind)),
    fc
      .tuple(
        fc.constantFrom('one_of' as const, 'some_of' as const),
        fc.uniqueArray(
          fc.oneof(fc.constantFrom(...KEY_WORDS), fc.string({ minLength: 1 })).filter((text) => text.trim() !== ''),
          { minLength: 2, maxLength: 5, selector: (text) => text.trim().toLowerCase() },
        ),
      )
      .map(([kind, labels]) => ask(kind, { choices: choicesOf(...labels) })),
  )
  const locales = fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'tr-TR', 'ja-JP', 'ar-EG', 'pl-PL')

  it(`an answer that the question takes is never lost to a command (seed ${SEED})`, () => {
    fc.assert(
      fc.property(texts, asked, locales, (text, question, locale) => {
        const context = { ...CONTEXT, locale }
        const answer = readAnswer(question, text, context)
        if (!answer.ok) return
        const meaning = readMeaning(text, { asked: question, answers: ANSWERS, context })
        if (question.kind === 'text' || question.kind === 'long_text') {
          // What is taken as a command is offered as the answer it may be.
          const offered = meaning.kind === 'answer' ? meaning.text : meaning.answer
          expect([text, undefined].includes(offered) || text.includes(offered ?? '')).toBe(true)
          if (meaning.kind !== 'answer' && !'<!?'.includes(text.trim())) expect(meaning.answer).toBe(text)
        } else expect(meaning).toEqual({ kind: 'answer', text })
      }),
      { seed: SEED, numRuns: 600 },
    )
  })

  it(`a choice is chosen by its own label, whatever the label is (seed ${SEED})`, () => {
    fc.assert(
      fc.property(asked, (question) => {
        for (const { value, label } of question.kind === 'one_of' ? (question.choices ?? []) : []) {
          const meaning = read(label, question)
          expect(meaning.kind).toBe('answer')
          const chosen = readAnswer(question, meaning.kind === 'answer' ? meaning.text : '', CONTEXT)
          if (chosen.ok) expect(chosen.value).toBe(value)
        }
      }),
      { seed: SEED, numRuns: 200 },
    )
  })

  it('a command still works where a date, a number, an amount or an address is asked', () => {
    for (const locale of ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'nl-NL', 'sv-SE', 'ja-JP'])
      for (const kind of ['date', 'number', 'integer', 'money', 'email', 'link', 'phone', 'image'] as const)
        for (const word of ['back', 'skip', 'help', 'cancel', 'again', 'zurück', 'hilfe', 'noch einmal', 'abbruch'])
          expect([locale, kind, word, read(word, ask(kind), { context: { ...CONTEXT, locale } }).kind]).toEqual([
            locale,
            kind,
            word,
            'command',
          ])
  })
})

describe('words to the app itself, behind /docgen, in a mention or beside all threads', () => {
  it.each([
    ['help', 'help'],
    ['Hilf mir!', 'help'],
    ['?', 'help'],
    ['list', 'list'],
    ['Liste', 'list'],
    ['templates', 'list'],
    ['Vorlagen', 'list'],
    ['drafts', 'drafts'],
    ['open', 'drafts'],
    ['entwu\u0308rfe', 'drafts'],
    ['/docgen list', 'list'],
  ])('%j is the command %s', (text, expected) => {
    expect(appCommandOf(text)).toBe(expected)
  })

  it.each(['', 'back', 'lists', 'open the lease', '"open"'])('%j is none', (text) => {
    expect(appCommandOf(text)).toBeUndefined()
  })
})
