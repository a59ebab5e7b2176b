/** People who were invited, and come in: by their link or by any other way. */
import type { Invitations } from '../../ports/people/invitations.ts'
import type { People, Person } from '../../ports/people/people.ts'

interface Deps {
  readonly people: People
  readonly invitations: Invitations
}

/**
 * Who of the tenant was invited at this address and has not come yet. Whoever has proved the address is that person;
 * undefined where nobody was, or several were.
 */
export async function findInvited(
  { people, invitations }: Deps,
  tenant: string,
  email: string,
): Promise<Person | undefined> {
  const known = (await people.findByEmail(email)).filter((person) => person.tenant === tenant)
  const invited = await invitations.of(
    tenant,
    known.map(({ actor }) => actor),
  )
  const open = known.filter(({ actor }) => invited.get(actor)?.state === 'open')
  return open.length === 1 ? open[0] : undefined
}

/** The person has come in: nothing is left of the invitation. False unless it was open. */
export const acceptInvitation = (
  { invitations }: Pick<Deps, 'invitations'>,
  { tenant, actor }: Person,
): Promise<boolean> => invitations.end(tenant, actor, 'accepted')
