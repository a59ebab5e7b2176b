/** Begins a session for somebody who has shown who they are. */
import type { NewSession, Sessions } from '../../ports/people/sessions.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

/** The session's token; undefined for an account that may not come in. */
export async function beginSession(
  deps: SecurityDeps & { readonly sessions: Sessions },
  session: NewSession & { readonly issuer?: string | undefined },
  source: SecuritySource,
): Promise<string | undefined> {
  const { actor, method, issuer } = session
  const from = issuer === undefined ? {} : { issuer }
  const { id, token } = await deps.sessions.begin(session)
  if ((await deps.sessions.authenticate(token)) === undefined) {
    await deps.sessions.end(session.tenant, actor, id)
    const refused = { type: 'SignInRefused', data: { method, reason: 'inactive', ...from } } as const
    await recordSecurityEvent(deps, actor, refused, source)
    return undefined
  }
  await recordSecurityEvent(deps, actor, { type: 'SignedIn', data: { session: id, method, ...from } }, source)
  return token
}
