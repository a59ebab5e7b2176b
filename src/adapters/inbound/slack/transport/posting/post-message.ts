/**
 * Posts one message exactly once. Slack has no idempotency key, so each attempt is recorded first, and a message is
 * searched for before it is posted again.
 */
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { UnrecordedMessage } from '../../../../../ports/slack/slack-records.ts'
import { findMessage, messageMetadata } from './find-message.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import {
  type PostingDeps,
  type PostingResult,
  handleFailure,
  checkNotInFlight,
  toRetryError,
  waitForTurn,
} from './posting-attempt.ts'

/** A message as Slack shows it. */
export interface MessageContent {
  readonly text: string
  readonly blocks: readonly object[]
}

/** How far Slack's clock may differ from ours. */
const MAX_CLOCK_SKEW_MS = 600_000

/**
 * Throws `RetryAt` for a failure that may pass. With `broadcast`, a message in a thread is shown in its channel, too.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function postMessage(
  deps: PostingDeps,
  unrecorded: UnrecordedMessage,
  content: () => Promise<MessageContent>,
  { broadcast = false }: { readonly broadcast?: boolean } = {},
): Promise<PostingResult> {
  const known = await findEarlierMessage(deps, unrecorded)
  if (known !== undefined) return known
  const { id, generation, team, channel, thread_ts } = unrecorded
  await waitForTurn(deps, unrecorded)
  const { text, blocks } = await content()
  const attempts = unrecorded.attempts + 1
  await deps.records.updateMessage(id, { state: 'trying', attempts, tried_at: deps.clock.now() })
  const post = (shown: object): Promise<{ ts: string }> =>
    deps.call<{ ts: string }>(team, 'chat.postMessage', {
      channel,
      text,
      ...shown,
      metadata: messageMetadata(id, generation),
      unfurl_links: false,
      unfurl_media: false,
      ...(thread_ts === null ? {} : { thread_ts }),
      ...(thread_ts !== null && broadcast ? { reply_broadcast: true } : {}),
    })
  try {
    const { ts } = await post({ blocks }).catch((error: unknown) => {
      if (!areBlocksRefused(error)) throw error
      deps.logger.error(
        { generation, error: errorMessage(error) },
        'Slack refused how a message looks: it has no buttons',
      )
      return post({ mrkdwn: false })
    })
    return await recordPosted(deps, id, ts)
  } catch (error) {
    return handleFailure(deps, { ...unrecorded, state: 'trying', attempts }, error)
  }
}

/**
 * What Slack says of blocks that it does not take. A question without buttons is better than none: it can be answered
 * by typing. https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
const BLOCKS_REFUSED: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'])

const areBlocksRefused = (error: unknown): boolean =>
  error instanceof CallFailed && error.failure.kind === 'refused' && BLOCKS_REFUSED.has(error.failure.error)

/** The result of an earlier attempt; undefined when the message is certainly not there. Throws `RetryAt`. */
export async function findEarlierMessage(
  deps: PostingDeps,
  unrecorded: UnrecordedMessage,
): Promise<PostingResult | undefined> {
  const { id, team, channel, thread_ts, state, ts, planned_at } = unrecorded
  if (state === 'posted' && ts !== null) return { outcome: 'posted', ts }
  if (state !== 'trying') return undefined
  checkNotInFlight(deps, unrecorded)
  try {
    const found = await findMessage(deps.call, id, {
      team,
      channel,
      thread_ts: thread_ts ?? undefined,
      oldest: (Math.max(0, Date.parse(planned_at) - MAX_CLOCK_SKEW_MS) / 1000).toFixed(6),
    })
    if (found !== undefined) return await recordPosted(deps, id, found)
    await deps.records.updateMessage(id, { state: 'planned' })
    return undefined
  } catch (error) {
    // A deleted thread has no messages.
    if (error instanceof CallFailed && error.failure.kind === 'refused' && error.failure.error === 'thread_not_found')
      return undefined
    if (!(error instanceof CallFailed) || error.failure.kind !== 'refused') throw toRetryError(deps, unrecorded, error)
    return {
      outcome: 'uncertain',
      detail: `Slack gave no answer to the post and does not let it be looked for: ${error.failure.detail}`,
    }
  }
}

async function recordPosted({ records }: PostingDeps, id: string, ts: string): Promise<PostingResult> {
  await records.updateMessage(id, { state: 'posted', ts })
  return { outcome: 'posted', ts }
}
