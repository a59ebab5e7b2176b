/** Begins a session in the console for whoever shows an API key: it is the key’s session, and may what the key may. */
import { strangersOf, type RefusalReason } from '../../domain/account/account-events.ts'
import type { ApiKeys } from '../../ports/people/api-keys.ts'
import type { Sessions } from '../../ports/people/sessions.ts'
import { beginSession } from './begin-session.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

export type KeyRefusal = Extract<RefusalReason, 'unknown' | 'expired' | 'revoked' | 'wrong_scope' | 'inactive'>

/**
 * The session’s token, or why there is none. A key that is held to scopes opens no page: pages have none. `source.tenant`
 * is that of the installation: keys that nobody knows are recorded there.
 */
export async function signInWithKey(
  deps: SecurityDeps & { readonly apiKeys: Pick<ApiKeys, 'authenticate' | 'whyRefused'>; readonly sessions: Sessions },
  secret: string,
  { device, source }: { readonly device?: string | undefined; readonly source: SecuritySource },
): Promise<{ readonly token: string } | { readonly refused: KeyRefusal }> {
  const caller = await deps.apiKeys.authenticate(secret)
  const refuse = async (account: string, tenant: string, reason: KeyRefusal) => {
    const event = { type: 'SignInRefused', data: { method: 'key', reason } } as const
    await recordSecurityEvent(deps, account, event, { ...source, tenant })
    return { refused: reason }
  }
  if (caller === undefined) {
    const key = await deps.apiKeys.whyRefused(secret)
    return refuse(key?.actor ?? strangersOf(source.tenant), key?.tenant ?? source.tenant, key?.reason ?? 'unknown')
  }
  const { actor, tenant, scopes } = caller
  if (scopes !== undefined) return refuse(actor, tenant, 'wrong_scope')
  const token = await beginSession(deps, { actor, tenant, method: 'key', device }, { ...source, tenant })
  return token === undefined ? { refused: 'inactive' } : { token }
}
