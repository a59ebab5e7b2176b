/** How long to wait before reconnecting to Slack. */
import type { CallFailure } from '../calling/slack-errors.ts'

const FIRST_MS = 1000
const MAX_MS = 30_000
/** A refusal needs a person to fix it: retry rarely, but often enough to notice the fix. */
const REFUSED_WAIT_MS = 300_000
/** A longer `Retry-After` than this is ignored. */
const MAX_RETRY_AFTER_MS = 900_000

/**
 * Milliseconds to wait. `attempt`: 1 after the first failure; `random`: 0 to 1, so that instances which lost Slack
 * together do not come back together. Doubles up to half a minute, waits as long as a rate limit asks, and five
 * minutes after a refusal.
 */
export function backOffMs(attempt: number, failure: CallFailure | undefined, random: number): number {
  const exponential = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10))
  const spread = (ms: number): number => Math.round(ms * (0.5 + random / 2))
  if (failure?.kind === 'refused') return spread(REFUSED_WAIT_MS)
  if (failure?.kind === 'later') return Math.min(MAX_RETRY_AFTER_MS, failure.ms) + spread(exponential)
  return spread(exponential)
}
