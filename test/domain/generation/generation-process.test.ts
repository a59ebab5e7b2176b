import { expect, it } from 'vitest'
import {
  deliveryDeadline,
  findDueAction,
  undeliveredMessages,
  type DueMessage,
} from '../../../src/domain/generation/generation-process.ts'
import { newOutbox } from '../../../src/domain/outbox/outbox.ts'
import { nextDueAt, nextReminderAt, scheduleOf } from '../../../src/domain/generation/schedule.ts'
import type { GenerationEvent } from '../../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { fold } from '../../support/data/given.ts'

const document_id = '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f'
const requested = {
  type: 'GenerationRequested',
  data: {
    template_id: 'nda',
    template_version: 1,
    format: 'docx',
    locale: 'en-US',
    zone: 'UTC',
    idle_days: 2,
    answers: [],
    next: 'name',
  },
} satisfies GenerationEvent
const confirmed: GenerationEvent = {
  type: 'GenerationConfirmed',
  data: { document_id, reviewed_revision: 0, file_name: 'nda.docx' },
}
const state = (...events: GenerationEvent[]) => fold(generationDecider, events)

it('renders what is confirmed', () => {
  expect(findDueAction(state(requested, confirmed), '2026-11-21T11:00:00.000Z')).toEqual({
    action: 'render',
    document_id,
  })
})

it('expires a conversation that nobody went on with, at the millisecond', () => {
  expect(nextDueAt(state(requested))).toBe('2026-11-23T10:00:00.000Z')
  expect(findDueAction(state(requested), '2026-11-23T09:59:59.999Z')).toBeUndefined()
  expect(findDueAction(state(requested), '2026-11-23T10:00:00.000Z')).toEqual({ action: 'expire' })
})

it('counts idle days from the last answer', () => {
  const answered: GenerationEvent = {
    type: 'AnswerProvided',
    data: { name: 'name', kind: 'text', value: 'Ada', next: null },
  }
  expect(nextDueAt(state(requested, answered))).toBe('2026-11-23T10:01:00.000Z')
})

it('has nothing to do for what has ended', () => {
  const rendered: GenerationEvent = {
    type: 'DocumentRendered',
    data: { document_id, key: 'k', media_type: 'm', size: 1, sha256: 's', parts: [], renderer: '1' },
  }
  for (const events of [
    [requested, confirmed, rendered],
    [requested, { type: 'GenerationCancelled', data: {} } as GenerationEvent],
  ]) {
    expect(findDueAction(state(...events), '2099-01-01T00:00:00.000Z')).toBeUndefined()
    expect(nextDueAt(state(...events))).toBeUndefined()
  }
})

/** A conversation in a channel that reminds after one day and, as long as it waits, after two of its three. */
type Requested = Extract<GenerationEvent, { type: 'GenerationRequested' }>
const inChannel = (over: Partial<Requested['data']> = {}): GenerationEvent => ({
  type: 'GenerationRequested',
  data: { ...requested.data, idle_days: 3, place: 'slack:C1/1', reminders: [1, 2], ...over },
})
const asked = (post: number, shows_revision = 0): GenerationEvent & { type: 'QuestionAsked' } => ({
  type: 'QuestionAsked',
  data: {
    post_id: `00000000-0000-4000-8000-00000000000${post}`,
    shows_revision,
    about: 'question',
    name: 'name',
    help: 0,
    message: `m${post}`,
  },
})

it('sends the question first, and reminds only of one that was sent', () => {
  const late = '2026-11-22T12:00:00.000Z'
  expect(findDueAction(state(inChannel()), late)).toMatchObject({ action: 'send', message: { about: 'question' } })
  const isAsk = { has: (key: string) => key.startsWith('ask ') }
  expect(findDueAction(state(inChannel()), late, isAsk)).toBeUndefined()
  expect(findDueAction(state(inChannel(), asked(1)), late)).toMatchObject({
    action: 'send',
    message: { about: 'reminder', name: 'name', to: undefined },
  })
})

it('reminds at the millisecond, and never at or after the end', () => {
  const open = state(inChannel(), asked(1))
  // The question was sent a minute after the request.
  expect(findDueAction(open, '2026-11-22T10:00:59.999Z')).toBeUndefined()
  expect(findDueAction(open, '2026-11-22T10:01:00.000Z')).toMatchObject({ message: { about: 'reminder' } })
  for (const reminders of [[3], [4]])
    expect(nextDueAt(scheduleOf(state(inChannel({ reminders }), asked(1))))).toBe('2026-11-24T10:01:00.000Z')
  expect(nextDueAt(scheduleOf(state(inChannel({ reminders: [2] }), asked(1))))).toBe('2026-11-23T10:01:00.000Z')
})

