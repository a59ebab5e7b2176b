/** When an author wants a question asked, and every mistake of a file at once. */
import { describe, expect, test } from 'vitest'
import { problemsOf, unwrap } from '../../../../src/domain/kernel/errors.ts'
import { inferQuestions } from '../../../../src/domain/questions/inference/infer-questions.ts'
import type { OutlineNode } from '../../../../src/domain/questions/outline.ts'
import { applyRefinements } from '../../../../src/domain/questions/refinement/apply-refinements.ts'
import { refinementsSchema } from '../../../../src/domain/questions/refinement/refinement.ts'
import { reviseQuestions } from '../../../../src/domain/questions/refinement/revise-questions.ts'
import { rows, section, v } from '../../../support/data/outlines.ts'

const OUTLINE: readonly OutlineNode[] = [
  v('pet_name'),
  section('has_pet'),
  section('has_lawyer', v('lawyer_name')),
  rows('items', v('kind'), v('colour')),
]
const CURRENT = { outline: OUTLINE, questions: inferQuestions(OUTLINE).questions }
const refine = (refinements: unknown, current = CURRENT) =>
  applyRefinements(current, refinementsSchema.parse(refinements))
const refined = (refinements: unknown, current = CURRENT) => unwrap(refine(refinements, current)).questions
const whenOf = (questions: ReturnType<typeof refined>, name: string) => questions.find((one) => one.name === name)?.when
const refusal = (refinements: unknown) => {
  const result = refine(refinements)
  if (result.ok) throw new Error('was not refused')
  return result.error
}

describe('the condition of an author', () => {
  test.each([
    ['has_pet', [[{ section: 'has_pet', is: true }]]],
    [{ has_pet: false }, [[{ section: 'has_pet', is: false }]]],
    [
      { has_pet: true, has_lawyer: false },
      [
        [
          { section: 'has_pet', is: true },
          { section: 'has_lawyer', is: false },
        ],
      ],
    ],
    [
      ['has_pet', { has_lawyer: true }],
      [[{ section: 'has_pet', is: true }], [{ section: 'has_lawyer', is: true }]],
    ],
  ])('%j is taken', (when, expected) => {
    expect(whenOf(refined([{ name: 'pet_name', when }]), 'pet_name')).toEqual(expected)
  })

  test('holds beside the one of the template', () => {
    expect(whenOf(refined([{ name: 'lawyer_name', when: 'has_pet' }]), 'lawyer_name')).toEqual([
      [
        { section: 'has_lawyer', is: true },
        { section: 'has_pet', is: true },
      ],
    ])
  })

  test('may be about another field of the item', () => {
    const questions = refined([{ name: 'items', fields: [{ name: 'colour', when: { kind: true } }] }])
    expect(questions.find(({ fields }) => fields !== undefined)?.fields?.[1]?.when).toEqual([
      [{ section: 'kind', is: true }],
    ])
  })

  test('is sent back as it was read, is kept by a new version, and goes with null', () => {
    const questions = refined([{ name: 'lawyer_name', when: 'has_pet' }])
    const again = refined(questions, { outline: OUTLINE, questions })
    expect(again).toEqual(questions)
    expect(reviseQuestions(OUTLINE, { outline: OUTLINE, questions }).questions).toEqual(questions)
    const without = refined([{ name: 'lawyer_name', when: null }], { outline: OUTLINE, questions })
    expect(without).toEqual(CURRENT.questions)
  })

  test('is dropped with a note where the template does not ask its question any more', () => {
    const questions = refined([{ name: 'pet_name', when: 'has_pet' }])
    const { questions: now, notes } = reviseQuestions([v('pet_name')], { outline: OUTLINE, questions })
    expect(whenOf(now, 'pet_name')).toEqual([])
    expect(notes).toEqual([{ name: 'pet_name', message: expect.stringContaining('“has_pet” is dropped') }])
  })

  test.each([
    [{ name: 'pet_name', when: 'has_pt' }, 'pet_name.when', 'Did you mean “has_pet”?'],
    [{ name: 'pet_name', when: 'pet_name' }, 'pet_name.when', 'waits for this question'],
    [{ name: 'has_lawyer', when: 'lawyer_name' }, 'has_lawyer.when', 'waits for this question'],
    [{ name: 'lawyer_name', when: { has_lawyer: false } }, 'lawyer_name.when', 'never be asked'],
    [{ name: 'pet_name', when: 'colour' }, 'pet_name.when', 'which is not asked'],
  ])('%j is refused', (refinement, field, message) => {
    expect(refusal([refinement])).toMatchObject({ details: { field }, message: expect.stringContaining(message) })
  })
})

describe('every mistake is told at once', () => {
  test('each with its field', () => {
    const error = refusal([
      { name: 'pet_nam' },
      { name: 'lawyer_name', kind: 'date', default: 'tomorrow', limits: { min: 'today', max: '31.12.2026' } },
      { name: 'items', fields: [{ name: 'color' }, { name: 'kind', kind: 'one_of' }] },
    ])
    expect(problemsOf(error).map(({ field }) => field)).toEqual([
      'pet_nam',
      'lawyer_name.limits.min',
      'lawyer_name.limits.max',
      'lawyer_name.default',
      'items.color',
      'items.kind.choices',
    ])
    expect(error.message).toContain('6 things about the questions do not fit.')
    expect(error.message).toContain('Did you mean “pet_name”')
    expect(error.message).toContain('Did you mean “colour”')
  })

  test('a default that moves is refused with what to do', () => {
    expect(refusal([{ name: 'pet_name', kind: 'date', default: 'tomorrow' }]).message).toBe(
      '“pet_name”: the default must be a date such as 2026-11-21. “tomorrow” would be another day each time. ' +
        'Leave it out, and say it in the help: people may answer so.',
    )
  })

  test('numbers are text where text is expected', () => {
    const [question] = refined([
      { name: 'pet_name', kind: 'number', limits: { min: 1, max: 20.5 }, default: 5, label: 7, help: 12 },
    ])
    expect(question).toMatchObject({ limits: { min: '1', max: '20.5' }, default: '5', label: '7', help: '12' })
    const [choice] = refined([
      { name: 'pet_name', kind: 'one_of', choices: [5, { value: 10, label: 11 }], default: 10 },
    ])
    expect(choice).toMatchObject({
      choices: [
        { value: '5', label: '5' },
        { value: '10', label: '11' },
      ],
      default: '10',
    })
  })

  test('a remark on spellings stays when the kind is stated', () => {
    const names = ['tenant_name', 'tenant name', 'TenantName', 'tenantName', 'Tenant_Name'].map((name) => v(name))
    const { notes } = unwrap(
      applyRefinements(
        { outline: names, questions: inferQuestions(names).questions },
        refinementsSchema.parse([{ name: 'tenant_name', kind: 'text' }]),
      ),
    )
    expect(notes).toEqual([{ name: 'tenant_name', message: expect.stringContaining('look like one name') }])
  })
})
