/** API keys in an SQL table. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { Refused } from '../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type { ApiKey, ApiKeys, NewApiKey } from '../../../../ports/people/api-keys.ts'
import { noteAccessChange } from './access-changes.ts'
import type { AccountTables } from './account-tables.ts'
import { keyCaller } from './caller-rows.ts'
import { newSecret, equalHashes, hashSecret } from './secrets.ts'

const MIN_PRESET_LENGTH = 24
/** Characters that an HTTP header can carry. */
const PRESET = /^[\x21-\x7e]{24,200}$/

/** API keys in an SQL table. */
export class SqlApiKeys implements ApiKeys {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async create({
    name,
    tenant,
    roles,
    secret: preset,
  }: NewApiKey): Promise<{ readonly key: ApiKey; readonly secret: string }> {
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
        await transaction.insertInto('people').values({ actor: key.actor, tenant, name, kind: 'key' }).execute()
    })
    return { key: (await this.#keys().where('secret_hash', '=', secret_hash).executeTakeFirst())!, secret }
  }

  async list(tenant: string): Promise<readonly ApiKey[]> {
    return this.#keys().where('tenant', '=', tenant).orderBy('created_at').orderBy('id').execute()
  }

  async revoke(tenant: string, id: string): Promise<boolean> {
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
      await noteAccessChange(transaction, this.#clock, key.actor)
      return true
    })
  }

  async authenticate(secret: string): Promise<Caller | undefined> {
    const wanted = hashSecret(secret)
    if (wanted === undefined) return undefined
    const row = await this.#db
      .selectFrom('api_keys')
      .select(['secret_hash', 'actor', 'tenant', 'roles'])
      .where('secret_hash', '=', wanted)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return row !== undefined && equalHashes(row.secret_hash, wanted) ? keyCaller(row) : undefined
  }

  #keys() {
    return this.#db
      .selectFrom('api_keys')
      .select(['id', 'name', 'actor', 'tenant', 'roles', 'created_at', 'revoked_at'])
  }
}
