/** When a generation expires or a reminder is due, from its last activity. */
import type { Generation, Phase } from './generation.ts'

/** What time does to a generation depends on this much of it. */
export interface Schedule {
  readonly phase: Phase
  readonly active_at: string
  readonly idle_days: number
  /** After how many days of silence the person is reminded, and how many of these reminders are out; left out: none. */
  readonly reminders?: readonly number[]
  readonly reminded?: number
}

const HOUR = 3_600_000

export const DAY = 24 * HOUR

/** When something will be due without anybody acting (ISO 8601 UTC), or undefined. */
export function nextDueAt(generation: Schedule): string | undefined {
  return nextReminderAt(generation) ?? expiresAt(generation)
}

/** What time does to a generation. */
export const scheduleOf = ({ phase, active_at, idle_days, outbox }: Generation): Schedule => ({
  phase,
  active_at,
  idle_days,
  reminders: outbox?.reminders ?? [],
  reminded: outbox?.reminded ?? 0,
})

export function expiresAt({ phase, active_at, idle_days }: Schedule): string | undefined {
  if (active_at === '' || (phase !== 'asking' && phase !== 'reviewing')) return undefined
  return daysAfter(active_at, idle_days)
}

/** The next reminder, where one still comes before the end. */
export function nextReminderAt({
  phase,
  active_at,
  idle_days,
  reminders = [],
  reminded = 0,
}: Schedule): string | undefined {
  const days = reminders[reminded]
  if (days === undefined || days >= idle_days || active_at === '' || (phase !== 'asking' && phase !== 'reviewing'))
    return undefined
  return daysAfter(active_at, days)
}

const daysAfter = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY).toISOString()
