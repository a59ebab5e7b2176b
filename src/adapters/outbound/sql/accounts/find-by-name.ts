/** Finds people and keys by part of their name, whatever its case and accents. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { NamedAccount } from '../../../../ports/people/people.ts'
import type { AccountTables } from './account-tables.ts'

/** Letters that Unicode does not take apart (`ł` is no `l` with a mark), and what people type for them. */
const SINGLE = { from: 'łøđħıð', to: 'lodhid' }
const DOUBLE = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }

/** In small letters, without marks (Unicode Standard Annex #15, NFKD). */
function folded(text: RawBuilder<string>): RawBuilder<string> {
  const plain = sql<string>`translate(lower(regexp_replace(normalize(${text}, NFKD), '[\u0300-\u036f]', '', 'g')),
    ${SINGLE.from}, ${SINGLE.to})`
  return Object.entries(DOUBLE).reduce(
    (inner, [letter, typed]) => sql<string>`replace(${inner}, ${letter}, ${typed})`,
    plain,
  )
}

/** Active people who are no guests, and keys in use, by name. `now` is ISO 8601 UTC. */
export async function findByName(
  db: Kysely<AccountTables>,
  { tenant, search, limit, now }: { tenant: string; search: string; limit: number; now: string },
): Promise<readonly NamedAccount[]> {
  const { rows } = await sql<NamedAccount>`
    select actor, name, kind, email from people
    where tenant = ${tenant} and active and joined_into is null and kind in ('person', 'key')
      and position(${folded(sql`${search}::text`)} in ${folded(sql`name`)}) > 0
      and (kind = 'person' or exists (
        select from api_keys where api_keys.actor = people.actor and revoked_at is null
          and (expires_at is null or expires_at > ${now})))
    order by name, actor limit ${limit}`.execute(db)
  return rows
}
