/** Somebody without a session asks for a sign-in link by mail. Nothing here says whether the address is known. */
import { readEmailAddress } from '../../domain/account/email-address.ts'
import type { Mails, QueuedMail } from '../../ports/mail/mails.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { People } from '../../ports/people/people.ts'
import type { SignInLinks } from '../../ports/people/sign-in-links.ts'
import { addressDigest } from '../account/make-sign-in-link.ts'

export interface AskDeps {
  readonly mail?: { readonly mails: Mails } | undefined
  readonly signInLinks: SignInLinks
  readonly people: People
  readonly keyRing: KeyRing
}

/** Where it is asked. */
export interface AskedAt {
  /** The tenant of the installation. */
  readonly tenant: string
  /** Where links lead: an origin. */
  readonly base: string
}

/** `no_mail`: this service sends none. `malformed`: this is no address. */
export type Asked = QueuedMail | 'no_mail' | 'malformed'

/** Takes the request down; the worker looks whose address it is, so that the answer tells nobody. */
export async function askForLink({ mail }: Pick<AskDeps, 'mail'>, written: string, at: AskedAt): Promise<Asked> {
  const email = readEmailAddress(written)
  if (email === undefined) return 'malformed'
  return mail === undefined ? 'no_mail' : mail.mails.ask(at.tenant, { email, base: at.base })
}

/** The address that a link was mailed to, where it is still the person’s; undefined otherwise. */
export async function addressOfLink(
  { signInLinks, people, keyRing }: Omit<AskDeps, 'mail'>,
  token: string,
): Promise<string | undefined> {
  const link = await signInLinks.find(token)
  const person = link === undefined ? undefined : await people.findByActor(link.tenant, link.actor)
  const email = person?.active === true ? person.email : null
  return email !== null && link?.mailed_to === addressDigest(keyRing, email) ? email : undefined
}
