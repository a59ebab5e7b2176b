/** A question handed to a colleague: what goes on meanwhile, what is posted to whom, and how it comes back. */
import { describe, expect, it } from 'vitest'
import { isDelegate } from '../../../src/domain/kernel/access.ts'
import { delegateQuestion, withdrawDelegation } from '../../../src/domain/generation/decisions/delegate-question.ts'
import { addListItem, removeListItem } from '../../../src/domain/generation/decisions/change-list.ts'
import { cancelGeneration, confirmGeneration } from '../../../src/domain/generation/decisions/end-conversation.ts'
import { provideAnswer, skipQuestion } from '../../../src/domain/generation/decisions/answer-question.ts'
import type { Generation } from '../../../src/domain/generation/generation.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import { isTrue, list, question, when, yesNo } from '../../support/data/questions.ts'
import { COLLEAGUE, REQUESTER, Story } from '../../support/data/story.ts'

const form: Questionnaire = {
  questions: [
    question('party'),
    yesNo('has_lawyer'),
    question('lawyer', { when: when(isTrue('has_lawyer')) }),
    question('note', { required: false }),
  ],
}

const answer = (name: string, value: string | boolean) => (state: Generation, of: Questionnaire) =>
  provideAnswer({ name, value }, state, of)
const skip = (name: string) => (state: Generation, of: Questionnaire) => skipQuestion({ name }, state, of)
const delegate =
  (name: string, to = COLLEAGUE) =>
  (state: Generation, of: Questionnaire) =>
    delegateQuestion({ name, to, note: 'Do you know?', by: REQUESTER, now: '2026-11-21T10:00:00.000Z' }, state, of)
const withdraw = (name: string) => (state: Generation, of: Questionnaire) => withdrawDelegation({ name }, state, of)

describe('while a colleague has the question', () => {
  it('both are asked: the colleague for it, the person for what does not depend on it', () => {
    const story = new Story(form)
    story.tell(answer('party', 'Ada'))
    story.posts()
    story.tell(delegate('has_lawyer'))
    expect(story.due()).toMatchObject({ about: 'question', name: 'has_lawyer', to: COLLEAGUE, note: 'Do you know?' })
    expect(story.posts()).toEqual([`question has_lawyer to ${COLLEAGUE}`, 'question note'])
    expect(story.state.next).toBe('note')
  })

  it('the interview waits at the end, and the person may still answer it', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    story.tell(answer('has_lawyer', false))
    story.tell(skip('note'))
    expect(story.posts()).toEqual([`question party to ${COLLEAGUE}`, 'waiting party'])
    expect(story.state.phase).toBe('asking')
    const confirm = (state: Generation, of: Questionnaire, revision: number) =>
      confirmGeneration({ document_id: '', file_name: '' }, state, of, revision)
    expect(story.refusal(confirm)).toMatchObject({ code: 'conflict', message: expect.stringContaining('colleague') })
    story.tell(answer('party', 'Ada'))
    expect(story.posts()).toEqual(['review'])
    expect(story.unsettled()).toEqual([])
    expect(story.live()).toHaveLength(1)
  })

  it('the colleague is reminded when all waits for it', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    story.posts()
    expect(story.days(1).posts()).toEqual(['reminder has_lawyer'])
    story.tell(answer('has_lawyer', false))
    story.tell(skip('note'))
    story.posts()
    expect(story.days(1).posts()).toEqual([`reminder party to ${COLLEAGUE}`])
  })
})

describe('the colleague’s answer', () => {
  it('comes back into the conversation, which goes on', () => {
    const story = new Story(form)
    story.tell(delegate('has_lawyer'))
    story.tell(answer('party', 'Ada'))
    story.posts()
    story.tell(answer('has_lawyer', true), COLLEAGUE)
    expect(story.state.answers.given.get('has_lawyer')).toMatchObject({ value: true, actor: COLLEAGUE })
    expect(story.state.delegations.get('has_lawyer')?.open).toBe(false)
    expect(story.posts()).toEqual(['answered has_lawyer', 'question lawyer'])
    expect(story.unsettled()).toEqual([])
  })

  it('is told to the person, who stays at the question that is asked', () => {
    const story = new Story(form)
    story.tell(answer('party', 'Ada'))
    story.tell(delegate('note'))
    story.posts()
    story.tell(skip('note'), COLLEAGUE)
    expect(story.posts()).toEqual(['answered note'])
    story.tell(answer('has_lawyer', false))
    expect(story.posts()).toEqual(['review'])
  })
})

