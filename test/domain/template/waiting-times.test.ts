import { describe, expect, it } from 'vitest'
import {
  checkWaitingTimes,
  readWaitingTimes,
  STANDARD_WAITING_TIMES as standard,
  waitingTimes,
} from '../../../src/domain/template/waiting-times.ts'

describe('what holds for a conversation', () => {
  it('is the author’s word, field by field, else the service’s', () => {
    expect(waitingTimes({ idle_days: null, reminders: null }, standard)).toEqual(standard)
    expect(waitingTimes({ idle_days: 90, reminders: null }, standard)).toEqual({ idle_days: 90, reminders: [1, 7] })
    expect(waitingTimes({ idle_days: null, reminders: [] }, standard)).toEqual({ idle_days: 30, reminders: [] })
  })

  it('has no reminder of the service after an earlier end of the author’s', () => {
    expect(waitingTimes({ idle_days: 5, reminders: null }, standard)).toEqual({ idle_days: 5, reminders: [1] })
  })
})

describe('refused', () => {
  it.each([
    ['no day', { idle_days: 0, reminders: null }, 'idle_days'],
    ['more than a year', { idle_days: 366, reminders: null }, 'idle_days'],
    ['a part of a day', { idle_days: 1.5, reminders: null }, 'idle_days'],
    ['a reminder at once', { idle_days: null, reminders: [0, 3] }, 'reminders'],
    ['one twice', { idle_days: null, reminders: [3, 3] }, 'reminders'],
    ['one before the other', { idle_days: null, reminders: [7, 1] }, 'reminders'],
    ['eleven', { idle_days: null, reminders: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }, 'reminders'],
    ['one at the end', { idle_days: 7, reminders: [1, 7] }, 'reminders'],
    ['one after the service’s end', { idle_days: null, reminders: [1, 31] }, 'reminders'],
  ])('%s, with its field', (_, said, field) => {
    expect(checkWaitingTimes(said, standard)).toMatchObject({
      ok: false,
      error: { code: 'unprocessable', details: { field } },
    })
  })

  it('what is no number of days', () => {
    for (const idle_days of ['a week', '-1', '1.5', '1e3'])
      expect(readWaitingTimes({ idle_days })).toMatchObject({ ok: false, error: { details: { field: 'idle_days' } } })
    for (const reminders of ['1,,7', 'never', '1;7'])
      expect(readWaitingTimes({ reminders })).toMatchObject({ ok: false, error: { details: { field: 'reminders' } } })
  })
})

it('is read as an author writes it', () => {
  expect(readWaitingTimes({ idle_days: ' 30 ', reminders: '1, 7 14' })).toEqual({
    ok: true,
    value: { idle_days: 30, reminders: [1, 7, 14] },
  })
  expect(readWaitingTimes({ reminders: 'off' })).toEqual({ ok: true, value: { idle_days: null, reminders: [] } })
  expect(readWaitingTimes({ idle_days: '', reminders: '' })).toEqual({
    ok: true,
    value: { idle_days: null, reminders: null },
  })
})
