/** “Make another like this one” after the template has changed: no row is lost, and nothing in silence. */
import { describe, expect, test } from 'vitest'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import { ERASED } from '../../../src/domain/questions/answer.ts'
import { carryOver, type CarriedOver, type CarryAnswer } from '../../../src/domain/interview/carry-over.ts'
import { ok } from '../../../src/domain/kernel/errors.ts'
import { writeInitialAnswers } from '../../../src/domain/generation/initial-answers.ts'
import { closeList } from '../../../src/domain/generation/decisions/change-list.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { nextDue } from '../../../src/domain/interview/interview.ts'
import { collectValues } from '../../../src/domain/interview/answer-values.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import {
  emptyAnswers,
  removeItem,
  setListClosed,
  writeAnswer,
  writeItem,
  type AnswerSet,
} from '../../../src/domain/interview/answers.ts'
import { isTrue, list, question, when, yesNo } from '../../support/data/questions.ts'

const SOURCE = { revision: 1, actor: 'person:ada', at: '2026-11-21T10:00:00.000Z' }
/** Takes what keeps its kind. */
const sameKind: CarryAnswer = (from, to, value) =>
  from.kind === to.kind ? ok(value) : { ok: false, error: 'asked_otherwise' }

function sheetOf(answers: Readonly<Record<string, AnswerValue | null>>): AnswerSet {
  const sheet = emptyAnswers()
  for (const [name, value] of Object.entries(answers)) writeAnswer(sheet, name, value ?? undefined, SOURCE)
  return sheet
}

function begun(carried: CarriedOver): AnswerSet {
  const sheet = emptyAnswers()
  writeInitialAnswers(sheet, carried, SOURCE)
  return sheet
}

const items = (fields: Question[], over: Partial<Question> = {}): Questionnaire => ({
  questions: [question('party'), list('items', fields, over)],
})
const ROWS = {
  party: 'Acme',
  items: [
    { what: 'Desk', price: '10' },
    { what: 'Lamp', price: '20' },
    { what: 'Chair', price: '30' },
  ],
}
const BEFORE = items([question('what', { label: 'What?' }), question('price', { kind: 'money', label: 'Price' })])

/** Everything that is due, answered one after the other. */
function askedFor(form: Questionnaire, sheet: AnswerSet): string[] {
  const asked: string[] = []
  for (let due = nextDue(form, sheet); due !== undefined; due = nextDue(form, sheet)) {
    asked.push(due.address)
    if (due.question.kind === 'list') setListClosed(sheet, due.address, true, 2)
    else writeAnswer(sheet, due.address, due.question.kind === 'yes_no' ? true : 'new', SOURCE)
  }
  return asked
}

