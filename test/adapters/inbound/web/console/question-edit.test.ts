/** What an author says in the console's form of a question. */
import { expect, test } from 'vitest'
import { refinementFromTexts } from '../../../../../src/adapters/inbound/web/console/forms/question-edit.ts'
import { textsFromQuestion } from '../../../../../src/adapters/inbound/web/console/forms/question-texts.ts'

const CONTEXT = { now: '2026-11-30T10:00:00.000Z', zone: 'UTC', locale: 'en-GB' }
const date = (text: string) =>
  refinementFromTexts(
    'day',
    { ...textsFromQuestion({ name: 'day', kind: 'date', label: 'Day', required: true, when: [] }), default: text },
    CONTEXT,
  )

test.each(['tomorrow', 'in two weeks', '5 June'])('a default that moves, %j, is refused with what to do', (text) => {
  expect(date(text)).toMatchObject({ ok: false, error: { details: { field: 'day.default' } } })
})

test('a fixed day is a default', () => {
  expect(date('5 June 2027')).toMatchObject({ ok: true, value: { default: '2027-06-05' } })
})
