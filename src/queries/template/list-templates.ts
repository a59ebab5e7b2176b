/** The templates of a tenant, by name. */
import { sql } from 'kysely'
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import type { TemplateLifecycle } from '../../domain/template/template.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { TemplateColumns } from '../../ports/read-models/read-schema.ts'
import { mayEditRow, mayUseRow } from './access-filter.ts'
import { pageOf, type Listing, type PageRequest } from '../paging.ts'

export interface ListTemplates extends PageRequest {
  /** A part of the name or id, ignoring case. */
  readonly search?: string | undefined
  readonly state?: TemplateLifecycle | undefined
  /** `edit`: only those that the caller may edit. `report`: all published ones, for callers who read reports. */
  readonly purpose?: 'edit' | 'report' | undefined
}

/** `language` is that of the latest version's documents, whoever says so. */
export type ListedTemplate = Omit<TemplateColumns, 'tenant' | 'file_language'>

/** Whoever may edit a template sees it; others see it while it is published and they may use it. */
export async function listTemplates(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { search, state, purpose, ...page }: ListTemplates,
  caller: Caller,
): Promise<Listing<ListedTemplate>> {
  let query = db
    .selectFrom('templates')
    .leftJoin('template_access', (join) =>
      join.onRef('template_access.tenant', '=', 'templates.tenant').onRef('template_access.template_id', '=', 'id'),
    )
    .where('templates.tenant', '=', caller.tenant)
  if (purpose === 'edit') query = query.where(mayEditRow(caller))
  else if (purpose === 'report' && hasRole(caller, 'reporter')) query = query.where('state', '=', 'published')
  else
    query = query.where(
      sql<boolean>`(${mayEditRow(caller)} or (templates.state = 'published' and ${mayUseRow(caller)}))`,
    )
  if (state !== undefined) query = query.where('state', '=', state)
  if (search !== undefined && search !== '') {
    const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where((row) => row.or([row('name', 'ilike', pattern), row('id', 'ilike', pattern)]))
  }
  const { offset, limit, pagination } = pageOf(page)
  const rows = await query
    .select([
      'id',
      'name',
      'format',
      'state',
      'version',
      'published_version',
      'language',
      'file_language',
      'question_count',
      'created_at',
      'updated_at',
    ])
    .orderBy((row) => row.fn('lower', ['name']))
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  const { total } = await query.select((row) => row.fn.countAll().as('total')).executeTakeFirstOrThrow()
  const data = rows.map(({ file_language, ...row }) => ({ ...row, language: row.language ?? file_language }))
  return { data, pagination: pagination(Number(total)) }
}
