/** What is written to a list, as its items: the same in Slack, in the console's table and over HTTP. */
import { describe, expect, it } from 'vitest'
import { firstTypedField, parseListItems, parseTable, splitItems } from '../../../src/answers/meaning/list-items.ts'
import { parseNamedAnswers, splitNamedAnswers } from '../../../src/answers/meaning/named-answers.ts'
import { tokenize } from '../../../src/answers/meaning/tokenize.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'

const field = (name: string, label = name): Question => ({ name, kind: 'text', label, required: true, when: [] })
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

describe('a pasted table', () => {
  const fields = [field('item', 'Description'), field('quantity', 'Quantity'), field('price', 'Price')]
  it.each([
    ['tabs, as from a spreadsheet', 'Bolt\t12\t1.50\nNut\t3\t0.20'],
    ['semicolons', 'Bolt;12;1.50\r\nNut; 3 ;0.20\r\n'],
    ['pipes, as in Markdown', '| Bolt | 12 | 1.50 |\n| Nut | 3 | 0.20 |'],
    ['a head in another order', 'Price\tQUANTITY\tDescription\n1.50\t12\tBolt\n0.20\t3\tNut'],
    ['a head of names', 'quantity;item;price\n12;Bolt;1.50\n3;Nut;0.20'],
  ])('with %s', (_, text) => {
    expect(parseTable(text, fields)).toEqual([
      { item: 'Bolt', quantity: '12', price: '1.50' },
      { item: 'Nut', quantity: '3', price: '0.20' },
    ])
  })
  it('empty cells are left out, too many are kept for the error', () => {
    expect(parseTable('Bolt\t\t1\t9', fields)).toEqual([{ item: 'Bolt', price: '1', 'column 4': '9' }])
  })
  it('a list of plain values has one on each line, whatever stands in it', () => {
    expect(parseTable('one; two\n\n three ', [field('.')])).toEqual(['one; two', 'three'])
  })
})

describe('what is pasted to a list', () => {
  const ROWS: Question = { ...field('items'), kind: 'list', fields: [field('item', 'Item'), field('due', 'Due')] }
  it.each([
    [
      'Chair\ttoday\r\nTable\ttomorrow',
      [
        { item: 'Chair', due: 'today' },
        { item: 'Table', due: 'tomorrow' },
      ],
    ],
    ['Due\tItem\ntoday\tChair', [{ due: 'today', item: 'Chair' }]],
    ['Chair\nTable', [{ item: 'Chair' }, { item: 'Table' }]],
    ['Chair\n', [{ item: 'Chair' }]],
    ['Chair; blue', [{ item: 'Chair; blue' }]],
    ['Item\tDue', undefined],
  ])('%j is %j', (text, items) => expect(parseListItems(ROWS, text)).toEqual(items))

  it('is one item where the first field takes several lines', () => {
    const list: Question = { ...ROWS, fields: [{ ...field('item'), kind: 'long_text' }, field('due')] }
    expect(parseListItems(list, 'one\ntwo')).toEqual([{ item: 'one\ntwo' }])
  })
  it('is a column for a plain list; of several columns nobody knows which', () => {
    expect(parseListItems(PLAIN, 'Ann\nBob')).toEqual(['Ann', 'Bob'])
    expect(parseListItems(PLAIN, 'Ann\t5\nBob\t6')).toBeUndefined()
  })
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
