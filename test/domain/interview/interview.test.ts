/** The interview: what is due, what a section needs to be shown, and which answers are carried. */
import { describe, expect, test } from 'vitest'
import {
  emptyAnswers,
  setListClosed,
  writeAnswer,
  writeItem,
  type AnswerSet,
} from '../../../src/domain/interview/answers.ts'
import { applicableSlots, countProgress, isCarried, nextDue, slotAt } from '../../../src/domain/interview/interview.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'

const question = (name: string, kind: Kind = 'text', more: Partial<Question> = {}): Question => ({
  name,
  kind,
  label: name,
  required: true,
  when: [],
  ...more,
})
const shownBy = (...alternatives: readonly (readonly [section: string, is: boolean][])[]): Question['when'] =>
  alternatives.map((conditions) => conditions.map(([section, is]) => ({ section, is })))

const source = (revision: number, copied?: true) => ({
  revision,
  actor: 'key:ada',
  at: '2026-11-21T10:00:00.000Z',
  ...(copied === undefined ? {} : { copied }),
})

function answersOf(values: Readonly<Record<string, AnswerValue | undefined>>): AnswerSet {
  const answers = emptyAnswers()
  for (const [index, [name, value]] of Object.entries(values).entries())
    writeAnswer(answers, name, value, source(index))
  return answers
}

const names = (questionnaire: Questionnaire, answers: AnswerSet) =>
  applicableSlots(questionnaire, answers).map(({ address }) => address)

describe('a section', () => {
  const inside = { questions: [question('a', 'some_of'), question('b', 'text', { when: shownBy([['a', true]]) })] }
  const outside = { questions: [question('a', 'some_of'), question('b', 'text', { when: shownBy([['a', false]]) })] }

  test.each([
    ['true', true, true],
    ['false', false, false],
    ['text', 'x', true],
    ['an empty text', '', false],
    ['some choices', ['x'], true],
    ['no choices', [], false],
    ['a skipped question', undefined, false],
  ] as const)('%s: shown or hidden', (_, value, isShown) => {
    const answers = answersOf({ a: value })
    expect(names(inside, answers)).toEqual(isShown ? ['a', 'b'] : ['a'])
    expect(names(outside, answers)).toEqual(isShown ? ['a'] : ['a', 'b'])
  })

  test('of an unanswered question is neither', () => {
    expect(names(inside, emptyAnswers())).toEqual(['a'])
    expect(names(outside, emptyAnswers())).toEqual(['a'])
  })

  test('of a list is shown by one item, and hidden once the list is closed without any', () => {
    const list = question('items', 'list', { fields: [question('name')] })
    const questionnaire = {
      questions: [
        list,
        question('some', 'text', { when: shownBy([['items', true]]) }),
        question('none', 'text', { when: shownBy([['items', false]]) }),
      ],
    }
    const answers = emptyAnswers()
    expect(names(questionnaire, answers)).toEqual(['items'])
    writeItem(answers, 'items', { name: 'Ada' }, source(1))
    expect(names(questionnaire, answers)).toEqual(['items', 'items.1.name', 'some'])
    const empty = emptyAnswers()
    setListClosed(empty, 'items', true, 1)
    expect(names(questionnaire, empty)).toEqual(['items', 'none'])
  })

  test('of two alternatives is shown by either, and by all conditions of one', () => {
    const questionnaire = {
      questions: [
        question('a', 'yes_no'),
        question('b', 'yes_no'),
        question('c', 'text', { when: shownBy([['a', true]], [['b', true]]) }),
        question('d', 'text', {
          when: shownBy([
            ['a', true],
            ['b', true],
          ]),
        }),
      ],
    }
    expect(names(questionnaire, answersOf({ a: true, b: false }))).toEqual(['a', 'b', 'c'])
    expect(names(questionnaire, answersOf({ a: false, b: true }))).toEqual(['a', 'b', 'c'])
    expect(names(questionnaire, answersOf({ a: true, b: true }))).toEqual(['a', 'b', 'c', 'd'])
    expect(names(questionnaire, answersOf({ a: false, b: false }))).toEqual(['a', 'b'])
  })

  test('means the field of the item before the question of the document', () => {
    const fields = [question('paid', 'yes_no'), question('date', 'text', { when: shownBy([['paid', true]]) })]
    const questionnaire = { questions: [question('paid', 'yes_no'), question('items', 'list', { fields })] }
    const answers = answersOf({ paid: true })
    writeItem(answers, 'items', { paid: false }, source(2))
    expect(names(questionnaire, answers)).toEqual(['paid', 'items', 'items.1.paid'])
  })
})

