/** The answers of a generation by address: what is written, what goes, and what stays beside it. */
import { describe, expect, test } from 'vitest'
import { collectValues, wireValue } from '../../../src/domain/interview/answer-values.ts'
import {
  copyAnswers,
  emptyAnswers,
  fieldAddress,
  removeItem,
  setListClosed,
  writeAnswer,
  writeItem,
} from '../../../src/domain/interview/answers.ts'
import { isCarried, nextDue, slotAt } from '../../../src/domain/interview/interview.ts'
import { list, question, when, yesNo } from '../../support/data/questions.ts'

const source = (revision: number, copied?: true) => ({
  revision,
  actor: 'key:ada',
  at: '2026-11-21T10:00:00.000Z',
  ...(copied === undefined ? {} : { copied }),
})

test('the field “.” is the item itself, any other is inside it', () => {
  expect(fieldAddress('items', '2', '.')).toBe('items.2')
  expect(fieldAddress('items', '2', 'price')).toBe('items.2.price')
})

describe('a list', () => {
  test('takes an item without any field, and numbers items from 1 without using a number again', () => {
    const answers = emptyAnswers()
    expect(writeItem(answers, 'items', undefined, source(3))).toBe('1')
    expect(writeItem(answers, 'items', { a: 'x' }, source(4))).toBe('2')
    removeItem(answers, 'items', '2', 5)
    expect(answers.lists.get('items')).toEqual({ items: ['1'], closed: false, next_item: 3, revision: 5 })
    expect(writeItem(answers, 'items', { a: 'y' }, source(6))).toBe('3')
    expect(answers.lists.get('items')).toEqual({ items: ['1', '3'], closed: false, next_item: 4, revision: 6 })
    expect([...answers.given.keys()]).toEqual(['items.3.a'])
  })

  test('that was skipped is no longer skipped once it is opened or closed', () => {
    for (const closed of [true, false]) {
      const answers = emptyAnswers()
      writeAnswer(answers, 'items', undefined, source(1))
      setListClosed(answers, 'items', closed, 2)
      expect(answers.given.has('items')).toBe(false)
      expect(answers.lists.get('items')).toEqual({ items: [], closed, next_item: 1, revision: 2 })
    }
  })

  test('that is skipped after it had items has none', () => {
    const answers = emptyAnswers()
    writeAnswer(answers, 'items', [{ a: 'x' }, { a: 'y' }], source(1))
    writeAnswer(answers, 'items', undefined, source(2))
    expect(answers.lists.get('items')).toMatchObject({ items: [], next_item: 3 })
    expect([...answers.given]).toEqual([['items', { value: undefined, ...source(2) }]])
  })

  test('that is written anew goes on counting, and an empty one is an answer', () => {
    const answers = emptyAnswers()
    writeAnswer(answers, 'items', [{ a: 'x' }, { a: 'y' }], source(1))
    writeAnswer(answers, 'items', [{ a: 'z' }], source(2))
    expect(answers.lists.get('items')).toEqual({ items: ['3'], closed: true, next_item: 4, revision: 2 })
    expect(answers.given.has('items')).toBe(false)
    writeAnswer(answers, 'items', [], source(3))
    expect(answers.lists.get('items')).toEqual({ items: [], closed: true, next_item: 4, revision: 3 })
    expect(answers.given.get('items')).toEqual({ value: [], ...source(3) })
    expect([...answers.given.keys()]).toEqual(['items'])
  })

  test('loses the lists and answers inside an item with it, and nothing of the next ones', () => {
    const answers = emptyAnswers()
    for (const part of ['x', 'y']) writeItem(answers, 'items', { parts: [{ '.': part }], a: part }, source(1))
    writeAnswer(answers, 'items.10', 'a question of such a name', source(1))
    removeItem(answers, 'items', '1', 2)
    expect([...answers.given.keys()]).toEqual(['items.2.parts.1', 'items.2.a', 'items.10'])
    expect([...answers.lists.keys()]).toEqual(['items', 'items.2.parts'])
  })

  test('that nobody began loses nothing', () => {
    const answers = emptyAnswers()
    writeAnswer(answers, 'items.1', 'x', source(1))
    removeItem(answers, 'items', '1', 2)
    expect([[...answers.given.keys()], answers.lists.size]).toEqual([['items.1'], 0])
  })

  test('without fields has empty items, and is asked like any other', () => {
    const bare = { questions: [question('items', { kind: 'list' })] }
    const answers = emptyAnswers()
    writeItem(answers, 'items', undefined, source(1))
    expect(nextDue(bare, answers)?.address).toBe('items')
    setListClosed(answers, 'items', true, 2)
    expect(nextDue(bare, answers)).toBeUndefined()
    expect(collectValues(bare, answers)).toEqual({ items: [{}] })
    expect(wireValue(answers, slotAt(bare, answers, 'items')!)).toEqual([{}])
  })
})

