/** Marks that people set around what they write: quotes, backslashes, bullets, numbers, semicolons. */
import { describe, expect, test } from 'vitest'
import { answerIn } from '../../../src/answers/meaning/read-meaning.ts'
import { isPlainList, parseListItems, splitItems } from '../../../src/answers/meaning/list-items.ts'
import { unquote } from '../../../src/answers/meaning/quotes.ts'
import { question } from '../given.ts'

test.each(['"a"', '“a”', '“a“', '„a“', '„a”', '«a»', '»a«', "'a'", '‘a’', '\\a', ' "a" '])(
  '%s is a in quotes',
  (text) => expect(unquote(text)).toBe('a'),
)
test('nothing in quotes is an empty text', () => expect(unquote('""')).toBe(''))
test.each(['a', '"a', 'a"', '"a"b"', '«a', 'a»', '„a', '"a" b'])('%s is not in quotes as a whole', (text) =>
  expect(unquote(text)).toBeUndefined(),
)

test.each([
  // As words are commands; as only signs are.
  ['"help"', 'help', '"help"'],
  ['\\help', 'help', '\\help'],
  ['\\<', '<', '<'],
  ['"<"', '<', '"<"'],
  ['"x"', '"x"', '"x"'],
  ['\\x', '\\x', '\\x'],
  ['help', 'help', 'help'],
  ['<', '<', '<'],
])('%s is the answer %s, or %s', (text, among, amongSigns) => {
  expect([answerIn(text), answerIn(text, true)]).toEqual([among, amongSigns])
})

test.each<[string, readonly string[]]>([
  ['- a\n- b', ['a', 'b']],
  ['* a\n* b', ['a', 'b']],
  ['• a\n• b', ['a', 'b']],
  ['– a\n– b', ['a', 'b']],
  ['- a', ['a']],
  ['- 5', ['- 5']],
  ['- 5\n- 6', ['5', '6']],
  ['- a\n• b', ['- a', '• b']],
  ['- a\nb', ['- a', 'b']],
  ['-a\n-b', ['-a', '-b']],
  ['1. a\n2. b', ['a', 'b']],
  ['1) a\n2) b', ['a', 'b']],
  ['1. a', ['1. a']],
  ['2. a\n3. b', ['2. a', '3. b']],
  ['1. a\n2.b', ['1. a', '2.b']],
  ['a; b ;c', ['a', 'b', 'c']],
  ['a;b\nc', ['a;b', 'c']],
  ['a\r\nb\rc\u2028d\u2029e', ['a', 'b', 'c', 'd', 'e']],
  [' ; ;', []],
  ['a', ['a']],
])('%j is the items %j', (text, items) => expect(splitItems(text)).toEqual(items))

describe('the items in a text', () => {
  const plain = question('list', { fields: [question('text', { name: '.' })] })
  const rows = question('list', {
    fields: [question('text', { name: 'item' }), question('integer', { name: 'quantity' })],
  })
  const lines = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n')
  test('a hundred lines are a list, one more is not', () => {
    expect(parseListItems(plain, lines(100, String))).toHaveLength(100)
    expect(parseListItems(plain, lines(101, String))).toBeUndefined()
    expect(parseListItems(plain, ' \n ')).toBeUndefined()
    const named = (at: number) => `item=a${String(at)} quantity=1`
    expect(parseListItems(rows, lines(100, named))).toHaveLength(100)
    expect(parseListItems(rows, lines(101, named))).toBeUndefined()
  })
  test('named fields are one item; each line one where a field is named again', () => {
    expect(parseListItems(rows, 'item=a quantity=1')).toEqual([{ item: 'a', quantity: '1' }])
    expect(parseListItems(rows, 'item=a\nquantity=1')).toEqual([{ item: 'a', quantity: '1' }])
    expect(parseListItems(rows, 'item=a quantity=1\n\nitem=b')).toEqual([{ item: 'a', quantity: '1' }, { item: 'b' }])
    expect(parseListItems(rows, 'item=a item=b')).toBeUndefined()
    expect(parseListItems(rows, 'item=a\nitem=b colour=c')).toBeUndefined()
    expect(parseListItems(rows, 'colour=c')).toBeUndefined()
  })
  test('other text is the first field, where that can be typed', () => {
    expect(parseListItems(rows, 'Desk')).toEqual([{ item: 'Desk' }])
    for (const kind of ['list', 'image', 'yes_no'] as const)
      expect(parseListItems(question('list', { fields: [question(kind, { name: 'a' }), question('text')] }), 'x')).toBe(
        undefined,
      )
    const conditional = question('text', { name: 'a', when: [[{ section: 'b', is: true }]] })
    expect(parseListItems(question('list', { fields: [conditional, question('yes_no', { name: 'b' })] }), 'x')).toBe(
      undefined,
    )
    expect(parseListItems(question('list'), 'x')).toBeUndefined()
  })
  test('only one field without a name makes a list of plain values', () => {
    expect([plain, rows, question('list')].map(isPlainList)).toEqual([true, false, false])
    expect(isPlainList({ fields: [question('text', { name: '.' }), question('text')] })).toBe(false)
  })
})
