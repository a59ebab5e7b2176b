/** Invites people: by mail where there is mail and an address, by a link to copy otherwise. */
import { readEmailAddress } from '../../domain/account/email-address.ts'
import { invitationMailText } from '../../domain/account/mail-texts.ts'
import { readPersonName } from '../../domain/account/person-name.ts'
import type { Role } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { Mails } from '../../ports/mail/mails.ts'
import type { Invitations } from '../../ports/people/invitations.ts'
import type { People, Person } from '../../ports/people/people.ts'
import type { SignInLinks } from '../../ports/people/sign-in-links.ts'
import { addressDigest, LINK_MINUTES, makeSignInLink, signInUrl } from '../account/make-sign-in-link.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from '../account/record-security-event.ts'

export interface InviteDeps extends SecurityDeps {
  readonly people: People
  readonly invitations: Invitations
  readonly signInLinks: SignInLinks
  readonly keyRing: KeyRing
  readonly mail?: { readonly mails: Mails } | undefined
}

export interface NewInvitation {
  readonly name: string
  /** Empty for none. */
  readonly email: string
  readonly roles: readonly Role[]
  /** A repeat with the same one finds what the first one made. */
  readonly idempotency_key?: string | undefined
}

/** Who invites, and where links lead. */
export interface InvitationSource extends SecuritySource {
  readonly by: string
  /** An origin. */
  readonly base: string
  /** Whoever invites may not open the console: the link is mailed, or there is none. */
  readonly only_mailed?: boolean
}

export interface SentInvitation {
  readonly person: Person
  /** To copy; null where it was mailed. */
  readonly url: string | null
  readonly expires_at: string
  /** Why it was not mailed although there is mail and an address. */
  readonly not_mailed: string | null
}

const TOO_MANY_MAILS = 'As many mails as may be have gone out to this address, or from here, for now. Copy the link.'

const TOO_MANY_FOR_NOW = fail(
  'too_many',
  'As many mails as may be have gone out to this address, or from here, for now. Send the invitation again later.',
  { retry_after_s: 3600 },
)
const NO_LINK = fail(
  'forbidden',
  'A key that is held to scopes gets no link into the console. Use an e-mail address that this service can send mail ' +
    'to, or a key without scopes.',
  { field: 'scopes' },
)

/**
 * Throws `Refused`: `invalid` for a name or address that is none, `conflict` for an address that somebody has,
 * `forbidden` for what cannot be mailed and may not be given.
 */
export async function invitePerson(
  deps: InviteDeps,
  { name: written, email, roles, idempotency_key }: NewInvitation,
  source: InvitationSource,
): Promise<SentInvitation> {
  const { tenant, by } = source
  const read = readPersonName(written)
  if ('problem' in read) return unwrap(fail('invalid', read.problem, { field: 'name' }))
  const address = readAddress(email)
  if (source.only_mailed === true && (address === undefined || deps.mail === undefined)) unwrap(NO_LINK)
  const digest =
    idempotency_key === undefined
      ? undefined
      : deps.keyRing.digest(JSON.stringify(['invitation', tenant, by, idempotency_key]))
  const actor = digest === undefined ? undefined : `person:${digest.slice(0, 32)}`
  const before = actor === undefined ? undefined : await deps.people.findByActor(tenant, actor)
  const guest = before === undefined ? await findGuest(deps, tenant, address) : undefined
  const said = { tenant, name: read.name, kind: 'person', roles: [...new Set(roles)], email: address ?? null } as const
  const { name, kind } = said
  const person =
    before ??
    (guest && (await deps.people.change(tenant, guest.actor, { name, kind, roles: said.roles }))) ??
    (await deps.people.add({ ...said, ...(actor === undefined ? {} : { actor }) }))
  if (before !== undefined && (before.name !== said.name || before.email !== said.email))
    unwrap(
      fail(
        'idempotency_mismatch',
        'This Idempotency-Key was used for another person. Use a new one for a new request.',
      ),
    )
  if (before === undefined) {
    const added = { type: 'PersonAdded', data: { method: 'invitation', kind: 'person' } } as const
    await recordSecurityEvent(deps, person.actor, added, source)
    const data = { roles: [...person.roles], issuer_roles: [] }
    if (person.roles.length > 0) await recordSecurityEvent(deps, person.actor, { type: 'RolesChanged', data }, source)
  }
  const token = digest === undefined ? undefined : deps.keyRing.digest(`invitation link ${digest}`)
  const invitation = before && (await deps.invitations.of(tenant, [before.actor])).get(before.actor)
  const given = invitation?.mailed === true || source.only_mailed !== true
  if (invitation?.state === 'open' && token !== undefined && given) {
    const { expires_at, mailed } = invitation
    return { person, url: mailed ? null : signInUrl(source.base, token), expires_at, not_mailed: null }
  }
  return sendInvitation(deps, person, source, token)
}

