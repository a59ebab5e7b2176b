/**
 * What every attempt to post a message or a file shares: its turn in the channel, its retries, and what a failure
 * means.
 */
import type { Clock } from '../../../../../ports/clock.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import { RetryAt } from '../../../../../ports/generation/messenger.ts'
import type { UnrecordedMessage, SlackRecords } from '../../../../../ports/slack/slack-records.ts'
import type { RateLimiter } from '../calling/rate-limiter.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'

/** What posting needs. */
export interface PostingDeps {
  readonly call: CallSlack
  readonly records: SlackRecords
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly logger: Logger
  readonly sleep: (ms: number) => Promise<unknown>
}

/** The result of posting. */
export type PostingResult =
  | { readonly outcome: 'posted'; readonly ts: string }
  | { readonly outcome: 'refused'; readonly reason: string; readonly detail: string; readonly attempts: number }
  | { readonly outcome: 'uncertain'; readonly detail: string }

/** An unanswered request may still be on its way for this long. */
const IN_FLIGHT_MS = 3000

/** A turn that comes sooner is waited for. */
export const MAX_TURN_WAIT_MS = 1500

const MAX_BACKOFF_MS = 300_000

/** Handles a failed attempt: throws `RetryAt`, unless Slack refused for good. */
export async function handleFailure(
  deps: PostingDeps,
  unrecorded: UnrecordedMessage,
  error: unknown,
): Promise<PostingResult> {
  if (!(error instanceof CallFailed)) throw error
  const { failure } = error
  if (failure.kind === 'refused') {
    await deps.records.updateMessage(unrecorded.id, { state: 'planned', attempts: unrecorded.attempts })
    return {
      outcome: 'refused',
      reason: failure.error,
      detail: `Slack refused it: ${failure.detail}`,
      attempts: unrecorded.attempts,
    }
  }
  if (failure.kind === 'later')
    await deps.records.updateMessage(unrecorded.id, { state: 'planned', attempts: unrecorded.attempts })
  throw toRetryError(deps, failure.kind === 'later' ? { ...unrecorded, state: 'planned' } : unrecorded, error)
}

/** Throws `RetryAt` while an earlier request may still be on its way. */
export function checkNotInFlight({ clock }: PostingDeps, { tried_at, attempts }: UnrecordedMessage): void {
  const until = Date.parse(tried_at ?? '') + IN_FLIGHT_MS
  if (until > Date.parse(clock.now()))
    throw new RetryAt(
      new Date(until).toISOString(),
      attempts,
      'Slack gave no answer: it is looked whether the post is there',
      { in_doubt: true },
    )
}

/**
 * The `RetryAt` for a failed call. `note` is the state at the time of the call: a message that was being tried is in
 * doubt, unless the failure says that the call did not take place.
 */
export function toRetryError(
  { clock }: PostingDeps,
  { attempts, state }: Pick<UnrecordedMessage, 'attempts' | 'state'>,
  error: unknown,
): unknown {
  if (!(error instanceof CallFailed)) return error
  const { failure } = error
  const ms =
    failure.kind === 'later'
      ? failure.ms
      : Math.max(IN_FLIGHT_MS, Math.min(MAX_BACKOFF_MS, 1000 * 2 ** Math.min(attempts, 20)))
  const in_doubt = state === 'trying' || state === 'completing'
  return new RetryAt(new Date(Date.parse(clock.now()) + ms).toISOString(), attempts, error.message, {
    cause: error,
    in_doubt,
  })
}

/** Waits for the message's turn in its channel; throws `RetryAt` when that is far off. */
export async function waitForTurn(
  { limiter, clock, sleep }: PostingDeps,
  { id, team, channel, attempts }: UnrecordedMessage,
): Promise<void> {
  const wait = limiter.reserveTurn({ team, channel }, id, Date.parse(clock.now()))
  if (wait > MAX_TURN_WAIT_MS)
    throw new RetryAt(
      new Date(Date.parse(clock.now()) + wait).toISOString(),
      attempts,
      'the pace of posts in a channel and a workspace',
    )
  limiter.releaseTurn(id)
  if (wait > 0) await sleep(wait)
}
