/** The caller behind an account: a key, or a person with the accounts that were joined into theirs. */
import { sql, type SelectQueryBuilder, type Selectable } from 'kysely'
import { personCaller } from '../../../../domain/account/person-roles.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'
import type { AccountTables } from './account-tables.ts'
import { findOutsider, isOutsider } from './links/outsider-rows.ts'
import type { SignedDb, SignedRow } from './macs/row-macs.ts'

/** A person's row, with the ids of the accounts that were joined into it. */
export type PeopleRow = Selectable<AccountTables['people']> & { readonly formerly: string[] }

type PeopleQuery = SelectQueryBuilder<AccountTables, 'people', Selectable<AccountTables['people']>>

/** The rows of people and guests among these, as far as this service wrote them. */
export async function readPeople(
  { db, macs }: SignedDb,
  which: (rows: PeopleQuery) => PeopleQuery,
): Promise<readonly PeopleRow[]> {
  const rows = await which(db.selectFrom('people').selectAll('people').where('people.kind', '<>', 'key'))
    .select(JOINED)
    .execute()
  return rows
    .filter((row) => macs.holds('people', row))
    .map(({ joined, ...row }) => ({
      ...row,
      formerly: (joined ?? []).filter((former) => macs.holds('people', signedOf(former))).map(({ actor }) => actor),
    }))
}

interface JoinedRow {
  readonly actor: string
  readonly mac: string | null
}

/** The rows that were joined into this one, whole, since they are looked at, too. */
const JOINED = sql<readonly JoinedRow[] | null>`(select json_agg(row_to_json(former) order by former.actor)
  from people as former where former.joined_into = people.actor)`.as('joined')

/** In JSON bytes are text: `\\x` and hexadecimal digits. */
const signedOf = (row: JoinedRow): SignedRow => ({
  ...row,
  mac: row.mac === null ? null : Buffer.from(row.mac.slice(2), 'hex'),
})

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
  signed: SignedDb,
  tenant: string,
  actor: string,
  now: string,
): Promise<AccountCaller | undefined> {
  if (isOutsider(actor)) return findOutsider(signed, tenant, actor, now)
  const { db, macs } = signed
  const key = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('actor', '=', actor)
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  if (key !== undefined) {
    if (!macs.holds('api_keys', key)) return undefined
    const { revoked_at, expires_at: good_until, scopes } = key
    const opens = revoked_at === null && scopes === null && (good_until === null || good_until > now)
    return opens ? { caller: keyCaller(key), good_until } : undefined
  }
  const [row] = await readPeople(signed, (rows) =>
    rows.where('people.tenant', '=', tenant).where('people.actor', '=', actor).where('joined_into', 'is', null),
  )
  if (row === undefined || row.kind === 'key') return undefined
  const caller = personCaller({ ...row, kind: row.kind })
  return caller.roles.length === 0 ? undefined : { caller, good_until: null }
}
