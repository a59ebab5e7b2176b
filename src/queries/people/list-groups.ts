/** The groups of a tenant: those that somebody is in, and those that a template names. */
import { sql } from 'kysely'
import type { Caller } from '../../domain/kernel/access.ts'
import type { Group, Groups } from '../../ports/people/groups.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'

export interface ListedGroup extends Group {
  /** How many templates name it. */
  readonly templates: number
}

interface ListGroupsDeps {
  readonly groups: Pick<Groups, 'list'>
  readonly readDatabase: ReadDatabase
}

/** By name. */
export async function listGroups(
  { groups, readDatabase: { db } }: ListGroupsDeps,
  { tenant }: Caller,
): Promise<readonly ListedGroup[]> {
  const { rows } = await sql<{ name: string; templates: number }>`
    select substr(named, ${PREFIX.length + 1}::int) as name, count(distinct template_id)::int as templates
    from template_access, lateral (
      select jsonb_array_elements_text(use_by::jsonb) as named
      union select jsonb_array_elements_text(edit_by::jsonb)
      union select jsonb_array_elements_text(see_by::jsonb)
    ) as everybody
    where tenant = ${tenant} and named like ${`${PREFIX}%`}
    group by name`.execute(db)
  const templates = new Map(rows.map((row) => [row.name, row.templates]))
  const members = new Map((await groups.list(tenant)).map((group) => [group.name, group.members]))
  return [...new Set([...members.keys(), ...templates.keys()])]
    .sort((one, other) => one.localeCompare(other, 'en'))
    .map((name) => ({ name, members: members.get(name) ?? 0, templates: templates.get(name) ?? 0 }))
}

/** Of groups in `template_access`. */
const PREFIX = 'group '
