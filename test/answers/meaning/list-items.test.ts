/** What is written to a list, as its items: the same in Slack, in the console's table and over HTTP. */
import { describe, expect, it } from 'vitest'
import { firstTypedField, parseListItems, splitItems } from '../../../src/answers/meaning/list-items.ts'
import { parseNamedAnswers, splitNamedAnswers } from '../../../src/answers/meaning/named-answers.ts'
import { tokenize } from '../../../src/answers/meaning/tokenize.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'

const field = (name: string): Question => ({ name, kind: 'text', label: name, required: true, when: [] })
const PLAIN: Question = { ...field('guests'), kind: 'list', fields: [field('.')] }

describe('the items of a plain list', () => {
  it.each([
    ['Chair', ['Chair']],
    ['Chair; Round table', ['Chair', 'Round table']],
    ['Chair\nTable; round\n\n', ['Chair', 'Table; round']],
    ['- Chair\n- Table', ['Chair', 'Table']],
    ['• Chair', ['Chair']],
    ['1. Chair\n2) Table', ['Chair', 'Table']],
    ['1. FC Köln', ['1. FC Köln']],
    ['1. FC Köln\n1. FC Union', ['1. FC Köln', '1. FC Union']],
    ['2. Liga\n1. Liga', ['2. Liga', '1. Liga']],
    ['- 5', ['- 5']],
    ['-5\n-7', ['-5', '-7']],
    ['- Chair\nTable', ['- Chair', 'Table']],
  ])('of %j are %j', (text, items) => {
    expect(splitItems(text)).toEqual(items)
    expect(parseListItems(PLAIN, text)).toEqual(items)
    const context = { now: '2026-11-30T10:00:00.000Z', zone: 'UTC', locale: 'en-GB' }
    expect(readAnswer(PLAIN, text, context)).toMatchObject({ ok: true, value: items.map((item) => ({ '.': item })) })
  })
})

describe('the items of a list with fields', () => {
  const ROWS: Question = { ...field('items'), kind: 'list', fields: [field('item'), field('due')] }
  it.each([
    ['item=Chair due=tomorrow', [{ item: 'Chair', due: 'tomorrow' }]],
    ['item=Chair\ndue=tomorrow', [{ item: 'Chair', due: 'tomorrow' }]],
    [
      'item=Chair due=today\nitem=Table due=tomorrow',
      [
        { item: 'Chair', due: 'today' },
        { item: 'Table', due: 'tomorrow' },
      ],
    ],
    ['Chair', [{ item: 'Chair' }]],
    ['item=Chair item=Table', undefined],
    ['item=Chair colour=red', undefined],
  ])('of %j are %j', (text, items) => expect(parseListItems(ROWS, text)).toEqual(items))
})

describe('a name that could be several fields', () => {
  const ROWS: Question = { ...field('items'), kind: 'list', fields: [field('start_date'), field('start_time')] }
  it.each([
    ['start=today', undefined],
    ['start_date=today start=noon', undefined],
    ['start_date=today time=noon', [{ start_date: 'today', start_time: 'noon' }]],
  ])('%j is %j', (text, items) => expect(parseListItems(ROWS, text)).toEqual(items))
})

describe('a hundred lines are a list, and more are none', () => {
  const ROWS: Question = { ...field('items'), kind: 'list', fields: [field('item')] }
  const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n')
  it.each([
    [PLAIN, 'Chair'],
    [ROWS, 'item=Chair'],
  ])('%#', (list, line) => {
    expect(parseListItems(list, lines(100, line))).toHaveLength(100)
    expect(parseListItems(list, `${lines(50, line)}\n\n${lines(50, line)}\n`)).toHaveLength(100)
    expect(parseListItems(list, lines(101, line))).toBeUndefined()
  })
  it('and so is nothing', () => expect(parseListItems(PLAIN, ' ;; ')).toBeUndefined())
})

describe('the field that a typed message fills', () => {
  const first = (kind: Kind, more: Partial<Question> = {}) =>
    firstTypedField([{ ...field('a'), kind, ...more }, field('b')])?.name
  it.each<Kind>([
    'text',
    'long_text',
    'number',
    'integer',
    'money',
    'date',
    'one_of',
    'some_of',
    'email',
    'link',
    'phone',
  ])('%s can be typed', (kind) => expect(first(kind)).toBe('a'))
  it.each<Kind>(['yes_no', 'image', 'list'])('%s cannot', (kind) => {
    expect(first(kind)).toBeUndefined()
    const list: Question = { ...field('l'), kind: 'list', fields: [{ ...field('a'), kind }] }
    expect(parseListItems(list, 'yes')).toBeUndefined()
  })
  it('is none under a condition, and none where there are no fields', () => {
    expect(first('text', { when: [[{ section: 'b', is: true }]] })).toBeUndefined()
    expect(firstTypedField([])).toBeUndefined()
  })
})

describe('answers in one line', () => {
  const pairs = (count: number) => Array.from({ length: count }, (_, index) => `a${String(index)}=x`).join(' ')
  const pairsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `a${String(index)}`, value: 'x' }))
  it('are names with values, and nothing else', () => {
    expect(parseNamedAnswers('a=1 "b c"="2 3"')).toEqual([
      { name: 'a', value: '1' },
      { name: 'b c', value: '2 3' },
    ])
    for (const text of ['', ' ', 'a', 'a=1 b', 'b a=1']) expect(parseNamedAnswers(text), text).toBeUndefined()
  })
  it('are at most two hundred; the rest and what is none is told, twenty of it', () => {
    expect(splitNamedAnswers(tokenize(pairs(200)))).toMatchObject({ given: pairsOf(200), unread: [] })
    expect(splitNamedAnswers(tokenize(pairs(202)))).toMatchObject({ given: pairsOf(200), unread: ['a200=x', 'a201=x'] })
    expect(splitNamedAnswers(tokenize('word =x a=1'))).toEqual({
      given: [{ name: 'a', value: '1' }],
      unread: ['word', '=x'],
    })
    expect(splitNamedAnswers(tokenize('w '.repeat(30))).unread).toHaveLength(20)
  })
  it('are read from the first 20,000 characters', () => {
    expect(parseNamedAnswers(`a=${'x'.repeat(30_000)}`)?.[0]?.value).toHaveLength(19_998)
  })
})
