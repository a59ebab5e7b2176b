/** Sessions in an SQL table. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'
import type { LookUp } from '../../../../ports/people/api-keys.ts'
import type { NewSession, Session, SessionCaller, Sessions } from '../../../../ports/people/sessions.ts'
import { AccessWatch } from './access-watch.ts'
import type { AccountTables } from './account-tables.ts'
import { findCaller } from './caller-rows.ts'
import { CredentialCache } from './credential-cache.ts'
import { LastUses } from './last-uses.ts'
import { changeRows } from './macs/change-rows.ts'
import type { RowMacs } from './macs/row-macs.ts'
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

/** A session in use that is looked up in the database is prolonged there, unless it was within this time. */
const PROLONG_MS = HOUR / 4

const DEVICE_LENGTH = 200

interface RememberedSession extends SessionCaller {
  readonly actor: string
  readonly remember_until: string
}

/** Sessions in an SQL table. */
export class SqlSessions implements Sessions {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #macs: RowMacs
  readonly #idleMs: number
  readonly #longestMs: number
  readonly #watch: AccessWatch
  readonly #cache: CredentialCache<RememberedSession>
  /** When sessions were used. */
  readonly uses: LastUses

  constructor(
    db: Kysely<AccountTables>,
    clock: Clock,
    macs: RowMacs,
    { idle_hours, longest_hours }: SessionTimes = SESSION_TIMES,
    watch: AccessWatch = new AccessWatch(db),
  ) {
    this.#db = db
    this.#clock = clock
    this.#macs = macs
    this.#idleMs = idle_hours * HOUR
    this.#longestMs = longest_hours * HOUR
    this.#watch = watch
    this.#cache = new CredentialCache(watch, clock)
    this.uses = new LastUses(clock, (ids, last_used_at) =>
      db
        .updateTable('sessions')
        .set((row) => ({
          last_used_at,
          expires_at: row.fn<string>('least', [row.val(this.#in(this.#idleMs)), 'ends_at']),
        }))
        .where('id', 'in', [...ids])
        .execute(),
    )
  }

  async begin({
    actor,
    tenant,
    method,
    device = '',
    only_generation,
    hand_over,
  }: NewSession): Promise<{ readonly id: string; readonly token: string }> {
    const token = newSecret('')
    const now = this.#clock.now()
    const ends_at = this.#in(this.#longestMs)
    const id = randomUUID()
    const session = {
      token_hash: hashSecret(token)!,
      id,
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
      hand_over: hand_over ?? null,
    }
    await this.#db.insertInto('sessions').values(this.#macs.sign('sessions', session)).execute()
    await this.#db.updateTable('people').set({ last_sign_in_at: now }).where('actor', '=', actor).execute()
    return { id, token }
  }

  async authenticate(token: string, { quietly = false }: LookUp = {}): Promise<SessionCaller | undefined> {
    const known = await this.#cache.get(token, () => this.#lookUp(token, quietly))
    if (known === undefined) return undefined
    const { caller, session, good_until, rights_changed } = known
    if (!quietly) this.uses.note(session)
    return { caller, session, good_until, rights_changed }
  }

  async #lookUp(token: string, quietly: boolean): Promise<RememberedSession | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    const now = this.#clock.now()
    const row = await this.#db
      .selectFrom('sessions')
      .selectAll()
      .where('token_hash', '=', token_hash)
      .where('expires_at', '>', now)
      .where((session) => session.or([session('ends_at', 'is', null), session('ends_at', '>', now)]))
      .executeTakeFirst()
    if (row === undefined || !equalHashes(row.token_hash, token_hash) || !this.#macs.holds('sessions', row))
      return undefined
    const handed = row.hand_over === null ? undefined : await this.#handed(row.hand_over)
    // A session that begins while it is taken back opens nothing either.
    if (row.hand_over !== null && handed === undefined) return undefined
    const account = await findCaller({ db: this.#db, macs: this.#macs }, row.tenant, row.actor, now)
    if (account === undefined) return undefined
    const { caller } = account
    const rights = rightsOf(caller)
    const expires_at = quietly ? row.expires_at : await this.#prolong(row, now, rights)
    const good_until = earlier(expires_at, account.good_until ?? expires_at)
    const { id: session, only_generation, actor } = row
    return {
      session,
      actor,
      caller: {
        ...caller,
        ...(only_generation === null ? {} : { only_generation }),
        ...(handed === undefined ? {} : { only_handed: handed }),
      },
      good_until,
      rights_changed: row.rights !== null && row.rights !== rights,
      // A session that is used is looked up again, and prolonged, long before it would end.
      remember_until: earlier(good_until, this.#in(this.#idleMs / 2)),
    }
  }

  /** What a session is for that somebody was handed something by; undefined where that was taken back. */
  async #handed(id: string): Promise<{ readonly id: string; readonly question: string | null } | undefined> {
    const row = await this.#db.selectFrom('hand_overs').selectAll().where('id', '=', id).executeTakeFirst()
    const counts = row !== undefined && row.withdrawn_at === null && this.#macs.holds('hand_overs', row)
    return counts ? { id, question: row.question } : undefined
  }

  async replace(token: string): Promise<{ readonly id: string; readonly token: string } | undefined> {
    const former = hashSecret(token)
    if (former === undefined) return undefined
    const next = newSecret('')
    const now = this.#clock.now()
    const replaced = await this.#db.transaction().execute(async (transaction) => {
      const row = await transaction
        .deleteFrom('sessions')
        .where('token_hash', '=', former)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst()
      if (row === undefined || !this.#macs.holds('sessions', row)) return undefined
      const account = await findCaller({ db: transaction, macs: this.#macs }, row.tenant, row.actor, now)
      if (account === undefined) return undefined
      const { mac: _, ...same } = row
      const id = randomUUID()
      const rights = rightsOf(account.caller)
      const session = { ...same, id, token_hash: hashSecret(next)!, rights, last_used_at: now }
      await transaction.insertInto('sessions').values(this.#macs.sign('sessions', session)).execute()
      return { id, actor: row.actor }
    })
    if (replaced === undefined) return undefined
    this.#watch.tell(replaced.actor)
    return { id: replaced.id, token: next }
  }

  async list(tenant: string, actor: string): Promise<readonly Session[]> {
    return (await this.#open(tenant).where('actor', '=', actor).execute()).map(presentRow)
  }

  async listAll(tenant: string, limit: number): Promise<readonly Session[]> {
    return (await this.#open(tenant).limit(limit).execute()).map(presentRow)
  }

  async end(tenant: string, actor: string, id: string): Promise<boolean> {
    const ended = await this.#db
      .deleteFrom('sessions')
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where((row) => row(row.cast('id', 'text'), '=', id))
      .returning('id')
      .executeTakeFirst()
    if (ended !== undefined) this.#watch.tell(actor)
    return ended !== undefined
  }

  async endAll(tenant: string, actor: string, except?: string): Promise<readonly string[]> {
    const ended = await this.#db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('sign_ins').where('tenant', '=', tenant).where('actor', '=', actor).execute()
      return transaction
        .deleteFrom('sessions')
        .where('tenant', '=', tenant)
        .where('actor', '=', actor)
        .$if(except !== undefined, (query) => query.where((row) => row(row.cast('id', 'text'), '<>', except ?? '')))
        .returning('id')
        .execute()
    })
    this.#watch.tell(actor)
    return ended.map(({ id }) => id)
  }

  /** When it ends unless it is used again. The first look notes what the person may do. */
  async #prolong(
    row: {
      readonly id: string
      readonly last_used_at: string | null
      readonly expires_at: string
      readonly ends_at: string | null
      readonly rights: string | null
    },
    now: string,
    rights: string,
  ): Promise<string> {
    const { id, last_used_at, ends_at } = row
    const lately = last_used_at !== null && Date.parse(now) - Date.parse(last_used_at) < PROLONG_MS
    if (lately && row.rights !== null) return row.expires_at
    const longest = ends_at ?? this.#in(this.#longestMs)
    const expires_at = earlier(this.#in(this.#idleMs), longest)
    const used = { last_used_at: now, expires_at, rights: row.rights ?? rights }
    if (ends_at === null)
      await changeRows(
        { db: this.#db, macs: this.#macs },
        {
          table: 'sessions',
          where: sql`id = ${id}`,
          change: () => ({ ...used, ends_at: longest }),
        },
      )
    else await this.#db.updateTable('sessions').set(used).where('id', '=', id).execute()
    return expires_at
  }

  #open(tenant: string) {
    return this.#db
      .selectFrom('sessions')
      .select(['id', 'actor', 'tenant', 'method', 'device', 'begun_at', 'last_used_at', 'expires_at', 'ends_at'])
      .where('tenant', '=', tenant)
      .where('expires_at', '>', this.#clock.now())
      .orderBy('last_used_at', (order) => order.desc().nullsLast())
      .orderBy('id')
  }

  #in(ms: number): string {
    return new Date(Date.parse(this.#clock.now()) + ms).toISOString()
  }
}

const earlier = (one: string, other: string): string => (one < other ? one : other)

/** What a caller may do, in a text to compare: whoever comes back with other rights needs another token. */
const rightsOf = ({ actor, roles, groups = [] }: Caller): string =>
  JSON.stringify([actor, [...roles].sort(), [...groups].sort()])

function presentRow({
  expires_at,
  begun_at,
  last_used_at,
  ends_at,
  ...session
}: Pick<Session, 'id' | 'actor' | 'tenant' | 'method' | 'device'> & {
  readonly expires_at: string
  readonly begun_at: string | null
  readonly last_used_at: string | null
  readonly ends_at: string | null
}): Session {
  return {
    ...session,
    begun_at: begun_at ?? '',
    last_used_at: last_used_at ?? begun_at ?? '',
    ends_at: ends_at ?? expires_at,
  }
}
