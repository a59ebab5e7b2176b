/** Outsiders as callers, and how they and their links are called. */
import type { Kysely } from 'kysely'
import { LINK, OUTSIDER, outsiderName } from '../../../../../domain/account/template-link.ts'
import type { Caller } from '../../../../../domain/kernel/access.ts'
import type { AccountTables } from '../account-tables.ts'
import type { SignedDb } from '../macs/row-macs.ts'

export const isOutsider = (actor: string): boolean => actor.startsWith(OUTSIDER)

/**
 * The outsider as a caller without any role, held to the one conversation; undefined once their link was withdrawn or
 * their time is over.
 */
export async function findOutsider(
  { db, macs }: SignedDb,
  tenant: string,
  actor: string,
  now: string,
): Promise<{ readonly caller: Caller; readonly good_until: string } | undefined> {
  const row = await db
    .selectFrom('outsiders')
    .selectAll()
    .where('actor', '=', actor)
    .where('tenant', '=', tenant)
    .where('returns_until', '>', now)
    .executeTakeFirst()
  if (row === undefined || !macs.holds('outsiders', row)) return undefined
  const link = await db.selectFrom('template_links').selectAll().where('id', '=', row.link).executeTakeFirst()
  if (link === undefined || link.withdrawn_at !== null || !macs.holds('template_links', link)) return undefined
  return { caller: { actor, tenant, roles: [], only_generation: row.generation }, good_until: row.returns_until }
}

/** Names of outsiders and of links, by the ids under which events know them. */
export async function outsiderNames(
  db: Kysely<AccountTables>,
  ids: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const actors = ids.filter(isOutsider)
  const links = ids.filter((id) => id.startsWith(LINK)).map((id) => id.slice(LINK.length))
  const outsiders =
    actors.length === 0
      ? []
      : await db
          .selectFrom('outsiders')
          .innerJoin('template_links', 'template_links.id', 'outsiders.link')
          .select(['actor', 'name', 'email_proved', 'title'])
          .where('actor', 'in', actors)
          .execute()
  const named =
    links.length === 0
      ? []
      : await db
          .selectFrom('template_links')
          .select(['id', 'title'])
          .where((row) => row(row.cast('id', 'text'), 'in', links))
          .execute()
  return [
    ...outsiders.map(({ actor, ...outsider }) => [actor, outsiderName(outsider)] as const),
    ...named.map(({ id, title }) => [`${LINK}${id}`, `Link “${title}”`] as const),
  ]
}