describe('rows of a list stay', () => {
  test('a field was added: it is asked for each row, and nothing else is', () => {
    const to = items([question('what'), question('price', { kind: 'money' }), question('color')])
    const carried = carryOver(BEFORE, sheetOf(ROWS), to, sameKind)
    const sheet = begun(carried)
    expect(collectValues(to, sheet)).toEqual(ROWS)
    expect([carried.not_carried, carried.open_lists, carried.skipped]).toEqual([[], [], []])
    expect(askedFor(to, sheet)).toEqual(['items.1.color', 'items.2.color', 'items.3.color'])
  })

  test('a field was removed, another renamed, a third retyped: each is named once, with how many rows', () => {
    const before = items([
      question('what', { label: 'What?' }),
      question('price', { kind: 'money', label: 'Price' }),
      question('due', { kind: 'date', label: 'Due' }),
    ])
    const sheet = sheetOf({ party: 'Acme', items: ROWS.items.map((row) => ({ ...row, due: '2026-12-24' })) })
    const to = items([question('title'), question('due', { kind: 'yes_no' })])
    const carried = carryOver(before, sheet, to, sameKind)
    expect(collectValues(to, begun(carried))).toEqual({ party: 'Acme', items: [{}, {}, {}] })
    expect(carried.not_carried).toEqual([
      { name: 'items.what', label: 'items · What?', reason: 'not_asked', rows: 3 },
      { name: 'items.price', label: 'items · Price', reason: 'not_asked', rows: 3 },
      { name: 'items.due', label: 'items · Due', reason: 'asked_otherwise', rows: 3 },
    ])
  })

  test('an optional field that was left out is not asked again, nor one whose condition does not hold', () => {
    const form = items([
      question('what'),
      question('note', { required: false }),
      yesNo('gift'),
      question('card', { when: when(isTrue('gift')) }),
    ])
    const sheet = sheetOf({ party: 'Acme' })
    for (const what of ['Desk', 'Lamp']) {
      const row = writeItem(sheet, 'items', { what, gift: false }, SOURCE)
      writeAnswer(sheet, `items.${row}.note`, undefined, SOURCE)
    }
    setListClosed(sheet, 'items', true, 1)
    const carried = carryOver(form, sheet, form, sameKind)
    expect(carried.skipped).toEqual(['items.1.note', 'items.2.note'])
    expect(nextDue(form, begun(carried))).toBeUndefined()
    // Now it must be answered.
    const strict = items([
      question('what'),
      question('note'),
      yesNo('gift'),
      question('card', { when: when(isTrue('gift')) }),
    ])
    expect(askedFor(strict, begun(carryOver(form, sheet, strict, sameKind)))).toEqual(['items.1.note', 'items.2.note'])
  })

  test('more rows than the list takes now: all are there, and the list is not closed before some are removed', () => {
    const to = items([question('what'), question('price', { kind: 'money' })], { limits: { max_items: 2 } })
    const carried = carryOver(BEFORE, sheetOf(ROWS), to, sameKind)
    expect(carried.not_carried).toEqual([{ name: 'items', label: 'items', reason: 'too_many_rows', rows: 3 }])
    const sheet = begun(carried)
    expect(collectValues(to, sheet)).toEqual(ROWS)
    expect(nextDue(to, sheet)?.address).toBe('items')
    const state = { ...generationDecider.initial(), requester: 'person:ada', answers: sheet }
    expect(closeList({ name: 'items' }, state, to)).toMatchObject({
      ok: false,
      error: { code: 'unprocessable', details: { field: 'items', max_items: 2 } },
    })
    removeItem(sheet, 'items', '2', 2)
    expect(closeList({ name: 'items' }, state, to)).toMatchObject({ ok: true })
  })

  test('fewer rows than the list wants now: another is asked for', () => {
    const to = items([question('what'), question('price', { kind: 'money' })], { limits: { min_items: 4 } })
    expect(nextDue(to, begun(carryOver(BEFORE, sheetOf(ROWS), to, sameKind)))?.address).toBe('items')
  })

  test('the list itself is gone, or is no list any more: named with its rows, its fields not one by one', () => {
    const without = { questions: [question('party')] }
    expect(carryOver(BEFORE, sheetOf(ROWS), without, sameKind).not_carried).toEqual([
      { name: 'items', label: 'items', reason: 'not_asked', rows: 3 },
    ])
    const text = { questions: [question('party'), question('items')] }
    expect(carryOver(BEFORE, sheetOf(ROWS), text, sameKind).not_carried).toEqual([
      { name: 'items', label: 'items', reason: 'asked_otherwise', rows: 3 },
    ])
  })

  test('a list without a row is taken along where it is complete, and asked where it was only begun', () => {
    const form = items([question('what')])
    for (const closed of [true, false]) {
      const sheet = sheetOf({ party: 'Acme' })
      setListClosed(sheet, 'items', closed, 1)
      const carried = carryOver(form, sheet, form, sameKind)
      expect(carried.answers.map(({ name, value }) => [name, value])).toEqual([
        ['party', 'Acme'],
        ...(closed ? [['items', []]] : []),
      ])
      expect([carried.open_lists, carried.not_carried]).toEqual([[], []])
      expect(nextDue(form, begun(carried))?.address).toBe(closed ? undefined : 'items')
    }
  })

  test('rows that are begun and not complete stay, and the list is asked for more', () => {
    const sheet = sheetOf({ party: 'Acme' })
    writeItem(sheet, 'items', { what: 'Desk', price: '10' }, SOURCE)
    const carried = carryOver(BEFORE, sheet, BEFORE, sameKind)
    expect(carried.open_lists).toEqual(['items'])
    expect(collectValues(BEFORE, begun(carried))).toEqual({ party: 'Acme', items: [{ what: 'Desk', price: '10' }] })
    expect(nextDue(BEFORE, begun(carried))?.address).toBe('items')
  })

  test('exactly as many rows as fit, at least and at most, are a complete list', () => {
    const to = items([question('what'), question('price', { kind: 'money' })], {
      limits: { min_items: 3, max_items: 3 },
    })
    expect(carryOver(BEFORE, sheetOf(ROWS), to, sameKind)).toMatchObject({ open_lists: [], not_carried: [] })
  })

  test('a list that has no fields any more keeps its rows, and names each field that is gone', () => {
    const to = { questions: [question('party'), question('items', { kind: 'list' })] }
    const carried = carryOver(BEFORE, sheetOf(ROWS), to, sameKind)
    expect(carried.answers.at(-1)).toEqual({ name: 'items', value: [{}, {}, {}], copied: true })
    expect(carried.not_carried.map(({ name, rows }) => [name, rows])).toEqual([
      ['items.what', 3],
      ['items.price', 3],
    ])
  })

  test('of plain values, and nested, and after rows were removed', () => {
    const form = {
      questions: [list('tags', [question('.')]), list('rooms', [question('name'), list('beds', [question('.')])])],
    }
    const sheet = sheetOf({
      tags: [{ '.': 'a' }, { '.': 'b' }, { '.': 'c' }],
      rooms: [
        { name: 'Blue', beds: [{ '.': 'x' }] },
        { name: 'Red', beds: [{ '.': 'y' }, { '.': 'z' }] },
      ],
    })
    removeItem(sheet, 'tags', '1', 2)
    removeItem(sheet, 'rooms', '1', 2)
    removeItem(sheet, 'rooms.2.beds', '1', 2)
    const carried = carryOver(form, sheet, form, sameKind)
    expect(carried.answers).toEqual([
      { name: 'tags', value: [{ '.': 'b' }, { '.': 'c' }], copied: true },
      { name: 'rooms', value: [{ name: 'Red', beds: [{ '.': 'z' }] }], copied: true },
    ])
    expect(nextDue(form, begun(carried))).toBeUndefined()
  })
})