it('has a reminder only before the end', () => {
  const reminderAfter = (days: number) =>
    nextReminderAt({ phase: 'asking', active_at: '2026-11-21T10:00:00.000Z', idle_days: 3, reminders: [days] })
  expect([2, 3, 4].map(reminderAfter)).toEqual(['2026-11-23T10:00:00.000Z', undefined, undefined])
})

it('passes over a reminder that was deferred', () => {
  const open = state(inChannel(), asked(1))
  const due = findDueAction(open, '2026-11-22T10:01:00.000Z')
  if (due?.action !== 'send') throw new Error('nothing is due')
  expect(findDueAction(open, '2026-11-22T10:01:00.000Z', new Set([due.message.key]))).toBeUndefined()
})

it('reminds the colleague while the question is theirs, and the requester once it is closed', () => {
  const delegated: GenerationEvent = {
    type: 'QuestionDelegated',
    data: { name: 'name', to: 'key:bob', next: 'name' },
  }
  const withdrawn: GenerationEvent = {
    type: 'DelegationWithdrawn',
    data: { name: 'name', reason: 'withdrawn', next: 'name' },
  }
  const late = '2026-11-22T12:00:00.000Z'
  const nothingElse = { has: (key: string) => !key.startsWith('reminder') }
  const waiting = { ...asked(2, 2).data, about: 'waiting' } as const
  const events = [inChannel(), asked(1), delegated, { type: 'QuestionAsked', data: waiting } as GenerationEvent]
  expect(findDueAction(state(...events), late, nothingElse)).toMatchObject({ message: { to: 'key:bob' } })
  expect(findDueAction(state(...events, withdrawn, asked(3, 4)), late, nothingElse)).toMatchObject({
    message: { about: 'reminder', to: undefined },
  })
})

it('gives up a delivery after a day, and after two where it may have arrived', () => {
  const message = { at: '2026-11-21T10:00:00.000Z' } as DueMessage
  expect(deliveryDeadline(message, false)).toBe('2026-11-22T10:00:00.000Z')
  expect(deliveryDeadline(message, true)).toBe('2026-11-23T10:00:00.000Z')
})

it('counts as undelivered what failed or may have arrived, never what is still due', () => {
  const pending = new Map(
    (['due', 'failed', 'uncertain'] as const).map((one) => [
      one,
      { about: 'question', name: one, to: undefined, since: 0, at: '', round: 0, state: one, help: 0 } as const,
    ]),
  )
  expect(undeliveredMessages({ outbox: { ...newOutbox('slack:C1/1', []), pending } }).map(({ name }) => name)).toEqual([
    'failed',
    'uncertain',
  ])
  expect(undeliveredMessages({ outbox: undefined })).toEqual([])
})

it('names a message by its purpose, the revision it is due since and its round', () => {
  expect(findDueAction(state(inChannel()), '2026-11-21T10:00:00.000Z')).toMatchObject({ message: { key: 'ask 0 0' } })
  const reminder = findDueAction(state(inChannel(), asked(1)), '2026-11-22T10:01:00.000Z')
  expect(reminder).toMatchObject({ message: { key: 'reminder 2026-11-21T10:00:00.000Z 0', help: 0, name: 'name' } })
})

it('tries a late reminder from a whole number of days after it was due', () => {
  const startAt = (now: string) => {
    const due = findDueAction(state(inChannel({ idle_days: 9, reminders: [1] }), asked(1)), now)
    return due?.action === 'send' ? due.message.at : due
  }
  expect(startAt('2026-11-23T10:00:59.999Z')).toBe('2026-11-22T10:01:00.000Z')
  expect(startAt('2026-11-23T10:01:00.000Z')).toBe('2026-11-23T10:01:00.000Z')
  expect(startAt('2026-11-25T09:00:00.000Z')).toBe('2026-11-24T10:01:00.000Z')
})

it('ends without a reminder where nothing can be sent, and waits for the question where something can', () => {
  const [before, end] = ['2026-11-24T09:59:59.999Z', '2026-11-24T10:00:00.000Z']
  const nothing = { has: () => true }
  expect(findDueAction(state(inChannel()), before, nothing, false)).toBeUndefined()
  expect(findDueAction(state(inChannel()), end, nothing, false)).toEqual({ action: 'expire' })
  expect(findDueAction(state(inChannel()), end, nothing)).toBeUndefined()
})
