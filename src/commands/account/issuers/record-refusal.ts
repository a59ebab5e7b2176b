/** Records that somebody was not let in: once in a minute for each account, source and reason. */
import { LRUCache } from 'lru-cache'
import type { AccountEvent } from '../../../domain/account/account-events.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from '../record-security-event.ts'

type Refusal = Extract<AccountEvent, { type: 'SignInRefused' }>['data']

const REMEMBERED = { max: 10_000, ttl: 60_000 }

/** For each log of events, so that two services in one process do not share it. */
const recorded = new WeakMap<object, LRUCache<string, true>>()

/** Whoever sends refusals by the thousand fills no stream with them. */
export async function recordRefusal(
  deps: SecurityDeps,
  account: string,
  refusal: Refusal,
  source: SecuritySource,
): Promise<void> {
  const known = recorded.get(deps.log) ?? new LRUCache<string, true>(REMEMBERED)
  recorded.set(deps.log, known)
  const key = [account, source.address ?? '', refusal.method, refusal.reason, refusal.issuer ?? ''].join(' ')
  if (known.has(key)) return
  known.set(key, true)
  await recordSecurityEvent(deps, account, { type: 'SignInRefused', data: refusal }, source)
}
