/** Guessed kinds: which are, how authors settle them, and what open conversations see of that. */
import { describe, expect, test } from 'vitest'
import { unwrap } from '../../../src/domain/kernel/errors.ts'
import { countGuesses, countGuessesOfItems, questionOfAddress } from '../../../src/domain/questions/guess-counts.ts'
import { inferQuestions } from '../../../src/domain/questions/inference/infer-questions.ts'
import { questionAsked, withLaterKinds } from '../../../src/domain/questions/later-kinds.ts'
import type { OutlineNode } from '../../../src/domain/questions/outline.ts'
import { questionSchema, type Question } from '../../../src/domain/questions/question.ts'
import { applyRefinements } from '../../../src/domain/questions/refinement/apply-refinements.ts'
import { askForText } from '../../../src/domain/questions/refinement/ask-for-text.ts'
import { refinementsSchema } from '../../../src/domain/questions/refinement/refinement.ts'
import { reviseQuestions } from '../../../src/domain/questions/refinement/revise-questions.ts'
import { rows, section, v } from '../../support/data/outlines.ts'
import { list, question } from '../../support/data/questions.ts'

const infer = (...outline: OutlineNode[]) => inferQuestions(outline).questions
const guessesOf = (questions: readonly Question[]): string[] =>
  questions.flatMap(({ name, guessed, fields = [] }) => [
    ...(guessed === true ? [name] : []),
    ...guessesOf(fields).map((field) => `${name}.${field}`),
  ])
const OUTLINE = [v('due_date'), v('rent'), v('party_name'), rows('items', v('price'), v('quantity'))]
const current = { outline: OUTLINE, questions: infer(...OUTLINE) }
const refine = (refinements: unknown, of = current) =>
  unwrap(applyRefinements(of, refinementsSchema.parse(refinements))).questions

describe('inference', () => {
  test('marks what it guessed from a name', () => {
    expect(guessesOf(current.questions)).toEqual(['due_date', 'rent', 'party_name', 'items.price', 'items.quantity'])
    expect(infer(v('has_nda'))).toMatchObject([{ kind: 'yes_no', guessed: true }])
    expect(infer(section('rent', v('rent')))).toMatchObject([{ kind: 'money', required: false, guessed: true }])
  })

  test('no guess: what decides structure, fills a picture or an address, and long text', () => {
    expect(guessesOf(infer(v('logo', 'image'), v('website', 'link'), v('description')))).toEqual([])
    expect(guessesOf(infer(section('has_lawyer', v('lawyer_name'))))).toEqual(['lawyer_name'])
    expect(infer(section('has_pets', v('has_pets')))).toMatchObject([{ kind: 'yes_no' }])
    expect(guessesOf(infer(section('has_pets', v('has_pets'))))).toEqual([])
    expect(guessesOf(infer(rows('sellers', v('.'))))).toEqual(['sellers..'])
  })

  test('a question that was stored before has no mark, and is strict', () => {
    const stored = { name: 'due_date', kind: 'date', label: 'Due date', required: true, when: [] }
    expect(questionSchema.parse(stored)).not.toHaveProperty('guessed')
    expect(questionSchema.parse({ ...stored, guessed: true })).toMatchObject({ guessed: true })
  })
})

describe('an author settles a guess', () => {
  test.each<[string, object]>([
    ['with another kind', { kind: 'text' }],
    ['with the same kind', { kind: 'date' }],
    ['by saying so', { guessed: false }],
    ['by taking the mark away', { guessed: null }],
    ['with limits of the kind', { limits: { min: '2026-01-01' } }],
    ['with a default', { default: '2026-11-21' }],
    ['with a format', { format: 'iso' }],
    ['with the mark beside another kind', { kind: 'money', guessed: true }],
    ['with the mark beside limits', { kind: 'date', guessed: true, limits: { max: '2027-01-01' } }],
  ])('%s', (_, refinement) => {
    expect(guessesOf(refine([{ name: 'due_date', ...refinement }]))).not.toContain('due_date')
  })

  test.each<[string, object]>([
    ['a label', { label: 'When is it due?' }],
    ['help', { help: 'x', required: false, personal: true }],
    ['no limits', { limits: null, default: null, format: null, choices: null }],
    ['the kind as it was read', { kind: 'date', guessed: true, label: 'x' }],
  ])('but not with %s', (_, refinement) => {
    expect(guessesOf(refine([{ name: 'due_date', ...refinement }]))).toContain('due_date')
  })

  test('what was read can be sent back: nothing changes', () => {
    const optional = { outline: [section('rent', v('rent'))], questions: infer(section('rent', v('rent'))) }
    for (const of of [current, optional]) expect(refine(structuredClone(of.questions), of)).toEqual(of.questions)
  })

  test('a yes or no that decides on another question is none', () => {
    const pets = { outline: [v('has_pets'), v('pet_name')], questions: infer(v('has_pets'), v('pet_name')) }
    const refined = refine([{ name: 'pet_name', when: [[{ section: 'has_pets', is: true }]] }], pets)
    expect(guessesOf(pets.questions)).toEqual(['has_pets', 'pet_name'])
    expect(guessesOf(refined)).toEqual(['pet_name'])
  })

  test('a strict question does not become a guess', () => {
    const settled = { ...current, questions: refine([{ name: 'due_date', kind: 'date' }]) }
    expect(guessesOf(refine([{ name: 'due_date', guessed: true }], settled))).not.toContain('due_date')
  })

  test('fields of lists, too', () => {
    const refined = refine([{ name: 'items', fields: [{ name: 'price', kind: 'money' }] }])
    expect(guessesOf(refined)).toEqual(['due_date', 'rent', 'party_name', 'items.quantity'])
  })

  test('a new version keeps guesses and what was settled, but for what decides a section now', () => {
    const settled = { ...current, questions: refine([{ name: 'rent', kind: 'money' }]) }
    const revised = reviseQuestions([...OUTLINE, v('start_date')], settled).questions
    expect(guessesOf(revised)).toEqual(['due_date', 'party_name', 'items.price', 'items.quantity', 'start_date'])
    const before = { outline: [v('has_nda')], questions: infer(v('has_nda')) }
    expect(guessesOf(reviseQuestions([section('has_nda', v('x'))], before).questions)).toEqual(['x'])
  })
})

