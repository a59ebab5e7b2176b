/** Spends a sign-in link for a session. Whoever follows an owner’s link becomes a person by it. */
import { strangersOf, type RefusalReason, type SignInMethod } from '../../domain/account/account-events.ts'
import { readEmailAddress } from '../../domain/account/email-address.ts'
import { readPersonName } from '../../domain/account/person-name.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { HandOvers } from '../../ports/people/hand-overs.ts'
import type { Invitations } from '../../ports/people/invitations.ts'
import type { People, Person } from '../../ports/people/people.ts'
import type { Sessions } from '../../ports/people/sessions.ts'
import type { SignInLink, SignInLinks } from '../../ports/people/sign-in-links.ts'
import { acceptInvitation } from '../people/find-invited.ts'
import { beginSession } from './begin-session.ts'
import { addressDigest } from './make-sign-in-link.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

const METHODS: Readonly<Record<SignInLink['kind'], SignInMethod>> = {
  owner: 'link',
  own: 'link',
  email: 'email',
  invitation: 'invitation',
  handed_over: 'handed_over',
}

export interface SignInDeps extends SecurityDeps {
  readonly sessions: Sessions
  readonly signInLinks: SignInLinks
  readonly people: People
  readonly invitations: Invitations
  readonly handOvers: HandOvers
  readonly keyRing: KeyRing
}

export type LinkRefusal = Extract<RefusalReason, 'unknown' | 'used' | 'expired' | 'inactive' | 'withdrawn'>

export type LinkOutcome =
  | { readonly token: string; readonly link: SignInLink }
  | { readonly refused: LinkRefusal }
  /** The link is still good: a name or address has to be corrected. */
  | { readonly problem: string; readonly field: 'name' | 'email' }

/** What somebody says of themselves with a link that asks for it. */
export interface SaidProfile {
  readonly name?: string | undefined
  readonly email?: string | undefined
}

/** Why the link does not work; undefined while it does. `now` is ISO 8601 UTC. */
function linkRefusal(link: SignInLink | undefined, now: string): LinkRefusal | undefined {
  if (link === undefined) return 'unknown'
  if (link.used_at !== null) return 'used'
  return link.expires_at <= now ? 'expired' : undefined
}

/** The same, also for a link of what was handed over and is taken back. */
export async function refusalOfLink(
  { handOvers, clock }: Pick<SignInDeps, 'handOvers' | 'clock'>,
  link: SignInLink | undefined,
): Promise<LinkRefusal | undefined> {
  if (link?.kind !== 'handed_over') return linkRefusal(link, clock.now())
  const hand_over = await handOvers.find(link.hand_over ?? '')
  return hand_over?.withdrawn_at === null ? linkRefusal(link, clock.now()) : 'withdrawn'
}

/** `source.tenant` is that of the installation: links that nobody knows are recorded there. */
export async function signInWithLink(
  deps: SignInDeps,
  token: string,
  {
    device,
    profile = {},
    source,
  }: { readonly device?: string | undefined; readonly profile?: SaidProfile; readonly source: SecuritySource },
): Promise<LinkOutcome> {
  const known = await deps.signInLinks.find(token)
  const read = known === undefined ? {} : readProfile(known.kind, profile)
  const before = await refusalOfLink(deps, known)
  if ('problem' in read && before === undefined) return read
  const link = before === 'withdrawn' ? undefined : await deps.signInLinks.redeem(token)
  if (link === undefined || 'problem' in read) {
    // Whoever was faster has used it.
    const refused = before ?? 'used'
    const account = known?.actor ?? strangersOf(source.tenant)
    const event = { type: 'SignInRefused', data: { method: METHODS[known?.kind ?? 'own'], reason: refused } } as const
    await recordSecurityEvent(deps, account, event, { ...source, tenant: known?.tenant ?? source.tenant })
    return { refused }
  }
  const { tenant } = link
  const actor = link.kind === 'owner' ? await addOwner(deps, read, { ...source, tenant }) : link.actor
  const hand_over = link.hand_over === null ? undefined : await deps.handOvers.find(link.hand_over)
  const held = hand_over === undefined ? {} : { only_generation: hand_over.generation, hand_over: hand_over.id }
  const session = { actor, tenant, method: METHODS[link.kind], device, ...held }
  const begun = await beginSession(deps, session, { ...source, tenant })
  if (begun === undefined)
    return { refused: (await refusalOfLink(deps, link)) === 'withdrawn' ? 'withdrawn' : 'inactive' }
  const person = await deps.people.findByActor(tenant, actor)
  if (hand_over !== undefined) await deps.handOvers.opened(hand_over.id)
  if (person !== undefined) await settle(deps, link, person, read.name)
  return { token: begun, link }
}

/** Links of owners ask for a name; those of invitations have one that can be corrected. */
function readProfile(
  kind: SignInLink['kind'],
  { name, email = '' }: SaidProfile,
): { readonly name?: string; readonly email?: string } | Extract<LinkOutcome, { problem: string }> {
  if (kind !== 'owner' && (kind !== 'invitation' || name === undefined)) return {}
  const read = readPersonName(name ?? '')
  if ('problem' in read) return { problem: read.problem, field: 'name' }
  if (kind === 'invitation' || email.trim() === '') return read
  const address = readEmailAddress(email)
  if (address === undefined)
    return { problem: 'This is no e-mail address. It looks like ada@example.com.', field: 'email' }
  return { ...read, email: address }
}

/** The first person of a service, who is its admin. Gives their actor id. */
async function addOwner(
  deps: SignInDeps,
  { name = '', email }: { readonly name?: string; readonly email?: string },
  source: SecuritySource,
): Promise<string> {
  const { tenant } = source
  const { actor } = await deps.people.add({ tenant, name, kind: 'person', roles: ['admin'], email: email ?? null })
  const added = { type: 'PersonAdded', data: { method: 'first_start', kind: 'person' } } as const
  await recordSecurityEvent(deps, actor, added, source)
  const data = { roles: ['admin' as const], issuer_roles: [] }
  await recordSecurityEvent(deps, actor, { type: 'RolesChanged', data }, source)
  return actor
}

/** What the use of the link has shown: that the address is theirs, that they accept, how they are called. */
async function settle(deps: SignInDeps, link: SignInLink, person: Person, name: string | undefined): Promise<void> {
  const { tenant, actor, email, email_proved } = person
  const proved = email !== null && !email_proved && link.mailed_to === addressDigest(deps.keyRing, email)
  const renamed = link.kind === 'invitation' && name !== undefined && name !== person.name
  if (proved || renamed)
    await deps.people.change(tenant, actor, {
      ...(proved ? { email_proved: true } : {}),
      ...(renamed ? { name } : {}),
    })
  if (link.kind === 'invitation' || link.kind === 'email') await acceptInvitation(deps, person)
}