describe('taking it back', () => {
  it('tells the colleague who was asked, and asks the person', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    story.tell(answer('has_lawyer', false))
    story.tell(skip('note'))
    story.posts()
    story.tell(withdraw('party'))
    expect(story.posts()).toEqual([`withdrawn party to ${COLLEAGUE}`, 'question party'])
    expect(story.unsettled()).toEqual([])
    expect(story.tell(withdraw('party'))).toEqual([])
  })

  it('asks the colleague nothing when it comes before the question went out', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    story.tell(withdraw('party'))
    expect(story.posts()).toEqual(['question party'])
  })

  it('happens by itself when the colleague cannot be reached, and the person hears why', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    const events = story.record(story.plan(), {
      outcome: 'refused',
      reason: 'user_disabled',
      detail: 'The account is closed.',
    })
    expect(events).toMatchObject([
      { type: 'DeliveryFailed', data: { name: 'party', to: COLLEAGUE } },
      { type: 'DelegationWithdrawn', data: { reason: 'unreachable' } },
    ])
    expect(story.due()).toMatchObject({ about: 'question', name: 'party', to: undefined, reason: 'unreachable' })
    expect(story.tell(delegate('party', 'person:cid'))).toHaveLength(1)
  })

  it('lets it be handed to somebody else', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    story.posts()
    expect(story.tell(delegate('party'))).toEqual([])
    expect(story.refusal(delegate('party', 'person:cid'))).toMatchObject({ code: 'conflict' })
    story.tell(withdraw('party'))
    story.tell(delegate('party', 'person:cid'))
    expect(story.posts()).toContain('question party to person:cid')
  })
})

describe('what cannot be handed over', () => {
  it('is a list, an answered question, one that is not there, and anything to oneself or after the end', () => {
    const story = new Story({ questions: [list('items', [question('title')]), question('end')] })
    expect(story.refusal(delegate('items'))).toMatchObject({ code: 'unprocessable' })
    expect(story.refusal(delegate('nobody'))).toMatchObject({ code: 'not_found' })
    expect(story.refusal(delegate('end', REQUESTER))).toMatchObject({ code: 'unprocessable' })
    expect(story.refusal(withdraw('end'))).toMatchObject({ code: 'conflict' })
    story.tell(answer('end', 'x'))
    expect(story.refusal(delegate('end'))).toMatchObject({ code: 'conflict' })
    story.tell(cancelGeneration)
    expect(story.refusal(delegate('end'))).toMatchObject({ code: 'conflict' })
  })

  it('ends with the item that it belonged to, and with the conversation', () => {
    const story = new Story({ questions: [list('items', [question('title')]), question('end')] })
    story.tell((state, of) => addListItem({ name: 'items', value: {} }, state, of))
    story.tell(delegate('items.1.title'))
    story.tell(delegate('end'))
    story.posts()
    story.tell((state, of) => removeListItem({ name: 'items', item: '1' }, state, of))
    expect(story.state.delegations.get('items.1.title')?.open).toBe(false)
    story.tell(cancelGeneration)
    expect(story.state.delegations.get('end')?.open).toBe(false)
    expect(story.posts()).toEqual(['cancelled'])
    expect(story.unsettled()).toEqual([])
  })
})

describe('who may', () => {
  it('is the colleague, for that question alone, in the same tenant', () => {
    const story = new Story(form)
    story.tell(delegate('party'))
    const generation = { ...story.state, id: 'g' }
    const caller = (actor: string, tenant = 'default') => ({ actor, tenant, roles: ['requester'] as const })
    expect(isDelegate(caller(COLLEAGUE), generation, 'party')).toBe(true)
    expect(isDelegate(caller(COLLEAGUE), generation, 'has_lawyer')).toBe(false)
    expect(isDelegate(caller('person:cid'), generation, 'party')).toBe(false)
    expect(isDelegate(caller(COLLEAGUE, 'acme'), generation, 'party')).toBe(false)
  })
})
