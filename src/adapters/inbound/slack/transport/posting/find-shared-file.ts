/**
 * Whether an uploaded file is shared in its channel. Slack shares it asynchronously, so only the message in the channel
 * counts.
 */
import type { UnrecordedMessage } from '../../../../../ports/slack/slack-records.ts'
import { toRetryError, checkNotInFlight, type PostingDeps, type PostingResult } from './posting-attempt.ts'
import { CallFailed } from '../calling/slack-calls.ts'

interface SharedFileInfo {
  readonly file?: { readonly shares?: { readonly public?: Shares; readonly private?: Shares } }
}

type Shares = Readonly<Record<string, readonly { readonly ts?: string }[]>>

/** A file that is not shared within this time after its upload never will be. */
const GIVE_UP_MS = 180_000

/** The result of an earlier attempt; undefined when the file is certainly not there. Throws `RetryAt`. */
export async function findEarlierFile(
  deps: PostingDeps,
  unrecorded: UnrecordedMessage,
): Promise<PostingResult | undefined> {
  if (unrecorded.state === 'posted' && unrecorded.ts !== null) return { outcome: 'posted', ts: unrecorded.ts }
  if (unrecorded.state !== 'completing') return undefined
  checkNotInFlight(deps, unrecorded)
  const found = await checkShared(deps, unrecorded)
  // The upload was never completed, so the file was never visible.
  if (found === undefined) await deps.records.updateMessage(unrecorded.id, { state: 'planned', file_id: null })
  return found
}

/** The result once the file is shared; undefined when Slack does not know it. Throws `RetryAt`. */
export async function checkShared(
  deps: PostingDeps,
  unrecorded: UnrecordedMessage,
  pauses: readonly number[] = [],
): Promise<PostingResult | undefined> {
  try {
    return await waitUntilShared(deps, unrecorded, pauses)
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error
    const { failure } = error
    if (failure.kind !== 'refused') throw toRetryError(deps, unrecorded, error)
    return failure.error === 'file_not_found'
      ? undefined
      : { outcome: 'uncertain', detail: `Slack does not let the file be looked for: ${failure.detail}` }
  }
}

/** Waits briefly until the file is shared. Throws `CallFailed`, and `RetryAt` when it takes longer. */
async function waitUntilShared(
  deps: PostingDeps,
  unrecorded: UnrecordedMessage,
  pauses: readonly number[],
): Promise<PostingResult> {
  const { id, team, channel, file_id, tried_at } = unrecorded
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await deps.sleep(pause)
    const { file } = await deps.call<SharedFileInfo>(team, 'files.info', { file: file_id })
    const ts = [file?.shares?.private, file?.shares?.public].flatMap((shares) => shares?.[channel] ?? [])[0]?.ts
    if (ts !== undefined) {
      await deps.records.updateMessage(id, { state: 'posted', ts })
      return { outcome: 'posted', ts }
    }
  }
  if (Date.parse(tried_at ?? '') + GIVE_UP_MS <= Date.parse(deps.clock.now()))
    return { outcome: 'uncertain', detail: 'Slack took the file and does not show it in the conversation.' }
  throw toRetryError(
    deps,
    unrecorded,
    new CallFailed('files.info', { kind: 'later', ms: 5000, detail: 'the file is not shared yet' }),
  )
}
