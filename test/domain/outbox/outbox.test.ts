/** What is posted at a conversation's place, when, and what a message there stands for. */
import { describe, expect, it } from 'vitest'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import { resolveQuestionRef } from '../../../src/domain/generation/question-ref.ts'
import { addListItem, closeList } from '../../../src/domain/generation/decisions/change-list.ts'
import {
  cancelGeneration,
  confirmGeneration,
  expireGeneration,
} from '../../../src/domain/generation/decisions/end-conversation.ts'
import { provideAnswer, skipQuestion } from '../../../src/domain/generation/decisions/answer-question.ts'
import {
  recordDelivered,
  recordRendered,
  recordRenderingFailed,
} from '../../../src/domain/generation/decisions/record-document.ts'
import { findDueAction, undeliveredMessages } from '../../../src/domain/generation/generation-process.ts'
import { scheduleOf, nextDueAt } from '../../../src/domain/generation/schedule.ts'
import type { Generation } from '../../../src/domain/generation/generation.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import { proposeCorrection, settleCorrection } from '../../../src/domain/generation/decisions/correct-answer.ts'
import { reopenQuestion, type ReopenCommand } from '../../../src/domain/generation/decisions/reopen-question.ts'
import { retryGeneration } from '../../../src/domain/generation/decisions/record-document.ts'
import { isTrue, list, question, when, yesNo } from '../../support/data/questions.ts'
import { Story } from '../../support/data/story.ts'

const form: Questionnaire = {
  questions: [
    question('party'),
    yesNo('has_lawyer'),
    question('lawyer', { when: when(isTrue('has_lawyer')) }),
    question('note', { required: false }),
  ],
}
const lists: Questionnaire = { questions: [list('items', [question('title'), question('price')]), question('end')] }

const document_id = '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f'
const rendered = { document_id, key: 'k', media_type: 'm', size: 1, sha256: 's', parts: [], renderer: '1' }

const answer =
  (
    name: string,
    value: AnswerValue,
    over: { shown_revision?: number; replaces?: number | null; said_in?: string } = {},
  ) =>
  (state: Generation, of: Questionnaire) =>
    provideAnswer({ name, value, ...over }, state, of)
const skip = (name: string) => (state: Generation, of: Questionnaire) => skipQuestion({ name }, state, of)
const reopen = (command: ReopenCommand) => (state: Generation, of: Questionnaire) => reopenQuestion(command, state, of)
const confirm =
  (over: { share_to?: string; reviewed_revision?: number } = {}) =>
  (state: Generation, of: Questionnaire, revision: number) =>
    confirmGeneration({ document_id, file_name: 'nda.docx', ...over }, state, of, revision)
const render = (state: Generation) => recordRendered(rendered, state)

/** A conversation that has come to the review, with everything posted. */
function reviewed(): Story {
  const story = new Story(form)
  for (const step of [answer('party', 'Ada'), answer('has_lawyer', false), skip('note')]) {
    story.posts()
    story.tell(step)
  }
  expect(story.posts()).toEqual(['review'])
  return story
}

/** One whose document is made and yet to be handed over. */
function made(over: { share_to?: string } = {}): Story {
  const story = reviewed()
  story.tell(confirm(over))
  story.tell(render)
  return story
}

describe('without a place', () => {
  it('nothing is ever posted, and nothing in the events says more than before', () => {
    const story = new Story(form, { place: undefined })
    for (const step of [
      answer('party', 'Ada'),
      reopen({ reason: 'back' }),
      answer('party', 'Bob'),
      answer('has_lawyer', false),
      skip('note'),
      confirm({ share_to: 'channel' }),
    ]) {
      expect(story.due()).toBeUndefined()
      story.tell(step)
    }
    expect(story.state.outbox).toBeUndefined()
    expect(story.events.filter(({ data }) => 'posts' in data || 'place' in data || 'share_to' in data)).toEqual([])
    expect(story.events.at(-1)).toEqual({
      type: 'GenerationConfirmed',
      data: { document_id, file_name: 'nda.docx', reviewed_revision: story.revision - 1 },
    })
    expect(nextDueAt(scheduleOf(new Story(form, { place: undefined }).state))).toBe('2026-12-21T10:00:00.000Z')
  })
})

