/** Questions that lack what their kind goes by, and answers that were stored under another form of the question. */
import { describe, expect, test } from 'vitest'
import { sampleAnswer } from '../../../src/answers/example.ts'
import { carryAnswerIn } from '../../../src/answers/carry-answer.ts'
import { describePicture } from '../../../src/answers/describe-picture.ts'
import { acceptanceOf } from '../../../src/answers/meaning/acceptance.ts'
import { itemReadings } from '../../../src/answers/meaning/item-readings.ts'
import { printAnswer, showAnswer } from '../../../src/answers/print.ts'
import { orAsWritten } from '../../../src/answers/json-schema.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import { readingsOf } from '../../../src/answers/refusal.ts'
import { context, outcome, question, read, refused } from '../given.ts'

describe('a choice without choices', () => {
  const optional = { required: false }
  test.each([
    ['x', '“x” is not among the choices ().'],
    ['1', '“1” is not among the choices ().'],
  ])('%j is none of them', (text, problem) => {
    for (const kind of ['one_of', 'some_of'] as const)
      expect(refused(question(kind), text).message.startsWith(problem)).toBe(true)
  })
  test('all and none of them are none', () => {
    for (const raw of ['all', 'none', []]) expect(read(question('some_of', optional), raw)).toEqual([])
    expect(sampleAnswer(question('some_of'), 'en-US')).toEqual([])
  })
  test('what was stored is printed as it is, and carried to nothing', () => {
    expect(printAnswer(question('one_of'), 'r', 'en-US')).toBe('r')
    expect(printAnswer(question('some_of'), ['r', 'g'], 'en-US')).toBe('r and g')
    const carry = carryAnswerIn(context())
    const now = question('one_of', { choices: [{ value: 'r', label: 'Red' }] })
    expect(carry(question('some_of'), now, ['r'])).toEqual({ ok: true, value: 'r' })
    expect(carry(now, question('some_of'), 'r')).toEqual({ ok: false, error: 'not_fitting' })
  })
})

describe('a list without fields', () => {
  const list = question('list')
  test('has empty items', () => {
    expect(read(list, [{}, {}])).toEqual([{}, {}])
    expect(refused(list, [{ a: 1 }]).message).toContain('An item has no “a”.')
    expect(printAnswer(list, [{}], 'en-US')).toEqual([{}])
    expect(sampleAnswer(list, 'en-US')).toEqual([{}, {}])
  })
  test('takes no text', () => {
    expect(acceptanceOf(list, 'x', context())).toBe('not')
    expect(itemReadings(list, 'x', context())).toEqual([])
    expect(outcome(list, 'x')).toBe('refused')
  })
})

describe('how far a list takes a text', () => {
  const withFirst = (kind: Parameters<typeof question>[0]) =>
    question('list', { fields: [question(kind, { name: 'a' }), question('text', { name: 'b' })] })
  test.each([
    ['date', '2026-11-21', 'as_such'],
    ['date', 'x', 'not'],
    ['text', 'x', 'as_any_text'],
    ['yes_no', 'yes', 'not'],
  ] as const)('first field %s, %s: %s', (kind, text, acceptance) =>
    expect(acceptanceOf(withFirst(kind), text, context())).toBe(acceptance),
  )
  test('plain values are its items, several at once are not one', () => {
    const plain = question('list', { fields: [question('date', { name: '.' })] })
    expect(acceptanceOf(plain, '2026-11-21', context())).toBe('as_such')
    expect(acceptanceOf(plain, '2026-11-21\n2026-11-22', context())).toBe('not')
  })
  test('a field that is not the first gives no value to the first', () =>
    expect(acceptanceOf(withFirst('date'), 'b=2026-11-21', context())).toBe('not'))
})

test('the schema of a guess takes its own form, or words in an object of their own', () => {
  expect(orAsWritten({ type: 'boolean' })).toEqual({
    anyOf: [
      { type: 'boolean' },
      {
        type: 'object',
        description: 'Words as they are, where the answer is of another kind than the one that was guessed.',
        properties: { as_written: { type: 'string', minLength: 1 } },
        required: ['as_written'],
        additionalProperties: false,
      },
    ],
  })
})

describe('the readings of a refusal', () => {
  test.each<[string, Record<string, unknown> | undefined, unknown]>([
    ['no details', undefined, []],
    ['no readings', { field: 'a' }, []],
    ['readings that are no list', { readings: 'a' }, []],
    ['readings of another form', { readings: ['a', 5] }, []],
    ['readings without words', { readings: ['a', { as_written: 'b' }] }, ['a', 'b']],
    ['readings with words for the first', { readings: ['a', { as_written: 'b' }], written: ['A', 5] }, ['A', 'b']],
    ['readings with words', { readings: ['a', { as_written: 'b' }], written: ['A', 'B'] }, ['A', 'B']],
  ])('%s', (_, details, shown) => expect(readingsOf(details).map((one) => one.shown)).toEqual(shown))
})

test('a number that was sent counts as the words of the same figures', () => {
  const rate = question('number', { name: 'rate', label: 'Interest rate' })
  const chosen = [{ field: 'rate', words: '0.05', reading: 'wire:5' }]
  expect(readAnswer(rate, 0.05, { ...context(), chosen })).toEqual({ ok: true, value: '5' })
  expect(readAnswer(rate, 0.06, { ...context(), chosen }).ok).toBe(false)
})

test('the bytes of a picture are counted by its padding', () => {
  const sizeOf = (data: string) => describePicture({ media_type: 'image/png', data }).size
  expect(['', 'AAAA', 'AAA=', 'AA==', 'AAAAAA=='].map(sizeOf)).toEqual([0, 3, 2, 1, 4])
})

test('text of one character more than fits in a line is shortened, and exactly as much is not', () => {
  const shown = (text: string) => showAnswer(question('text'), text, 'en-US')
  expect(shown('x'.repeat(120))).toBe('x'.repeat(120))
  expect(shown('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`)
  expect(shown(`${'x'.repeat(118)} yz`)).toBe(`${'x'.repeat(118)}…`)
  expect(shown('🙂'.repeat(120))).toBe('🙂'.repeat(120))
  expect(shown(`x${' '.repeat(479)}`)).toBe('x')
  expect(shown(`x${' '.repeat(480)}`)).toBe('x…')
  expect(shown('a\n\tb')).toBe('a b')
})

test('Markdown that no document can show is refused while it can be mended, in plain text it is text', () => {
  const deep = `${'> '.repeat(41)}a`
  const markdown = question('long_text', { format: 'markdown' })
  expect(refused(markdown, deep).message).toMatch(/^Line 1: /)
  expect(refused(markdown, deep).details).toMatchObject({ reason: 'markdown' })
  expect(read(markdown, `${'> '.repeat(3)}a`)).toBe(`${'> '.repeat(3)}a`)
  expect(read(question('long_text'), deep)).toBe(deep)
})
