/** A cookie for each sign-in that is on its way, so that several tabs do not disturb each other. */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { SignInFlow } from '../../../../../../ports/people/identity-providers.ts'
import { cookieName, dropCookie, readSealedCookie, setSealedCookie, type CookieDeps } from './sealed-cookie.ts'

/** A sign-in that is on its way. */
export interface PendingFlow {
  readonly flow: SignInFlow
  /** A path of ours. */
  readonly return_to: string
  /** The session whose account gets another way in; undefined to sign in. */
  readonly session: string | undefined
}

const PREFIX = 'docgen_flow_'
const MINUTES = 10
/** Browsers send all cookies with each request. The oldest goes. */
const MAX_FLOWS = 6
const STATE = /^([0-9a-z]{9}[0-9a-f]{8})\.[A-Za-z0-9_-]{43}$/

/** A new `state` (RFC 6749 §10.12): it begins with the name of its cookie, which begins with the time. */
export function newState({ clock }: Pick<CookieDeps, 'clock'>): string {
  const time = Date.parse(clock.now()).toString(36).padStart(9, '0')
  return `${time}${randomBytes(4).toString('hex')}.${randomBytes(32).toString('base64url')}`
}

export async function keepFlow(c: Context, deps: CookieDeps, pending: PendingFlow): Promise<void> {
  const prefix = cookieName(deps, PREFIX)
  const others = Object.keys(getCookie(c)).filter((name) => name.startsWith(prefix))
  for (const name of others.toSorted().slice(0, Math.max(0, others.length - MAX_FLOWS + 1)))
    dropCookie(c, deps, `${PREFIX}${name.slice(prefix.length)}`)
  await setSealedCookie(c, deps, nameOf(pending.flow.state), { value: pending, minutes: MINUTES })
}

/** The sign-in that this answer ends, once; undefined when it did not begin in this browser. */
export async function takeFlow(
  c: Context,
  deps: CookieDeps,
  { provider, state }: { readonly provider: string; readonly state: string | undefined },
): Promise<PendingFlow | undefined> {
  if (state === undefined || !STATE.test(state)) return undefined
  const pending = await readSealedCookie<PendingFlow>(c, deps, nameOf(state))
  if (pending === undefined || pending.flow.state !== state || pending.flow.provider !== provider) return undefined
  dropCookie(c, deps, nameOf(state))
  return pending
}

const nameOf = (state: string): string => `${PREFIX}${state.split('.')[0] ?? ''}`
