/** How long conversations wait for an answer: after how many days the person is reminded, and when they end. */
import { fail, ok, type Result } from '../kernel/errors.ts'

export interface WaitingTimes {
  /** Days without an answer after which a conversation expires. */
  readonly idle_days: number
  /** Days without an answer after which the person is reminded, ascending. */
  readonly reminders: readonly number[]
}

/** What the author says of them; `null` where it is left to the service. */
export type AuthorsWaitingTimes = { readonly [Field in keyof WaitingTimes]: WaitingTimes[Field] | null }

/** Where neither the author nor the operator says anything. */
export const STANDARD_WAITING_TIMES: WaitingTimes = { idle_days: 30, reminders: [1, 7] }

export const MAX_IDLE_DAYS = 365
export const MAX_REMINDERS = 10

/** Those of a conversation. Without a word of the author, a reminder that would come after the end is left out. */
export function waitingTimes({ idle_days, reminders }: AuthorsWaitingTimes, standard: WaitingTimes): WaitingTimes {
  const days = idle_days ?? standard.idle_days
  return { idle_days: days, reminders: (reminders ?? standard.reminders).filter((reminder) => reminder < days) }
}

/** What the author says, or `unprocessable` with the field's name, what is wrong, and what to do. */
export function checkWaitingTimes(said: AuthorsWaitingTimes, standard: WaitingTimes): Result<AuthorsWaitingTimes> {
  const { idle_days, reminders } = said
  if (idle_days !== null && !isDay(idle_days, MAX_IDLE_DAYS))
    return fail('unprocessable', `A conversation can wait for 1 to ${MAX_IDLE_DAYS} days.`, { field: 'idle_days' })
  if (reminders === null) return ok(said)
  const checked = checkReminders(reminders)
  if (!checked.ok) return checked
  const end = idle_days ?? standard.idle_days
  const late = reminders.find((days) => days >= end)
  if (late === undefined) return ok(said)
  const whose = idle_days === null ? ', as the service is set' : ''
  return fail(
    'unprocessable',
    `After ${late} days there is nothing to remind of: a conversation expires after ${end}${whose}. ` +
      'Remind earlier, or let it wait longer.',
    { field: 'reminders' },
  )
}

/** `unprocessable` unless they are whole days, ascending, and not too many. */
export function checkReminders(reminders: readonly number[]): Result<true> {
  const areDays = reminders.every((days) => isDay(days, MAX_IDLE_DAYS - 1))
  const ascend = reminders.every((days, index) => index === 0 || days > (reminders[index - 1] ?? 0))
  if (areDays && ascend && reminders.length <= MAX_REMINDERS) return ok(true)
  return fail(
    'unprocessable',
    `Reminders are up to ${MAX_REMINDERS} whole days from 1 to ${MAX_IDLE_DAYS - 1}, each later than the one before, ` +
      'like 1 and 7.',
    { field: 'reminders' },
  )
}

/** Both as an author writes them; empty or left out: as the service is set. */
export interface WrittenWaitingTimes {
  readonly idle_days?: string | undefined
  readonly reminders?: string | undefined
}

/** Reads days like `30` and `1, 7`; `off` for no reminders. `unprocessable` with the field for anything else. */
export function readWaitingTimes(written: WrittenWaitingTimes): Result<AuthorsWaitingTimes> {
  const [end, remind] = [written.idle_days?.trim() ?? '', written.reminders?.trim() ?? '']
  const idle_days = end === '' ? null : dayIn(end)
  const reminders = remind === '' ? null : /^off$/i.test(remind) ? [] : remind.split(/\s*,\s*|\s+/).map(dayIn)
  if (Number.isNaN(idle_days))
    return fail('unprocessable', `“${end.slice(0, 40)}” is no number of days. Write it like 30.`, {
      field: 'idle_days',
    })
  if (reminders?.some(Number.isNaN) === true)
    return fail(
      'unprocessable',
      `“${remind.slice(0, 40)}” are no days. Write them like 1, 7, or off for no reminders.`,
      { field: 'reminders' },
    )
  return ok({ idle_days, reminders })
}

const dayIn = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN)

const isDay = (days: number, most: number): boolean => Number.isInteger(days) && days >= 1 && days <= most
