/**
 * Reads what people wrote while no instance was awake from the conversations into the inbox. Slack stops redelivering
 * after some minutes; the inbox recognises what was delivered after all.
 */
import type { Clock } from '../../../../../ports/clock.ts'
import type { SlackRecords, Thread } from '../../../../../ports/slack/slack-records.ts'
import { messagesSince, type FoundMessage } from '../posting/find-message.ts'
import { classify } from '../receiving/classify.ts'
import { saveToInbox, type SaveToInboxDeps } from './save-to-inbox.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'

/** What catching up needs. */
export interface CatchUpDeps extends SaveToInboxDeps {
  readonly call: CallSlack
  readonly records: Pick<SlackRecords, 'recordHeartbeat' | 'recordCaughtUp' | 'listOpenThreads'>
  readonly clock: Clock
  /** Waits out the pauses that Slack asks for. */
  readonly sleep: (ms: number) => Promise<unknown>
  /** Waits for the connection to Slack, where there is one. Without it the service counts as asleep. */
  readonly whenConnected?: ((signal: AbortSignal) => Promise<void>) | undefined
}

/**
 * Slack redelivers what was refused for a shorter time, unless the service is away at each of its three attempts. After
 * a shorter gap only the latest conversations are read.
 */
export const GAP_MS = 60_000
/** Messages may have been on their way when the service stopped. */
const MARGIN_MS = 120_000

const MAX_THREADS = 1000

const MAX_THREADS_AFTER_SHORT_GAP = 100

const MAX_PAUSE_MS = 300_000

/** Reads the open conversations since a time (ISO 8601 UTC) into the inbox, as fast as Slack allows. */
export async function catchUp(deps: CatchUpDeps, since: string, signal: AbortSignal): Promise<void> {
  const oldest = ((Date.parse(since) - MARGIN_MS) / 1000).toFixed(6)
  const slept_ms = Date.parse(deps.clock.now()) - Date.parse(since)
  const threads = await deps.records.listOpenThreads(slept_ms < GAP_MS ? MAX_THREADS_AFTER_SHORT_GAP : MAX_THREADS)
  const channels = [...new Map(threads.map((thread) => [`${thread.team} ${thread.channel}`, thread])).values()]
  let found = 0
  for (const { team, channel, thread_ts } of [
    ...threads,
    ...channels.map((one) => ({ ...one, thread_ts: undefined })),
  ]) {
    found += await readWithPauses(deps, signal, async () => readIntoInbox(deps, { team, channel, thread_ts, oldest }))
    if (signal.aborted) return
  }
  await deps.records.recordCaughtUp()
  deps.logger.info({ since, conversations: threads.length, found }, 'caught up with what was said in Slack meanwhile')
}

async function readIntoInbox(
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

/** Whether a person wrote the message there. Slack lists a thread's first message always, however old. */
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

/** The message as Slack would have delivered it. */
const toEventBody = (message: FoundMessage, { team, channel }: Pick<Thread, 'team' | 'channel'>) => ({
  type: 'event_callback',
  team_id: team,
  authorizations: [{ team_id: team, is_bot: true, is_enterprise_install: false }],
  event: { ...message, type: 'message', channel, channel_type: 'im', event_ts: message.ts },
})

/** Retries after the pauses that Slack asks for; skips a channel that Slack refuses, such as a deleted one. */
async function readWithPauses(
  { sleep }: CatchUpDeps,
  signal: AbortSignal,
  read: () => Promise<number>,
): Promise<number> {
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
