/** The people of a tenant as an admin sees them, with whether they have come. */
import type { App } from '../../ports/app.ts'
import type { Person } from '../../ports/people/people.ts'

/** `invited` and `invitation_expired`: they have not come yet. */
export type PersonState = 'active' | 'invited' | 'invitation_expired' | 'invitation_withdrawn' | 'deactivated'

export interface ListedPerson extends Person {
  readonly state: PersonState
  /** Until when the invitation can be accepted; null for those who were not invited, or have come. ISO 8601 UTC. */
  readonly invited_until: string | null
}

type Deps = Pick<App, 'people' | 'invitations' | 'clock'>

/** By name, at most `limit`. `search` is part of a name or address, or a Slack user’s id. */
export async function listPeople(
  deps: Deps,
  tenant: string,
  search: string,
  limit: number,
): Promise<readonly ListedPerson[]> {
  return withStates(deps, tenant, await deps.people.list(tenant, search, limit))
}

/** The same for these. */
export async function withStates(
  { invitations, clock }: Pick<Deps, 'invitations' | 'clock'>,
  tenant: string,
  people: readonly Person[],
): Promise<readonly ListedPerson[]> {
  const invited = await invitations.of(
    tenant,
    people.map(({ actor }) => actor),
  )
  const now = clock.now()
  return people.map((person) => {
    const { state: invitation, expires_at = '' } = invited.get(person.actor) ?? {}
    const open = invitation === 'open'
    const state: PersonState =
      invitation === 'withdrawn' && !person.active
        ? 'invitation_withdrawn'
        : !person.active
          ? 'deactivated'
          : !open
            ? 'active'
            : expires_at <= now
              ? 'invitation_expired'
              : 'invited'
    return { ...person, state, invited_until: open ? expires_at : null }
  })
}
