/** What the audit can be filtered by, found by a part of its name: people, keys and templates. */
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { People } from '../../ports/people/people.ts'

/** What can be picked: an id, and the names that it is known by. */
export interface FilterChoice {
  readonly id: string
  readonly name: string
  /** Tells apart those of one name. */
  readonly hint?: string | undefined
}

/** Nobody looks through more than these. */
const MAX_CHOICES = 20

export interface FilterChoicesDeps {
  readonly readDatabase: ReadDatabase
  readonly people: Pick<People, 'list' | 'findByName' | 'namesOf'>
}

/** People, also those who left, and keys in use, by part of their name. An actor id gives the one that has it. */
export async function offerPeople(
  { people }: FilterChoicesDeps,
  search: string,
  tenant: string,
): Promise<readonly FilterChoice[]> {
  if (/^[a-z]+:\S+$/.test(search) || search === 'system') return [await personWithId(people, search)]
  const [all, active] = await Promise.all([
    people.list(tenant, search, MAX_CHOICES),
    people.findByName(tenant, search, MAX_CHOICES),
  ])
  const found = [...all.map(({ actor, name, email }) => ({ actor, name, email, kind: 'person' })), ...active]
  const choices = new Map(
    found.map(({ actor: id, name, email, kind }) => [
      id,
      { id, name, hint: kind === 'key' ? 'key' : (email ?? undefined) },
    ]),
  )
  const system = 'docgen'.startsWith(search.toLowerCase()) ? [SYSTEM] : []
  return [...choices.values(), ...system].slice(0, MAX_CHOICES)
}

const SYSTEM: FilterChoice = { id: 'system', name: 'DocGen', hint: 'what nobody asked for' }

async function personWithId(people: FilterChoicesDeps['people'], id: string): Promise<FilterChoice> {
  if (id === 'system') return SYSTEM
  return { id, name: (await people.namesOf([id])).get(id) ?? id }
}

/** Templates by part of their name or id. */
export async function offerTemplates(
  { readDatabase: { db } }: Pick<FilterChoicesDeps, 'readDatabase'>,
  search: string,
  tenant: string,
): Promise<readonly FilterChoice[]> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await db
    .selectFrom('templates')
    .select(['id', 'name'])
    .where('tenant', '=', tenant)
    .where((row) => row.or([row('name', 'ilike', pattern), row('id', 'ilike', pattern)]))
    // The one that has this very id comes first, whatever the names of others.
    .orderBy((row) => row.case().when('id', '=', search).then(0).else(1).end())
    .orderBy((row) => row.fn('lower', ['name']))
    .limit(MAX_CHOICES)
    .execute()
  return rows.map(({ id, name }) => ({ id, name, hint: id }))
}

/**
 * Those that a text means: the one with this id, else those of exactly this name, else all that were found. Several
 * where it does not tell, none where nothing is called so.
 */
export function choicesMeant(choices: readonly FilterChoice[], text: string): readonly FilterChoice[] {
  const byId = choices.filter(({ id }) => id === text)
  if (byId.length > 0) return byId
  const same = choices.filter(({ name }) => name.toLowerCase() === text.toLowerCase())
  return same.length > 0 ? same : choices
}
