/** What is written to a list, as its items: the same in Slack, in the console's table and over HTTP. */
import { describe, expect, it } from 'vitest'
import { parseListItems, splitItems } from '../../../src/answers/meaning/list-items.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import type { Question } from '../../../src/domain/questions/question.ts'

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
