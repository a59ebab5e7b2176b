/** Somebody asked for sign-in links: looks up who has the address, and writes them a mail with a link for each. */
import { signInMailText } from '../../domain/account/mail-texts.ts'
import { addressDigest, LINK_MINUTES, makeSignInLink, signInUrl } from '../../commands/account/make-sign-in-link.ts'
import type { SecurityDeps } from '../../commands/account/record-security-event.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { AskedMail, Mails } from '../../ports/mail/mails.ts'
import type { People, Person } from '../../ports/people/people.ts'
import type { SignInLinks } from '../../ports/people/sign-in-links.ts'

export interface WriteMailDeps extends SecurityDeps {
  readonly mails: Mails
  readonly people: People
  readonly signInLinks: SignInLinks
  readonly keyRing: KeyRing
  /** The tenant of the installation: mails to people of several tenants are its own. */
  readonly tenant: string
}

/** In one mail; who has more accounts names the tenant to an admin. */
const MAX_LINKS = 10

/** False where nobody has the address, or it has had as many mails as it may: the mail is gone then. */
export async function writeSignInMail(deps: WriteMailDeps, id: string, { email, base }: AskedMail): Promise<boolean> {
  const accounts = signInAccounts(await deps.people.findByEmail(email)).slice(0, MAX_LINKS)
  const [first] = accounts
  if (first === undefined) {
    await deps.mails.drop(id)
    return false
  }
  const mailed_to = addressDigest(deps.keyRing, email)
  const links = []
  let expires_at = ''
  for (const { actor, tenant, name } of accounts) {
    const made = await makeSignInLink(deps, actor, 'email', { tenant, surface: 'console' }, { mailed_to })
    expires_at = made.expires_at
    links.push({ url: signInUrl(base, made.token), name, tenant })
  }
  const one = accounts.every(({ tenant }) => tenant === first.tenant)
  const text = signInMailText(links, LINK_MINUTES.email, base)
  const queued = await deps.mails.write(id, {
    tenant: one ? first.tenant : deps.tenant,
    kind: 'sign_in',
    actor: one ? first.actor : null,
    by: null,
    content: { to: email, ...text },
    expires_at,
  })
  if (queued === 'queued') return true
  deps.logger.warn(
    { security: 'mail', mail: id },
    'an address has had as many mails as it may: no sign-in link is sent',
  )
  await deps.mails.drop(id)
  return false
}

/**
 * Whom the address signs in, of each tenant: those who have proved it. Where nobody has, the one who is said to have
 * it; of several, nobody knows whose it is.
 */
function signInAccounts(people: readonly Person[]): readonly Person[] {
  return [...Map.groupBy(people, ({ tenant }) => tenant).values()].flatMap((all) => {
    const proved = all.filter(({ email_proved }) => email_proved)
    return proved.length > 0 ? proved : all.length === 1 ? all : []
  })
}
