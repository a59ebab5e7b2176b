/** The caller behind a bearer token of a provider: a person, or a program that the provider knows. */
import { strangersOf, type RefusalReason } from '../../../domain/account/account-events.ts'
import { personCaller } from '../../../domain/account/person-roles.ts'
import type { Caller } from '../../../domain/kernel/access.ts'
import type { IdentityProviders } from '../../../ports/people/identity-providers.ts'
import type { SecuritySource } from '../record-security-event.ts'
import { personOfIdentity, type IdentityDeps } from './person-of-identity.ts'
import { recordRefusal } from './record-refusal.ts'

export interface TokenDeps extends IdentityDeps {
  readonly identityProviders: IdentityProviders
}

/**
 * `source.tenant` is that of the installation. Groups that the token names hold for it alone: an older token gives
 * nobody back what a newer one has taken.
 */
export async function callerOfToken(
  deps: TokenDeps,
  token: string,
  source: SecuritySource,
): Promise<Caller | { readonly refused: RefusalReason }> {
  const stranger = strangersOf(source.tenant)
  const identity = await deps.identityProviders.readToken(token)
  if ('refused' in identity) {
    deps.logger.warn({ reason: identity.refused, detail: identity.detail, request_id: source.request_id }, 'a token')
    await recordRefusal(deps, stranger, { method: 'token', reason: identity.refused }, source)
    return { refused: identity.refused }
  }
  const { issuer, rights } = identity
  const outcome = await personOfIdentity(deps, { ...identity, rights: undefined }, source)
  if (!('person' in outcome) || 'refused' in outcome) {
    const who = 'collision' in outcome ? outcome.collision : outcome.person
    const reason = 'collision' in outcome ? 'collision' : outcome.refused
    const at = { ...source, tenant: who?.tenant ?? source.tenant, by: stranger }
    await recordRefusal(deps, who?.actor ?? stranger, { method: 'token', reason, issuer }, at)
    return { refused: reason }
  }
  const { person } = outcome
  return personCaller(
    rights === undefined ? person : { ...person, issuer_roles: rights.roles, issuer_groups: rights.groups },
  )
}
