/** The inbox in an SQL table. Payloads are sealed with their own data key. */
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { Inbox, InboxItem, NewInboxItem, ParkedItem } from '../../../ports/slack/inbox.ts'
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import type { SlackTables } from './slack-tables.ts'

/** The subject of the data key that seals payloads. */
const SUBJECT = 'slack-inbox'
const MAX_ERROR_LENGTH = 500

/** The inbox in an SQL table. */
export class SqlInbox implements Inbox {
  readonly #db: Kysely<SlackTables>
  readonly #keys: KeyRing
  readonly #clock: Clock

  constructor(db: Kysely<SlackTables>, keys: KeyRing, clock: Clock) {
    this.#db = db
    this.#keys = keys
    this.#clock = clock
  }

  async add({ id, conversation, ts, payload }: NewInboxItem): Promise<'added' | 'known'> {
    const sealed = await this.#keys.seal(SUBJECT, Buffer.from(payload), id)
    const row = await this.#db
      .insertInto('slack_inbox')
      .values({
        id,
        conversation,
        ts: microseconds(ts),
        state: 'waiting',
        payload: Buffer.from(sealed),
        attempts: 0,
        error: null,
        received_at: this.#clock.now(),
        done_at: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    return row === undefined ? 'known' : 'added'
  }

  async beginNext(conversation: string): Promise<InboxItem | undefined> {
    const row = await this.#db
      .updateTable('slack_inbox')
      .set((row) => ({ attempts: row('attempts', '+', 1) }))
      .where('id', '=', (query) =>
        query
          .selectFrom('slack_inbox')
          .select('id')
          .where('conversation', '=', conversation)
          .where('state', '=', 'waiting')
          .orderBy('ts')
          .orderBy('seq')
          .limit(1),
      )
      .returning(['id', 'ts', 'payload', 'attempts', 'received_at'])
      .executeTakeFirst()
    if (row?.payload == null) return undefined
    const { id, attempts, received_at } = row
    const payload = await this.#keys.open(SUBJECT, row.payload, id)
    if (payload === undefined) throw new Error(`The inbox item ${id} cannot be read: its key was destroyed.`)
    return {
      id,
      conversation,
      ts: seconds(row.ts),
      payload: Buffer.from(payload).toString('utf8'),
      attempts,
      received_at,
    }
  }

  async markDone(id: string): Promise<void> {
    await this.#db
      .updateTable('slack_inbox')
      .set({ state: 'done', payload: null, error: null, done_at: this.#clock.now() })
      .where('id', '=', id)
      .execute()
  }

  async markFailed(id: string, error: string, given_up: boolean): Promise<void> {
    await this.#db
      .updateTable('slack_inbox')
      .set({ state: given_up ? 'parked' : 'waiting', error: error.slice(0, MAX_ERROR_LENGTH) })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
  }

  async defer(id: string): Promise<void> {
    await this.#db
      .updateTable('slack_inbox')
      .set((row) => ({ attempts: row('attempts', '-', 1) }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
  }

  async listParked(limit: number): Promise<readonly ParkedItem[]> {
    const rows = await this.#db
      .selectFrom('slack_inbox')
      .select(['id', 'conversation', 'error', 'attempts', 'received_at'])
      .where('state', '=', 'parked')
      .orderBy('received_at')
      .orderBy('seq')
      .limit(limit)
      .execute()
    return rows.map(({ error, ...row }) => ({ ...row, error: error ?? '' }))
  }

  async retry(id: string): Promise<string | undefined> {
    const row = await this.#db
      .updateTable('slack_inbox')
      .set({ state: 'waiting', attempts: 0 })
      .where((row) => row(row.cast('id', 'text'), '=', id))
      .where('state', '=', 'parked')
      .returning('conversation')
      .executeTakeFirst()
    return row?.conversation
  }

  async listWaitingConversations(before: string): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('slack_inbox')
      .select('conversation')
      .distinct()
      .where('state', '=', 'waiting')
      .where('received_at', '<=', before)
      .execute()
    return rows.map(({ conversation }) => conversation)
  }

  async deleteDone(before: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      with gone as (delete from slack_inbox where state = 'done' and done_at < ${before} returning 1)
      select count(*)::int as n from gone`.execute(this.#db)
    return rows[0]?.n ?? 0
  }
}

const TS = /^(\d{1,12})\.(\d{1,6})$/

/** `1700000000.000100` → 1700000000000100. Throws `RangeError` for anything else. */
function microseconds(ts: string): string {
  const [, whole, part] = TS.exec(ts) ?? []
  if (whole === undefined || part === undefined)
    throw new RangeError(`“${ts.slice(0, 40)}” is no time of an inbox item: decimal seconds are needed.`)
  return (BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0'))).toString()
}

function seconds(micro: string | number | bigint): string {
  const text = String(micro).padStart(7, '0')
  return `${text.slice(0, -6)}.${text.slice(-6)}`
}
