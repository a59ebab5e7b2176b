/**
 * One message, once. That it is tried is noted first; before it is tried again it is looked for. Slack has no
 * idempotency key: this is what takes its place.
 */
import type { Clock } from '../../../../../ports/clock.ts'
import { RetryAt } from '../../../../../ports/generation/messenger.ts'
import type { PostNote, SlackRecords } from '../../../../../ports/slack/slack-records.ts'
import { findPost, metadataOf } from './find-post.ts'
import type { RateLimiter } from '../calling/rate-limiter.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'

export interface PostDeps {
  readonly call: CallSlack
  readonly records: SlackRecords
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly sleep: (ms: number) => Promise<unknown>
}

/** What Slack is given to show. */
export interface MessageContent {
  readonly text: string
  readonly blocks: readonly object[]
}

export type PostResult =
  | { readonly outcome: 'posted'; readonly ts: string }
  | { readonly outcome: 'refused'; readonly reason: string; readonly detail: string; readonly attempts: number }
  | { readonly outcome: 'uncertain'; readonly detail: string }

/** A request of which we heard nothing may still be on its way for so long. */
const IN_FLIGHT_MS = 3000
/** How far Slack's clock may be from ours. */
const MAX_CLOCK_SKEW_MS = 600_000
/** A turn in the channel that comes sooner is waited for. */
const MAX_TURN_WAIT_MS = 1500
const MAX_BACKOFF_MS = 300_000

/** Throws `RetryAt` for what may pass. */
export async function postMessage(
  deps: PostDeps,
  note: PostNote,
  content: () => Promise<MessageContent>,
): Promise<PostResult> {
  const known = await findEarlierPost(deps, note)
  if (known !== undefined) return known
  const { id, generation, team, channel, thread_ts } = note
  await waitForTurn(deps, note)
  const { text, blocks } = await content()
  const attempts = note.attempts + 1
  await deps.records.change(id, { state: 'trying', attempts, tried_at: deps.clock.now() })
  try {
    const { ts } = await deps.call<{ ts: string }>(team, 'chat.postMessage', {
      channel,
      text,
      blocks,
      metadata: metadataOf(id, generation),
      unfurl_links: false,
      unfurl_media: false,
      ...(thread_ts === null ? {} : { thread_ts }),
    })
    return await recordPosted(deps, id, ts)
  } catch (error) {
    return handleFailure(deps, { ...note, state: 'trying', attempts }, error)
  }
}

/** What has become of a post that was begun; undefined when it is not there for sure. Throws `RetryAt`. */
export async function findEarlierPost(deps: PostDeps, note: PostNote): Promise<PostResult | undefined> {
  const { id, team, channel, thread_ts, state, ts, planned_at } = note
  if (state === 'posted' && ts !== null) return { outcome: 'posted', ts }
  if (state !== 'trying') return undefined
  checkNotInFlight(deps, note)
  try {
    const found = await findPost(deps.call, id, {
      team,
      channel,
      thread_ts: thread_ts ?? undefined,
      oldest: (Math.max(0, Date.parse(planned_at) - MAX_CLOCK_SKEW_MS) / 1000).toFixed(6),
    })
    if (found !== undefined) return await recordPosted(deps, id, found)
    await deps.records.change(id, { state: 'planned' })
    return undefined
  } catch (error) {
    // In a thread that is gone there is no message.
    if (error instanceof CallFailed && error.failure.kind === 'refused' && error.failure.error === 'thread_not_found')
      return undefined
    if (!(error instanceof CallFailed) || error.failure.kind !== 'refused') throw asRetry(deps, note, error)
    return {
      outcome: 'uncertain',
      detail: `Slack gave no answer to the post and does not let it be looked for: ${error.failure.detail}`,
    }
  }
}

async function recordPosted({ records }: PostDeps, id: string, ts: string): Promise<PostResult> {
  await records.change(id, { state: 'posted', ts })
  return { outcome: 'posted', ts }
}

/** What a failed attempt means: throws `RetryAt`, unless Slack said no for good. */
export async function handleFailure(deps: PostDeps, note: PostNote, error: unknown): Promise<PostResult> {
  if (!(error instanceof CallFailed)) throw error
  const { failure } = error
  if (failure.kind === 'refused') {
    await deps.records.change(note.id, { state: 'planned', attempts: note.attempts })
    return {
      outcome: 'refused',
      reason: failure.error,
      detail: `Slack refused it: ${failure.detail}`,
      attempts: note.attempts,
    }
  }
  if (failure.kind === 'later') await deps.records.change(note.id, { state: 'planned', attempts: note.attempts })
  throw asRetry(deps, failure.kind === 'later' ? { ...note, state: 'planned' } : note, error)
}

/** Throws `RetryAt` while a request of ours may still be on its way. */
export function checkNotInFlight({ clock }: PostDeps, { tried_at, attempts }: PostNote): void {
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
 * `note` is as it was when the call failed: one that was being tried is in doubt, unless the failure itself says that
 * it did not take place.
 */
export function asRetry(
  { clock }: PostDeps,
  { attempts, state }: Pick<PostNote, 'attempts' | 'state'>,
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

/** Waits for its turn in the channel; throws `RetryAt` when that is far off. */
export async function waitForTurn(
  { limiter, clock, sleep }: PostDeps,
  { id, team, channel, attempts }: PostNote,
): Promise<void> {
  const wait = limiter.reserveTurn(`${team} ${channel}`, id, Date.parse(clock.now()))
  if (wait > MAX_TURN_WAIT_MS)
    throw new RetryAt(
      new Date(Date.parse(clock.now()) + wait).toISOString(),
      attempts,
      'one post a second in a channel',
    )
  limiter.releaseTurn(id)
  if (wait > 0) await sleep(wait)
}
