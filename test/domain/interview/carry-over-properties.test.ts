/** “Make another like this one”, whatever the templates and however far the conversation went. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carryOver, type CarriedOver, type CarryAnswer } from '../../../src/domain/interview/carry-over.ts'
import { ok } from '../../../src/domain/kernel/errors.ts'
import { writeInitialAnswers } from '../../../src/domain/generation/initial-answers.ts'
import { applicableSlots, nextDue } from '../../../src/domain/interview/interview.ts'
import { collectValues } from '../../../src/domain/interview/answer-values.ts'
import type { QuestionSlot } from '../../../src/domain/interview/question-slot.ts'
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
import { isTrue, list, question, when } from '../../support/data/questions.ts'

const SOURCE = { revision: 1, actor: 'person:ada', at: '2026-11-21T10:00:00.000Z' }
/** Takes what keeps its kind. */
const sameKind: CarryAnswer = (from, to, value) =>
  from.kind === to.kind ? ok(value) : { ok: false, error: 'asked_otherwise' }

function begun(carried: CarriedOver): AnswerSet {
  const sheet = emptyAnswers()
  writeInitialAnswers(sheet, carried, SOURCE)
  return sheet
}

const NAMES = ['a', 'b', 'c', 'd', 'e']
const plain = (name: string): fc.Arbitrary<Question> =>
  fc
    .record({
      kind: fc.constantFrom('text' as const, 'yes_no' as const),
      required: fc.boolean(),
      under: fc.option(fc.constantFrom(...NAMES)),
    })
    .map(({ kind, required, under }) =>
      question(name, { kind, required, when: under === null || under === name ? [] : when(isTrue(under)) }),
    )
const anyQuestion = (name: string, depth: number): fc.Arbitrary<Question> =>
  depth === 0
    ? plain(name)
    : fc.oneof(
        plain(name),
        fc.tuple(anyQuestions(depth - 1), fc.boolean()).map(([fields, required]) => list(name, fields, { required })),
        fc.constant(list(name, [question('.')])),
      )
const anyQuestions = (depth: number): fc.Arbitrary<Question[]> =>
  fc.subarray(NAMES, { minLength: 1 }).chain((names) => fc.tuple(...names.map((name) => anyQuestion(name, depth))))
const forms: fc.Arbitrary<Questionnaire> = anyQuestions(2).map((questions) => ({ questions }))

/** A conversation as far as it went: each choice answers what is due, leaves it out, or changes the rows. */
function talked(form: Questionnaire, choices: readonly number[]): AnswerSet {
  const sheet = emptyAnswers()
  choices.forEach((choice, index) => {
    const due = nextDue(form, sheet)
    if (due === undefined) return
    const {
      question: { kind, required },
      address,
      list: state,
    } = due
    if (kind === 'list') {
      if (choice % 4 === 0) setListClosed(sheet, address, true, index)
      else if (choice % 4 === 1 && (state?.items.length ?? 0) > 1)
        removeItem(sheet, address, state?.items[0] ?? '', index)
      else writeItem(sheet, address, {}, SOURCE)
    } else if (!required && choice % 3 === 0) writeAnswer(sheet, address, undefined, SOURCE)
    else writeAnswer(sheet, address, kind === 'yes_no' ? choice % 2 === 0 : `text ${String(index)}`, SOURCE)
  })
  return sheet
}
const talks = fc.array(fc.nat(11), { minLength: 1, maxLength: 60 })

/** A place by the numbers of its rows instead of their ids. */
function pathOf({ question: { name }, scope }: QuestionSlot): string {
  const around: string[] = []
  for (let at = scope; at !== undefined; at = at.outer)
    around.unshift(`${at.list.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''}[${String(at.ordinal)}]`)
  return [...around, name].join('.')
}
/** An empty list may be written down in two ways. */
const whole = (form: Questionnaire, sheet: AnswerSet) =>
  applicableSlots(form, sheet).map((place) =>
    place.question.kind === 'list'
      ? [pathOf(place), place.answered, place.list?.items.length ?? 0]
      : [pathOf(place), place.answered, place.given?.value],
  )

test('with the same template the copy is the conversation, wherever it stood', () => {
  fc.assert(
    fc.property(forms, talks, (form, choices) => {
      const sheet = talked(form, choices)
      const carried = carryOver(form, sheet, form, sameKind)
      const again = begun(carried)
      expect(carried.not_carried).toEqual([])
      expect(whole(form, again)).toEqual(whole(form, sheet))
      expect(collectValues(form, again)).toEqual(collectValues(form, sheet))
      const [due, before] = [nextDue(form, again), nextDue(form, sheet)]
      expect(due && pathOf(due)).toBe(before && pathOf(before))
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('with any other template no row of a list that is still one is lost, and every answer is carried or named', () => {
  fc.assert(
    fc.property(forms, forms, talks, (from, to, choices) => {
      const sheet = talked(from, choices)
      const carried = carryOver(from, sheet, to, sameKind)
      const after = begun(carried)
      const named = new Set(carried.not_carried.map(({ name }) => name))
      for (const one of from.questions.filter(({ kind }) => kind === 'list')) {
        const rows = applicableSlots(from, sheet).find(({ address }) => address === one.name)?.list?.items.length ?? 0
        if (rows === 0) continue
        if (to.questions.some(({ name, kind }) => name === one.name && kind === 'list'))
          expect(after.lists.get(one.name)?.items).toHaveLength(rows)
        else expect(named).toContain(one.name)
      }
      const values = [...after.given.values()].map(({ value }) => value)
      for (const { address, given } of applicableSlots(from, sheet)) {
        // Texts are different from each other, so each can be told.
        if (typeof given?.value !== 'string' || values.includes(given.value)) continue
        const path = address.split('.').filter((part) => !/^\d+$/.test(part))
        expect(path.some((_, index) => named.has(path.slice(0, index + 1).join('.')))).toBe(true)
      }
    }),
    { seed: 2, numRuns: 300 },
  )
})
