import { describe, expect, it } from 'vitest'
import { readCommandKeyword, readKeyword } from '../../../../../src/adapters/inbound/slack/ui/input/keywords.ts'

const word = (word: string, rest = '') => ({ kind: 'word', word, rest })

describe('words in a thread', () => {
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
  ])('%j is the word %s', (text, expected) => {
    expect(readKeyword(text)).toEqual(word(expected))
  })

  it.each([
    ['edit start date', 'start date'],
    ['Change Party', 'Party'],
    ['ändere Beginn', 'Beginn'],
  ])('%j names what to edit', (text, rest) => {
    expect(readKeyword(text)).toEqual(word('edit', rest))
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
  ])('%j is an answer', (text, answer) => {
    expect(readKeyword(text)).toEqual({ kind: 'answer', text: answer })
  })

  it('leaves other answers as they are, quotes included', () => {
    for (const text of [
      'Acme Ltd',
      '"Acme Ltd"',
      'help desk',
      'we need help',
      'no',
      'yes',
      'done',
      'Back Street 5',
      '',
      '…',
    ]) {
      expect(readKeyword(text)).toEqual({ kind: 'answer', text })
    }
  })

  it('knows more words where a list or the review is waited for', () => {
    expect(readKeyword('That’s all', 'list')).toEqual(word('done'))
    expect(readKeyword('nein', 'list')).toEqual(word('done'))
    expect(readKeyword('yes', 'list')).toEqual(word('add'))
    expect(readKeyword('ok', 'review')).toEqual(word('confirm'))
    expect(readKeyword('Passt!', 'review')).toEqual(word('confirm'))
    expect(readKeyword('back', 'review')).toEqual(word('back'))
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
  ])('%j is the keyword %s', (text, expected) => {
    expect(readCommandKeyword(text)).toBe(expected)
  })

  it.each(['', 'back', 'lists', 'open the lease', '"open"'])('%j is none', (text) => {
    expect(readCommandKeyword(text)).toBeUndefined()
  })
})
