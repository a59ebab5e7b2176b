/** A refinement's event holds what changed, and leads to the same questions as all of them would. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Question } from '../../../src/domain/questions/question.ts'
import { applyChanges, changesBetween } from '../../../src/domain/template/question-changes.ts'
import { templateDecider } from '../../../src/domain/template/template.ts'
import type { TemplateEvent } from '../../../src/domain/template/template-events.ts'
import { recordQuestions } from '../../../src/domain/template/template-decisions.ts'
import { fold } from '../../support/data/given.ts'
import { list, question } from '../../support/data/questions.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'constructor', '__proto__', '1', '0']
const someQuestion = fc
  .record({ name: fc.constantFrom(...names), label: fc.string({ maxLength: 4 }), fields: fc.boolean() })
  .map(({ name, label, fields }) => (fields ? list(name, [question('x')], { label }) : question(name, { label })))
const version = fc.record({
  questions: fc.uniqueArray(someQuestion, { selector: ({ name }) => name }),
  notes: fc.array(fc.record({ name: fc.constantFrom(...names), message: fc.string() }), { maxLength: 2 }),
})

test('what changed leads from any version to any other', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const changes = changesBetween(before, after)
      expect(applyChanges(before, JSON.parse(JSON.stringify(changes)))).toEqual(after)
      expect(changesBetween(before, before)).toEqual({ questions: [] })
    }),
  )
})

const templateSnapshot = templateDecider.snapshot!

describe('a template of a hundred questions that is refined fifty times', () => {
  const COUNT = 100
  const CHANGES = 50
  const questions = Array.from({ length: COUNT }, (_, n) => question(`q${n}`, { help: `Help with ${n}. `.repeat(20) }))
  const content = {
    format: 'text',
    file: { key: 'k', file_name: 'a.txt', size: 1, sha256: 'a' },
    outline: questions.map(({ name }) => ({ type: 'variable', name }) as const),
    questions,
    notes: [],
    compiler: '1',
  } as const
  const first = {
    type: 'TemplateRegistered',
    data: { template_id: 'long', name: 'Long', version: 1, ...content },
  } as unknown as TemplateEvent

  /** As it is written today, and as it was before. */
  function story() {
    const [today, before] = [[first], [first]]
    let current: readonly Question[] = questions
    for (let n = 0; n < CHANGES; n++) {
      current = current.map((one, index) => (index === n ? { ...one, label: `Label ${n}` } : one))
      const decided = recordQuestions({ questions: current, notes: [], draft: true }, fold(templateDecider, today))
      if (!decided.ok) throw new Error(decided.error.message)
      today.push(...decided.value)
      before.push({ type: 'QuestionsRefined', data: { version: n + 2, questions: [...current], notes: [] } })
    }
    return { today, before }
  }
  const { today, before } = story()
  const bytes = (events: readonly unknown[]): number =>
    events.reduce<number>((sum, one) => sum + JSON.stringify(one).length, 0)

  it('has events for what changed alone, which lead to the same versions', () => {
    expect(bytes(today)).toBeLessThan(2 * bytes([first]))
    expect(bytes(before)).toBeGreaterThan((CHANGES - 10) * bytes([first]))
    expect(fold(templateDecider, today).versions).toEqual(fold(templateDecider, before).versions)
  })

  it('writes each question into a snapshot once, however its events were written', () => {
    for (const events of [today, before]) {
      const state = fold(templateDecider, events)
      const written = JSON.stringify(templateSnapshot.write(state))
      // In each version the places of its questions and of its outline, and what it has of its own.
      const places = (CHANGES + 1) * (COUNT * 2 * 4 + 500)
      expect(written.length).toBeLessThan(2 * bytes([first]) + places)
      expect(templateSnapshot.read(JSON.parse(written))).toEqual(state)
    }
  })

  it('refuses a snapshot that names what it does not hold', () => {
    const written = JSON.parse(JSON.stringify(templateSnapshot.write(fold(templateDecider, [first]))))
    written.entries.length = 3
    expect(() => templateSnapshot.read(written)).toThrow(RangeError)
  })
})
