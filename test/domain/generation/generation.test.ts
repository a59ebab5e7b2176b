import { describe, expect, it } from 'vitest'
import { addListItem, closeList, removeListItem } from '../../../src/domain/generation/decisions/change-list.ts'
import {
  cancelGeneration,
  confirmGeneration,
  expireGeneration,
} from '../../../src/domain/generation/decisions/end-conversation.ts'
import { reopenQuestion } from '../../../src/domain/generation/decisions/reopen-question.ts'
import { provideAnswer, skipQuestion } from '../../../src/domain/generation/decisions/answer-question.ts'
import { recordDelivered, recordRendered } from '../../../src/domain/generation/decisions/record-document.ts'
import { requestGeneration } from '../../../src/domain/generation/decisions/request-generation.ts'
import { retryGeneration } from '../../../src/domain/generation/decisions/record-document.ts'
import type { GenerationEvent } from '../../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { applicableSlots, isCarried, nextDue, slotAt, countProgress } from '../../../src/domain/interview/interview.ts'
import { collectValues, wireValue } from '../../../src/domain/interview/answer-values.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import { fold, given as givenEvents } from '../../support/data/given.ts'
import { isFalse, isTrue, list, question, when, yesNo } from '../../support/data/questions.ts'

const form: Questionnaire = {
  questions: [
    question('tenant_name'),
    yesNo('has_lawyer'),
    question('lawyer_name', { when: when(isTrue('has_lawyer')) }),
    question('reason', { when: when(isFalse('has_lawyer')), required: false }),
    list('items', [question('title'), yesNo('taxed'), question('rate', { when: when(isTrue('taxed')) })]),
    list('colours', [question('.')]),
  ],
}

const requested = (
  answers: { name: string; value: unknown; copied?: boolean }[] = [],
  next: string | null = 'tenant_name',
) =>
  ({
    type: 'GenerationRequested',
    data: {
      template_id: 'nda',
      template_version: 1,
      format: 'docx',
      locale: 'en-US',
      zone: 'UTC',
      idle_days: 30,
      answers: answers.map((answer) => ({ copied: false, ...answer })),
      next,
    },
  }) as GenerationEvent

/** Decides a row of commands one after the other; gives all events. */
function play(
  ...steps: ((state: ReturnType<typeof generationDecider.initial>, revision: number) => ReturnType<typeof closeList>)[]
): GenerationEvent[] {
  const events: GenerationEvent[] = [requested()]
  for (const step of steps) {
    const result = step(fold(generationDecider, events), events.length - 1)
    if (!result.ok) throw new Error(result.error.message)
    events.push(...result.value)
  }
  return events
}

type Step = Parameters<typeof play>[0]
const answer =
  (name: string, value: unknown, replaces?: number | null): Step =>
  (state) =>
    provideAnswer({ name, value: value as string, replaces }, state, form)
const skip =
  (name: string): Step =>
  (state) =>
    skipQuestion({ name }, state, form)
const add =
  (name: string, value = {}): Step =>
  (state) =>
    addListItem({ name, value }, state, form)
const remove =
  (name: string, item: string): Step =>
  (state) =>
    removeListItem({ name, item }, state, form)
const close =
  (name: string): Step =>
  (state) =>
    closeList({ name }, state, form)
const cancel: Step = (state) => cancelGeneration(state)
const confirm: Step = (state, revision) =>
  confirmGeneration(
    { document_id: '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f', file_name: 'nda.docx' },
    state,
    form,
    revision,
  )

const given = (...events: GenerationEvent[]) => givenEvents(generationDecider, events)
const dueAfter = (...steps: Step[]) => nextDue(form, fold(generationDecider, play(...steps)).answers)?.address ?? null
const complete: Step[] = [
  answer('tenant_name', 'Ada'),
  answer('has_lawyer', true),
  answer('lawyer_name', 'Bob'),
  answer('items', []),
  answer('colours', []),
]