describe('an answer is carried', () => {
  const questionnaire = {
    questions: [question('a', 'yes_no'), question('b', 'text', { when: shownBy([['a', true]]) })],
  }
  const carried = (answers: AnswerSet, name = 'b') => {
    const slot = slotAt(questionnaire, answers, name)
    return slot !== undefined && isCarried(questionnaire, answers, slot)
  }

  test('where it was copied', () => {
    const answers = emptyAnswers()
    writeAnswer(answers, 'a', true, source(1))
    writeAnswer(answers, 'b', 'x', source(2, true))
    expect(carried(answers)).toBe(true)
    writeAnswer(answers, 'b', 'x', source(3))
    expect(carried(answers)).toBe(false)
  })

  test('where it was given before the answer that makes it apply, not at the same time or after', () => {
    for (const [before, isOne] of [
      [1, true],
      [2, false],
      [3, false],
    ] as const) {
      const answers = emptyAnswers()
      writeAnswer(answers, 'a', true, source(2))
      writeAnswer(answers, 'b', 'x', source(before))
      expect([before, carried(answers)]).toEqual([before, isOne])
    }
  })

  test('a list that comes back unasked, or was copied, and that nobody has changed since', () => {
    const children: Question = {
      ...question('children', 'list', { when: shownBy([['has_children', true]]) }),
      fields: [question('.')],
    }
    const form: Questionnaire = { questions: [question('has_children', 'yes_no'), children] }
    const isListCarried = (answers: AnswerSet): boolean => {
      const slot = slotAt(form, answers, 'children')
      return slot !== undefined && isCarried(form, answers, slot)
    }
    for (const value of [['Ann', 'Bob'].map((name) => ({ '.': name })), []]) {
      const answers = emptyAnswers()
      writeAnswer(answers, 'has_children', true, source(1))
      writeAnswer(answers, 'children', value, source(2))
      expect(isListCarried(answers)).toBe(false)
      writeAnswer(answers, 'has_children', false, source(3))
      writeAnswer(answers, 'has_children', true, source(4))
      expect(isListCarried(answers)).toBe(true)
      writeItem(answers, 'children', { '.': 'Cleo' }, source(5))
      expect(isListCarried(answers)).toBe(false)

      const copy = emptyAnswers()
      writeAnswer(copy, 'has_children', true, source(0, true))
      writeAnswer(copy, 'children', value, source(0, true))
      expect(isListCarried(copy)).toBe(true)
      setListClosed(copy, 'children', true, 6)
      expect(isListCarried(copy)).toBe(false)
    }
  })

  test('a field whose condition is answered anew in its item', () => {
    const fields = [question('owns', 'yes_no'), question('since', 'text', { when: shownBy([['owns', true]]) })]
    const form: Questionnaire = { questions: [question('homes', 'list', { fields })] }
    const answers = emptyAnswers()
    writeAnswer(answers, 'homes', [{ owns: true, since: '2020' }], source(1))
    const isFieldCarried = () => isCarried(form, answers, slotAt(form, answers, 'homes.1.since')!)
    expect(isFieldCarried()).toBe(false)
    writeAnswer(answers, 'homes.1.owns', false, source(2))
    writeAnswer(answers, 'homes.1.owns', true, source(3))
    expect(isFieldCarried()).toBe(true)
  })

  test('never where there is none', () => {
    expect(carried(answersOf({ a: true }))).toBe(false)
    expect(carried(answersOf({ a: true }), 'c')).toBe(false)
  })
})

test('what is due is the first open question, the items of a list before the list itself', () => {
  const questionnaire = {
    questions: [
      question('items', 'list', { fields: [question('name'), question('note', 'text', { required: false })] }),
      question('last'),
    ],
  }
  const answers = emptyAnswers()
  expect(nextDue(questionnaire, answers)?.address).toBe('items')
  writeItem(answers, 'items', { name: 'Ada' }, source(1))
  expect(nextDue(questionnaire, answers)?.address).toBe('items.1.note')
  writeAnswer(answers, 'items.1.note', undefined, source(2))
  expect(nextDue(questionnaire, answers)?.address).toBe('items')
  expect(nextDue(questionnaire, answers, new Set(['items']))?.address).toBe('last')
  setListClosed(answers, 'items', true, 3)
  expect(countProgress(questionnaire, answers)).toEqual({ answered: 3, open: 1 })
  writeAnswer(answers, 'last', 'x', source(4))
  expect(nextDue(questionnaire, answers)).toBeUndefined()
})

test('a new list takes only its own items away, not a question whose name begins like it', () => {
  const answers = answersOf({ 'items.total': '5', items: [{ price: '1' }] })
  writeAnswer(answers, 'items', [{ price: '2' }], source(9))
  expect([...answers.given.keys()].sort()).toEqual(['items.2.price', 'items.total'])
})
