/** Gives back what a session keeps of its provider, when the person signs out. */
import type { IdentityProviders } from '../../../ports/people/identity-providers.ts'
import { openGrant, type GrantDeps } from './session-grants.ts'

/**
 * Where the browser can sign out at the provider, too. To be called before the session ends; never waits for what a
 * provider refuses.
 */
export async function endIssuerSession(
  deps: GrantDeps & { readonly identityProviders?: IdentityProviders | undefined },
  session: string,
  return_to: string,
): Promise<{ readonly provider: string; readonly address: string } | undefined> {
  const { identityProviders } = deps
  if (identityProviders === undefined) return undefined
  const kept = await deps.issuerSessions.find(session)
  const grant = kept === undefined ? undefined : await openGrant(deps, kept)
  if (grant === undefined) return undefined
  const address = await identityProviders.signOut(grant, return_to)
  const provider = identityProviders.choices.find(({ id }) => id === grant.provider)
  return address === undefined || provider === undefined ? undefined : { provider: provider.name, address }
}