describe('requesting', () => {
  it('asks the first question', () => {
    given()
      .when((state) =>
        requestGeneration(
          {
            template_id: 'nda',
            template_version: 1,
            format: 'docx',
            locale: 'en-US',
            zone: 'UTC',
            idle_days: 30,
            answers: [],
          },
          state,
          form,
        ),
      )
      .then([requested()])
  })

  it('takes answers along and asks the first one that is missing', () => {
    const answers = [{ name: 'tenant_name', value: 'Ada', copied: false }]
    given()
      .when((state) =>
        requestGeneration(
          {
            template_id: 'nda',
            template_version: 1,
            format: 'docx',
            locale: 'en-US',
            zone: 'UTC',
            idle_days: 30,
            answers,
          },
          state,
          form,
        ),
      )
      .then([requested(answers, 'has_lawyer')])
  })

  it('is refused for a generation that exists', () => {
    given(requested())
      .when((state) =>
        requestGeneration(
          {
            template_id: 'nda',
            template_version: 1,
            format: 'docx',
            locale: 'en-US',
            zone: 'UTC',
            idle_days: 30,
            answers: [],
          },
          state,
          form,
        ),
      )
      .thenFails({ code: 'conflict' })
  })
})

describe('the checklist', () => {
  it('asks a section before what is in it, and what is in it only when it is shown', () => {
    expect(dueAfter(answer('tenant_name', 'Ada'))).toBe('has_lawyer')
    expect(dueAfter(answer('tenant_name', 'Ada'), answer('has_lawyer', true))).toBe('lawyer_name')
    expect(dueAfter(answer('tenant_name', 'Ada'), answer('has_lawyer', false))).toBe('reason')
  })

  it('asks for what an earlier answer makes necessary when that answer changes, and nothing else again', () => {
    const before = [...complete]
    expect(dueAfter(...before)).toBe(null)
    expect(dueAfter(...before, answer('has_lawyer', false))).toBe('reason')
    expect(dueAfter(...before, answer('has_lawyer', false), skip('reason'))).toBe(null)
  })

  it('keeps what no longer applies; it comes back unasked and is marked', () => {
    const events = play(...complete, answer('has_lawyer', false), answer('has_lawyer', true))
    const { answers: sheet } = fold(generationDecider, events)
    expect(nextDue(form, sheet)).toBeUndefined()
    const lawyer = slotAt(form, sheet, 'lawyer_name')!
    expect(lawyer.given?.value).toBe('Bob')
    expect(isCarried(form, sheet, lawyer)).toBe(true)
    expect(isCarried(form, sheet, slotAt(form, sheet, 'tenant_name')!)).toBe(false)
  })

  it('does not use what no longer applies', () => {
    const { answers: sheet } = fold(generationDecider, play(...complete, answer('has_lawyer', false)))
    expect(collectValues(form, sheet)).not.toHaveProperty('lawyer_name')
  })

  it('counts how far it is', () => {
    const { answers: sheet } = fold(generationDecider, play(answer('tenant_name', 'Ada'), answer('has_lawyer', true)))
    expect(countProgress(form, sheet)).toEqual({ answered: 2, open: 3 })
  })
})

describe('lists', () => {
  const start = complete.slice(0, 3)

  it('are asked for first, then item by item with “another?” after each', () => {
    expect(dueAfter(...start)).toBe('items')
    expect(dueAfter(...start, add('items'))).toBe('items.1.title')
    expect(dueAfter(...start, add('items'), answer('items.1.title', 'Chair'))).toBe('items.1.taxed')
    expect(dueAfter(...start, add('items'), answer('items.1.title', 'Chair'), answer('items.1.taxed', true))).toBe(
      'items.1.rate',
    )
    const first = [...start, add('items'), answer('items.1.title', 'Chair'), answer('items.1.taxed', false)]
    expect(dueAfter(...first)).toBe('items')
    expect(dueAfter(...first, close('items'))).toBe('colours')
  })

  it('are answered as a whole by an array, which closes them', () => {
    const whole = [
      { title: 'Chair', taxed: false },
      { title: 'Desk', taxed: true, rate: '19' },
    ]
    const { answers: sheet } = fold(generationDecider, play(...start, answer('items', whole)))
    expect(nextDue(form, sheet)?.address).toBe('colours')
    expect(wireValue(sheet, slotAt(form, sheet, 'items')!)).toEqual(whole)
  })

  it('ask what an item given as part of a whole still lacks', () => {
    expect(dueAfter(...start, answer('items', [{ title: 'Chair', taxed: true }]))).toBe('items.1.rate')
  })

  it('of plain values have addresses without a field', () => {
    const steps = [...start, answer('items', []), add('colours')]
    expect(dueAfter(...steps)).toBe('colours.1')
    const { answers: sheet } = fold(generationDecider, play(...steps, answer('colours.1', 'red'), close('colours')))
    expect(wireValue(sheet, slotAt(form, sheet, 'colours')!)).toEqual(['red'])
    expect(collectValues(form, sheet)).toMatchObject({ colours: [{ '.': 'red' }], items: [] })
  })

  it('never use the id of a removed item again', () => {
    const { answers: sheet } = fold(
      generationDecider,
      play(...start, add('items', { title: 'Chair', taxed: false }), remove('items', '1'), add('items')),
    )
    expect(sheet.lists.get('items')?.items).toEqual(['2'])
    expect(slotAt(form, sheet, 'items.1.title')).toBeUndefined()
    expect(slotAt(form, sheet, 'items.2.title')?.scope?.ordinal).toBe(1)
  })

  it('refuse to remove what is not there, and to treat a text as a list', () => {
    given(requested())
      .when((state) => removeListItem({ name: 'items', item: '7' }, state, form))
      .thenFails({ code: 'not_found' })
    given(requested())
      .when((state) => addListItem({ name: 'tenant_name', value: {} }, state, form))
      .thenFails({ code: 'unprocessable' })
  })

  it('keep their bounds', () => {
    const bounded: Questionnaire = {
      questions: [list('items', [question('title')], { limits: { min_items: 1, max_items: 1 } })],
    }
    given(requested())
      .when((state) => closeList({ name: 'items' }, state, bounded))
      .thenFails({ code: 'unprocessable', details: { min_items: 1 } })
    const one: GenerationEvent = {
      type: 'ListItemAdded',
      data: { name: 'items', item: '1', value: {}, next: 'items.1.title' },
    }
    given(requested(), one)
      .when((state) => addListItem({ name: 'items', value: {} }, state, bounded))
      .thenFails({ code: 'unprocessable' })
  })
})

