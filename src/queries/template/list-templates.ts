/** The templates of a tenant, by name. */
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import type { TemplateLifecycle } from '../../domain/template/template.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { TemplateColumns } from '../../ports/read-models/read-schema.ts'
import { pageOf, type Listing, type PageRequest } from '../paging.ts'

export interface ListTemplates extends PageRequest {
  /** A part of the name or id, ignoring case. */
  readonly search?: string | undefined
  readonly state?: TemplateLifecycle | undefined
}

/** `language` is that of the latest version's documents, whoever says so. */
export type ListedTemplate = Omit<TemplateColumns, 'tenant' | 'file_language'>

/** Authors see all templates of the tenant; others only published ones. */
export async function listTemplates(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { search, state, ...page }: ListTemplates,
  caller: Caller,
): Promise<Listing<ListedTemplate>> {
  let query = db.selectFrom('templates').where('tenant', '=', caller.tenant)
  if (!hasRole(caller, 'author')) query = query.where('state', '=', 'published')
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
