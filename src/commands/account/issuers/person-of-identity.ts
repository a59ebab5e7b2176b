/**
 * The person whom a provider has proved: found by the way in, invited at the address that it proves, or added. Nobody
 * becomes somebody else by an address that two providers name (“collision”).
 */
import { isTimeZone } from '../../../answers/parsing/time-zone.ts'
import { safeLocale } from '../../../answers/parsing/locale.ts'
import type { RefusalReason } from '../../../domain/account/account-events.ts'
import type { ProvedIdentity } from '../../../ports/people/identity-providers.ts'
import type { Invitations } from '../../../ports/people/invitations.ts'
import type { People, Person, PersonChange } from '../../../ports/people/people.ts'
import type { FindSlackPerson } from '../../../ports/people/slack-people.ts'
import { acceptInvitation, findInvited } from '../../people/find-invited.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from '../record-security-event.ts'

export interface IdentityDeps extends SecurityDeps {
  readonly people: People
  readonly invitations: Invitations
  /** Left out: there is no Slack. */
  readonly findSlackPerson?: FindSlackPerson | undefined
}

export type PersonOutcome =
  | { readonly person: Person }
  | { readonly refused: RefusalReason; readonly person?: Person }
  /** Somebody else's account has the address. */
  | { readonly collision: Person }

/** `source.tenant` is that of the installation, for providers that name none. */
export async function personOfIdentity(
  deps: IdentityDeps,
  identity: ProvedIdentity,
  source: SecuritySource,
): Promise<PersonOutcome> {
  const { people } = deps
  const tenant = identity.tenant ?? source.tenant
  if (identity.slack !== undefined) return slackPerson(deps, identity, source)
  const known = await people.findByIdentity(tenant, identity)
  const found = known === undefined ? await addPerson(deps, identity, { ...source, tenant }) : { person: known }
  if (!('person' in found) || 'refused' in found) return found
  if (!found.person.active) return { refused: 'inactive', person: found.person }
  return { person: await updatePerson(deps, found.person, identity, { ...source, tenant }) }
}

/** Slack knows who may come in, and is asked for it. */
async function slackPerson(
  deps: IdentityDeps,
  { slack, issuer, email, email_proved }: ProvedIdentity,
  source: SecuritySource,
): Promise<PersonOutcome> {
  const { people, findSlackPerson } = deps
  const person = slack === undefined ? undefined : await findSlackPerson?.(slack)
  if (person === undefined || person === 'not_installed') return { refused: 'wrong_tenant' }
  if (person === 'away') return { refused: 'issuer_unavailable' }
  if (!person.active) return { refused: 'inactive', person }
  if (!person.was_known) {
    const data = { method: 'slack', kind: 'person', issuer } as const
    await recordSecurityEvent(deps, person.actor, { type: 'PersonAdded', data }, { ...source, tenant: person.tenant })
  }
  if (!email_proved || email === undefined || person.email !== null) return { person }
  const { tenant, actor } = person
  const owner = await people.ownerOfEmail(tenant, email)
  if (owner !== undefined && owner.actor !== actor) return { collision: owner }
  const invited = owner === undefined ? await findInvited(deps, tenant, email) : undefined
  if (invited !== undefined && invited.actor !== actor && (await people.join(tenant, invited.actor, actor))) {
    const at = { ...source, tenant }
    await recordSecurityEvent(deps, invited.actor, { type: 'AccountsJoined', data: { joined: actor } }, at)
    return { person: await acceptProved(deps, invited) }
  }
  return { person: (await people.change(tenant, actor, { email, email_proved })) ?? person }
}

/** Whoever was invited at the address that is proved now, and has not come yet; from now on they come in this way. */
async function invitedPerson(
  deps: IdentityDeps,
  { issuer, subject, email, email_proved }: ProvedIdentity,
  source: SecuritySource,
): Promise<Person | undefined> {
  const { people } = deps
  const { tenant } = source
  if (email === undefined || !email_proved || (await people.ownerOfEmail(tenant, email)) !== undefined) return undefined
  const invited = await findInvited(deps, tenant, email)
  if (invited === undefined || !(await people.addIdentity(tenant, invited.actor, { issuer, subject }))) return undefined
  await recordSecurityEvent(deps, invited.actor, { type: 'IdentityAdded', data: { issuer } }, source)
  return acceptProved(deps, invited)
}

