/** When a generation expires or a reminder is due, from its last activity. */
import type { Generation, Phase } from './generation.ts'

/** The fields that decide when a generation expires or reminds. */
export interface Schedule {
  readonly phase: Phase
  readonly active_at: string
  readonly idle_days: number
  /** Days of silence after which the person is reminded; none where left out. */
  readonly reminders?: readonly number[]
  /** How many of these reminders were sent. */
  readonly reminded?: number
}

/** In milliseconds. */
export const DAY = 24 * 3_600_000

/** When the next reminder or the expiry is due (ISO 8601 UTC); undefined where neither is. */
export function nextDueAt(generation: Schedule): string | undefined {
  return nextReminderAt(generation) ?? expiresAt(generation)
}

/** The schedule of a generation. */
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

/** When the next reminder is due, if that is before the generation expires. */
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
