/** Puts a session with another token in the place of one whose person's rights changed. */
import type { Sessions, SessionCaller } from '../../ports/people/sessions.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

/** The new one; undefined where another request did it already. */
export async function replaceSession(
  deps: SecurityDeps & { readonly sessions: Sessions },
  { token, session, caller }: SessionCaller & { readonly token: string },
  source: SecuritySource,
): Promise<{ readonly id: string; readonly token: string } | undefined> {
  const next = await deps.sessions.replace(token)
  if (next === undefined) return undefined
  const data = { session, because: 'rights_changed', followed_by: next.id } as const
  await recordSecurityEvent(deps, caller.actor, { type: 'SessionEnded', data }, source)
  return next
}