describe('asking', () => {
  it('asks one question after the other, then shows the review, each once', () => {
    const story = new Story(form)
    expect(story.posts()).toEqual(['question party'])
    story.tell(answer('party', 'Ada'))
    expect(story.posts()).toEqual(['question has_lawyer'])
    story.tell(answer('has_lawyer', true))
    expect(story.posts()).toEqual(['question lawyer'])
    story.tell(answer('lawyer', 'Bob'))
    expect(story.posts()).toEqual(['question note'])
    story.tell(skip('note'))
    expect(story.posts()).toEqual(['review'])
    expect(story.posts()).toEqual([])
  })

  it('skips what was answered elsewhere before it could be asked', () => {
    const story = new Story(form)
    story.tell(answer('party', 'Ada'))
    story.tell(answer('has_lawyer', false))
    expect(story.posts()).toEqual(['question note'])
  })

  it('does not ask again what is still asked when something else is answered', () => {
    const story = new Story(form)
    story.post()
    story.tell(answer('note', 'n'))
    expect(story.posts()).toEqual([])
    expect(story.live()).toEqual(['m1'])
  })

  it('shows the review again when an answer has changed after it', () => {
    const story = reviewed()
    story.tell(answer('party', 'Bob'))
    expect(story.posts()).toEqual(['review'])
    expect(story.live()).toHaveLength(1)
  })

  it('asks for each item of a list, and for one more after each', () => {
    const story = new Story(lists)
    expect(story.posts()).toEqual(['question items'])
    story.tell((state, of) => addListItem({ name: 'items', value: {} }, state, of))
    expect(story.posts()).toEqual(['question items.1.title'])
    story.tell(answer('items.1.title', 'Bed'))
    story.tell(answer('items.1.price', '1'))
    expect(story.posts()).toEqual(['question items'])
    story.tell((state, of) => addListItem({ name: 'items', value: { title: 'Desk', price: '2' } }, state, of))
    expect(story.posts()).toEqual(['question items'])
    story.tell((state, of) => closeList({ name: 'items' }, state, of))
    expect(story.posts()).toEqual(['question end'])
  })

  it('has the same key for as long as it is the same post, and another one each time it is asked', () => {
    const story = new Story(form)
    const first = story.due()?.key
    expect(story.due()?.key).toBe(first)
    story.post()
    story.tell(reopen({ reason: 'repeat' }))
    expect(story.due()).toMatchObject({ about: 'question', name: 'party', reason: 'repeat' })
    expect(story.due()?.key).not.toBe(first)
  })

  it('records a post that went out while the conversation went on, as one that asks no longer', () => {
    const story = new Story(form)
    const late = story.plan()
    story.tell(answer('party', 'Ada'))
    story.record(late, { outcome: 'posted', message: 'late' })
    expect(story.live()).toEqual([])
    expect(story.unsettled()).toEqual(['late'])
    expect(story.posts()).toEqual(['question has_lawyer'])
    expect(story.unsettled()).toEqual([])
  })

  it('records an outcome once', () => {
    const story = new Story(form)
    const post = story.plan()
    expect(story.record(post, { outcome: 'posted', message: 'm' })).toHaveLength(1)
    expect(story.record(post, { outcome: 'posted', message: 'm' })).toEqual([])
  })
})