test('what was erased is asked again, and named', () => {
  const form = { questions: [question('party', { label: 'Party' })] }
  const sheet = emptyAnswers()
  writeAnswer(sheet, 'party', ERASED, SOURCE)
  const carried = carryOver(form, sheet, form, sameKind)
  expect(carried).toMatchObject({ answers: [], not_carried: [{ name: 'party', label: 'Party', reason: 'erased' }] })
})

test('a renamed question is named by its old name, and asked under the new one', () => {
  const to = { questions: [question('company')] }
  const carried = carryOver(
    { questions: [question('party', { label: 'Party' })] },
    sheetOf({ party: 'Acme' }),
    to,
    sameKind,
  )
  expect(carried.not_carried).toEqual([{ name: 'party', label: 'Party', reason: 'not_asked' }])
  expect(nextDue(to, begun(carried))?.address).toBe('company')
})

test('names that an object has by itself are names like any other', () => {
  const form = {
    questions: [question('__proto__'), list('constructor', [question('toString'), question('__proto__')])],
  }
  const sheet = emptyAnswers()
  writeAnswer(sheet, '__proto__', 'a', SOURCE)
  const row = writeItem(sheet, 'constructor', { toString: 'b' }, SOURCE)
  writeAnswer(sheet, `constructor.${row}.__proto__`, 'c', SOURCE)
  setListClosed(sheet, 'constructor', true, 1)
  const again = begun(carryOver(form, sheet, form, sameKind))
  expect([...again.given].map(([address, { value }]) => [address, value])).toEqual([
    ['__proto__', 'a'],
    ['constructor.1.toString', 'b'],
    ['constructor.1.__proto__', 'c'],
  ])
})
