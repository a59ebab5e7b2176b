/** API keys in an SQL table. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { Refused } from '../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type {
  ApiKey,
  ApiKeys,
  ApiKeyWithSecret,
  KnownKey,
  LookUp,
  NewApiKey,
  RefusedKey,
} from '../../../../ports/people/api-keys.ts'
import { AccessWatch } from './access-watch.ts'
import type { AccountTables } from './account-tables.ts'
import { keyCaller } from './caller-rows.ts'
import { CredentialCache } from './credential-cache.ts'
import { LastUses } from './last-uses.ts'
import { changeRows } from './macs/change-rows.ts'
import type { RowMacs } from './macs/row-macs.ts'
import { newSecret, equalHashes, hashSecret } from './secrets.ts'

const MIN_PRESET_LENGTH = 24
/** Characters that an HTTP header can carry. */
const PRESET = /^[\x21-\x7e]{24,200}$/

interface RememberedKey extends KnownKey {
  readonly id: string
  readonly actor: string
  readonly remember_until: string | null
}

/** How the keys of a database are kept; `reads_only` for a login that may write nothing: uses are not noted then. */
export interface SqlApiKeysOptions {
  readonly watch?: AccessWatch
  readonly reads_only?: boolean
}

/** API keys in an SQL table. */
export class SqlApiKeys implements ApiKeys {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #macs: RowMacs
  readonly #watch: AccessWatch
  readonly #cache: CredentialCache<RememberedKey>
  /** When keys were used. */
  readonly uses: LastUses

  constructor(
    db: Kysely<AccountTables>,
    clock: Clock,
    macs: RowMacs,
    { watch = new AccessWatch(db), reads_only = false }: SqlApiKeysOptions = {},
  ) {
    this.#db = db
    this.#clock = clock
    this.#macs = macs
    this.#watch = watch
    this.#cache = new CredentialCache(watch, clock)
    this.uses = new LastUses(clock, async (ids, last_used_at) =>
      reads_only
        ? undefined
        : db
            .updateTable('api_keys')
            .set({ last_used_at })
            .where('id', 'in', [...ids])
            .execute(),
    )
  }

  async create({
    name,
    tenant,
    roles,
    scopes = null,
    expires_at = null,
    made_by = null,
    secret: preset,
  }: NewApiKey): Promise<ApiKeyWithSecret & { readonly made: boolean }> {
    const secret = usablePreset(preset) ?? newSecret('dgk_')
    const secret_hash = hashSecret(secret)!
    const id = randomUUID()
    const key = { id, name, actor: `key:${id}`, tenant, created_at: this.#clock.now(), made_by, expires_at }
    const made = await this.#db.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto('api_keys')
        .values(
          this.#macs.sign('api_keys', {
            ...key,
            roles: [...roles],
            scopes: scopes === null ? null : [...scopes],
            secret_hash,
          }),
        )
        .onConflict((conflict) => conflict.column('secret_hash').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (row !== undefined)
        await transaction
          .insertInto('people')
          .values(this.#macs.sign('people', { actor: key.actor, tenant, name, kind: 'key' as const }))
          .execute()
      return row !== undefined
    })
    const row = await this.#keys().where('secret_hash', '=', secret_hash).executeTakeFirstOrThrow()
    return { key: this.#key(row), secret, made }
  }

  async list(tenant: string): Promise<readonly ApiKey[]> {
    const rows = await this.#keys().where('tenant', '=', tenant).orderBy('created_at').orderBy('id').execute()
    return rows.map((row) => this.#key(row))
  }

  async find(tenant: string, id: string): Promise<ApiKey | undefined> {
    const row = await this.#keys()
      .where('tenant', '=', tenant)
      .where((key) => key(key.cast('id', 'text'), '=', id))
      .executeTakeFirst()
    return row && this.#key(row)
  }

  async revoke(tenant: string, id: string): Promise<boolean> {
    const revoked_at = this.#clock.now()
    const key = await this.#db.transaction().execute(async (transaction) => {
      const [revoked] = await changeRows(
        { db: transaction, macs: this.#macs },
        {
          table: 'api_keys',
          where: sql`tenant = ${tenant} and id::text = ${id}`,
          change: (row) => ({ revoked_at: row.revoked_at ?? revoked_at }),
        },
      )
      if (revoked === undefined) return undefined
      await transaction.deleteFrom('sessions').where('actor', '=', revoked.actor).execute()
      await transaction.deleteFrom('sign_ins').where('actor', '=', revoked.actor).execute()
      return revoked
    })
    if (key !== undefined) this.#watch.tell(key.actor)
    return key !== undefined
  }