describe('stale buttons', () => {
  it('are those of a question that was answered; the next post takes them away', () => {
    const story = new Story(form)
    const asked = story.post()
    expect(story.unsettled()).toEqual([])
    story.tell(answer('party', 'Ada'))
    expect(story.unsettled()).toEqual([asked])
    story.post()
    expect(story.unsettled()).toEqual([])
  })

  it('are not those that went stale after the post was planned', () => {
    const story = new Story(form)
    const first = story.post()
    story.tell(reopen({ reason: 'help' }))
    const planned = story.plan()
    story.record(planned, { outcome: 'posted', message: 'second' })
    expect(story.unsettled()).toEqual([])
    story.tell(reopen({ reason: 'repeat' }))
    const third = story.plan()
    story.tell(answer('party', 'Ada'))
    story.record(third, { outcome: 'posted', message: 'third' })
    expect(story.unsettled()).toEqual(['third'])
    expect(story.live()).toEqual([])
    expect(first).toBe('m1')
  })

  it('are none where the message has none: words below it are its answer, any other answer is shown in it', () => {
    const without = (): Story => {
      const story = new Story(form)
      story.record(story.plan(), { outcome: 'posted', message: 'plain', without_buttons: true })
      return story
    }
    const [typed, given] = [without(), without()]
    typed.tell(answer('party', 'Ada', { said_in: 'hers' }))
    expect(typed.unsettled()).toEqual([])
    given.tell(answer('party', 'Ada'))
    expect(given.unsettled()).toEqual(['plain'])
  })

  it('a question that is asked again, or has another answer, shows so where it was asked before', () => {
    const story = new Story(form)
    const asked = story.post()
    story.tell(answer('party', 'Ada', { said_in: 'hers' }))
    story.posts()
    story.tell(reopen({ reason: 'back' }))
    expect(story.unsettled()).toEqual([asked, 'm2'])
    story.posts()
    expect(story.unsettled()).toEqual([])
    story.tell(answer('party', 'Bob'))
    story.posts()
    story.tell(answer('party', 'Cid', { replaces: story.state.answers.given.get('party')!.revision }))
    expect(story.unsettled()).toEqual(['m3'])
  })

  it('are all of them once the conversation has ended', () => {
    const story = reviewed()
    story.tell(cancelGeneration)
    expect(story.unsettled()).toHaveLength(1)
    expect(story.posts()).toEqual(['cancelled'])
    expect(story.unsettled()).toEqual([])
  })
})

describe('coming back', () => {
  it('goes to the question before, and on with the first that is open once it is answered', () => {
    const story = new Story(form)
    story.tell(answer('party', 'Ada'))
    story.tell(answer('has_lawyer', false))
    story.posts()
    story.tell(reopen({ reason: 'back' }))
    expect(story.posts()).toEqual(['question has_lawyer'])
    story.tell(reopen({ reason: 'back' }))
    expect(story.posts()).toEqual(['question party'])
    expect(story.refusal(reopen({ reason: 'back' }))).toMatchObject({ code: 'unprocessable' })
    story.tell(answer('party', 'Bob'))
    expect(story.posts()).toEqual(['question note'])
  })

  it('leaves the answer as it is when the same is said again', () => {
    const story = reviewed()
    story.tell(reopen({ reason: 'edit', name: 'party' }))
    expect(story.state.phase).toBe('asking')
    expect(story.posts()).toEqual(['question party'])
    expect(story.tell(answer('party', 'Ada'))).toHaveLength(1)
    expect(story.posts()).toEqual(['review'])
    expect(story.tell(answer('party', 'Ada'))).toEqual([])
  })

  it('stays at the question while others are answered elsewhere', () => {
    const story = new Story(form)
    story.tell(answer('party', 'Ada'))
    story.tell(reopen({ reason: 'edit', name: 'party' }))
    story.posts()
    story.tell(answer('has_lawyer', false))
    expect(story.posts()).toEqual([])
    story.tell(answer('party', 'Bob'))
    expect(story.posts()).toEqual(['question note'])
  })

  it('gives more help each time, up to the most', () => {
    const story = new Story(form)
    const helps: (number | undefined)[] = []
    for (let time = 0; time < 4; time++) {
      story.tell(reopen({ reason: 'not_understood', raw: '???', error: 'Say a name.' }))
      expect(story.due()).toMatchObject({ raw: '???', error: 'Say a name.' })
      helps.push(story.due()?.help)
      story.post()
    }
    expect(helps).toEqual([1, 2, 3, 3])
    story.tell(answer('party', 'Ada'))
    story.tell(reopen({ reason: 'help' }))
    expect(story.due()).toMatchObject({ name: 'has_lawyer', help: 1 })
  })

  it('shows the review again on request, but not before there is one', () => {
    const story = new Story(form)
    expect(story.refusal(reopen({ reason: 'repeat', name: null }))).toMatchObject({ code: 'conflict' })
    const done = reviewed()
    done.tell(reopen({ reason: 'repeat' }))
    expect(done.posts()).toEqual(['review'])
  })

  it('is refused once the conversation has ended, and for what the document does not ask', () => {
    const story = reviewed()
    expect(story.refusal(reopen({ reason: 'edit', name: 'nobody' }))).toMatchObject({ code: 'not_found' })
    story.tell(confirm())
    expect(story.refusal(reopen({ reason: 'back' }))).toMatchObject({ code: 'conflict' })
  })
})

