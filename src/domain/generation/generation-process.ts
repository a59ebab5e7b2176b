/**
 * Decides what is due for a generation, as a function of its state and the time alone. So a job that runs late, twice
 * or for nothing does no harm.
 */
import type { Generation, Phase } from './generation.ts'
import type { PendingMessage } from '../outbox/outbox.ts'

export type Due =
  | { readonly action: 'render'; readonly document_id: string }
  | { readonly action: 'expire' }
  | { readonly action: 'send'; readonly message: DueMessage }

/**
 * A message to send. `key` identifies it: what is due, since which revision, and how often an operator had it sent
 * again.
 */
export interface DueMessage extends Omit<PendingMessage, 'state' | 'round' | 'since'> {
  readonly key: string
}

/** The part of a generation that decides when it is reminded and expires. */
export interface Schedule {
  readonly phase: Phase
  readonly active_at: string
  readonly idle_days: number
  /** Days of silence after which to remind, and how many reminders were sent; left out: none. */
  readonly reminders?: readonly number[]
  readonly reminded?: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long to try a message before giving it up. */
const DELIVERY_TIMEOUT_MS = DAY

/** The first thing that is due now, or undefined. Messages whose keys are `deferred` do not hold up the others. */
export function dueNow(
  generation: Generation,
  now: string,
  deferred: Pick<ReadonlySet<string>, 'has'> = NOTHING,
): Due | undefined {
  if (generation.phase === 'confirmed' && generation.document !== undefined)
    return { action: 'render', document_id: generation.document.id }
  const schedule = scheduleOf(generation)
  const end = expiresAt(schedule)
  if (end !== undefined && end <= now) return { action: 'expire' }
  const message = dueMessages(generation).find(({ key }) => !deferred.has(key))
  if (message !== undefined) return { action: 'send', message }
  const at = remindsAt(schedule)
  if (at === undefined || at > now || isToBeAsked(generation)) return undefined
  const reminder = reminderOf(generation, at)
  return deferred.has(reminder.key) ? undefined : { action: 'send', message: reminder }
}

const NOTHING: ReadonlySet<string> = new Set()

/** The messages that are due whatever the time. */
function dueMessages({ outbox }: Pick<Generation, 'outbox'>): DueMessage[] {
  if (outbox === undefined) return []
  return [...outbox.pending].flatMap(([purpose, { state, since, round, ...message }]) =>
    state === 'due' ? [{ ...message, key: `${purpose} ${since} ${round}` }] : [],
  )
}

/** Messages that were not delivered and wait for an operator. */
export const undeliveredMessages = ({ outbox }: Pick<Generation, 'outbox'>): PendingMessage[] =>
  outbox === undefined ? [] : [...outbox.pending.values()].filter(({ state }) => state !== 'due')

/** When a due message is given up (ISO 8601 UTC). One that may have arrived gets twice the time to be looked up. */
export const givenUpAt = ({ at }: DueMessage, in_doubt: boolean): string =>
  new Date(Date.parse(at) + (in_doubt ? 2 : 1) * DELIVERY_TIMEOUT_MS).toISOString()

/** When something will be due if nobody acts (ISO 8601 UTC), or undefined. */
export function nextDueAt(generation: Schedule): string | undefined {
  return remindsAt(generation) ?? expiresAt(generation)
}

export const scheduleOf = ({ phase, active_at, idle_days, outbox }: Generation): Schedule => ({
  phase,
  active_at,
  idle_days,
  reminders: outbox?.reminders ?? [],
  reminded: outbox?.reminded ?? 0,
})

function expiresAt({ phase, active_at, idle_days }: Schedule): string | undefined {
  if (active_at === '' || (phase !== 'asking' && phase !== 'reviewing')) return undefined
  return daysAfter(active_at, idle_days)
}

/** When the next reminder is due, if one still comes before the end. */
function remindsAt({ phase, active_at, idle_days, reminders = [], reminded = 0 }: Schedule): string | undefined {
  const days = reminders[reminded]
  if (days === undefined || days >= idle_days || active_at === '' || (phase !== 'asking' && phase !== 'reviewing'))
    return undefined
  return daysAfter(active_at, days)
}

/** A reminder of the next question, to the requester or to the colleague it was delegated to. */
function reminderOf({ next, delegations, active_at, outbox }: Generation, at: string): DueMessage {
  const delegation = next === null ? undefined : delegations.get(next)
  return {
    about: 'reminder',
    name: next,
    to: delegation?.open === true ? delegation.to : undefined,
    at,
    help: 0,
    key: `reminder ${active_at} ${outbox?.reminded ?? 0}`,
  }
}

/** The question itself has not been sent yet, so it needs no reminder. */
const isToBeAsked = ({ outbox }: Generation): boolean => outbox?.pending.get('ask')?.state === 'due'

const daysAfter = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY).toISOString()
