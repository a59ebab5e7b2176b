/** A sign-in link that an admin makes for a person, or the one by which the owner of a new service becomes a person. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { People } from '../../ports/people/people.ts'
import type { SignInLinks } from '../../ports/people/sign-in-links.ts'
import { makeSignInLink } from '../account/make-sign-in-link.ts'
import type { SecurityDeps, SecuritySource } from '../account/record-security-event.ts'

interface Deps extends SecurityDeps {
  readonly people: People
  readonly signInLinks: SignInLinks
}

/** The token. Throws `Refused` for somebody who may not come in. */
export async function makeLinkFor(deps: Deps, actor: string, source: SecuritySource): Promise<string> {
  const person = await deps.people.findByActor(source.tenant, actor)
  if (person === undefined) return unwrap(fail('not_found', 'There is no such person.'))
  if (!person.active) return unwrap(fail('conflict', `“${person.name}” is deactivated. Reactivate them first.`))
  return (await makeSignInLink(deps, person.actor, 'own', source)).token
}

/** The token. `by`: the key of whoever starts the service. Throws `Refused` (`conflict`) once there is an admin. */
export async function makeOwnerLink(deps: Deps, by: string, source: SecuritySource): Promise<string> {
  const admins = await listAdmins(deps.people, source.tenant)
  if (admins.length > 0) return unwrap(fail('conflict', 'This service has an admin already. Make a link for a person.'))
  return (await makeSignInLink(deps, by, 'owner', source)).token
}

const MAX_PEOPLE = 10_000

/** Active people who are admins by an admin’s word, by name. */
export const listAdmins = async (people: People, tenant: string) =>
  (await people.list(tenant, '', MAX_PEOPLE)).filter(({ active, roles }) => active && roles.includes('admin'))
