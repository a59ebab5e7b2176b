/**
 * What people wrote while no instance of the service was awake: Slack gives up delivering after some minutes, so that
 * it is read from the conversations themselves and put into the inbox, where what was delivered after all is
 * recognised.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { SlackRecords, Thread } from '../../../../../ports/slack/slack-records.ts'
import { messagesSince, type FoundMessage } from '../posting/find-post.ts'
import { classify } from './incoming.ts'
import { saveToInbox, type SaveToInboxDeps } from './save-to-inbox.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'

export interface CatchUpDeps extends SaveToInboxDeps {
  readonly call: CallSlack
  readonly records: Pick<SlackRecords, 'awake' | 'caughtUp' | 'openThreads'>
  readonly clock: Clock
  /** How Slack's pauses are waited for. */
  readonly sleep: (ms: number) => Promise<unknown>
  /**
   * Waits until what people say gets here, where that can be known: as long as it does not, the service is as good as
   * asleep.
   */
  readonly whenConnected?: ((signal: AbortSignal) => Promise<void>) | undefined
}

/**
 * Slack delivers again what was refused for shorter, unless the service is away each of those three times: after such a
 * gap the latest conversations are read.
 */
const GAP_MS = 60_000
const HEARTBEAT_MS = 20_000
/** A message on its way when the service went to sleep. */
const MARGIN_MS = 120_000
const MAX_THREADS = 1000
const MAX_THREADS_AFTER_SHORT_GAP = 100
const MAX_PAUSE_MS = 300_000

/**
 * Says every now and then that the service is awake, and catches up with what was missed before; until the signal
 * fires.
 */
export async function keepAwake(deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  let catching: Promise<void> | undefined
  for (let gap_ms = 0; !signal.aborted; gap_ms = GAP_MS) {
    await deps.whenConnected?.(signal)
    if (signal.aborted) break
    try {
      // At the start after any gap.
      const since = await deps.records.awake(gap_ms)
      if (since !== undefined && catching === undefined) {
        catching = catchUp(deps, since, signal)
          .catch((error: unknown) =>
            deps.logger.error(
              { error: errorMessage(error) },
              'what was missed in Slack could not be read; it is tried again',
            ),
          )
          .finally(() => {
            catching = undefined
          })
      }
    } catch (error) {
      deps.logger.warn({ error: errorMessage(error) }, 'the Slack adapter could not say that it is awake')
    }
    await pause(HEARTBEAT_MS, undefined, { signal }).catch(() => {})
  }
  await catching
}

/** Reads the open conversations since a time (ISO 8601 UTC) into the inbox, as fast as Slack allows. */
async function catchUp(deps: CatchUpDeps, since: string, signal: AbortSignal): Promise<void> {
  const oldest = ((Date.parse(since) - MARGIN_MS) / 1000).toFixed(6)
  const slept_ms = Date.parse(deps.clock.now()) - Date.parse(since)
  const threads = await deps.records.openThreads(slept_ms < GAP_MS ? MAX_THREADS_AFTER_SHORT_GAP : MAX_THREADS)
  const channels = [...new Map(threads.map((thread) => [`${thread.team} ${thread.channel}`, thread])).values()]
  let found = 0
  for (const { team, channel, thread_ts } of [
    ...threads,
    ...channels.map((one) => ({ ...one, thread_ts: undefined })),
  ]) {
    found += await withPauses(deps, signal, async () => readInto(deps, { team, channel, thread_ts, oldest }))
    if (signal.aborted) return
  }
  await deps.records.caughtUp()
  deps.logger.info({ since, conversations: threads.length, found }, 'caught up with what was said in Slack meanwhile')
}

async function readInto(
  deps: CatchUpDeps,
  where: Pick<Thread, 'team' | 'channel'> & { readonly thread_ts: string | undefined; readonly oldest: string },
): Promise<number> {
  let found = 0
  for await (const message of messagesSince(deps.call, where)) {
    const incoming = isNewMessage(message, where)
      ? classify(toEventBody(message, where), { digest: () => '', now: Date.parse(deps.clock.now()) })
      : undefined
    if (incoming?.kind === 'event' && (await saveToInbox(deps, incoming)) === 'added') found++
  }
  return found
}

/** Something a person said there; a thread always begins with its first message, however old. */
const isNewMessage = (
  { ts, thread_ts, user, bot_id, subtype }: FoundMessage,
  where: { readonly thread_ts: string | undefined; readonly oldest: string },
): boolean =>
  ts !== undefined &&
  user !== undefined &&
  bot_id === undefined &&
  (subtype === undefined || subtype === 'file_share') &&
  Number(ts) >= Number(where.oldest) &&
  (where.thread_ts === undefined
    ? thread_ts === undefined || thread_ts === ts
    : thread_ts === where.thread_ts && ts !== thread_ts)

/** As Slack would have delivered it. */
const toEventBody = (message: FoundMessage, { team, channel }: Pick<Thread, 'team' | 'channel'>) => ({
  type: 'event_callback',
  team_id: team,
  authorizations: [{ team_id: team, is_bot: true, is_enterprise_install: false }],
  event: { ...message, type: 'message', channel, channel_type: 'im', event_ts: message.ts },
})

/** Waits as long as Slack asks; what Slack refuses (a channel that is gone) is passed over. */
async function withPauses({ sleep }: CatchUpDeps, signal: AbortSignal, read: () => Promise<number>): Promise<number> {
  for (;;) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      if (error.failure.kind === 'refused' || signal.aborted) return 0
      const waited = sleep(error.failure.kind === 'later' ? Math.min(error.failure.ms, MAX_PAUSE_MS) : 5000)
      await Promise.race([waited, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))])
    }
  }
}
