/**
 * What the generation process manager does next, as a pure function of the generation and the time. A job that runs
 * late, twice or for nothing does no harm.
 */
import type { Generation } from './generation.ts'
import type { PendingMessage } from '../outbox/outbox.ts'
import { DAY, scheduleOf, expiresAt, nextReminderAt, withoutReminders } from './schedule.ts'

export type DueAction =
  | { readonly action: 'render'; readonly document_id: string }
  | { readonly action: 'expire' }
  | { readonly action: 'send'; readonly message: DueMessage }

/** A message to send. `key` identifies it across attempts: its purpose, the revision it is due since, and its round. */
export interface DueMessage extends Omit<PendingMessage, 'state' | 'round' | 'since'> {
  readonly key: string
}

/** How long a message is tried before it is recorded as undeliverable. */
const DELIVERY_TIMEOUT_MS = DAY

/**
 * The first action that is due now, or undefined. Messages whose key is in `deferred` are passed over, so that they do
 * not hold up the others. What is to be said comes before the end: nobody's time is over before they were asked.
 * `sends`: whether messages can be sent at all; where not, a conversation ends without having been reminded.
 */
export function findDueAction(
  generation: Generation,
  now: string,
  deferred: Pick<ReadonlySet<string>, 'has'> = NO_KEYS,
  sends = true,
): DueAction | undefined {
  if (generation.phase === 'confirmed' && generation.document !== undefined)
    return { action: 'render', document_id: generation.document.id }
  const message = dueMessages(generation).find(({ key }) => !deferred.has(key))
  if (message !== undefined) return { action: 'send', message }
  if (sends && isAskPending(generation)) return undefined
  const schedule = sends ? scheduleOf(generation) : withoutReminders(scheduleOf(generation))
  const at = nextReminderAt(schedule)
  if (at !== undefined && at <= now) {
    const reminder = reminderOf(generation, lateStart(at, now))
    return deferred.has(reminder.key) ? undefined : { action: 'send', message: reminder }
  }
  const end = expiresAt(schedule)
  return end !== undefined && end <= now ? { action: 'expire' } : undefined
}

const NO_KEYS: ReadonlySet<string> = new Set()

/** The messages that are due now, in order. */
function dueMessages({ outbox }: Pick<Generation, 'outbox'>): DueMessage[] {
  if (outbox === undefined) return []
  return [...outbox.pending].flatMap(([purpose, { state, since, round, ...message }]) =>
    state === 'due' ? [{ ...message, key: `${purpose} ${since} ${round}` }] : [],
  )
}

/** Messages that could not be delivered and wait for an operator. */
export const undeliveredMessages = ({ outbox }: Pick<Generation, 'outbox'>): PendingMessage[] =>
  outbox === undefined ? [] : [...outbox.pending.values()].filter(({ state }) => state !== 'due')

/**
 * When delivery is given up (ISO 8601 UTC). A message that may already be in the channel gets twice the time, because
 * looking it up can settle the question.
 */
export const deliveryDeadline = ({ at }: DueMessage, in_doubt: boolean): string =>
  new Date(Date.parse(at) + (in_doubt ? 2 : 1) * DELIVERY_TIMEOUT_MS).toISOString()

/** A reminder of the question that is due, to the requester or to the colleague who has it. */
function reminderOf({ next, delegations, active_at, outbox }: Generation, at: string): DueMessage {
  const delegation = next === null ? undefined : delegations.get(next)
  return {
    about: 'reminder',
    name: next,
    to: delegation?.open === true && delegation.hand_over === undefined ? delegation.to : undefined,
    at,
    help: 0,
    key: `reminder ${active_at} ${outbox?.reminded ?? 0}`,
  }
}

/** From when a late reminder is tried: a whole number of days after it was due, so that it too has a day to arrive. */
const lateStart = (at: string, now: string): string =>
  new Date(Date.parse(at) + Math.floor((Date.parse(now) - Date.parse(at)) / DAY) * DAY).toISOString()

/** Whether the question itself was not sent yet: then no reminder is needed. */
const isAskPending = ({ outbox }: Generation): boolean => outbox?.pending.get('ask')?.state === 'due'