  async rotate(
    tenant: string,
    id: string,
    { former_until, secret: preset }: { readonly former_until: string; readonly secret?: string },
  ): Promise<(ApiKeyWithSecret & { readonly rotated: boolean }) | undefined> {
    const secret = usablePreset(preset) ?? newSecret('dgk_')
    const secret_hash = hashSecret(secret)!
    const now = this.#clock.now()
    let outcome: { readonly actor: string; readonly rotated: boolean } | undefined
    await changeRows(
      { db: this.#db, macs: this.#macs },
      {
        table: 'api_keys',
        where: sql`tenant = ${tenant} and id::text = ${id}`,
        change(row) {
          if (row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) return undefined
          const rotated = !equalHashes(row.secret_hash, secret_hash)
          outcome = { actor: row.actor, rotated }
          return rotated ? { secret_hash, former_hash: row.secret_hash, former_until } : undefined
        },
      },
    )
    if (outcome === undefined) return undefined
    this.#watch.tell(outcome.actor)
    const key = await this.find(tenant, id)
    return key && { key, secret, rotated: outcome.rotated }
  }

  async authenticate(secret: string): Promise<Caller | undefined> {
    return (await this.look(secret))?.caller
  }

  async look(secret: string, { quietly = false }: LookUp = {}): Promise<KnownKey | undefined> {
    const known = await this.#cache.get(secret, () => this.#lookUp(secret))
    if (known !== undefined && !quietly) this.uses.note(known.id)
    return known && { caller: known.caller, good_until: known.good_until }
  }

  async #lookUp(secret: string): Promise<RememberedKey | undefined> {
    const wanted = hashSecret(secret)
    if (wanted === undefined) return undefined
    const now = this.#clock.now()
    const row = await this.#db
      .selectFrom('api_keys')
      .selectAll()
      .where((key) => key.or([key('secret_hash', '=', wanted), key('former_hash', '=', wanted)]))
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined || !this.#macs.holds('api_keys', row)) return undefined
    const ends = [row.expires_at]
    if (!equalHashes(row.secret_hash, wanted)) {
      if (row.former_hash === null || row.former_until === null || !equalHashes(row.former_hash, wanted))
        return undefined
      ends.push(row.former_until)
    }
    const good_until = ends.filter((end) => end !== null).sort()[0] ?? null
    if (good_until !== null && good_until <= now) return undefined
    const { id, actor } = row
    return { id, actor, caller: keyCaller(row), good_until, remember_until: good_until }
  }

  async whyRefused(secret: string): Promise<RefusedKey | undefined> {
    const wanted = hashSecret(secret)
    if (wanted === undefined) return undefined
    const row = await this.#db
      .selectFrom('api_keys')
      .select(['actor', 'tenant', 'revoked_at'])
      .where((key) => key.or([key('secret_hash', '=', wanted), key('former_hash', '=', wanted)]))
      .executeTakeFirst()
    return row && { actor: row.actor, tenant: row.tenant, reason: row.revoked_at === null ? 'expired' : 'revoked' }
  }

  #keys() {
    return this.#db
      .selectFrom('api_keys')
      .select([
        'id',
        'name',
        'actor',
        'tenant',
        'roles',
        'scopes',
        'created_at',
        'made_by',
        'expires_at',
        'revoked_at',
        'last_used_at',
        'former_until',
      ])
  }

  #key(row: ApiKey): ApiKey {
    return row.former_until !== null && row.former_until <= this.#clock.now() ? { ...row, former_until: null } : row
  }
}

/** Throws `Refused` (`invalid`) for a preset secret that is too weak or that no header can carry. */
function usablePreset(preset: string | undefined): string | undefined {
  if (preset === undefined || PRESET.test(preset)) return preset
  throw new Refused({
    code: 'invalid',
    message: `A preset key needs ${MIN_PRESET_LENGTH} to 200 printable characters without spaces.`,
    details: { field: 'secret' },
  })
}