test('a copy changes without the original', () => {
  const answers = emptyAnswers()
  writeItem(answers, 'items', { a: 'x' }, source(1))
  const copy = copyAnswers(answers)
  writeAnswer(copy, 'b', 'y', source(2))
  removeItem(copy, 'items', '1', 2)
  expect([[...answers.given.keys()], answers.lists.get('items')?.items]).toEqual([['items.1.a'], ['1']])
})

describe('values', () => {
  const form = { questions: [question('a', { required: false }), list('items', [question('b', { required: false })])] }

  test('of what was skipped are null, of what is open absent', () => {
    const answers = emptyAnswers()
    expect(collectValues(form, answers)).toEqual({})
    writeAnswer(answers, 'a', undefined, source(1))
    writeItem(answers, 'items', { b: 'x' }, source(1))
    writeItem(answers, 'items', undefined, source(1))
    writeAnswer(answers, 'items.2.b', undefined, source(1))
    expect(collectValues(form, answers)).toEqual({ a: null, items: [{ b: 'x' }, { b: null }] })
    expect(wireValue(answers, slotAt(form, answers, 'items')!)).toEqual([{ b: 'x' }, {}])
  })

  test('of a list that was begun, closed or skipped are its items', () => {
    for (const write of [
      (answers = emptyAnswers()) => (setListClosed(answers, 'items', false, 1), answers),
      (answers = emptyAnswers()) => (setListClosed(answers, 'items', true, 1), answers),
      (answers = emptyAnswers()) => (writeAnswer(answers, 'items', undefined, source(1)), answers),
    ])
      expect(collectValues(form, write())).toEqual({ items: [] })
  })
})

describe('an answer is not carried', () => {
  test('by a section that no question decides, or that a list decides, or that is open', () => {
    const form = {
      questions: [
        list('items', [question('b')]),
        yesNo('open'),
        question('none', { when: when({ section: 'nobody', is: true }) }),
        question('some', { when: when({ section: 'items', is: true }) }),
        question('later', { when: when({ section: 'open', is: false }) }),
      ],
    }
    const answers = emptyAnswers()
    for (const name of ['none', 'some', 'later']) writeAnswer(answers, name, 'x', source(0))
    writeItem(answers, 'items', { b: 'y' }, source(5))
    expect(['none', 'some', 'later'].map((name) => isCarried(form, answers, slotAt(form, answers, name)!))).toEqual([
      false,
      false,
      false,
    ])
  })

  test('where one item of a copied list is new', () => {
    const form = { questions: [list('items', [question('.')])] }
    const answers = emptyAnswers()
    writeAnswer(answers, 'items', [{ '.': 'x' }], source(1, true))
    const isListCarried = () => isCarried(form, answers, slotAt(form, answers, 'items')!)
    expect(isListCarried()).toBe(true)
    removeItem(answers, 'items', '1', 2)
    expect(isListCarried()).toBe(false)
  })
})
