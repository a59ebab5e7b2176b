/** Signs out: one session of an account, or all but one; one's own, or, for an admin, somebody else's. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { Sessions } from '../../ports/people/sessions.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

type Deps = SecurityDeps & { readonly sessions: Sessions }

/** Whose session it is. */
type Account = Pick<Caller, 'tenant' | 'actor'>

const isByAdmin = ({ actor }: Account, { by }: SecuritySource): boolean => by !== undefined && by !== actor

/** False when the account has no such session. */
export async function endSession(
  deps: Deps,
  account: Account,
  session: string,
  source: SecuritySource,
): Promise<boolean> {
  const { tenant, actor } = account
  const ended = await deps.sessions.end(tenant, actor, session)
  const because = isByAdmin(account, source) ? 'ended_by_admin' : 'signed_out'
  if (ended) await recordSecurityEvent(deps, actor, { type: 'SessionEnded', data: { session, because } }, source)
  return ended
}

/** How many sessions ended. `except` stays. */
export async function endAllSessions(
  deps: Deps,
  account: Account,
  except: string | undefined,
  source: SecuritySource,
): Promise<number> {
  const { tenant, actor } = account
  const ended = await deps.sessions.endAll(tenant, actor, except)
  const because = isByAdmin(account, source) ? 'ended_by_admin' : 'signed_out_everywhere'
  for (const session of ended)
    await recordSecurityEvent(deps, actor, { type: 'SessionEnded', data: { session, because } }, source)
  return ended.length
}