/** Sends it again; links of before do not work any more. Throws `Refused` for somebody who was not invited. */
export async function resendInvitation(
  deps: InviteDeps,
  actor: string,
  source: InvitationSource,
): Promise<SentInvitation> {
  const person = await deps.people.findByActor(source.tenant, actor)
  const invitation = (await deps.invitations.of(source.tenant, [actor])).get(actor)
  if (person === undefined || invitation === undefined)
    return unwrap(fail('not_found', 'Nobody of this id was invited.'))
  if (invitation.state === 'accepted')
    return unwrap(fail('conflict', 'This person has accepted already. They sign in with a sign-in link.'))
  if (!person.active) {
    await deps.people.change(source.tenant, actor, { active: true })
    await recordSecurityEvent(deps, actor, { type: 'PersonReactivated', data: {} }, source)
  }
  return sendInvitation(deps, person, source)
}

/** The link does not work any more, and the person may not come in. Throws `Refused` unless the invitation was open. */
export async function withdrawInvitation(
  deps: Omit<InviteDeps, 'keyRing' | 'mail'>,
  actor: string,
  source: SecuritySource,
): Promise<Person> {
  const { tenant } = source
  if (!(await deps.invitations.end(tenant, actor, 'withdrawn')))
    return unwrap(fail('not_found', 'This person has no open invitation.'))
  await deps.signInLinks.withdraw(tenant, actor)
  const person = await deps.people.change(tenant, actor, { active: false })
  await recordSecurityEvent(deps, actor, { type: 'PersonDeactivated', data: {} }, source)
  return person ?? unwrap(fail('not_found', 'There is no such person.'))
}

async function sendInvitation(
  deps: InviteDeps,
  person: Person,
  source: InvitationSource,
  preset?: string,
): Promise<SentInvitation> {
  const { tenant, by, base } = source
  const { actor, email } = person
  const mails = email === null ? undefined : deps.mail?.mails
  if (source.only_mailed === true && mails === undefined) unwrap(NO_LINK)
  await deps.signInLinks.withdraw(tenant, actor)
  const open = async (mailed: boolean, expires_at: string) =>
    deps.invitations.open(tenant, { actor, by, expires_at, mailed })
  if (mails !== undefined && email !== null) {
    const mailed_to = addressDigest(deps.keyRing, email)
    const { token, expires_at } = await makeSignInLink(deps, actor, 'invitation', source, { mailed_to })
    const inviter = (await deps.people.namesOf([by])).get(by) ?? 'An administrator'
    const days = LINK_MINUTES.invitation / (24 * 60)
    const text = invitationMailText({ name: person.name, by: inviter, url: signInUrl(base, token), days, base })
    const mail = { tenant, kind: 'invitation', actor, by, content: { to: email, ...text }, expires_at } as const
    if ((await mails.queue(mail)) === 'queued') {
      await open(true, expires_at)
      return { person, url: null, expires_at, not_mailed: null }
    }
    await deps.signInLinks.withdraw(tenant, actor)
    if (source.only_mailed === true) {
      // It stands, so that it can be sent again.
      await open(false, expires_at)
      unwrap(TOO_MANY_FOR_NOW)
    }
  }
  const { token, expires_at } = await makeSignInLink(deps, actor, 'invitation', source, { token: preset })
  await open(false, expires_at)
  const not_mailed = mails === undefined ? null : TOO_MANY_MAILS
  return { person, url: signInUrl(base, token), expires_at, not_mailed }
}

/** Undefined where there is none. */
function readAddress(written: string): string | undefined {
  if (written.trim() === '') return undefined
  return (
    readEmailAddress(written) ??
    unwrap(fail('invalid', 'This is no e-mail address. It looks like ada@example.com.', { field: 'email' }))
  )
}

/** A guest of this address, who is invited to be more; refuses for somebody who is more already. */
async function findGuest(
  { people }: InviteDeps,
  tenant: string,
  address: string | undefined,
): Promise<Person | undefined> {
  if (address === undefined) return undefined
  const known = (await people.findByEmail(address)).find((person) => person.tenant === tenant)
  return known === undefined || known.kind === 'guest'
    ? known
    : unwrap(
        fail(
          'conflict',
          `“${known.name}” has this address already. Send their invitation again, or change their roles.`,
          {
            field: 'email',
            person: known.actor,
          },
        ),
      )
}
