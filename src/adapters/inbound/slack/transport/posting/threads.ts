/**
 * Maps threads to conversations: from our table, or, where a row was lost, from the metadata of the thread's first
 * message.
 */
import { v5 as uuidV5, validate as isUuid } from 'uuid'
import type { SlackRecords, Thread } from '../../../../../ports/slack/slack-records.ts'
import { METADATA_EVENT_TYPE, messagesSince } from './find-message.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'

/** Maps threads to generations and back. */
export interface Threads {
  /**
   * The generation of a thread; undefined for a thread of somebody else. Throws `CallFailed` while Slack is
   * unreachable.
   */
  generationOfThread(team: string, channel: string, thread_ts: string): Promise<string | undefined>
  /**
   * Notes where the person has written: outside of the generation's thread, its messages are shown in the channel, too,
   * until they write in the thread.
   */
  noteWrittenOutside(where: Pick<Thread, 'team' | 'channel' | 'generation'>, outside: boolean): Promise<void>
  /** The threads of a channel, newest first, at most 50. */
  threadsIn(team: string, channel: string): Promise<readonly Thread[]>
  /** The thread of the requester's conversation. */
  threadOf(generation: string): Promise<Pick<Thread, 'team' | 'channel' | 'thread_ts'> | undefined>
}

/** What mapping threads needs. */
export interface ThreadsDeps {
  readonly records: Pick<
    SlackRecords,
    'generationOfThread' | 'threadsOfGeneration' | 'threadsInChannel' | 'addThread' | 'setBroadcast'
  >
  readonly call: CallSlack
  /** Whether the generation belongs to that workspace; the metadata of a message alone is not trusted. */
  readonly belongsToTeam: (generation: string, team: string) => Promise<boolean>
}

/** Threads from the store, recovered from Slack where a row is missing. */
export function createThreads(deps: ThreadsDeps): Threads {
  return {
    generationOfThread: async (team, channel, thread_ts) =>
      (await deps.records.generationOfThread(team, channel, thread_ts)) ??
      recoverThread(deps, team, channel, thread_ts),
    noteWrittenOutside: (where, outside) => deps.records.setBroadcast(where, outside),
    threadsIn: (team, channel) => deps.records.threadsInChannel(team, channel),
    async threadOf(generation) {
      const main = (await deps.records.threadsOfGeneration(generation)).find((thread) => thread.main)
      return main === undefined ? undefined : { team: main.team, channel: main.channel, thread_ts: main.thread_ts }
    },
  }
}

async function recoverThread(
  { records, call, belongsToTeam: isOf }: ThreadsDeps,
  team: string,
  channel: string,
  thread_ts: string,
): Promise<string | undefined> {
  try {
    // The first message of a thread always comes first.
    for await (const root of messagesSince(call, { team, channel, thread_ts, oldest: thread_ts })) {
      const payload =
        root.metadata?.event_type === METADATA_EVENT_TYPE && root.bot_id !== undefined
          ? root.metadata.event_payload
          : undefined
      const generation = payload?.generation
      if (typeof generation !== 'string' || !isUuid(generation) || !(await isOf(generation, team))) return undefined
      await records.addThread({
        team,
        channel,
        thread_ts,
        generation,
        main: payload?.id === rootMessageId(generation, team, channel),
        broadcast: true,
      })
      return generation
    }
  } catch (error) {
    if (!(error instanceof CallFailed) || error.failure.kind !== 'refused') throw error
  }
  return undefined
}

/** The namespace of the ids of first messages. */
const NAMESPACE = '4f0d5f43-2f2a-5a3c-9a44-3c1f0c0b7d21'

/** The id of the message that begins a generation's thread in a channel. */
export const rootMessageId = (generation: string, team: string, channel: string): string =>
  uuidV5(`${generation} ${team} ${channel}`, NAMESPACE)
