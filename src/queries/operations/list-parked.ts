/**
 * What waits for an operator: streams with events that a read model could not process, Slack inbox items that failed,
 * and generations whose document or messages failed.
 */
import { sql } from 'kysely'
import { isOperator, type Caller } from '../../domain/kernel/access.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'

/** The name under which failed Slack inbox items are listed; `stream` is then the item's id. */
export const SLACK_INBOX = 'slack-inbox'

export interface ParkedStream {
  readonly subscription: string
  readonly stream: string
  /** The first event that could not be processed. */
  readonly revision: number
  readonly error: string
  readonly parked_at: string
  /** The waiting events of the stream, including the first. */
  readonly events: number
  /** A retry was requested. */
  readonly retrying: boolean
}

export interface FailedGeneration {
  readonly id: string
  readonly template_id: string
  readonly requester: string
  readonly failed_at: string
  /**
   * Null: the document could not be made. Otherwise the kind of message that failed or is uncertain: `question`,
   * `review`, `document`, …
   */
  readonly undelivered: string | null
}

interface Deps {
  readonly readDatabase: ReadDatabase
}

export interface ParkedList {
  readonly streams: readonly ParkedStream[]
  readonly generations: readonly FailedGeneration[]
}

/** The most rows of each list. */
const MAX_ROWS = 1000

/** Generations of the caller's tenant; for who runs the installation, streams of all tenants (only their ids), too. */
export async function listParked({ readDatabase: { db } }: Deps, caller: Caller): Promise<ParkedList> {
  const streams = isOperator(caller) ? await listStreams(db) : []
  const generations = await db
    .selectFrom('generations')
    .select(['id', 'template_id', 'requester', 'updated_at as failed_at', 'undelivered'])
    .where('tenant', '=', caller.tenant)
    .where((row) => row.or([row('state', '=', 'failed'), row('undelivered', 'is not', null)]))
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_ROWS)
    .execute()
  return { streams, generations }
}

async function listStreams(db: ReadDatabase['db']): Promise<ParkedStream[]> {
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
  return [...streams, ...received]
}
