/**
 * Adds a way in to one's own account, once both were proved: the account by a session, the way in by its provider. An
 * account that the way in already opens is joined into one's own.
 */
import type { Caller } from '../../../domain/kernel/access.ts'
import type { ProvedIdentity } from '../../../ports/people/identity-providers.ts'
import type { Person } from '../../../ports/people/people.ts'
import { recordSecurityEvent, type SecuritySource } from '../record-security-event.ts'
import type { IdentityDeps } from './person-of-identity.ts'

export type WayIn =
  | { readonly how: 'add' | 'already' }
  /** It opens another account. */
  | { readonly how: 'join'; readonly other: Person }
  | { readonly how: 'refused'; readonly because: 'wrong_tenant' | 'inactive' | 'issuer_unavailable' | 'no_person' }

/** What adding it would do. */
export async function lookAtWayIn(
  { people, findSlackPerson }: IdentityDeps,
  { actor, tenant }: Caller,
  identity: ProvedIdentity,
  home: string,
): Promise<WayIn> {
  if ((await people.findByActor(tenant, actor)) === undefined) return { how: 'refused', because: 'no_person' }
  const { slack } = identity
  if (slack === undefined && (identity.tenant ?? home) !== tenant) return { how: 'refused', because: 'wrong_tenant' }
  const other = slack === undefined ? await people.findByIdentity(tenant, identity) : await findSlackPerson?.(slack)
  if (other === 'away') return { how: 'refused', because: 'issuer_unavailable' }
  if (other === undefined)
    return slack === undefined ? { how: 'add' } : { how: 'refused', because: 'issuer_unavailable' }
  if (other === 'not_installed' || other.tenant !== tenant) return { how: 'refused', because: 'wrong_tenant' }
  if (other.actor === actor) return { how: 'already' }
  return other.active ? { how: 'join', other } : { how: 'refused', because: 'inactive' }
}

/** Does it. */
export async function addWayIn(
  deps: IdentityDeps,
  caller: Caller,
  identity: ProvedIdentity,
  { home, source }: { readonly home: string; readonly source: SecuritySource },
): Promise<WayIn> {
  const { people } = deps
  const { actor, tenant } = caller
  const { issuer, subject, email, email_proved } = identity
  const way = await lookAtWayIn(deps, caller, identity, home)
  if (way.how === 'join') {
    if (!(await people.join(tenant, actor, way.other.actor))) return lookAtWayIn(deps, caller, identity, home)
    await recordSecurityEvent(deps, actor, { type: 'AccountsJoined', data: { joined: way.other.actor } }, source)
  }
  if (way.how === 'add') {
    if (!(await people.addIdentity(tenant, actor, { issuer, subject })))
      return addWayIn(deps, caller, identity, { home, source })
    await recordSecurityEvent(deps, actor, { type: 'IdentityAdded', data: { issuer } }, source)
    const own = await people.findByActor(tenant, actor)
    const owner = email === undefined ? undefined : await people.ownerOfEmail(tenant, email)
    if (email !== undefined && email_proved && own?.email_proved === false && owner === undefined)
      await people.change(tenant, actor, { email, email_proved })
  }
  return way
}
