/** Answers that are given by the names of their questions, as a program sends them. */
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../../src/answers/parsing/list-item.ts'
import { MAX_MISTAKES, readAnswersOrThrow, readGivenAnswers } from '../../../src/answers/read-answers.ts'
import { Refused } from '../../../src/domain/kernel/errors.ts'
import { context, question } from '../given.ts'

const questions = [
  question('text', { name: 'party', label: 'Party' }),
  question('integer', { name: 'quantity', label: 'Quantity' }),
  question('date', { name: 'due', label: 'Due', required: false }),
]
const given = (answers: Readonly<Record<string, unknown>>) => readGivenAnswers(questions, answers, context())
const refusal = (answers: Readonly<Record<string, unknown>>) => {
  try {
    readAnswersOrThrow(questions, answers, context())
  } catch (error) {
    if (error instanceof Refused) return error.error
    throw error
  }
  throw new Error('It was taken.')
}

test('each is read by its question, in the given order', () => {
  expect(given({ quantity: '3', party: ' Acme ', due: 'tomorrow' })).toEqual({
    values: [
      ['quantity', '3'],
      ['party', 'Acme'],
      ['due', '2026-11-22'],
    ],
    left_out: [],
    errors: new Map(),
  })
})

describe('left out', () => {
  test.each([null, '', ' \n\t'])('an optional question by %j', (raw) => {
    expect(given({ due: raw })).toMatchObject({ values: [], left_out: ['due'] })
    expect(readAnswersOrThrow(questions, { due: raw }, context())).toEqual({ values: [], left_out: ['due'] })
  })
  test.each([false, 0, [], 'x'])('not by %j', (raw) => {
    expect(given({ due: raw }).left_out).toEqual([])
    expect([...given({ due: raw }).errors.keys()]).toEqual(['due'])
  })
  test('a required question is not: it is missing', () => {
    expect(given({ party: null }).errors.get('party')).toEqual({
      code: 'invalid_answer',
      message: '“Party” is missing: the document needs it.',
      details: { field: 'party' },
    })
    expect(given({ party: ' ' }).errors.get('party')?.message).toMatch(/^The answer is empty\./)
    expect(given({ party: ' ' }).left_out).toEqual([])
  })
})

describe('refused', () => {
  test('a name of no question, with the one that is meant', () => {
    expect(refusal({ qantity: 1 })).toMatchObject({
      code: 'unprocessable',
      message: 'This template has no question “qantity”. Did you mean “quantity”?',
      details: { field: 'answers.qantity' },
    })
    const long = 'x'.repeat(300)
    expect(refusal({ [long]: 1 }).details).toMatchObject({ field: `answers.${'x'.repeat(200)}` })
  })
  test('all that is wrong at once', () => {
    const { message, details } = refusal({ quantity: 'x', party: null, other: 1 })
    expect(message).toMatch(/^3 answers do not fit\./)
    expect(details?.['problems']).toHaveLength(3)
  })
  test('of no more than a hundred mistakes', () => {
    const many = Object.fromEntries(Array.from({ length: MAX_MISTAKES + 3 }, (_, index) => [`x${String(index)}`, 1]))
    expect(MAX_MISTAKES).toBe(100)
    expect(given(many).errors.size).toBe(103)
    expect(refusal(many).details?.['problems']).toHaveLength(100)
  })
  test('far more names than questions, before any is read', () => {
    const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, 1]))
    expect(refusal(names(104))).toMatchObject({
      code: 'unprocessable',
      message: '“answers” has 104 names, but this template has 3 questions. Send only names of its questions.',
      details: { field: 'answers', limit: 3 },
    })
    expect(() => readGivenAnswers(questions.slice(0, 1), names(102), context())).toThrow('has 1 question. Send')
  })
})

describe('the fields of an item', () => {
  const plain = [question('text', { name: '.' })]
  test.each<[string, typeof plain, unknown, unknown]>([
    ['an object', questions, { party: 'x' }, { party: 'x' }],
    ['no object', questions, 'x', undefined],
    ['nothing', questions, null, undefined],
    ['a list', questions, ['x'], undefined],
    ['a plain value', plain, 'x', { '.': 'x' }],
    ['a plain value that is nothing', plain, null, { '.': null }],
    ['an object in its place', plain, { '.': 'x' }, { '.': 'x' }],
    ['another object', plain, { as_written: 'x' }, { '.': { as_written: 'x' } }],
  ])('%s', (_, fields, raw, read) => expect(fieldsOf({ fields }, raw)).toEqual(read))
})
