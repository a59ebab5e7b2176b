import { describe, expect, test } from 'vitest'
import { unwrap } from '../../../../src/domain/kernel/errors.ts'
import { inferQuestions } from '../../../../src/domain/questions/inference/infer-questions.ts'
import type { OutlineNode } from '../../../../src/domain/questions/outline.ts'
import { applyRefinements } from '../../../../src/domain/questions/refinement/apply-refinements.ts'
import { reviseQuestions } from '../../../../src/domain/questions/refinement/revise-questions.ts'
import { mergeQuestions } from '../../../../src/domain/questions/refinement/merge-questions.ts'
import type { TemplateQuestions } from '../../../../src/domain/questions/refinement/author-kinds.ts'
import { refinementsSchema } from '../../../../src/domain/questions/refinement/refinement.ts'
import { rows, section, v } from '../../../support/data/outlines.ts'
import { growthOf } from '../../../support/processor-cost.ts'

const inferred = (...outline: OutlineNode[]): TemplateQuestions => ({
  outline,
  questions: inferQuestions(outline).questions,
})
const refine = (current: TemplateQuestions, refinements: unknown) =>
  applyRefinements(current, refinementsSchema.parse(refinements))
const refined = (current: TemplateQuestions, refinements: unknown) => unwrap(refine(current, refinements)).questions
const refusal = (current: TemplateQuestions, refinements: unknown) => {
  const result = refine(current, refinements)
  if (result.ok) throw new Error('was not refused')
  return result.error
}
const names = (questions: readonly { name: string }[]) => questions.map(({ name }) => name)

describe('refining', () => {
  const current = inferred(
    v('color'),
    section('parties', v('party_name')),
    rows('items', v('desc'), v('price')),
    v('signed_on'),
    v('logo', 'image'),
  )

  test('takes partial questions by name and leaves the others as they are', () => {
    const questions = refined(current, [
      {
        name: 'color',
        label: 'Which colour?',
        kind: 'one_of',
        choices: ['Red', { value: 'g', label: 'Green' }],
        default: 'g',
        help: 'Pick one.',
      },
    ])
    expect(questions[0]).toEqual({
      name: 'color',
      kind: 'one_of',
      label: 'Which colour?',
      required: true,
      when: [],
      help: 'Pick one.',
      default: 'g',
      choices: [
        { value: 'Red', label: 'Red' },
        { value: 'g', label: 'Green' },
      ],
    })
    expect(questions.slice(1)).toEqual(current.questions.slice(1))
  })

  test('null takes a property away', () => {
    const questions = refined(current, [{ name: 'color', help: 'x', personal: true }])
    expect(refined({ ...current, questions }, [{ name: 'color', help: null }])[0]).toEqual({
      ...current.questions[0],
      personal: true,
    })
  })

  test('reaches the fields of a list', () => {
    const questions = refined(current, [
      {
        name: 'items',
        label: 'Goods',
        fields: [
          { name: 'desc', label: 'What?' },
          { name: 'price', limits: { min: '0' } },
        ],
      },
    ])
    expect(questions.find(({ name }) => name === 'items')).toMatchObject({
      label: 'Goods',
      fields: [{ label: 'What?' }, { limits: { min: '0' } }],
    })
  })

  test('the order of the array is the order when it names all', () => {
    const all = names(current.questions).toReversed()
    expect(
      names(
        refined(
          current,
          all.map((name) => ({ name })),
        ),
      ),
    ).toEqual(all)
    expect(names(refined(current, [{ name: 'signed_on' }, { name: 'color' }]))).toEqual(names(current.questions))
  })

  test('a section becomes a list and back, and its variables move along', () => {
    const asList = refined(current, [
      { name: 'parties', kind: 'list', fields: [{ name: 'party_name', label: 'Name' }] },
    ])
    expect(names(asList)).toEqual(['color', 'parties', 'items', 'signed_on', 'logo'])
    expect(asList[1]).toMatchObject({
      kind: 'list',
      label: 'Parties',
      fields: [{ name: 'party_name', label: 'Name', when: [] }],
    })
    const back = refined({ ...current, questions: asList }, [{ name: 'parties', kind: 'yes_no' }])
    expect(names(back)).toEqual(names(current.questions))
    expect(back).toContainEqual({ name: 'parties', kind: 'yes_no', label: 'Parties?', required: true, when: [] })
    expect(back).toContainEqual(
      expect.objectContaining({ name: 'party_name', when: [[{ section: 'parties', is: true }]] }),
    )
  })

  test('a list that stays one, because the author said so before, stays one when something else is refined', () => {
    const asList = refined(current, [{ name: 'parties', kind: 'list' }])
    expect(refined({ ...current, questions: asList }, [{ name: 'color', label: 'Colour' }])[1]).toEqual(asList[1])
  })

  test('a section becomes an optional value', () => {
    const nickname = inferred(section('nickname', v('.')))
    expect(refined(nickname, [{ name: 'nickname', kind: 'text' }])).toEqual([
      { name: 'nickname', kind: 'text', label: 'Nickname', required: false, when: [] },
    ])
  })

  test('what the author has said needs no note any more', () => {
    const weak = inferred(rows('clause', v('fee')))
    expect(inferQuestions(weak.outline).notes).toHaveLength(1)
    expect(unwrap(refine(weak, [{ name: 'clause', kind: 'yes_no' }])).notes).toEqual([])
    expect(unwrap(refine(weak, [{ name: 'clause', label: 'Clause' }])).notes).toHaveLength(1)
  })

  test('questions may be sent back as they were read', () => {
    expect(refined(current, current.questions)).toEqual(current.questions)
  })

  test.each<[string, unknown, string]>([
    ['an unknown name', [{ name: 'colour', label: 'x' }], 'colour'],
    ['an unknown field', [{ name: 'items', fields: [{ name: 'vat' }] }], 'items.vat'],
    ['a name given twice', [{ name: 'color' }, { name: 'color' }], 'color'],
    ['a variable made a list', [{ name: 'color', kind: 'list' }], 'color.kind'],
    ['a list made text', [{ name: 'logo', kind: 'text' }], 'logo.kind'],
    ['text made a picture', [{ name: 'color', kind: 'image' }], 'color.kind'],
    ['fields of what is no list', [{ name: 'color', fields: [] }], 'color.fields'],
    ['one_of without choices', [{ name: 'color', kind: 'one_of' }], 'color.choices'],
    ['choices of text', [{ name: 'color', choices: ['a'] }], 'color.choices'],
    ['the same choice twice', [{ name: 'color', kind: 'one_of', choices: ['a', 'A'] }], 'color.choices'],
    ['a default that is no choice', [{ name: 'color', kind: 'one_of', choices: ['a'], default: 'b' }], 'color.default'],
    ['a default that is no date', [{ name: 'signed_on', default: '2026-02-30' }], 'signed_on.default'],
    ['a default of the wrong type', [{ name: 'color', default: true }], 'color.default'],
    ['a limit of another kind', [{ name: 'color', limits: { min: '1' } }], 'color.limits.min'],
    [
      'a limit that is no number',
      [{ name: 'items', fields: [{ name: 'price', limits: { max: 'a lot' } }] }],
      'items.price.limits.max',
    ],
    [
      'limits the wrong way round',
      [{ name: 'color', limits: { min_length: 5, max_length: 4 } }],
      'color.limits.min_length',
    ],
    ['a format of another kind', [{ name: 'color', format: 'long' }], 'color.format'],
    ['a condition on nothing', [{ name: 'color', when: 'party' }], 'color.when'],
  ])('refuses %s, and names the place', (_, refinements, field) => {
    expect(refusal(current, refinements)).toMatchObject({ code: 'unprocessable', details: { field } })
  })
})