async function acceptProved(deps: IdentityDeps, invited: Person): Promise<Person> {
  await acceptInvitation(deps, invited)
  const { tenant, actor } = invited
  return (await deps.people.change(tenant, actor, { email_proved: true })) ?? invited
}

async function addPerson(deps: IdentityDeps, identity: ProvedIdentity, source: SecuritySource): Promise<PersonOutcome> {
  const invited = await invitedPerson(deps, identity, source)
  if (invited !== undefined) return { person: invited }
  const { issuer, subject, email, email_proved, locale, zone } = identity
  const { outcome, person } = await deps.people.addWithIdentity(
    {
      tenant: source.tenant,
      name: identity.name === '' ? (email ?? subject) : identity.name,
      kind: 'person',
      locale: safeLocale(locale ?? 'en-US'),
      ...(isTimeZone(zone) ? { zone } : {}),
      ...(email === undefined ? {} : { email, email_proved }),
    },
    { issuer, subject },
  )
  if (outcome === 'email_taken') return person.active ? { collision: person } : { refused: 'inactive', person }
  if (outcome === 'added') {
    const data = { method: 'openid', kind: 'person', issuer } as const
    await recordSecurityEvent(deps, person.actor, { type: 'PersonAdded', data }, source)
  }
  return { person }
}

/** What the provider says now: name, locale, zone, address, groups and the roles that follow from them. */
export async function updatePerson(
  deps: Pick<IdentityDeps, 'people'> & SecurityDeps,
  person: Person,
  identity: ProvedIdentity,
  source: SecuritySource,
): Promise<Person> {
  const { tenant, actor } = person
  const change: PersonChange = {
    ...profileChange(person, identity),
    ...(await emailChange(deps, person, identity)),
    ...rightsChange(person, identity),
  }
  if (Object.keys(change).length === 0) return person
  const changed = (await deps.people.change(tenant, actor, change)) ?? person
  const { roles, issuer_roles, groups, issuer_groups } = changed
  if (change.issuer_roles !== undefined)
    await recordSecurityEvent(
      deps,
      actor,
      { type: 'RolesChanged', data: { roles: [...roles], issuer_roles: [...issuer_roles] } },
      source,
    )
  if (change.issuer_groups !== undefined)
    await recordSecurityEvent(
      deps,
      actor,
      { type: 'GroupsChanged', data: { groups: [...groups], issuer_groups: [...issuer_groups] } },
      source,
    )
  return changed
}

/** Of somebody whom Slack knows, Slack says these. */
function profileChange(person: Person, { name, locale, zone }: ProvedIdentity): PersonChange {
  if (person.slack !== null) return {}
  const safe = locale === undefined ? person.locale : safeLocale(locale)
  return {
    ...(name === '' || name === person.name ? {} : { name }),
    ...(safe === person.locale ? {} : { locale: safe }),
    ...(!isTimeZone(zone) || zone === person.zone ? {} : { zone }),
  }
}

/** An address that is proved to be another's stays theirs. */
async function emailChange(
  { people }: Pick<IdentityDeps, 'people'>,
  { tenant, actor, email: before, email_proved: proved }: Person,
  { email, email_proved }: ProvedIdentity,
): Promise<PersonChange> {
  if (email === undefined || (email === before && email_proved === proved)) return {}
  // What was proved is not given up for what is only said.
  if (!email_proved) return proved ? {} : { email, email_proved }
  const owner = await people.ownerOfEmail(tenant, email)
  return owner === undefined || owner.actor === actor ? { email, email_proved } : {}
}

function rightsChange(person: Person, { rights }: ProvedIdentity): PersonChange {
  if (rights === undefined) return {}
  const { roles, groups } = rights
  return {
    ...(isSame(roles, person.issuer_roles) ? {} : { issuer_roles: roles }),
    ...(isSame(groups, person.issuer_groups) ? {} : { issuer_groups: groups }),
  }
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry) => other.includes(entry))
