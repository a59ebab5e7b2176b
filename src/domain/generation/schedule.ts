/**
 * When a generation expires or a reminder is due. Each follows the one before by the days that lie between them as they
 * were planned, counted from when that was really said: a service that did not run says one thing, not all at once.
 */
import type { Generation, Phase } from './generation.ts'

/** The fields that decide when a generation expires or reminds. */
export interface Schedule {
  readonly phase: Phase
  /** When a person last did something. */
  readonly active_at: string
  readonly idle_days: number
  /** Days of silence after which the person is reminded, ascending; none where left out. */
  readonly reminders?: readonly number[]
  /** How many of these reminders were sent. */
  readonly reminded?: number
  /** When the question or a reminder was sent last; left out where nothing was. */
  readonly asked_at?: string | undefined
  /** It does not expire before, because the service did not run; left out where it did. */
  readonly postponed_until?: string | undefined
}

/** In milliseconds. */
export const DAY = 24 * 3_600_000

/** When the next reminder or the expiry is due (ISO 8601 UTC); undefined where neither is. */
export function nextDueAt(generation: Schedule): string | undefined {
  return nextReminderAt(generation) ?? expiresAt(generation)
}

/** The schedule of a generation. */
export const scheduleOf = ({ phase, active_at, idle_days, postponed_until, outbox }: Generation): Schedule => ({
  phase,
  active_at,
  idle_days,
  postponed_until,
  reminders: outbox?.reminders ?? [],
  reminded: outbox?.reminded ?? 0,
  asked_at: outbox?.asked_at,
})

/** The same where nothing can be sent: it ends without the reminders that are left. */
export const withoutReminders = (schedule: Schedule): Schedule => ({
  ...schedule,
  reminders: (schedule.reminders ?? []).slice(0, schedule.reminded ?? 0),
})

/** When it expires; undefined for what has ended, and while a reminder is to come before. */
export function expiresAt(schedule: Schedule): string | undefined {
  if (!isWaiting(schedule) || nextReminderAt(schedule) !== undefined) return undefined
  return later(stepAt(schedule, schedule.idle_days), schedule.postponed_until)
}

/** When the next reminder is due, if one is planned before the generation expires. */
export function nextReminderAt(schedule: Schedule): string | undefined {
  const { idle_days, reminders = [], reminded = 0 } = schedule
  const days = reminders[reminded]
  return days === undefined || days >= idle_days || !isWaiting(schedule) ? undefined : stepAt(schedule, days)
}

/** Since when the person has been waited for: the last step of theirs, or what was said to them after it. */
export const waitingSince = ({ active_at, asked_at }: Schedule): string => later(active_at, asked_at)

const isWaiting = ({ phase, active_at }: Schedule): boolean =>
  active_at !== '' && (phase === 'asking' || phase === 'reviewing')

/** After so many days of silence, but not sooner after what was said last than it was planned to follow on it. */
function stepAt({ active_at, asked_at, reminders = [], reminded = 0 }: Schedule, days: number): string {
  const daysBefore = reminders[reminded - 1] ?? 0
  return later(daysAfter(active_at, days), asked_at === undefined ? undefined : daysAfter(asked_at, days - daysBefore))
}

const later = (one: string, other: string | undefined): string => (other === undefined || other < one ? one : other)

const daysAfter = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY).toISOString()
