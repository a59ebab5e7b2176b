/** Begins a session for whom a provider has proved. */
import { strangersOf, type RefusalReason } from '../../../domain/account/account-events.ts'
import type { Proof, ProviderChoice, ProviderRefusal } from '../../../ports/people/identity-providers.ts'
import type { Person } from '../../../ports/people/people.ts'
import type { Sessions } from '../../../ports/people/sessions.ts'
import { beginSession } from '../begin-session.ts'
import type { SecuritySource } from '../record-security-event.ts'
import { personOfIdentity, type IdentityDeps } from './person-of-identity.ts'
import { recordRefusal } from './record-refusal.ts'
import { keepGrant, type GrantDeps } from './session-grants.ts'

export interface IdentitySignInDeps extends IdentityDeps, GrantDeps {
  readonly sessions: Sessions
}

export type IdentityOutcome =
  | { readonly token: string }
  | { readonly refused: RefusalReason }
  | { readonly collision: Person }

/** `source.tenant` is that of the installation. */
export async function signInWithIdentity(
  deps: IdentitySignInDeps,
  method: ProviderChoice['method'],
  proof: Proof | ProviderRefusal,
  { device, source }: { readonly device?: string | undefined; readonly source: SecuritySource },
): Promise<IdentityOutcome> {
  const stranger = strangersOf(source.tenant)
  if ('refused' in proof) {
    const { refused, detail } = proof
    deps.logger.warn({ reason: refused, detail, request_id: source.request_id }, 'a provider proved nobody')
    await recordRefusal(deps, stranger, { method, reason: refused }, source)
    return { refused }
  }
  const { identity, grant } = proof
  const { issuer } = identity
  const outcome = await personOfIdentity(deps, identity, source)
  if ('refused' in outcome || 'collision' in outcome) {
    const { who, reason } =
      'collision' in outcome
        ? ({ who: outcome.collision, reason: 'collision' } as const)
        : { who: outcome.person, reason: outcome.refused }
    const at = { ...source, tenant: who?.tenant ?? source.tenant, by: stranger }
    await recordRefusal(deps, who?.actor ?? stranger, { method, reason, issuer }, at)
    return 'collision' in outcome ? outcome : { refused: outcome.refused }
  }
  const { actor, tenant } = outcome.person
  const token = await beginSession(deps, { actor, tenant, method, device, issuer }, { ...source, tenant })
  if (token === undefined) return { refused: 'inactive' }
  const session = (await deps.sessions.authenticate(token))?.session
  if (session !== undefined) await keepGrant(deps, session, issuer, { ...grant, answered_at: deps.clock.now() })
  return { token }
}
