/**
 * The generation process manager's mind: what is due for a generation, as a function of its stream and the time alone.
 * A wake-up that comes late, twice or for nothing does no harm.
 */
import type { Generation } from './generation.ts'
import type { PendingMessage } from '../outbox/outbox.ts'
import { DAY, scheduleOf, expiresAt, nextReminderAt } from './schedule.ts'

export type DueAction =
  | { readonly action: 'render'; readonly document_id: string }
  | { readonly action: 'expire' }
  | { readonly action: 'post'; readonly message: DueMessage }

/**
 * A post to be made. `key` is the same for as long as it is the same post: what is due, since which revision, and how
 * often it was tried anew.
 */
export interface DueMessage extends Omit<PendingMessage, 'state' | 'round' | 'since'> {
  readonly key: string
}

/** For how long a post is tried before it is given up. */
const DELIVERY_TIMEOUT_MS = DAY

/**
 * The first thing that is due now and not put off, or undefined. Posts that must wait (`putOff`, by key) do not hold up
 * the others.
 */
export function findDueAction(
  generation: Generation,
  now: string,
  putOff: Pick<ReadonlySet<string>, 'has'> = NO_KEYS,
): DueAction | undefined {
  if (generation.phase === 'confirmed' && generation.document !== undefined)
    return { action: 'render', document_id: generation.document.id }
  const schedule = scheduleOf(generation)
  const end = expiresAt(schedule)
  if (end !== undefined && end <= now) return { action: 'expire' }
  const post = dueMessages(generation).find(({ key }) => !putOff.has(key))
  if (post !== undefined) return { action: 'post', message: post }
  const at = nextReminderAt(schedule)
  if (at === undefined || at > now || isAskPending(generation)) return undefined
  const reminder = reminderOf(generation, at)
  return putOff.has(reminder.key) ? undefined : { action: 'post', message: reminder }
}

const NO_KEYS: ReadonlySet<string> = new Set()

/** The posts that are due whatever the time. */
function dueMessages({ outbox }: Pick<Generation, 'outbox'>): DueMessage[] {
  if (outbox === undefined) return []
  return [...outbox.pending].flatMap(([purpose, { state, since, round, ...post }]) =>
    state === 'due' ? [{ ...post, key: `${purpose} ${since} ${round}` }] : [],
  )
}

/** What was not delivered and waits for an operator. */
export const undeliveredMessages = ({ outbox }: Pick<Generation, 'outbox'>): PendingMessage[] =>
  outbox === undefined ? [] : [...outbox.pending.values()].filter(({ state }) => state !== 'due')

/**
 * When a post that is due is given up (ISO 8601 UTC). One that may be out gets twice the time, since to look it up
 * settles it.
 */
export const deliveryDeadline = ({ at }: DueMessage, in_doubt: boolean): string =>
  new Date(Date.parse(at) + (in_doubt ? 2 : 1) * DELIVERY_TIMEOUT_MS).toISOString()

/** A reminder of the question that is due, to whom it is asked: the requester, or the colleague for whom all waits. */
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

/** The question itself is still to be asked: it needs no reminder. */
const isAskPending = ({ outbox }: Generation): boolean => outbox?.pending.get('ask')?.state === 'due'
