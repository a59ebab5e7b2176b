import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseNamedAnswers } from '../../../../../src/answers/meaning/named-answers.ts'
import { parseSlashCommand } from '../../../../../src/adapters/inbound/slack/ui/input/slash-command.ts'

describe('/docgen', () => {
  it('alone opens the picker; words lead elsewhere', () => {
    expect(parseSlashCommand('')).toEqual({ kind: 'picker' })
    expect(parseSlashCommand('   ')).toEqual({ kind: 'picker' })
    expect(parseSlashCommand('help')).toEqual({ kind: 'help' })
    expect(parseSlashCommand('Hilfe')).toEqual({ kind: 'help' })
    expect(parseSlashCommand('list')).toEqual({ kind: 'list' })
    expect(parseSlashCommand('drafts')).toEqual({ kind: 'drafts' })
    expect(parseSlashCommand('liste')).toEqual({ kind: 'list' })
    expect(parseSlashCommand('open')).toEqual({ kind: 'drafts' })
    expect(parseSlashCommand('hilf mir')).toEqual({ kind: 'help' })
  })

  it('starts a template with answers, in any quotes', () => {
    const expected = {
      kind: 'start',
      template: 'nda',
      given: [
        { name: 'party', value: 'Acme Ltd' },
        { name: 'start', value: 'tomorrow' },
      ],
      unread: [],
    }
    for (const party of ['"Acme Ltd"', '“Acme Ltd”', '„Acme Ltd“', '«Acme Ltd»', "'Acme Ltd'", '‘Acme Ltd’']) {
      expect(parseSlashCommand(`nda party=${party} start=tomorrow`)).toEqual(expected)
    }
  })

  it('takes a template of several words, names in quotes, and letters that look like quotes', () => {
    expect(parseSlashCommand('mutual nda "start date"=1.2.2027 party=O\'Brien')).toEqual({
      kind: 'start',
      template: 'mutual nda',
      given: [
        { name: 'start date', value: '1.2.2027' },
        { name: 'party', value: "O'Brien" },
      ],
      unread: [],
    })
    expect(parseSlashCommand('help party=x')).toMatchObject({ kind: 'start', template: 'help' })
  })

  it('says what it did not read, an empty value and an open quote included', () => {
    expect(parseSlashCommand('nda party= Acme')).toEqual({
      kind: 'start',
      template: 'nda',
      given: [{ name: 'party', value: '' }],
      unread: ['Acme'],
    })
    expect(parseSlashCommand('nda =x party="Acme Ltd')).toEqual({
      kind: 'start',
      template: 'nda',
      given: [{ name: 'party', value: 'Acme Ltd' }],
      unread: ['=x'],
    })
    expect(parseSlashCommand('nda note="she said "hi" twice"')).toMatchObject({
      given: [{ name: 'note', value: 'she said "hi' }],
      unread: ['twice"'],
    })
  })

  it('loses no answer that is written in quotes, whatever it holds but quotes', () => {
    const value = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((text) => !/["“”]/.test(text))
    const name = fc.stringMatching(/^[a-z_]{1,20}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (answers) => {
        const text = `nda ${answers.map(([one, other]) => `${one}="${other}"`).join(' ')}`
        expect(parseSlashCommand(text)).toEqual({
          kind: 'start',
          template: 'nda',
          given: answers.map(([one, other]) => ({ name: one, value: other })),
          unread: [],
        })
      }),
    )
  })

  it('never throws and ends, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        parseSlashCommand(text)
      }),
    )
  })

  it('reads the fields of a list item in a message, and nothing that is a plain answer', () => {
    expect(parseNamedAnswers('item=Chair quantity=3')).toEqual([
      { name: 'item', value: 'Chair' },
      { name: 'quantity', value: '3' },
    ])
    expect(parseNamedAnswers('3 chairs at 20')).toBeUndefined()
    expect(parseNamedAnswers('')).toBeUndefined()
  })
})
