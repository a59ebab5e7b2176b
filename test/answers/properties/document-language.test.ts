/** What a document says depends on its own language, never on that of whoever answers. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildDocumentData } from '../../../src/answers/document-data.ts'
import { printAnswer } from '../../../src/answers/print.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { requestGeneration } from '../../../src/domain/generation/decisions/request-generation.ts'
import type { GenerationEvent } from '../../../src/domain/generation/generation-events.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { isSameLanguage } from '../../../src/domain/template/language.ts'
import { presentGeneration } from '../../../src/queries/generation/present-generation.ts'
import { fold } from '../../support/data/given.ts'
import { context } from '../given.ts'
import { MODERN_LOCALES, SEED } from './locales.ts'
import { sampled } from '../../support/sampled.ts'

console.info(`seed ${SEED}, ${MODERN_LOCALES.length} locales`)

const of = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  name: kind,
  kind,
  label: kind,
  required: true,
  when: [],
  ...more,
})
const LIST = of('list', { fields: [of('date'), of('money')] })
const QUESTIONS: readonly Question[] = [
  of('date'),
  of('money'),
  of('number'),
  of('integer'),
  of('yes_no'),
  of('some_of', { choices: ['Rot', 'Blau', 'Grün'].map((label) => ({ value: label, label })) }),
  of('text'),
  LIST,
]

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const amount = fc
  .tuple(fc.nat(9_999_999), fc.integer({ min: 1, max: 99 }))
  .map(([euros, cents]) => `${euros}.${String(cents).padStart(2, '0')}`)
const answers = fc.record({
  date: day,
  money: amount,
  number: amount,
  integer: fc.nat(9_999_999).map(String),
  yes_no: fc.boolean(),
  some_of: fc.subarray(['Rot', 'Blau', 'Grün'], { minLength: 1 }),
  text: fc.constantFrom('Zoë', 'May 6, 1990', '1.250,00'),
  list: fc.array(fc.record({ date: day, money: amount }), { minLength: 1, maxLength: 3 }),
})
const locale = fc.constantFrom(...MODERN_LOCALES)

/** The generation of whoever writes in a locale. */
function begun(values: Readonly<Record<string, AnswerValue>>, person: string, document_language: string) {
  const request = {
    template_id: 'lease',
    template_version: 1,
    format: 'docx',
    locale: person,
    document_language,
    zone: 'UTC',
    idle_days: 30,
    answers: Object.entries(values).map(([name, value]) => ({ name, value, copied: false })),
  } as const
  const decided = requestGeneration(request, generationDecider.initial(), { questions: QUESTIONS })
  if (!decided.ok) throw new Error(decided.error.message)
  return fold<ReturnType<typeof generationDecider.initial>, GenerationEvent>(generationDecider, decided.value)
}

test('the same answers of people in any two locales print the same, in the document’s language', () => {
  fc.assert(
    fc.property(answers, locale, locale, locale, (values, one, other, language) => {
      const data = [one, other].map((person) => {
        const state = begun(values, person, language)
        return buildDocumentData({ questions: QUESTIONS }, state.answers, state.document_language)
      })
      expect(data[0]).toEqual(data[1])
      expect(data[0]).toMatchObject({ ok: true, value: { date: printAnswer(of('date'), values.date, language) } })
    }),
    { seed: SEED, numRuns: sampled(300) },
  )
})

test('the review shows each answer as its person writes it, and what the document says where that differs', () => {
  fc.assert(
    fc.property(answers, locale, locale, (values, person, language) => {
      const state = begun(values, person, language)
      const { review, document_language } = presentGeneration({
        id: '1',
        state,
        revision: 0,
        questionnaire: { questions: QUESTIONS },
        template_name: 'Lease',
      })
      expect(document_language).toBe(language)
      for (const { name, kind, shown, printed = shown } of review ?? []) {
        const question = QUESTIONS.find((each) => each.name === name)
        if (question === undefined || kind === 'list') continue
        const says = (tag: string): unknown => {
          const text = printAnswer(question, values[name as keyof typeof values], tag)
          const plain = typeof text === 'object' && 'text' in text ? text.text : text
          return typeof plain === 'string' ? plain.replaceAll(/\s+/g, ' ') : plain
        }
        expect([name, shown, printed]).toEqual([
          name,
          says(person),
          isSameLanguage(person, language) ? says(person) : says(language),
        ])
      }
    }),
    { seed: SEED, numRuns: sampled(300) },
  )
})

test('what a person writes is read in their own locale, whatever language the document has', () => {
  const written = (raw: string, person: string) => readAnswer(of('date'), raw, { ...context(person), form: 'words' })
  expect(written('6 May 1990', 'en-GB')).toEqual({ ok: true, value: '1990-05-06' })
  expect(written('05/06/1990', 'en-US')).toEqual({ ok: true, value: '1990-05-06' })
  expect(written('05/06/1990', 'en-GB')).toEqual({ ok: true, value: '1990-06-05' })
})
