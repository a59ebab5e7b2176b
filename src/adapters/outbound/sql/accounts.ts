/** Accounts in SQL tables. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Caller } from '../../../domain/kernel/access.ts'
import { Refused } from '../../../domain/kernel/errors.ts'
import type { Accounts, ApiKey } from '../../../ports/people/accounts.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { AccountTables } from './account-tables.ts'
import { newSecret, equalHashes, hashSecret } from './secrets.ts'

type NewKey = Parameters<Accounts['createKey']>[0]

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SIGN_IN_MS = 15 * MINUTE
const SESSION_MS = 30 * DAY
/** A session in use is extended at most this often. */
const PROLONG_MS = DAY / 24

const MIN_PRESET_LENGTH = 24
/** Characters that an HTTP header can carry. */
const PRESET = /^[\x21-\x7e]{24,200}$/

/** Accounts in SQL tables. */
export class SqlAccounts implements Accounts {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  // ---- keys

  async createKey({
    name,
    tenant,
    roles,
    secret: preset,
  }: NewKey): Promise<{ readonly key: ApiKey; readonly secret: string }> {
    if (preset !== undefined && !PRESET.test(preset)) {
      throw new Refused({
        code: 'invalid',
        message: `A preset key needs ${MIN_PRESET_LENGTH} to 200 printable characters without spaces.`,
        details: { field: 'secret' },
      })
    }
    const secret = preset ?? newSecret('dgk_')
    const secret_hash = hashSecret(secret)!
    const id = randomUUID()
    const key: ApiKey = { id, name, actor: `key:${id}`, tenant, roles, created_at: this.#clock.now(), revoked_at: null }
    await this.#db.transaction().execute(async (transaction) => {
      const made = await transaction
        .insertInto('api_keys')
        .values({ ...key, roles: [...roles], secret_hash })
        .onConflict((conflict) => conflict.column('secret_hash').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (made !== undefined)
        await transaction.insertInto('people').values({ actor: key.actor, tenant, name }).execute()
    })
    return { key: (await this.#keyOf(secret_hash))!, secret }
  }

  async listKeys(tenant: string): Promise<readonly ApiKey[]> {
    return this.#keys().where('tenant', '=', tenant).orderBy('created_at').orderBy('id').execute()
  }

  async revokeKey(tenant: string, id: string): Promise<boolean> {
    const revoked_at = this.#clock.now()
    return this.#db.transaction().execute(async (transaction) => {
      const key = await transaction
        .updateTable('api_keys')
        .set((row) => ({ revoked_at: row.fn.coalesce('revoked_at', row.val(revoked_at)) }))
        .where('tenant', '=', tenant)
        .where((row) => row(row.cast('id', 'text'), '=', id))
        .returning('actor')
        .executeTakeFirst()
      if (key === undefined) return false
      await transaction.deleteFrom('sessions').where('actor', '=', key.actor).execute()
      await transaction.deleteFrom('sign_ins').where('actor', '=', key.actor).execute()
      return true
    })
  }

  async authenticateKey(secret: string): Promise<Caller | undefined> {
    const wanted = hashSecret(secret)
    if (wanted === undefined) return undefined
    const row = await this.#db
      .selectFrom('api_keys')
      .select(['secret_hash', 'actor', 'tenant', 'roles'])
      .where('secret_hash', '=', wanted)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return row !== undefined && equalHashes(row.secret_hash, wanted) ? callerOf(row) : undefined
  }

  // ---- sign-ins and sessions

  async createSignIn(caller: Caller): Promise<string> {
    await this.#forgetExpired()
    return this.#give('sign_ins', caller, SIGN_IN_MS)
  }

  async redeemSignIn(token: string): Promise<{ readonly session: string; readonly caller: Caller } | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    return this.#db.transaction().execute(async (transaction) => {
      const row = await transaction
        .deleteFrom('sign_ins')
        .where('token_hash', '=', token_hash)
        .where('expires_at', '>', this.#clock.now())
        .returning(['actor', 'tenant', 'roles'])
        .executeTakeFirst()
      if (row === undefined) return undefined
      const caller = callerOf(row)
      return { session: await this.#give('sessions', caller, SESSION_MS, transaction), caller }
    })
  }

  async authenticateSession(session: string): Promise<Caller | undefined> {
    const token_hash = hashSecret(session)
    if (token_hash === undefined) return undefined
    const row = await this.#db
      .selectFrom('sessions')
      .leftJoin('api_keys', 'api_keys.actor', 'sessions.actor')
      .select(['sessions.token_hash', 'sessions.actor', 'sessions.tenant', 'sessions.roles', 'sessions.expires_at'])
      .where('token_hash', '=', token_hash)
      .where('expires_at', '>', this.#clock.now())
      .where('api_keys.revoked_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined || !equalHashes(row.token_hash, token_hash)) return undefined
    await this.#prolong(token_hash, row.expires_at)
    return callerOf(row)
  }

  async endSession(session: string): Promise<void> {
    const token_hash = hashSecret(session)
    if (token_hash !== undefined) await this.#db.deleteFrom('sessions').where('token_hash', '=', token_hash).execute()
  }

  // ---- people

  async isKnown(tenant: string, actor: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('people')
      .select('actor')
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .executeTakeFirst()
    return row !== undefined
  }

  async namesOf(actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (actors.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('people')
      .select(['actor', 'name'])
      .where('actor', 'in', [...new Set(actors)])
      .execute()
    return new Map(rows.map(({ actor, name }) => [actor, name]))
  }

  // ---- parts

  #keys() {
    return this.#db
      .selectFrom('api_keys')
      .select(['id', 'name', 'actor', 'tenant', 'roles', 'created_at', 'revoked_at'])
  }

  #keyOf(secret_hash: Uint8Array): Promise<ApiKey | undefined> {
    return this.#keys().where('secret_hash', '=', secret_hash).executeTakeFirst()
  }

  async #give(
    table: 'sign_ins' | 'sessions',
    { actor, tenant, roles }: Caller,
    ms: number,
    db: Kysely<AccountTables> = this.#db,
  ): Promise<string> {
    const token = newSecret('')
    await db
      .insertInto(table)
      .values({ token_hash: hashSecret(token)!, actor, tenant, roles: [...roles], expires_at: this.#in(ms) })
      .execute()
    return token
  }

  async #prolong(token_hash: Uint8Array, expires_at: string): Promise<void> {
    if (expires_at > this.#in(SESSION_MS - PROLONG_MS)) return
    await this.#db
      .updateTable('sessions')
      .set({ expires_at: this.#in(SESSION_MS) })
      .where('token_hash', '=', token_hash)
      .execute()
  }

  async #forgetExpired(): Promise<void> {
    for (const table of ['sign_ins', 'sessions'] as const)
      await this.#db.deleteFrom(table).where('expires_at', '<=', this.#clock.now()).execute()
  }

  #in(ms: number): string {
    return new Date(Date.parse(this.#clock.now()) + ms).toISOString()
  }
}

const callerOf = ({ actor, tenant, roles }: Caller): Caller => ({ actor, tenant, roles })
