/** Reminders and the end of a conversation: one thing at a time, whenever the service slept. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { expireGeneration } from '../../../src/domain/generation/decisions/end-conversation.ts'
import { findDueAction } from '../../../src/domain/generation/generation-process.ts'
import { nextDueAt, scheduleOf } from '../../../src/domain/generation/schedule.ts'
import { question } from '../../support/data/questions.ts'
import { Story } from '../../support/data/story.ts'

const DAY_MS = 86_400_000
const form = { questions: [question('party'), question('city')] }
const expire = (story: Story, downtime_days = 0) =>
  story.tell((state) => expireGeneration({ now: story.now, downtime_ms: downtime_days * DAY_MS }, state), 'system')
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** A conversation whose question was just asked. */
function asked(over: ConstructorParameters<typeof Story>[1] = {}): Story {
  const story = new Story(form, over)
  story.posts()
  return story
}

describe('after the service slept', () => {
  it('reminds once, and again six days later, though the first and the seventh day are over', () => {
    const story = asked().days(9)
    expect(story.posts()).toEqual(['reminder party'])
    expect(nextDueAt(scheduleOf(story.state))).toBe('2026-12-06T10:00:00.000Z')
    expect(story.days(5.9).posts()).toEqual([])
    expect(story.days(0.1).posts()).toEqual(['reminder party'])
  })

  it('does not end what it has not reminded, nor in the same breath', () => {
    const story = asked().days(40)
    expect(story.dueText()).toBe('reminder party')
    story.posts()
    expect(story.dueText()).toBeUndefined()
    expect(story.days(6).posts()).toEqual(['reminder party'])
    expect(story.days(22.9).dueText()).toBeUndefined()
    expect(story.days(0.1).dueText()).toBe('expire')
  })

  it('asks what was not asked yet, and counts from there', () => {
    const story = new Story(form).days(40)
    expect(story.posts()).toEqual(['question party'])
    expect(story.days(0.9).dueText()).toBeUndefined()
    expect(story.days(0.1).posts()).toEqual(['reminder party'])
  })

  it('goes on after a reminder that could not be sent as after one that was', () => {
    const story = asked().days(9)
    story.record(story.plan(), { outcome: 'refused', reason: 'gone', detail: '' })
    expect(story.dueText()).toBeUndefined()
    expect(nextDueAt(scheduleOf(story.state))).toBe('2026-12-06T10:00:00.000Z')
  })

  it('gives a late reminder a day to arrive, as any message has', () => {
    const due = asked().days(9.5).due()
    expect(due?.at).toBe('2026-11-30T10:00:00.000Z')
    expect(asked().days(1.5).due()?.at).toBe('2026-11-22T10:00:00.000Z')
  })

  it('ends without reminders where nothing can be sent at all', () => {
    const story = asked().days(29.9)
    expect(findDueAction(story.state, story.now, { has: () => true }, false)).toBeUndefined()
    story.days(0.1)
    expect(findDueAction(story.state, story.now, { has: () => true }, false)).toEqual({ action: 'expire' })
    expect(findDueAction(story.state, story.now, { has: () => true })).toBeUndefined()
  })

  it('gives back the time in which it did not run, once, and at least a day', () => {
    const story = asked({ reminders: [] }).days(31)
    expect(expire(story, 20)).toEqual([{ type: 'ExpiryPostponed', data: { until: '2027-01-10T10:00:00.000Z' } }])
    expect(story.dueText()).toBeUndefined()
    expect(nextDueAt(scheduleOf(story.state))).toBe('2027-01-10T10:00:00.000Z')
    expect(story.days(19).dueText()).toBe('expire')
    expect(expire(story, 20)).toEqual([{ type: 'GenerationExpired', data: {} }])

    const short = asked({ reminders: [] }).days(31)
    expect(expire(short, 0.5)).toEqual([{ type: 'ExpiryPostponed', data: { until: '2026-12-23T10:00:00.000Z' } }])
  })

  it('gives it back again after the person went on', () => {
    const story = asked({ reminders: [] }).days(31)
    expire(story, 5)
    story.tell(() => ({ ok: true, value: [{ type: 'CorrectionDismissed', data: { name: 'party' } }] }))
    expect(story.state.postponed_until).toBeUndefined()
    expect(nextDueAt(scheduleOf(story.state))).toBe('2027-01-21T10:00:00.000Z')
  })

  it('ends at once what the service was there for', () => {
    expect(expire(asked({ reminders: [] }).days(31))).toEqual([{ type: 'GenerationExpired', data: {} }])
  })
})

test('whatever the reminders and whenever the service sleeps, what is said keeps its distances', () => {
  const plans = fc
    .record({ idle_days: fc.integer({ min: 1, max: 60 }), days: fc.uniqueArray(fc.integer({ min: 1, max: 59 })) })
    .map(({ idle_days, days }) => ({
      idle_days,
      reminders: days.filter((day) => day < idle_days).toSorted((one, other) => one - other),
    }))
  const sleeps = fc.array(fc.double({ min: 0.01, max: 45, noNaN: true }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(plans, sleeps, ({ idle_days, reminders }, wakes) => {
      const story = new Story(form, { idle_days, reminders })
      expect(story.posts()).toEqual(['question party'])
      const planned = [0, ...reminders, idle_days]
      let [said, saidAt] = [0, story.now]
      for (const slept of wakes) {
        story.days(slept)
        const due = story.dueText()
        if (due === undefined) continue
        said++
        // Milliseconds are whole.
        const gap = (planned[said] ?? Number.NaN) - (planned[said - 1] ?? Number.NaN)
        expect(daysBetween(saidAt, story.now)).toBeGreaterThanOrEqual(gap - 1e-7)
        expect(due).toBe(said === planned.length - 1 ? 'expire' : 'reminder party')
        if (due === 'expire') return
        expect(story.posts()).toEqual(['reminder party'])
        saidAt = story.now
      }
    }),
  )
})

test('a service that never sleeps says everything on its day', () => {
  const story = asked({ reminders: [2, 3, 10], idle_days: 14 })
  const said: [number, string | undefined][] = []
  for (let day = 1; day <= 14; day++) {
    const due = story.days(1).dueText()
    if (due !== undefined) said.push([day, due])
    story.posts()
  }
  expect(said).toEqual([
    [2, 'reminder party'],
    [3, 'reminder party'],
    [10, 'reminder party'],
    [14, 'expire'],
  ])
})
