/** What is handed over by mail: what is posted and what is not, the rest of a conversation, and how each ends. */
import { v5 as uuidV5 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { isDelegate, isRestHolder, mayAnswerRest, mayUseGeneration } from '../../../src/domain/kernel/access.ts'
import { provideAnswer } from '../../../src/domain/generation/decisions/answer-question.ts'
import { delegateQuestion, withdrawDelegation } from '../../../src/domain/generation/decisions/delegate-question.ts'
import { cancelGeneration, confirmGeneration } from '../../../src/domain/generation/decisions/end-conversation.ts'
import { delegateRest, returnRest, withdrawRest } from '../../../src/domain/generation/decisions/hand-over-rest.ts'
import { MAX_OPEN_HAND_OVERS } from '../../../src/domain/generation/delegation.ts'
import { generationSnapshot } from '../../../src/domain/generation/generation-snapshot.ts'
import type { Generation } from '../../../src/domain/generation/generation.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import { question } from '../../support/data/questions.ts'
import { COLLEAGUE, REQUESTER, Story } from '../../support/data/story.ts'

const form: Questionnaire = { questions: [question('party'), question('city'), question('note')] }
const NOW = '2026-11-21T10:00:00.000Z'
const idOf = (name: string): string => uuidV5(name, '6b1f2f0c-7f0e-5a55-8f8f-0e3d5b9e4a21')
const GUEST = 'person:guest'

const answer = (name: string) => (state: Generation, of: Questionnaire) =>
  provideAnswer({ name, value: 'x' }, state, of)
const mailQuestion =
  (name: string, hand_over = idOf(name), to = GUEST) =>
  (state: Generation, of: Questionnaire) =>
    delegateQuestion({ name, to, hand_over, by: REQUESTER, now: NOW }, state, of)
const mailRest =
  (to = GUEST, hand_over = idOf('rest')) =>
  (state: Generation) =>
    delegateRest({ to, to_requester: to === REQUESTER, note: 'Please', hand_over }, state)
const confirm = (state: Generation, of: Questionnaire, revision: number) =>
  confirmGeneration({ document_id: idOf('document'), file_name: 'x.docx' }, state, of, revision)

describe('a question that is handed over by mail', () => {
  it('is not posted to who has it, who is not reminded in the channel either', () => {
    const story = new Story(form)
    const events = story.tell(mailQuestion('party'))
    expect(events).toEqual([
      {
        type: 'QuestionDelegated',
        data: { name: 'party', to: GUEST, hand_over: idOf('party'), next: 'city', posts: true },
      },
    ])
    expect(story.posts()).toEqual(['question city'])
    story.tell(answer('city'))
    story.tell(answer('note'))
    expect(story.posts()).toEqual(['waiting party'])
    expect(story.days(1).posts()).toEqual(['reminder party'])
  })

  it('comes back with the answer, and the requester is told', () => {
    const story = new Story(form)
    story.tell(mailQuestion('party'))
    story.posts()
    story.tell(answer('party'), GUEST)
    expect(story.state.delegations.get('party')).toMatchObject({ open: false, closed: 'answered' })
    expect(story.posts()).toEqual(['answered party'])
  })

  it('says how it was closed', () => {
    for (const [end, closed] of [
      [(state: Generation, of: Questionnaire) => withdrawDelegation({ name: 'party' }, state, of), 'withdrawn'],
      [cancelGeneration, 'over'],
    ] as const) {
      const story = new Story(form)
      story.tell(mailQuestion('party'))
      story.tell(end)
      expect(story.state.delegations.get('party')).toMatchObject({ open: false, closed })
    }
  })

  it('is no repeat of one that was asked in the channel', () => {
    const story = new Story(form)
    story.tell((state, of) => delegateQuestion({ name: 'party', to: GUEST, by: REQUESTER, now: NOW }, state, of))
    expect(story.refusal(mailQuestion('party'))).toMatchObject({ code: 'conflict' })
    expect(story.tell(mailQuestion('city'))).toHaveLength(1)
    expect(story.tell(mailQuestion('city', idOf('again')))).toEqual([])
  })

  it('is one of so many at one time', () => {
    const many = { questions: Array.from({ length: MAX_OPEN_HAND_OVERS + 1 }, (_, index) => question(`q${index}`)) }
    const story = new Story(many)
    for (let index = 0; index < MAX_OPEN_HAND_OVERS; index++) story.tell(mailQuestion(`q${index}`))
    const last = `q${MAX_OPEN_HAND_OVERS}`
    expect(story.refusal(mailQuestion(last))).toMatchObject({ code: 'conflict', details: { limit: 20 } })
    expect(story.refusal(mailRest())).toMatchObject({ code: 'conflict', details: { limit: 20 } })
    story.tell((state, of) => withdrawDelegation({ name: 'q0' }, state, of))
    expect(story.tell(mailQuestion(last))).toHaveLength(1)
  })
})

describe('the rest of a conversation', () => {
  it('is answered without the requester being asked each question, and comes back to them', () => {
    const story = new Story(form)
    story.tell(answer('party'))
    story.posts()
    expect(story.tell(mailRest())).toEqual([
      { type: 'RestDelegated', data: { to: GUEST, note: 'Please', hand_over: idOf('rest'), posts: true } },
    ])
    expect(story.posts()).toEqual([])
    story.tell(answer('city'), GUEST)
    expect(story.posts()).toEqual([])
    story.tell(answer('note'), GUEST)
    expect(story.posts()).toEqual([])
    expect(story.tell((state) => returnRest(state), GUEST)).toEqual([
      { type: 'RestReturned', data: { hand_over: idOf('rest'), posts: true } },
    ])
    expect(story.state.handed_rest).toMatchObject({ open: false, closed: 'answered' })
    expect(story.posts()).toEqual(['review'])
    expect(story.unsettled()).toEqual([])
  })

  it('does not keep the requester from going on', () => {
    const story = new Story(form)
    story.tell(mailRest())
    story.posts()
    story.tell(answer('party'))
    expect(story.posts()).toEqual(['question city'])
    story.tell(answer('city'))
    story.tell(answer('note'))
    story.tell(confirm)
    expect(story.state.handed_rest).toMatchObject({ open: false, closed: 'over' })
  })

  it('is taken back, asks the requester again, and goes to somebody else then', () => {
    const story = new Story(form)
    story.tell(mailRest())
    story.posts()
    expect(story.refusal(mailRest(COLLEAGUE))).toMatchObject({ code: 'conflict', details: { to: GUEST } })
    expect(story.tell(mailRest(GUEST, idOf('again')))).toEqual([])
    story.tell(answer('party'), GUEST)
    story.tell((state) => withdrawRest(state))
    expect(story.posts()).toEqual(['question city'])
    expect(story.tell((state) => withdrawRest(state))).toEqual([])
    expect(story.tell(mailRest(COLLEAGUE, idOf('second')))).toHaveLength(1)
  })

  it('is not for the requester, not for what has ended, and not taken back before it was handed over', () => {
    const story = new Story(form)
    expect(story.refusal(mailRest(REQUESTER))).toMatchObject({ code: 'unprocessable' })
    expect(story.refusal((state) => withdrawRest(state))).toMatchObject({ code: 'conflict' })
    expect(story.refusal((state) => returnRest(state))).toMatchObject({ code: 'conflict' })
    story.tell(cancelGeneration)
    expect(story.refusal(mailRest())).toMatchObject({ code: 'conflict', message: expect.stringContaining('cancelled') })
  })

  it('is in snapshots', () => {
    const story = new Story(form)
    story.tell(mailRest())
    const written = JSON.parse(JSON.stringify(generationSnapshot.write(story.state))) as unknown
    expect(generationSnapshot.read(written).handed_rest).toEqual(story.state.handed_rest)
  })
})

describe('whoever comes by a link', () => {
  const id = 'g'
  const story = new Story(form)
  story.tell(mailQuestion('party'))
  story.tell(mailQuestion('city', idOf('city')))
  story.tell(mailRest())
  const generation = { ...story.state, id, tenant: story.state.tenant, requester: REQUESTER }
  const caller = (over: object) => ({ actor: GUEST, tenant: generation.tenant, roles: ['guest'] as const, ...over })
  const held = (name: string, question: string | null) =>
    caller({ only_generation: id, only_handed: { id: idOf(name), question } })

  it('has what that link is for, and nothing else that the same person was handed', () => {
    expect(['party', 'city'].map((name) => isDelegate(held('party', 'party'), generation, name))).toEqual([true, false])
    expect(mayAnswerRest(held('party', 'party'), generation)).toBe(false)
    expect(mayAnswerRest(held('rest', null), generation)).toBe(true)
    expect(isDelegate(held('rest', null), generation, 'party')).toBe(false)
    expect(mayAnswerRest(held('earlier rest', null), generation)).toBe(false)
    // With a session of their own they have all of it.
    expect([isDelegate(caller({}), generation, 'city'), mayAnswerRest(caller({}), generation)]).toEqual([true, true])
  })

  it('is never the requester, also where both are one account now', () => {
    const joined = { ...held('party', 'party'), formerly: [REQUESTER] }
    expect(mayUseGeneration(joined, generation)).toBe(false)
    expect(mayUseGeneration({ ...joined, only_handed: undefined }, generation)).toBe(true)
  })

  it('reaches nothing of another generation or tenant', () => {
    const other = { ...generation, id: 'h' }
    expect([isDelegate(held('party', 'party'), other, 'party'), isRestHolder(held('rest', null), other)]).toEqual([
      false,
      false,
    ])
    const foreign = { ...held('rest', null), tenant: 'another' }
    expect([isDelegate(foreign, generation, 'party'), isRestHolder(foreign, generation)]).toEqual([false, false])
  })
})