describe('two people at once', () => {
  it('refuses an answer that replaces one which has changed, and shows both', () => {
    const events = play(answer('tenant_name', 'Ada'), answer('tenant_name', 'Eve'))
    given(...events)
      .when(answer('tenant_name', 'Bob', 1))
      .thenFails({ code: 'conflict', details: { yours: 'Bob', current: 'Eve', revision: 2 } })
    given(...events)
      .when(answer('tenant_name', 'Bob', null))
      .thenFails({ code: 'conflict' })
  })

  it('takes one that names the answer that is there, or none at all', () => {
    const events = play(answer('tenant_name', 'Ada'))
    given(...events)
      .when(answer('tenant_name', 'Bob', 1))
      .thenTypes(['AnswerProvided'])
    given(...events)
      .when(answer('tenant_name', 'Bob'))
      .thenTypes(['AnswerProvided'])
  })

  it('changes nothing when both say the same', () => {
    given(...play(answer('tenant_name', 'Ada')))
      .when(answer('tenant_name', 'Ada', null))
      .then([])
  })
})

describe('skipping', () => {
  it('is for optional questions only', () => {
    given(requested())
      .when(skip('tenant_name'))
      .thenFails({ code: 'unprocessable', details: { field: 'tenant_name' } })
    given(...play(answer('tenant_name', 'Ada'), answer('has_lawyer', false)))
      .when(skip('reason'))
      .thenTypes(['QuestionSkipped'])
  })
})

describe('confirming', () => {
  it('needs every question answered', () => {
    given(requested())
      .when(confirm)
      .thenFails({ code: 'conflict', details: { field: 'tenant_name' } })
    given(...play(...complete))
      .when(confirm)
      .thenTypes(['GenerationConfirmed'])
  })

  it('is for what was reviewed', () => {
    const document = { document_id: '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f', file_name: 'nda.docx' }
    given(...play(...complete))
      .when((state, revision) =>
        confirmGeneration({ ...document, reviewed_revision: revision - 1 }, state, form, revision),
      )
      .thenFails({ code: 'conflict', details: { field: 'revision' } })
  })

  it('happens once, and nothing is answered after it', () => {
    const events = play(...complete, confirm)
    given(...events)
      .when(confirm)
      .then([])
    given(...events)
      .when((state, revision) =>
        confirmGeneration({ document_id: 'x', file_name: 'y', reviewed_revision: revision - 2 }, state, form, revision),
      )
      .thenFails({ code: 'conflict' })
    given(...events)
      .when(answer('tenant_name', 'Eve'))
      .thenFails({ code: 'conflict' })
    given(...events)
      .when(cancel)
      .thenFails({ code: 'conflict' })
  })
})

