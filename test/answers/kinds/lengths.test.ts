/** How long an answer of each kind may be, on both sides of the limit, and how few or many items it may have. */
import { describe, expect, test } from 'vitest'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'
import { read, question, refused } from '../given.ts'

const choices = ['Red', 'Green', 'Blue'].map((label) => ({ value: label, label }))
const ofKind = (kind: Kind): Question => question(kind, kind === 'one_of' || kind === 'some_of' ? { choices } : {})

describe.each<[Kind, number]>([
  ['text', 4_000],
  ['long_text', 50_000],
  ['number', 100],
  ['integer', 100],
  ['money', 100],
  ['date', 100],
  ['yes_no', 100],
  ['email', 300],
  ['link', 2_000],
  ['phone', 60],
  ['one_of', 500],
  ['some_of', 50_000],
])('%s', (kind, most) => {
  const problemOf = (text: string): string => {
    try {
      read(ofKind(kind), text)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  test(`takes ${String(most)} characters, and one more is too long`, () => {
    for (const letter of ['x', '🙂']) {
      expect(problemOf(letter.repeat(most))).not.toMatch(/too long/)
      const { message, details } = refused(ofKind(kind), letter.repeat(most + 1))
      expect(message).toMatch(/^The answer is too long: at most [\d,]+ characters fit\. Please give /)
      expect(details).toMatchObject({ max_length: most })
    }
  })
  test('does not count spaces around it, up to a thousand and as many as fit', () => {
    expect(problemOf(`${' '.repeat(most + 1_000)}${'x'.repeat(most)}`)).not.toMatch(/too long/)
    expect(problemOf(`${' '.repeat(most + 1_001)}${'x'.repeat(most)}`)).toMatch(/too long/)
  })
})

describe('the author’s limits', () => {
  test.each<[Kind, Question['limits'], string, string]>([
    ['text', { max_length: 1 }, 'ab', 'The answer is too long: at most 1 character fits.'],
    ['text', { max_length: 2 }, 'abc', 'The answer is too long: at most 2 characters fit.'],
    ['long_text', { min_length: 1_000 }, 'a', 'The answer is too short: at least 1000 characters are needed.'],
    ['text', { min_length: 2 }, 'a', 'The answer is too short: at least 2 characters are needed.'],
    ['some_of', { min_items: 2 }, 'Red', 'At least 2 must be chosen.'],
    ['some_of', { min_items: 1 }, 'none', 'At least one must be chosen.'],
    ['some_of', { max_items: 2 }, 'all', 'At most 2 may be chosen.'],
    ['some_of', { max_items: 1 }, 'Red, Blue', 'At most one may be chosen.'],
    ['number', { min: '2' }, '1.5', '1.5 is too little: at least 2 is needed.'],
    ['number', { max: '2' }, '2.5', '2.5 is too much: at most 2 is possible.'],
    ['date', { min: '2026-11-22' }, '2026-11-21', 'November 21, 2026 is too early: November 22, 2026 is the first'],
    ['date', { max: '2026-11-20' }, '2026-11-21', 'November 21, 2026 is too late: November 20, 2026 is the last'],
  ])('%s within %j: %s', (kind, limits, text, problem) => {
    expect(refused({ ...ofKind(kind), limits }, text).message.startsWith(problem)).toBe(true)
  })

  test.each<[Kind, Question['limits'], string, unknown]>([
    ['text', { min_length: 1, max_length: 1 }, '🙂', '🙂'],
    ['text', { max_length: 9_999 }, 'x'.repeat(4_000), 'x'.repeat(4_000)],
    ['some_of', { min_items: 1, max_items: 1 }, 'Red', ['Red']],
    ['some_of', { min_items: 2, max_items: 2 }, 'Red, Blue', ['Red', 'Blue']],
    ['some_of', {}, 'all', ['Red', 'Green', 'Blue']],
    ['number', { min: '1.5', max: '1.5' }, '1.5', '1.5'],
    ['date', { min: '2026-11-21', max: '2026-11-21' }, '2026-11-21', '2026-11-21'],
  ])('%s just within %j', (kind, limits, text, value) => {
    expect(read({ ...ofKind(kind), limits }, text)).toEqual(value)
  })

  test('are never wider than those of the kind', () => {
    expect(refused(question('text', { limits: { max_length: 9_999 } }), 'x'.repeat(4_001)).details).toMatchObject({
      max_length: 4_000,
    })
  })
})

describe('a list', () => {
  const list = (limits: Question['limits'] = {}) =>
    question('list', { limits, fields: [question('long_text', { name: 'a', format: 'markdown' })] })
  const items = (count: number, a = 'x') => Array.from({ length: count }, () => ({ a }))
  test.each<[Question['limits'], number, string]>([
    [{}, 1_001, 'At most 1000 items fit.'],
    [{ max_items: 2_000 }, 1_001, 'At most 1000 items fit.'],
    [{ max_items: 1 }, 2, 'At most 1 item fits.'],
    [{ min_items: 2 }, 1, 'At least 2 items are needed.'],
    [{ min_items: 1 }, 0, 'At least 1 item is needed.'],
  ])('within %j is not of %d items', (limits, count, problem) => {
    const { message, details } = refused(list(limits), items(count))
    expect(message.startsWith(problem)).toBe(true)
    expect(Object.keys(details ?? {})).toContain(problem.startsWith('At most') ? 'max_items' : 'min_items')
  })
  test('within its limits is taken', () => {
    expect(read(list({ min_items: 2, max_items: 2 }), items(2))).toHaveLength(2)
    expect(read(question('list', { fields: [question('text', { name: 'a' })] }), items(1_000))).toHaveLength(1_000)
  })
  test('has at most 200,000 characters of formatted text, those of inner lists too', () => {
    const inner = question('list', { name: 'rows', fields: list().fields ?? [] })
    const outer = question('list', { fields: [inner] })
    const text = 'x'.repeat(40_000)
    expect(read(list(), items(5, text))).toHaveLength(5)
    for (const [one, raw] of [
      [list(), [...items(5, text), { a: 'x' }]],
      [outer, [{ rows: items(3, text) }, { rows: [...items(2, text), { a: 'x' }] }]],
    ] as const) {
      expect(refused(one, raw).message).toMatch(
        /^The list holds more than 200000 characters of formatted text\. Add its/,
      )
      expect(refused(one, raw).details).toMatchObject({ max_length: 200_000 })
    }
    const plain = question('list', { fields: [question('long_text', { name: 'a' })] })
    expect(read(plain, [...items(5, text), { a: 'x' }])).toHaveLength(6)
  })
  test('tells its first hundred mistakes', () => {
    const rows = question('list', { fields: [question('integer', { name: 'a' })] })
    const { details } = refused(rows, items(200))
    expect(details?.['problems']).toHaveLength(100)
  })
})
