/** Makes a link that signs somebody in, once. */
import type { SignInLinkKind } from '../../domain/account/account-events.ts'
import type { NewSignInLink, SignInLinks } from '../../ports/people/sign-in-links.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

/** How long links are good for, in minutes. */
export const LINK_MINUTES: Readonly<Record<SignInLinkKind, number>> = {
  owner: 15,
  own: 15,
  email: 15,
  invitation: 7 * 24 * 60,
  handed_over: 14 * 24 * 60,
}

/** The link's token and id, and when it expires (ISO 8601 UTC). */
export async function makeSignInLink(
  deps: SecurityDeps & { readonly signInLinks: SignInLinks },
  actor: string,
  kind: SignInLinkKind,
  source: SecuritySource,
  options: Pick<NewSignInLink, 'mailed_to' | 'token' | 'hand_over'> = {},
): Promise<{ readonly token: string; readonly id: string; readonly expires_at: string }> {
  const minutes = LINK_MINUTES[kind]
  const { link, token } = await deps.signInLinks.create({ actor, tenant: source.tenant, kind, minutes, ...options })
  const { id, expires_at } = link
  await recordSecurityEvent(deps, actor, { type: 'SignInLinkMade', data: { link: id, kind, expires_at } }, source)
  return { token, id, expires_at }
}

/** The page of a link. `base` is an origin. */
export const signInUrl = (base: string, token: string): string =>
  new URL(`/sign-in?token=${encodeURIComponent(token)}`, base).href

/** What a link keeps of the address that it is mailed to. */
export const addressDigest = (keyRing: { digest(text: string): string }, email: string): string =>
  keyRing.digest(`sign-in link to ${email}`)