describe('making the document', () => {
  const rendered = {
    document_id: '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f',
    key: 'k',
    media_type: 'm',
    size: 1,
    sha256: 's',
    parts: [],
    renderer: '1',
  }

  it('is recorded once, for the confirmed document only', () => {
    const events = play(...complete, confirm)
    given(...events)
      .when((state) => recordRendered(rendered, state))
      .thenTypes(['DocumentRendered'])
    given(...events)
      .when((state) => recordRendered({ ...rendered, document_id: 'another' }, state))
      .then([])
    given(...events, { type: 'DocumentRendered', data: rendered })
      .when((state) => recordRendered(rendered, state))
      .then([])
  })

  it('can fail, be shown and be retried', () => {
    const failed: GenerationEvent = {
      type: 'RenderingFailed',
      data: { document_id: rendered.document_id, reason: 'storage', message: 'disk full', attempts: 5 },
    }
    const events = [...play(...complete, confirm), failed]
    expect(fold(generationDecider, events).phase).toBe('failed')
    expect(
      given(...events)
        .when((state) => retryGeneration(state))
        .state().phase,
    ).toBe('confirmed')
    given(...play(...complete))
      .when((state) => retryGeneration(state))
      .thenFails({ code: 'conflict' })
  })

  it('fails for its answers: they can be changed and confirmed again', () => {
    const failed = (reason: 'rendering' | 'storage'): GenerationEvent => ({
      type: 'RenderingFailed',
      data: { document_id: rendered.document_id, reason, message: 'a link leads nowhere', attempts: 1 },
    })
    const events = [...play(...complete, confirm), failed('rendering')]
    const changed = given(...events).when(answer('tenant_name', 'Ben'))
    expect(changed.state()).toMatchObject({ phase: 'reviewing', document: undefined, failure: undefined })
    const again = given(...events, ...changed.events()).when(confirm)
    expect(again.state()).toMatchObject({ phase: 'confirmed', failure: undefined })
    given(...events)
      .when((state) => reopenQuestion({ reason: 'edit', name: null }, state, form))
      .thenTypes(['QuestionReopened'])
    given(...events)
      .when((state) => expireGeneration({ now: '2027-01-01T00:00:00.000Z', downtime_ms: 0 }, state))
      .then([])
    given(...events)
      .when(confirm)
      .then([])
    given(...play(...complete, confirm), failed('storage'))
      .when(answer('tenant_name', 'Ben'))
      .thenFails({ code: 'conflict' })
  })

  it('is delivered at the first complete download only', () => {
    const events: GenerationEvent[] = [...play(...complete, confirm), { type: 'DocumentRendered', data: rendered }]
    given(...events)
      .when((state) => recordDelivered({ surface: 'http' }, state))
      .thenTypes(['DocumentDelivered'])
    const delivered: GenerationEvent = {
      type: 'DocumentDelivered',
      data: { document_id: rendered.document_id, surface: 'http' },
    }
    given(...events, delivered)
      .when((state) => recordDelivered({ surface: 'http' }, state))
      .then([])
  })
})

describe('what the review shows', () => {
  it('lists what applies, a list before its items', () => {
    const { answers: sheet } = fold(
      generationDecider,
      play(...complete.slice(0, 3), answer('items', [{ title: 'Chair', taxed: false }])),
    )
    expect(applicableSlots(form, sheet).map(({ address }) => address)).toEqual([
      'tenant_name',
      'has_lawyer',
      'lawyer_name',
      'items',
      'items.1.title',
      'items.1.taxed',
      'colours',
    ])
  })
})

describe('a question that the person came back to', () => {
  const reopened = {
    type: 'QuestionReopened',
    data: { name: 'tenant_name', reason: 'edit', help: 0, next: 'tenant_name' },
  } as GenerationEvent
  const before = [requested([{ name: 'tenant_name', value: 'Ada' }], 'has_lawyer'), reopened]
  const answer = (name: string, value: string | boolean, next: string) =>
    ({ type: 'AnswerProvided', data: { name, kind: 'text', value, next } }) as GenerationEvent

  it('is the one asked until it is answered, and no longer', () => {
    expect(fold(generationDecider, before).reopened?.name).toBe('tenant_name')
    const elsewhere = answer('has_lawyer', false, 'tenant_name')
    expect(fold(generationDecider, [...before, elsewhere]).reopened?.name).toBe('tenant_name')
    const itself = answer('tenant_name', 'Bob', 'has_lawyer')
    expect(fold(generationDecider, [...before, itself]).reopened).toBeUndefined()
  })
})
