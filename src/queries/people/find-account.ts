/** Finds the one person or key that a text means: an id, or a name. */
import type { Caller } from '../../domain/kernel/access.ts'
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import type { Groups } from '../../ports/people/groups.ts'
import type { People } from '../../ports/people/people.ts'

/** More of one name are not told apart by their ids in a message. */
const MAX_NAMESAKES = 20

interface FindAccountDeps {
  readonly people: Pick<People, 'list'>
  readonly groups: Pick<Groups, 'known'>
}

/** The actor id. `unprocessable` where the text means nobody of the tenant, or several. */
export async function findAccount(
  { people, groups }: FindAccountDeps,
  text: string,
  { tenant }: Caller,
): Promise<Result<string>> {
  const wanted = text.trim().slice(0, 200)
  if (/^(?:person|key):/.test(wanted) && (await groups.known(tenant, [wanted])).has(wanted)) return ok(wanted)
  const found = wanted === '' ? [] : await people.list(tenant, wanted, MAX_NAMESAKES)
  const same = found.filter(({ name, email }) =>
    [name, email ?? ''].some((one) => one.toLowerCase() === wanted.toLowerCase()),
  )
  const meant = same.length === 0 && found.length === 1 ? found : same
  const [first, ...others] = meant
  if (first === undefined) return fail('unprocessable', `Nobody here is called “${wanted}”.`, { name: wanted })
  return others.length === 0
    ? ok(first.actor)
    : fail(
        'unprocessable',
        `Several people are called “${wanted}”: ${meant.map(({ actor }) => actor).join(', ')}. Write the id.`,
        { name: wanted },
      )
}
