/** Gives back what a session keeps of its provider, when the person signs out. */
import type { IdentityProviders } from '../../../ports/people/identity-providers.ts'
import { openGrant, type GrantDeps } from './session-grants.ts'

/** Where the browser signs out at the provider, too. */
export interface SignOutThere {
  /** Its name. */
  readonly provider: string
  readonly address: string
}

/**
 * To be asked before the session ends, and called after it, so that a provider that does not answer keeps nobody signed
 * in here. Gives undefined where there is nothing to do.
 */
export async function issuerSignOut(
  deps: GrantDeps & { readonly identityProviders?: IdentityProviders | undefined },
  session: string,
): Promise<(return_to: string) => Promise<SignOutThere | undefined>> {
  const { identityProviders } = deps
  const kept = identityProviders === undefined ? undefined : await deps.issuerSessions.find(session)
  const grant = kept === undefined ? undefined : await openGrant(deps, kept)
  return async (return_to) => {
    if (identityProviders === undefined || grant === undefined) return undefined
    const address = await identityProviders.signOut(grant, return_to)
    const provider = identityProviders.choices.find(({ id }) => id === grant.provider)
    return address === undefined || provider === undefined ? undefined : { provider: provider.name, address }
  }
}
