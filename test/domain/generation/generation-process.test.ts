import { expect, it } from 'vitest'
import { findDueAction } from '../../../src/domain/generation/generation-process.ts'
import { nextDueAt } from '../../../src/domain/generation/schedule.ts'
import type { GenerationEvent } from '../../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { fold } from '../../support/data/given.ts'

const document_id = '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f'
const requested: GenerationEvent = {
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
}
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
