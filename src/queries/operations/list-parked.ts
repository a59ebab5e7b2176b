/**
 * What waits for an operator: streams that a read model could not take, what came in from Slack and could not be
 * worked, and generations whose document could not be made, or some post of which could not be delivered.
 */
import { sql } from 'kysely'
import type { Caller } from '../../domain/kernel/access.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'

/** Under which name what came in from Slack is listed; its `stream` is the inbox item's id. */
export const SLACK_INBOX = 'slack-inbox'

export interface ParkedStream {
  readonly subscription: string
  readonly stream: string
  /** The first event that could not be taken. */
  readonly revision: number
  readonly error: string
  readonly parked_at: string
  /** Events of the stream that wait, the first one included. */
  readonly events: number
  /** It will be tried again in a moment. */
  readonly retrying: boolean
}

export interface FailedGeneration {
  readonly id: string
  readonly template_id: string
  readonly requester: string
  readonly failed_at: string
  /**
   * Null: the document could not be made. Otherwise what could not be posted, or nobody can tell whether it was:
   * `question`, `review`, `document`, …
   */
  readonly undelivered: string | null
}

export interface ParkedList {
  readonly streams: readonly ParkedStream[]
  readonly generations: readonly FailedGeneration[]
}

/** The most rows of each. */
const MAX_ROWS = 1000

/** Streams of all tenants (their ids only), generations of the caller's. */
export async function listParked(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { tenant }: Caller,
): Promise<ParkedList> {
  const streams = await db
    .selectFrom('parked')
    .select(({ fn }) => [
      'subscription',
      'stream',
      fn.min('revision').as('revision'),
      sql<string>`coalesce(max(error), '')`.as('error'),
      fn.min('parked_at').as('parked_at'),
      sql<number>`count(*)::int`.as('events'),
      sql<boolean>`bool_or(retry)`.as('retrying'),
    ])
    .where('subscription', 'not like', '%#rebuild')
    .groupBy(['subscription', 'stream'])
    .orderBy('subscription')
    .orderBy('stream')
    .limit(MAX_ROWS)
    .execute()
  const items = await db
    .selectFrom('slack_inbox')
    .select(['id', 'error', 'received_at'])
    .where('state', '=', 'parked')
    .orderBy('received_at')
    .limit(MAX_ROWS)
    .execute()
  const received = items.map(({ id, error, received_at }) => ({
    subscription: SLACK_INBOX,
    stream: id,
    revision: 0,
    error: error ?? '',
    parked_at: received_at,
    events: 1,
    retrying: false,
  }))
  const generations = await db
    .selectFrom('generations')
    .select(['id', 'template_id', 'requester', 'updated_at as failed_at', 'undelivered'])
    .where('tenant', '=', tenant)
    .where((row) => row.or([row('state', '=', 'failed'), row('undelivered', 'is not', null)]))
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_ROWS)
    .execute()
  return { streams: [...streams, ...received], generations }
}