describe('a new version', () => {
  const revise = (previous: TemplateQuestions, ...outline: OutlineNode[]) =>
    reviseQuestions(outline, previous).questions

  test('keeps what the author said of the questions still there, and drops the others', () => {
    const first = inferred(v('color'), v('size'), v('gone'))
    const questions = refined(first, [
      {
        name: 'size',
        label: 'How big?',
        kind: 'integer',
        required: false,
        limits: { max: '9' },
        format: 'plain',
        personal: true,
      },
    ])
    const revised = revise({ ...first, questions }, section('s', v('size')), v('color'))
    expect(names(revised)).toEqual(['s', 'color', 'size'])
    expect(revised[2]).toEqual({
      name: 'size',
      label: 'How big?',
      kind: 'integer',
      required: false,
      limits: { max: '9' },
      format: 'plain',
      personal: true,
      when: [[{ section: 's', is: true }]],
    })
  })

  test('takes what the template says of new questions, and the author’s word for the others', () => {
    const things = section('things', v('title'))
    const revised = (previous: TemplateQuestions) =>
      reviseQuestions([things], previous, new Map([['things', 'list']])).questions
    expect(revised(inferred(v('name')))).toMatchObject([{ name: 'things', kind: 'list', fields: [{ name: 'title' }] }])
    expect(revised(inferred(things))).toMatchObject([{ name: 'things', kind: 'yes_no' }, { name: 'title' }])
  })

  test('keeps the author’s order and puts new questions after the ones they follow in the document', () => {
    const first = inferred(v('a'), v('b'), v('c'))
    const questions = refined(first, [{ name: 'c' }, { name: 'a' }, { name: 'b' }])
    expect(
      names(revise({ ...first, questions }, v('zero'), v('a'), v('a1'), v('a2'), v('b'), v('c'), v('c1'))),
    ).toEqual(['zero', 'c', 'c1', 'a', 'a1', 'a2', 'b'])
  })

  test('keeps the kind that the author gave a section, and takes the new guess where the author had none', () => {
    const first = inferred(section('parties', v('party_name')), section('goods', v('price')))
    const questions = refined(first, [{ name: 'parties', kind: 'list', label: 'Who?' }])
    const revised = revise(
      { ...first, questions },
      section('parties', v('party_name'), v('party_email')),
      rows('goods', v('price')),
    )
    expect(revised).toMatchObject([
      { name: 'parties', kind: 'list', label: 'Who?', fields: [{ name: 'party_name' }, { name: 'party_email' }] },
      { name: 'goods', kind: 'list', label: 'Goods', fields: [{ name: 'price' }] },
    ])
  })

  test('keeps what the author said of fields', () => {
    const first = inferred(rows('items', v('desc'), v('price')))
    const questions = refined(first, [
      { name: 'items', fields: [{ name: 'price', label: 'Price each', help: 'Without tax' }] },
    ])
    expect(revise({ ...first, questions }, rows('items', v('desc'), v('unit'), v('price')))[0]?.fields).toMatchObject([
      { name: 'desc' },
      { name: 'unit' },
      { name: 'price', label: 'Price each', help: 'Without tax' },
    ])
  })

  test('merging eight times as many questions costs nowhere near 64 times as much', async () => {
    const many = inferQuestions(Array.from({ length: 16_000 }, (_, index) => v(`v${String(index)}`))).questions
    const growth = await growthOf(
      (size) => {
        const some = many.slice(0, size)
        expect(mergeQuestions(some, some.slice(0, 1))).toHaveLength(size)
        expect(mergeQuestions(some, some)).toHaveLength(size)
      },
      2_000,
      16_000,
    )
    expect(growth).toBeLessThan(32)
  })
})
