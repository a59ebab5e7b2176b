/** The generations of a person and those that they may see; of the whole tenant for an admin. Newest first. */
import { actorsOf, hasRole, type Caller } from '../../domain/kernel/access.ts'
import type { Phase } from '../../domain/generation/generation.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { GenerationColumns } from '../../ports/read-models/read-schema.ts'
import { listSeenTemplates } from '../template/access-filter.ts'
import { firstInstant } from '../instant.ts'
import { decodeCursor, encodeCursor, pageOf, type Listing, type PageRequest } from '../paging.ts'

export interface ListGenerations extends PageRequest {
  /** Continues after a page at constant cost; `page` is then ignored. */
  readonly cursor?: string | undefined
  readonly state?: Phase | undefined
  readonly template_id?: string | undefined
  /** Only those that changed on or after this day (UTC) or instant. */
  readonly updated_since?: string | undefined
  /** Only those of a requester, by id or all ids that they have; `me` for the caller. */
  readonly requester?: string | readonly string[] | undefined
  /** Only those of others. */
  readonly others?: boolean | undefined
}

export interface ListedGeneration extends Pick<
  GenerationColumns,
  | 'id'
  | 'requester'
  | 'template_id'
  | 'template_version'
  | 'surface'
  | 'state'
  | 'next'
  | 'document_id'
  | 'requested_at'
  | 'updated_at'
  | 'confirmed_at'
  | 'rendered_at'
  | 'delivered_at'
  | 'revision'
> {
  /** Null while the read model of templates does not have it yet. */
  readonly template_name: string | null
}

export interface GenerationListing extends Listing<ListedGeneration> {
  /** Null on the last page. */
  readonly next_cursor: string | null
}

/** `total` stops here: counting millions of rows would cost more than any page. */
const COUNTED_ROWS = 1000

export async function listGenerations(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  { cursor, state, template_id, updated_since, requester, others, ...page }: ListGenerations,
  caller: Caller,
): Promise<GenerationListing> {
  let all = db.selectFrom('generations').where('generations.tenant', '=', caller.tenant)
  if (!hasRole(caller, 'requester')) return { data: [], pagination: pageOf(page).pagination(0), next_cursor: null }
  const own = actorsOf(caller)
  if (requester === 'me') all = all.where('requester', 'in', own)
  else {
    if (!hasRole(caller, 'admin')) {
      const seen = await listSeenTemplates({ db }, caller)
      all = all.where((row) =>
        row.or([row('requester', 'in', own), ...(seen.length === 0 ? [] : [row('template_id', 'in', seen)])]),
      )
    }
    if (requester !== undefined) all = all.where('requester', 'in', [requester].flat())
  }
  if (others === true) all = all.where('requester', 'not in', own)
  if (template_id !== undefined) all = all.where('template_id', '=', template_id)
  if (state !== undefined) all = all.where('generations.state', '=', state)
  if (updated_since !== undefined)
    all = all.where('generations.updated_at', '>=', firstInstant(updated_since, 'updated_since'))
  const { offset, limit, pagination } = pageOf(page)

  let rows = all
  if (cursor !== undefined) {
    const [at, id] = decodeCursor(cursor, ['string', 'string']) as [string, string]
    rows = rows.where((row) => row(row.refTuple('requested_at', 'generations.id'), '<', row.tuple(at, id)))
  }
  const data = await rows
    .leftJoin('templates', (join) =>
      join.onRef('templates.tenant', '=', 'generations.tenant').onRef('templates.id', '=', 'template_id'),
    )
    .select([
      'generations.id',
      'requester',
      'template_id',
      'templates.name as template_name',
      'template_version',
      'surface',
      'generations.state',
      'next',
      'document_id',
      'requested_at',
      'generations.updated_at',
      'confirmed_at',
      'rendered_at',
      'delivered_at',
      'revision',
    ])
    .orderBy('requested_at', 'desc')
    .orderBy('generations.id', 'desc')
    .limit(limit + 1)
    .offset(cursor === undefined ? offset : 0)
    .execute()
  const { total } = await db
    .selectFrom(all.select('generations.id').limit(COUNTED_ROWS).as('counted'))
    .select((row) => row.fn.countAll().as('total'))
    .executeTakeFirstOrThrow()

  const shown = data.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown,
    pagination: pagination(Number(total)),
    next_cursor: data.length > limit && last !== undefined ? encodeCursor([last.requested_at, last.id]) : null,
  }
}
