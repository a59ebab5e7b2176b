/** Spends a sign-in link for a session. */
import { strangersOf, type RefusalReason, type SignInMethod } from '../../domain/account/account-events.ts'
import type { Sessions } from '../../ports/people/sessions.ts'
import type { SignInLink, SignInLinks } from '../../ports/people/sign-in-links.ts'
import { beginSession } from './begin-session.ts'
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
}

export type LinkOutcome =
  | { readonly token: string; readonly link: SignInLink }
  | { readonly refused: Extract<RefusalReason, 'unknown' | 'expired' | 'inactive'> }

/** `source.tenant` is that of the installation: links that nobody knows are recorded there. */
export async function signInWithLink(
  deps: SignInDeps,
  token: string,
  { device, source }: { readonly device?: string | undefined; readonly source: SecuritySource },
): Promise<LinkOutcome> {
  const known = await deps.signInLinks.find(token)
  const link = await deps.signInLinks.redeem(token)
  if (link === undefined) {
    const refused = known === undefined ? 'unknown' : 'expired'
    const account = known?.actor ?? strangersOf(source.tenant)
    const event = { type: 'SignInRefused', data: { method: METHODS[known?.kind ?? 'own'], reason: refused } } as const
    await recordSecurityEvent(deps, account, event, { ...source, tenant: known?.tenant ?? source.tenant })
    return { refused }
  }
  const { actor, tenant } = link
  const begun = await beginSession(deps, { actor, tenant, method: METHODS[link.kind], device }, { ...source, tenant })
  return begun === undefined ? { refused: 'inactive' } : { token: begun, link }
}
