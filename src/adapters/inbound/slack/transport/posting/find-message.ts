/** Searches Slack for a message of the app by the id in its metadata. */
import type { CallSlack } from '../calling/slack-calls.ts'

/** The `event_type` in the metadata of the app's messages. */
export const METADATA_EVENT_TYPE = 'docgen_post'

/** The metadata of the app's messages, invisible to people. */
export const messageMetadata = (id: string, generation: string) => ({
  event_type: METADATA_EVENT_TYPE,
  event_payload: { id, generation },
})

/** A message from Slack's history, as far as we read it. */
export interface FoundMessage {
  readonly ts?: string
  readonly thread_ts?: string
  readonly user?: string
  readonly bot_id?: string
  readonly subtype?: string
  readonly metadata?: {
    readonly event_type?: string
    readonly event_payload?: { readonly id?: unknown; readonly generation?: unknown }
  }
}

interface MessagePage {
  readonly messages?: readonly FoundMessage[]
  readonly has_more?: boolean
  readonly response_metadata?: { readonly next_cursor?: string }
}

/** Which messages to read. */
export interface MessageRange {
  readonly team: string
  readonly channel: string
  /** Undefined for the messages that begin threads. */
  readonly thread_ts?: string | undefined
  /** Decimal seconds; older messages are skipped. */
  readonly oldest: string
}

const PAGE_SIZE = 100
/** More than any conversation has. */
const MAX_PAGES = 50

/** The messages of a thread or a channel since a time, page by page. Throws `CallFailed`. */
export async function* messagesSince(
  call: CallSlack,
  { team, channel, thread_ts, oldest }: MessageRange,
): AsyncGenerator<FoundMessage> {
  const [method, where] =
    thread_ts === undefined
      ? (['conversations.history', {}] as const)
      : (['conversations.replies', { ts: thread_ts }] as const)
  let cursor: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page: MessagePage = await call<MessagePage>(team, method, {
      channel,
      ...where,
      oldest,
      inclusive: true,
      include_all_metadata: true,
      limit: PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    yield* page.messages ?? []
    cursor = page.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return
  }
}

/** The `ts` of the message with this id in its metadata. Throws `CallFailed`. */
export async function findMessage(call: CallSlack, id: string, where: MessageRange): Promise<string | undefined> {
  for await (const message of messagesSince(call, where)) {
    if (
      message.bot_id !== undefined &&
      message.metadata?.event_type === METADATA_EVENT_TYPE &&
      message.metadata.event_payload?.id === id
    )
      return message.ts
  }
  return undefined
}
