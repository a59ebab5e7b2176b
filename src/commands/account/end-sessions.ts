/** Signs out: this session, one of one's own, or all but this one. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { Sessions } from '../../ports/people/sessions.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

type Deps = SecurityDeps & { readonly sessions: Sessions }

/** False when the account has no such session. */
export async function endSession(
  deps: Deps,
  { tenant, actor }: Caller,
  session: string,
  source: SecuritySource,
): Promise<boolean> {
  const ended = await deps.sessions.end(tenant, actor, session)
  if (ended)
    await recordSecurityEvent(deps, actor, { type: 'SessionEnded', data: { session, because: 'signed_out' } }, source)
  return ended
}

/** How many sessions ended. `except` stays. */
export async function endAllSessions(
  deps: Deps,
  { tenant, actor }: Caller,
  except: string | undefined,
  source: SecuritySource,
): Promise<number> {
  const ended = await deps.sessions.endAll(tenant, actor, except)
  for (const session of ended) {
    const event = { type: 'SessionEnded', data: { session, because: 'signed_out_everywhere' } } as const
    await recordSecurityEvent(deps, actor, event, source)
  }
  return ended.length
}
