/**
 * The messages of a generation's channel that can be answered, with the question that each asks. For the surface that
 * posts.
 */
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { SentMessage } from '../../domain/outbox/outbox.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'

export interface SentMessageView extends Pick<SentMessage, 'about' | 'name' | 'revision' | 'at'> {
  readonly message: string
  /** The recipient. */
  readonly to: string
  /** False once another message replaced it. */
  readonly live: boolean
}

/** In the order in which they were recorded; none for a generation without a channel. */
export async function listSentMessages(
  { aggregates }: { readonly aggregates: AggregateStore },
  id: string,
): Promise<readonly SentMessageView[]> {
  const { state } = await aggregates.load(generationDecider, generationStream(id))
  return [...(state.outbox?.sent ?? [])].map(([message, { about, name, to, revision, at, stale_at }]) => ({
    message,
    about,
    name,
    to: to ?? state.requester ?? '',
    revision,
    at,
    live: stale_at === undefined,
  }))
}
