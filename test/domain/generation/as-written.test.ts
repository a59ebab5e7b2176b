/** Words as they are in the events of a generation: marked and counted without being seen. */
import { describe, expect, test } from 'vitest'
import { GENERATION_SEALED, type GenerationEvent } from '../../../src/domain/generation/generation-events.ts'
import { parseEvent } from '../../../src/domain/event-catalogue.ts'
import { provideAnswer } from '../../../src/domain/generation/decisions/answer-question.ts'
import { addListItem } from '../../../src/domain/generation/decisions/change-list.ts'
import { requestGeneration } from '../../../src/domain/generation/decisions/request-generation.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { collectValues, wireValue } from '../../../src/domain/interview/answer-values.ts'
import { nextDue, slotAt } from '../../../src/domain/interview/interview.ts'
import { fold, given } from '../../support/data/given.ts'
import { isTrue, list, question, when } from '../../support/data/questions.ts'

const words = { as_written: 'upon receipt' }
const form = {
  questions: [
    question('due', { kind: 'date', guessed: true, required: false }),
    question('terms', { when: when(isTrue('due')) }),
    list('items', [question('price', { kind: 'money', guessed: true }), question('what')]),
    list('days', [question('.', { kind: 'date', guessed: true })]),
  ],
}
const requested = {
  type: 'GenerationRequested',
  data: {
    template_id: 'nda',
    template_version: 1,
    format: 'docx',
    locale: 'en-US',
    zone: 'UTC',
    idle_days: 30,
    answers: [],
    next: 'due',
  },
} as GenerationEvent
const answered = {
  type: 'AnswerProvided',
  data: { name: 'due', kind: 'date', value: words, as_written: true, next: 'terms' },
} as GenerationEvent

describe('given a generation, when a question is answered', () => {
  test('with words as they are, then the event is marked', () => {
    given(generationDecider, [requested])
      .when((state) => provideAnswer({ name: 'due', value: words }, state, form))
      .then([answered])
  })

  test('with a value of the kind, then it is not', () => {
    given(generationDecider, [requested])
      .when((state) => provideAnswer({ name: 'due', value: '2026-11-21' }, state, form))
      .then([{ type: 'AnswerProvided', data: { name: 'due', kind: 'date', value: '2026-11-21', next: 'terms' } }])
  })

  test('with the same words again, then nothing', () => {
    given(generationDecider, [requested, answered])
      .when((state) => provideAnswer({ name: 'due', value: { ...words } }, state, form))
      .then([])
  })

  test('with a whole list, then it is counted by field', () => {
    const value = [
      { price: words, what: 'a' },
      { price: '5', what: 'b' },
    ]
    given(generationDecider, [requested])
      .when((state) => provideAnswer({ name: 'items', value }, state, form))
      .then([
        {
          type: 'AnswerProvided',
          data: {
            name: 'items',
            kind: 'list',
            value,
            guesses: [{ question: 'items.price', answers: 2, as_written: 1 }],
            next: 'due',
          },
        },
      ])
  })

  test('with an item of a list, then it is counted, and an empty item is not', () => {
    given(generationDecider, [requested])
      .when((state) => addListItem({ name: 'items', value: { price: words } }, state, form))
      .then([
        {
          type: 'ListItemAdded',
          data: {
            name: 'items',
            item: '1',
            value: { price: words },
            guesses: [{ question: 'items.price', answers: 1, as_written: 1 }],
            next: 'due',
          },
        },
      ])
    given(generationDecider, [requested])
      .when((state) => addListItem({ name: 'items', value: {} }, state, form))
      .then([{ type: 'ListItemAdded', data: { name: 'items', item: '1', value: {}, next: 'due' } }])
  })
})

test('answers that come with the request are counted, copied ones are not', () => {
  const request = (copied: boolean) =>
    requestGeneration(
      {
        template_id: 'nda',
        template_version: 1,
        format: 'docx',
        locale: 'en-US',
        zone: 'UTC',
        idle_days: 30,
        answers: [{ name: 'due', value: words, copied }],
      },
      generationDecider.initial(),
      form,
    )
  const [event] = (request(false) as { value: GenerationEvent[] }).value
  expect(event?.data).toMatchObject({ guesses: [{ question: 'due', answers: 1, as_written: 1 }] })
  expect((request(true) as { value: GenerationEvent[] }).value[0]?.data).not.toHaveProperty('guesses')
})

test('words are an answer like any other: they show what depends on them, and come back as they were', () => {
  const plain = {
    type: 'AnswerProvided',
    data: { name: 'days', kind: 'list', value: [{ '.': '2026-11-21' }, { '.': words }], next: 'terms' },
  } as GenerationEvent
  const { answers } = fold(generationDecider, [requested, answered, plain])
  expect(nextDue(form, answers)?.address).toBe('terms')
  expect(collectValues(form, answers)).toMatchObject({ due: words, days: [{ '.': '2026-11-21' }, { '.': words }] })
  expect(wireValue(answers, slotAt(form, answers, 'due')!)).toEqual(words)
  expect(wireValue(answers, slotAt(form, answers, 'days')!)).toEqual(['2026-11-21', words])
  expect(slotAt(form, answers, 'days.2')?.given?.value).toEqual(words)
})

test('the mark and the counts are open, the words are sealed', () => {
  expect(GENERATION_SEALED.AnswerProvided).toEqual(['value', 'raw', 'said_in'])
  expect(GENERATION_SEALED.ListItemAdded).toEqual(['value'])
})

test('events of before are read as they were', () => {
  const { as_written: _, ...old } = answered.data as Extract<GenerationEvent, { type: 'AnswerProvided' }>['data']
  expect(parseEvent('AnswerProvided', { ...old, value: '2026-11-21' })).toEqual({
    type: 'AnswerProvided',
    data: { name: 'due', kind: 'date', value: '2026-11-21', next: 'terms' },
  })
  expect(parseEvent('GenerationRequested', requested.data)).toEqual(requested)
  expect(parseEvent('AnswerProvided', answered.data)).toEqual(answered)
})