describe('an answer under a message', () => {
  it('is for the question that the message asked, however late', () => {
    const story = new Story(form)
    const asked = story.post()
    story.tell(answer('note', 'n'))
    story.days(5)
    expect(resolveQuestionRef({ shown_under: asked }, story.state)).toEqual({
      ok: true,
      value: { name: 'party', shown_revision: 0 },
    })
    expect(resolveQuestionRef({ shown_under: 'unknown' }, story.state)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
    expect(resolveQuestionRef({ shown_under: 'unknown', name: 'party' }, story.state)).toEqual({
      ok: true,
      value: { name: 'party' },
    })
  })

  it('does not overwrite what was answered after the message, unless it says the same', () => {
    const story = new Story(form)
    story.post()
    story.tell(answer('party', 'Ada'))
    expect(story.refusal(answer('party', 'Bob', { shown_revision: 0 }))).toMatchObject({
      code: 'conflict',
      details: { yours: 'Bob', current: 'Ada' },
    })
    expect(story.tell(answer('party', 'Ada', { shown_revision: 0 }))).toEqual([])
  })

  it('changes the answer when it was asked again', () => {
    const story = new Story(form)
    story.post()
    story.tell(answer('party', 'Ada'))
    story.tell(reopen({ reason: 'back' }))
    const shown_revision = story.revision
    story.post()
    expect(story.tell(answer('party', 'Bob', { shown_revision }))).toHaveLength(1)
  })

  it('adds one item for one press', () => {
    const story = new Story(lists)
    story.post()
    const add = (state: Generation, of: Questionnaire) =>
      addListItem({ name: 'items', value: { title: 'Bed', price: '1' }, shown_revision: 0 }, state, of)
    story.tell(add)
    expect(story.refusal(add)).toMatchObject({ code: 'conflict' })
  })

  it('confirms what the review showed, though it was posted after that', () => {
    const story = reviewed()
    const [review] = [...story.state.outbox!.sent.values()].slice(-1)
    expect(review).toMatchObject({ about: 'review' })
    expect(review!.revision).toBeLessThan(story.revision)
    story.tell(answer('party', 'Bob'))
    expect(story.refusal(confirm({ reviewed_revision: review!.revision }))).toMatchObject({ code: 'conflict' })
    story.posts()
    const [again] = [...story.state.outbox!.sent.values()].slice(-1)
    expect(story.tell(confirm({ reviewed_revision: again!.revision }))).toHaveLength(1)
  })
})

describe('a correction', () => {
  const said = (): Story => {
    const story = new Story(form)
    story.post()
    story.tell(answer('party', 'Ada', { said_in: 'hers' }))
    story.posts()
    return story
  }

  it('asks first, and changes the answer when accepted', () => {
    const story = said()
    expect(story.state.outbox?.answered_by.get('hers')?.name).toBe('party')
    story.tell((state, of) => proposeCorrection({ name: 'party', value: 'Bob' }, state, of))
    expect(story.posts()).toEqual(['correction party'])
    expect(story.live()).toHaveLength(2)
    story.tell((state, of) => settleCorrection({ name: 'party', accept: true }, state, of))
    expect(story.state.answers.given.get('party')?.value).toBe('Bob')
    expect(story.posts()).toEqual([])
    expect(story.live()).toEqual(['m2'])
    expect(story.refusal((state, of) => settleCorrection({ name: 'party', accept: true }, state, of))).toMatchObject({
      code: 'conflict',
    })
  })

  it('leaves the answer when dismissed, or when the message is changed back', () => {
    const story = said()
    const propose = (value: string) => story.tell((state, of) => proposeCorrection({ name: 'party', value }, state, of))
    propose('Bob')
    expect(propose('Bob')).toEqual([])
    expect(propose('Ada').map(({ type }) => type)).toEqual(['CorrectionDismissed'])
    expect(propose('Ada')).toEqual([])
    propose('Cid')
    story.posts()
    story.tell((state, of) => settleCorrection({ name: 'party', accept: false }, state, of))
    expect(story.state.answers.given.get('party')?.value).toBe('Ada')
    expect(story.state.outbox?.corrections.size).toBe(0)
    // The message that asked for the decision, and the question: the words below it are not the answer any more.
    expect(story.unsettled()).toEqual(['m1', 'm3'])
    expect(story.state.outbox?.answered_by.get('hers')).toEqual({ name: 'party', revision: null })
  })

  it('is overtaken by another answer, and ends with the conversation', () => {
    const story = said()
    story.tell((state, of) => proposeCorrection({ name: 'party', value: 'Bob' }, state, of))
    story.tell(answer('party', 'Cid'))
    expect(story.due()).toBeUndefined()
    expect(story.refusal((state, of) => settleCorrection({ name: 'party', accept: true }, state, of))).toMatchObject({
      code: 'conflict',
    })
    story.tell(cancelGeneration)
    expect(story.refusal((state, of) => proposeCorrection({ name: 'party', value: 'Bob' }, state, of))).toMatchObject({
      code: 'conflict',
    })
  })
})

describe('the end', () => {
  it('hands the file over, and shares it where the person said', () => {
    const story = made({ share_to: 'channel' })
    expect(story.posts()).toEqual(['document', 'share'])
    expect(story.state.phase).toBe('delivered')
    expect(story.events.slice(-2)).toMatchObject([
      { type: 'DocumentDelivered', data: { document_id, surface: 'slack', message: expect.any(String) } },
      { type: 'DocumentShared', data: { document_id } },
    ])
    expect(story.events.at(-2)?.data).not.toHaveProperty('again')
  })

  it('hands the file over although it was fetched elsewhere, and counts that once', () => {
    const story = made()
    story.tell((state) => recordDelivered({ surface: 'console' }, state))
    expect(story.posts()).toEqual(['document'])
    expect(story.events.at(-1)).toMatchObject({ type: 'DocumentDelivered', data: { again: true } })
    expect(story.tell((state) => recordDelivered({ surface: 'console' }, state))).toEqual([])
  })

  it('says that the document could not be made, and hands it over after a retry', () => {
    const story = reviewed()
    story.tell(confirm())
    story.tell((state) =>
      recordRenderingFailed({ document_id, reason: 'storage', message: 'full', attempts: 5 }, state),
    )
    expect(story.due()).toMatchObject({ about: 'failed', failure: 'rendering' })
    story.post()
    story.tell(retryGeneration)
    story.tell(render)
    expect(story.posts()).toEqual(['document'])
  })

  it('asks for the review again when an answer is changed after the document failed', () => {
    const story = reviewed()
    story.tell(confirm())
    story.tell((state) =>
      recordRenderingFailed({ document_id, reason: 'rendering', message: 'no link', attempts: 1 }, state),
    )
    story.tell((state) => reopenQuestion({ reason: 'edit', name: null }, state, form))
    expect(story.posts()).toEqual(['review'])
  })

  it('says that it has expired or was cancelled', () => {
    const story = new Story(form)
    story.posts()
    for (const days of [1, 6]) story.days(days).posts()
    story.days(23)
    expect(story.dueText()).toBe('expire')
    story.tell((state) => expireGeneration({ now: story.now, downtime_ms: 0 }, state))
    expect(story.posts()).toEqual(['expired'])
    expect(story.dueText()).toBeUndefined()
  })
})

describe('reminders', () => {
  it('come after one and seven days of silence, each once, and the end after thirty', () => {
    const story = new Story(form)
    story.posts()
    expect(nextDueAt(scheduleOf(story.state))).toBe('2026-11-22T10:00:00.000Z')
    expect(story.days(0.9).dueText()).toBeUndefined()
    expect(story.days(0.1).posts()).toEqual(['reminder party'])
    expect(nextDueAt(scheduleOf(story.state))).toBe('2026-11-28T10:00:00.000Z')
    expect(story.days(6).posts()).toEqual(['reminder party'])
    expect(nextDueAt(scheduleOf(story.state))).toBe('2026-12-21T10:00:00.000Z')
    expect(story.days(22).dueText()).toBeUndefined()
  })

  it('begin anew with each step of the person, and can be answered', () => {
    const story = new Story(form)
    story.posts()
    story.days(1)
    const reminder = story.post()
    expect(story.live()).toEqual(['m1', reminder])
    story.tell(answer('party', 'Ada'))
    expect(story.posts()).toEqual(['question has_lawyer'])
    expect(story.live()).toEqual(['m3'])
    expect(story.days(1).posts()).toEqual(['reminder has_lawyer'])
  })

  it('do not come instead of the question, nor in what has ended', () => {
    const story = new Story(form)
    expect(story.days(2).posts()).toEqual(['question party'])
    const done = made()
    expect(done.days(3).posts()).toEqual(['document'])
    expect(nextDueAt(scheduleOf(done.state))).toBeUndefined()
  })

  it('are given up when they cannot be posted', () => {
    const story = new Story(form)
    story.posts()
    story.days(1).record(story.plan(), { outcome: 'refused', reason: 'gone', detail: '' })
    expect(story.due()).toBeUndefined()
    expect(undeliveredMessages(story.state)).toEqual([])
  })
})

describe('what is not delivered', () => {
  it('is set aside when it is refused, does not come again by itself, and is tried again on request', () => {
    const story = made()
    story.record(story.plan(), { outcome: 'refused', reason: 'channel_not_found', detail: 'gone', attempts: 3 })
    expect(story.events.at(-1)).toMatchObject({
      type: 'DeliveryFailed',
      data: { about: 'document', document_id, reason: 'channel_not_found', attempts: 3 },
    })
    expect(story.due()).toMatchObject({ about: 'failed', failure: 'delivery_failed' })
    story.posts()
    expect(undeliveredMessages(story.state)).toMatchObject([{ about: 'document', state: 'failed' }])
    story.tell(retryGeneration)
    expect(story.posts()).toEqual(['document'])
    expect(story.state.phase).toBe('delivered')
    expect(story.refusal(retryGeneration)).toMatchObject({ code: 'conflict' })
  })

  it('is not told of any more once it is tried again', () => {
    const story = made()
    story.record(story.plan(), { outcome: 'uncertain', detail: 'never shared' })
    expect(story.due()).toMatchObject({ about: 'failed', failure: 'delivery_uncertain' })
    story.tell(retryGeneration)
    expect(story.posts()).toEqual(['document'])
  })

  it.each([
    [{ outcome: 'refused', reason: 'not_in_channel', detail: 'no member' }, 'delivery_failed'],
    [{ outcome: 'uncertain', detail: 'never shared' }, 'delivery_uncertain'],
  ] as const)('a share that is not made is told of in the conversation: %j', (outcome, failure) => {
    const story = made({ share_to: 'channel' })
    story.record(story.plan(), { outcome: 'posted', message: 'm1' })
    expect(story.due()).toMatchObject({ about: 'share' })
    story.record(story.plan(), outcome)
    expect(story.due()).toMatchObject({ about: 'not_shared', failure })
    expect(story.posts()).toEqual(['not_shared'])
    story.tell(retryGeneration)
    expect(story.posts()).toEqual(['share'])
  })

  it('does not hold up the rest', () => {
    const story = made({ share_to: 'channel' })
    story.record(story.plan(), { outcome: 'refused', reason: 'x', detail: '' })
    expect(story.posts()).toEqual(['share', 'failed'])
    const waiting = made({ share_to: 'channel' })
    const { key } = waiting.due()!
    expect(findDueAction(waiting.state, waiting.now, new Set([key]))).toMatchObject({ message: { about: 'share' } })
  })

  it('is asked twice more when it is uncertain, as another post each time; a file is not', () => {
    const story = new Story(form)
    const ids = new Set<string>()
    for (let sends = 1; sends <= 3; sends++) {
      const post = story.plan()
      expect(post).toMatchObject({ about: 'question', name: 'party' })
      ids.add(post.id)
      story.record(post, { outcome: 'uncertain', detail: 'no answer' })
    }
    expect(ids.size).toBe(3)
    expect(story.due()).toBeUndefined()
    expect(undeliveredMessages(story.state)).toMatchObject([{ about: 'question', state: 'uncertain' }])

    const file = made()
    file.record(file.plan(), { outcome: 'uncertain', detail: 'never shared' })
    expect(file.posts()).toEqual(['failed'])
    expect(undeliveredMessages(file.state)).toMatchObject([{ about: 'document', state: 'uncertain' }])
  })

  it('does not stop the person from going on', () => {
    const story = new Story(form)
    story.record(story.plan(), { outcome: 'refused', reason: 'x', detail: '' })
    story.tell(answer('party', 'Ada'))
    expect(story.posts()).toEqual(['question has_lawyer'])
    expect(undeliveredMessages(story.state)).toEqual([])
  })
})
