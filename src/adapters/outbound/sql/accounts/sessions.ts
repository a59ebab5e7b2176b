/** Sessions in an SQL table. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { NewSession, Session, SessionCaller, Sessions } from '../../../../ports/people/sessions.ts'
import { noteAccessChange } from './access-changes.ts'
import type { AccountTables } from './account-tables.ts'
import { findCaller } from './caller-rows.ts'
import { equalHashes, hashSecret, newSecret } from './secrets.ts'

const HOUR = 3_600_000

/** How long sessions last. */
export interface SessionTimes {
  /** Hours without use after which a session ends. */
  readonly idle_hours: number
  /** Hours after which it ends in any case. */
  readonly longest_hours: number
}

export const SESSION_TIMES: SessionTimes = { idle_hours: 7 * 24, longest_hours: 30 * 24 }

/** A session in use is prolonged at most this often. */
const PROLONG_MS = HOUR / 4

const DEVICE_LENGTH = 200

/** Sessions in an SQL table. */
export class SqlSessions implements Sessions {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #idleMs: number
  readonly #longestMs: number

  constructor(db: Kysely<AccountTables>, clock: Clock, { idle_hours, longest_hours }: SessionTimes = SESSION_TIMES) {
    this.#db = db
    this.#clock = clock
    this.#idleMs = idle_hours * HOUR
    this.#longestMs = longest_hours * HOUR
  }

  async begin({
    actor,
    tenant,
    method,
    device = '',
    only_generation,
  }: NewSession): Promise<{ readonly id: string; readonly token: string }> {
    const token = newSecret('')
    const now = this.#clock.now()
    const ends_at = this.#in(this.#longestMs)
    const { id } = await this.#db
      .insertInto('sessions')
      .values({
        token_hash: hashSecret(token)!,
        actor,
        tenant,
        roles: [],
        method,
        device: device.slice(0, DEVICE_LENGTH),
        begun_at: now,
        last_used_at: now,
        expires_at: earlier(this.#in(this.#idleMs), ends_at),
        ends_at,
        only_generation: only_generation ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await this.#db.updateTable('people').set({ last_sign_in_at: now }).where('actor', '=', actor).execute()
    return { id, token }
  }

  async authenticate(token: string): Promise<SessionCaller | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    const now = this.#clock.now()
    const row = await this.#db
      .selectFrom('sessions')
      .select(['id', 'token_hash', 'actor', 'tenant', 'last_used_at', 'ends_at', 'only_generation'])
      .where('token_hash', '=', token_hash)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    if (row === undefined || !equalHashes(row.token_hash, token_hash)) return undefined
    const caller = await findCaller(this.#db, row.tenant, row.actor, now)
    if (caller === undefined) return undefined
    await this.#prolong(row, now)
    const { id: session, only_generation } = row
    return { session, caller: only_generation === null ? caller : { ...caller, only_generation } }
  }

  async list(tenant: string, actor: string): Promise<readonly Session[]> {
    const rows = await this.#db
      .selectFrom('sessions')
      .select(['id', 'actor', 'tenant', 'method', 'device', 'begun_at', 'last_used_at', 'expires_at', 'ends_at'])
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where('expires_at', '>', this.#clock.now())
      .orderBy('last_used_at', (order) => order.desc().nullsLast())
      .orderBy('id')
      .execute()
    return rows.map(({ expires_at, begun_at, last_used_at, ends_at, ...session }) => ({
      ...session,
      begun_at: begun_at ?? '',
      last_used_at: last_used_at ?? begun_at ?? '',
      ends_at: ends_at ?? expires_at,
    }))
  }

  async end(tenant: string, actor: string, id: string): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      const ended = await transaction
        .deleteFrom('sessions')
        .where('tenant', '=', tenant)
        .where('actor', '=', actor)
        .where((row) => row(row.cast('id', 'text'), '=', id))
        .returning('id')
        .executeTakeFirst()
      if (ended !== undefined) await noteAccessChange(transaction, this.#clock, actor)
      return ended !== undefined
    })
  }

  async endAll(tenant: string, actor: string, except?: string): Promise<readonly string[]> {
    return this.#db.transaction().execute(async (transaction) => {
      const ended = await transaction
        .deleteFrom('sessions')
        .where('tenant', '=', tenant)
        .where('actor', '=', actor)
        .$if(except !== undefined, (query) => query.where((row) => row(row.cast('id', 'text'), '<>', except ?? '')))
        .returning('id')
        .execute()
      await transaction.deleteFrom('sign_ins').where('tenant', '=', tenant).where('actor', '=', actor).execute()
      await noteAccessChange(transaction, this.#clock, actor)
      return ended.map(({ id }) => id)
    })
  }

  async #prolong(
    { id, last_used_at, ends_at }: { id: string; last_used_at: string | null; ends_at: string | null },
    now: string,
  ): Promise<void> {
    if (last_used_at !== null && Date.parse(now) - Date.parse(last_used_at) < PROLONG_MS) return
    const longest = ends_at ?? this.#in(this.#longestMs)
    await this.#db
      .updateTable('sessions')
      .set({ last_used_at: now, ends_at: longest, expires_at: earlier(this.#in(this.#idleMs), longest) })
      .where('id', '=', id)
      .execute()
  }

  #in(ms: number): string {
    return new Date(Date.parse(this.#clock.now()) + ms).toISOString()
  }
}

const earlier = (one: string, other: string): string => (one < other ? one : other)
