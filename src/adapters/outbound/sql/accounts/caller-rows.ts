/** The caller behind an account: a key, or a person with the accounts that were joined into theirs. */
import { sql, type Kysely, type Selectable } from 'kysely'
import { personCaller } from '../../../../domain/account/person-roles.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'
import type { AccountTables } from './account-tables.ts'
import { findOutsider, isOutsider } from './links/outsider-rows.ts'

/** A person's row, with the ids of the accounts that were joined into it. */
export type PeopleRow = Selectable<AccountTables['people']> & { readonly formerly: string[] }

/** The rows of people and guests. */
export const peopleRows = (db: Kysely<AccountTables>) =>
  db
    .selectFrom('people')
    .selectAll('people')
    .select(
      sql<string[]>`array(select former.actor from people as former where former.joined_into = people.actor
        order by former.actor)`.as('formerly'),
    )
    .where('people.kind', '<>', 'key')

/** The key as a caller. */
export const keyCaller = ({
  actor,
  tenant,
  roles,
  scopes,
}: Pick<Selectable<AccountTables['api_keys']>, 'actor' | 'tenant' | 'roles' | 'scopes'>): Caller => ({
  actor,
  tenant,
  roles,
  ...(scopes === null ? {} : { scopes }),
})

/** A caller, and until when the account may come in (ISO 8601 UTC; null: until that is changed). */
export interface AccountCaller {
  readonly caller: Caller
  readonly good_until: string | null
}

/**
 * The caller of an account of the tenant; undefined when there is none, or it may not come in. A key with scopes opens
 * no session: pages know no scopes.
 */
export async function findCaller(
  db: Kysely<AccountTables>,
  tenant: string,
  actor: string,
  now: string,
): Promise<AccountCaller | undefined> {
  if (isOutsider(actor)) return findOutsider(db, tenant, actor, now)
  const key = await db
    .selectFrom('api_keys')
    .select(['actor', 'tenant', 'roles', 'scopes', 'revoked_at', 'expires_at'])
    .where('actor', '=', actor)
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  if (key !== undefined) {
    const { revoked_at, expires_at: good_until, scopes } = key
    const opens = revoked_at === null && scopes === null && (good_until === null || good_until > now)
    return opens ? { caller: keyCaller(key), good_until } : undefined
  }
  const row = await peopleRows(db)
    .where('people.tenant', '=', tenant)
    .where('people.actor', '=', actor)
    .where('joined_into', 'is', null)
    .executeTakeFirst()
  if (row === undefined || row.kind === 'key') return undefined
  const caller = personCaller({ ...row, kind: row.kind })
  return caller.roles.length === 0 ? undefined : { caller, good_until: null }
}
