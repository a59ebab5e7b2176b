/** What an admin changes of a person: their roles, and whether they may come in. */
import type { Role } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { People, Person } from '../../ports/people/people.ts'
import type { Sessions } from '../../ports/people/sessions.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from '../account/record-security-event.ts'

interface Deps extends SecurityDeps {
  readonly people: People
}

/** An admin who changes something. */
type AdminSource = SecuritySource & { readonly by: string }

/** Throws `Refused`: `not_found`, `conflict` for an admin who would not be one any more by their own hand. */
export async function setRoles(
  deps: Deps,
  actor: string,
  wanted: readonly Role[],
  source: AdminSource,
): Promise<Person> {
  const roles = [...new Set(wanted)]
  const before = await deps.people.findByActor(source.tenant, actor)
  if (before?.actor === source.by && before.roles.includes('admin') && !roles.includes('admin'))
    return unwrap(fail('conflict', 'You cannot take the role “admin” from yourself. Ask another admin to do it.'))
  const person = await deps.people.change(source.tenant, actor, { roles })
  if (person === undefined) return unwrap(NO_PERSON)
  const { issuer_roles } = person
  await recordSecurityEvent(
    deps,
    person.actor,
    { type: 'RolesChanged', data: { roles: [...person.roles], issuer_roles: [...issuer_roles] } },
    source,
  )
  return person
}

/** Keeps the person out from now on, and ends their sessions. Throws `Refused`, as `setRoles` does. */
export async function deactivatePerson(
  deps: Deps & { readonly sessions: Sessions },
  actor: string,
  source: AdminSource,
): Promise<Person> {
  if (actor === source.by)
    return unwrap(fail('conflict', 'You cannot deactivate yourself. Ask another admin to do it.'))
  const before = await deps.people.findByActor(source.tenant, actor)
  const person = before && (await deps.people.change(source.tenant, actor, { active: false }))
  if (person === undefined) return unwrap(NO_PERSON)
  if (before?.active === true) await recordSecurityEvent(deps, actor, { type: 'PersonDeactivated', data: {} }, source)
  for (const session of await deps.sessions.endAll(source.tenant, actor)) {
    const ended = { type: 'SessionEnded', data: { session, because: 'deactivated' } } as const
    await recordSecurityEvent(deps, actor, ended, source)
  }
  return person
}

/** Lets the person in again. Throws `Refused` (`not_found`). */
export async function reactivatePerson(deps: Deps, actor: string, source: AdminSource): Promise<Person> {
  const before = await deps.people.findByActor(source.tenant, actor)
  const person = before && (await deps.people.change(source.tenant, actor, { active: true }))
  if (person === undefined) return unwrap(NO_PERSON)
  if (before?.active === false) await recordSecurityEvent(deps, actor, { type: 'PersonReactivated', data: {} }, source)
  return person
}

const NO_PERSON = fail('not_found', 'There is no such person. “GET /api/v1/people” lists those who came so far.')
