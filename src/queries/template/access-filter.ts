/** The rules of `template-access.ts` as conditions on the rows of lists, so that a list stays one query. */
import { sql, type RawBuilder } from 'kysely'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import { actorsOf, hasRole, type Caller } from '../../domain/kernel/access.ts'

/** As the read model names them. */
const namesOf = (caller: Caller): string[] => [
  ...actorsOf(caller).map((actor) => `person ${actor}`),
  ...(caller.groups ?? []).map((group) => `group ${group}`),
]

type Column = 'use_by' | 'edit_by' | 'see_by'

/** Null names everybody. A template without a row has just been registered: nothing was said of it. */
const isNamed = (column: Column, caller: Caller): RawBuilder<boolean> => {
  const names = sql.ref(`template_access.${column}`)
  return sql<boolean>`(${names} is null or jsonb_exists_any(${names}::jsonb, ${namesOf(caller)}::text[]))`
}

/** Whether the caller may edit the template of a row, with `template_access` joined. */
export function mayEditRow(caller: Caller): RawBuilder<boolean> {
  if (hasRole(caller, 'admin')) return sql<boolean>`true`
  if (!hasRole(caller, 'author')) return sql<boolean>`false`
  return sql<boolean>`(${isNamed('edit_by', caller)} or (template_access.maker_edits
    and template_access.maker = any(${[...actorsOf(caller)]}::text[])))`
}

/** Whether the caller may begin documents with it. */
export const mayUseRow = (caller: Caller): RawBuilder<boolean> =>
  hasRole(caller, 'requester')
    ? sql<boolean>`(${isNamed('use_by', caller)} or ${mayEditRow(caller)})`
    : sql<boolean>`false`

/** The ids of the templates whose documents the caller may see, whoever made them. For callers who are no admins. */
export async function listSeenTemplates({ db }: ReadDatabase, caller: Caller): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('template_access')
    .select('template_id')
    .where('tenant', '=', caller.tenant)
    .where(isNamed('see_by', caller))
    .execute()
  return rows.map(({ template_id }) => template_id)
}