describe('asking for text in place of a guess', () => {
  test('by address', () => {
    expect(askForText(current.questions, 'due_date')).toEqual({ name: 'due_date', kind: 'text' })
    expect(askForText(current.questions, 'party_name')).toEqual({ name: 'party_name', kind: 'long_text' })
    expect(askForText(current.questions, 'items.price')).toEqual({
      name: 'items',
      fields: [{ name: 'price', kind: 'text' }],
    })
    expect(askForText(infer(rows('dates', v('.'))), 'dates')).toEqual({
      name: 'dates',
      fields: [{ name: '.', kind: expect.any(String) }],
    })
  })
  test('nothing where there is no guess', () => {
    for (const address of ['items', 'nothing', '', 'items.nothing', 'due_date.x'])
      expect(askForText(current.questions, address)).toBeUndefined()
  })
})

describe('what an open conversation sees of later refinements', () => {
  const later = (refinements: unknown) => withLaterKinds(current.questions, refine(refinements))
  test('text in place of a guess, with its lengths', () => {
    const [due, , , items] = later([
      { name: 'due_date', kind: 'text', limits: { max_length: 80 }, label: 'Due or term' },
      { name: 'items', fields: [{ name: 'price', kind: 'long_text' }] },
    ])
    expect(due).toMatchObject({
      kind: 'date',
      guessed: true,
      label: 'Due date',
      asked_as: { kind: 'text', limits: { max_length: 80 } },
    })
    expect(items?.fields?.[0]).toMatchObject({ kind: 'money', asked_as: { kind: 'long_text' } })
    expect(questionAsked(due!)).toEqual({
      name: 'due_date',
      kind: 'text',
      label: 'Due date',
      required: true,
      when: [],
      limits: { max_length: 80 },
    })
    expect(questionAsked(items!).fields?.[0]).not.toHaveProperty('guessed')
  })

  test.each<[string, unknown]>([
    ['labels, help, what is required', [{ name: 'due_date', label: 'x', help: 'y', required: false }]],
    ['other kinds', [{ name: 'due_date', kind: 'integer' }]],
    ['choices', [{ name: 'party_name', kind: 'one_of', choices: ['a'] }]],
    ['a guess that was confirmed', [{ name: 'due_date', kind: 'date' }]],
    ['a line of text that was confirmed', [{ name: 'party_name', kind: 'text' }]],
  ])('nothing of %s', (_, refinements) => {
    expect(later(refinements)).toBe(current.questions)
  })

  test('nothing where the kind was strict when it began', () => {
    const strict = [question('due_date', { kind: 'date' })]
    expect(withLaterKinds(strict, [question('due_date')])).toBe(strict)
    expect(withLaterKinds(current.questions, [])).toBe(current.questions)
  })
})

describe('counting', () => {
  const words = { as_written: 'free' }
  const asked = [
    question('due', { kind: 'date', guessed: true }),
    question('name'),
    list('items', [
      question('price', { kind: 'money', guessed: true }),
      list('parts', [question('.', { kind: 'date', guessed: true })]),
    ]),
  ]
  test('by question, whatever the row', () => {
    const items = [
      { price: '5', parts: [{ '.': words }, { '.': '2026-11-21' }] },
      { price: words, parts: [] },
      { price: words },
    ]
    const inside = [
      { question: 'items.price', answers: 3, as_written: 2 },
      { question: 'items.parts', answers: 2, as_written: 1 },
    ]
    expect(
      countGuesses(asked, [
        ['due', words],
        ['name', 'Ada'],
        ['items', items],
        ['gone', 'x'],
      ]),
    ).toEqual([{ question: 'due', answers: 1, as_written: 1 }, ...inside])
    expect(countGuessesOfItems(asked[2]!, 'items', items)).toEqual(inside)
    expect(countGuessesOfItems(asked[2]!.fields![1]!, 'items.7.parts', [{ '.': words }])).toEqual([
      { question: 'items.parts', answers: 1, as_written: 1 },
    ])
    expect(countGuesses(asked, [['name', 'Ada']])).toEqual([])
  })
  test('the question of an address', () => {
    expect(questionOfAddress('items.3.parts.12')).toBe('items.parts')
    expect(questionOfAddress('due')).toBe('due')
  })
})
