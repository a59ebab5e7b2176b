/** The one person that a command names. */
import type { ApiClient, PersonRow } from '../../service/api-client.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'

/** By an id, a name, an e-mail address or a user’s id in Slack. Throws `CommandFailed` for nobody and for several. */
export async function findPerson(client: ApiClient, who: string): Promise<PersonRow> {
  const { data } = await client.people(who.startsWith('person:') ? undefined : who)
  const wanted = who.toLowerCase()
  const [found, ...others] = data.filter(
    ({ id, user, name, email }) => id === who || user === who || email === wanted || name.toLowerCase() === wanted,
  )
  if (found === undefined)
    throw new CommandFailed(
      'not_found',
      EXIT.not_found,
      `Nobody here is “${who}”. “people list --search TEXT” shows who there is; “people invite” adds somebody.`,
    )
  if (others.length > 0)
    throw new CommandFailed(
      'conflict',
      EXIT.conflict,
      `Several people are called “${who}”: ${[found, ...others].map(({ id }) => id).join(', ')}. Use the id.`,
    )
  return found
}
