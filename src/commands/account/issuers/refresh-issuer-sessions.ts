/** Asks providers again about those who are in: whoever they do not let in any more is out. */
import type { IdentityProviders } from '../../../ports/people/identity-providers.ts'
import type { IssuerSession } from '../../../ports/people/issuer-sessions.ts'
import type { Sessions } from '../../../ports/people/sessions.ts'
import { recordSecurityEvent } from '../record-security-event.ts'
import { updatePerson, type IdentityDeps } from './person-of-identity.ts'
import { keepGrant, openGrant, type GrantDeps } from './session-grants.ts'

export interface RefreshTimes {
  /** A session is asked about at most this often. */
  readonly every_minutes: number
  /** How long a session goes on while its provider does not answer. */
  readonly away_hours: number
}

export interface RefreshDeps extends IdentityDeps, GrantDeps {
  readonly sessions: Sessions
  readonly identityProviders: IdentityProviders
  readonly refreshTimes: RefreshTimes
}

/** Sessions that are asked about at once. */
const AT_ONCE = 8
const MINUTE = 60_000

/** Asks about all sessions that are due. Gives how many it asked about, and how many of them ended. */
export async function refreshIssuerSessions(
  deps: RefreshDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly asked: number; readonly ended: number }> {
  let [asked, ended] = [0, 0]
  const before = new Date(Date.parse(deps.clock.now()) - deps.refreshTimes.every_minutes * MINUTE).toISOString()
  while (!signal.aborted) {
    const due = await deps.issuerSessions.takeDue(before, AT_ONCE)
    const outcomes = await Promise.all(due.map((session) => refreshSession(deps, session)))
    asked += due.length
    ended += outcomes.filter((outcome) => outcome === 'ended').length
    if (due.length < AT_ONCE) break
  }
  return { asked, ended }
}

async function refreshSession(deps: RefreshDeps, kept: IssuerSession): Promise<'ended' | 'goes_on'> {
  const { session, actor, tenant, issuer } = kept
  const source = { tenant, surface: 'system' } as const
  const grant = await openGrant(deps, kept)
  const outcome = grant === undefined ? 'ended' : await deps.identityProviders.refresh(grant)
  if (grant !== undefined && outcome === 'away') {
    const away = Date.parse(deps.clock.now()) - Date.parse(grant.answered_at)
    if (away < deps.refreshTimes.away_hours * 60 * MINUTE) return 'goes_on'
  }
  if (outcome === 'ended' || outcome === 'away') {
    if (await deps.sessions.end(tenant, actor, session))
      await recordSecurityEvent(deps, actor, { type: 'SessionEnded', data: { session, because: 'issuer' } }, source)
    return 'ended'
  }
  // First, because a provider may take each refresh token once only.
  await keepGrant(deps, session, issuer, { ...outcome.grant, answered_at: deps.clock.now() }, kept.sealed)
  const person = await deps.people.findByActor(tenant, actor)
  if (person !== undefined) await updatePerson(deps, person, outcome.identity, source)
  return 'goes_on'
}
