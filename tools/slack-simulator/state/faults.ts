/** What goes wrong on purpose: by seeded chance, or the next time something happens; every fault is counted. */
import type { Random } from './random.ts'

export const FAULT_KINDS = [
  // Answers to the app's calls.
  'rate_limited',
  'server_error',
  'server_error_after_effect',
  'answer_lost',
  'effect_lost',
  'slow_answer',
  'expired_trigger',
  'revoked_token',
  // https://github.com/paradigmxyz/centaur/pull/311 (“intermittently returns ok:true but never shares”)
  'upload_never_shared',
  'upload_shared_late',
  'refused',
  'html_error',
  'html_page',
  // A Socket Mode address that leads nowhere, is turned away, says nothing, or is closed at once.
  'socket_unreachable',
  'socket_refused',
  'socket_silent',
  'socket_closes',
  // Deliveries to the app.
  'duplicate',
  'late',
  'reordered',
  'delivery_lost',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

const OF_DELIVERIES = new Set<FaultKind>(['duplicate', 'late', 'reordered', 'delivery_lost'])

const CONNECT = /^apps\.connections\.open$/

/** Kinds that only make sense for some calls. */
const ONLY_FOR: Partial<Record<FaultKind, RegExp>> = {
  expired_trigger: /^views\.(open|push)$/,
  upload_never_shared: /^files\.completeUploadExternal$/,
  upload_shared_late: /^files\.completeUploadExternal$/,
  socket_unreachable: CONNECT,
  socket_refused: CONNECT,
  socket_silent: CONNECT,
  socket_closes: CONNECT,
}

export interface Faults {
  /** Chance of each kind, 0 to 1. */
  rates: Partial<Record<FaultKind, number>>
  counts: Record<FaultKind, number>
  /** What was asked to go wrong next, and has not yet. */
  planned: readonly { kind: FaultKind; name: string }[]
  /** Makes the next `times` calls of `method` (or deliveries named so) go wrong in this way. */
  next(kind: FaultKind, name: string, times?: number): void
  /** The fault of this call, counted, if there is one. */
  ofCall(method: string): FaultKind | undefined
  /** The fault of this delivery, counted, if there is one. */
  ofDelivery(name: string): FaultKind | undefined
  /** Seconds of the `Retry-After` of a rate limit. */
  retryAfterSeconds: number
  /** Slack's word in answers that are `refused`, such as `account_inactive`. */
  refusal: string
  /** How long a slow answer or a late delivery takes, in ms. */
  slowMs: number
}

export function createFaults(
  random: Random,
  given: Partial<Pick<Faults, 'rates' | 'retryAfterSeconds' | 'slowMs'>> = {},
): Faults {
  const planned: { kind: FaultKind; name: string }[] = []
  const counts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>
  const count = (kind: FaultKind | undefined): FaultKind | undefined => {
    if (kind) counts[kind] += 1
    return kind
  }

  const pick = (name: string, calls: boolean): FaultKind | undefined => {
    const index = planned.findIndex((each) => each.name === name && OF_DELIVERIES.has(each.kind) !== calls)
    if (index >= 0) return count(planned.splice(index, 1)[0]?.kind)
    for (const kind of FAULT_KINDS) {
      const rate = self.rates[kind] ?? 0
      if (rate === 0 || OF_DELIVERIES.has(kind) === calls || ONLY_FOR[kind]?.test(name) === false) continue
      if (random.next() < rate) return count(kind)
    }
    return undefined
  }

  const self: Faults = {
    rates: { ...given.rates },
    counts,
    planned,
    retryAfterSeconds: given.retryAfterSeconds ?? 1,
    refusal: 'invalid_auth',
    slowMs: given.slowMs ?? 200,
    next: (kind, name, times = 1) => {
      for (let index = 0; index < times; index += 1) planned.push({ kind, name })
    },
    ofCall: (method) => pick(method, true),
    ofDelivery: (name) => pick(name, false),
  }
  return self
}
