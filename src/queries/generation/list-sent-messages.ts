/**
 * What a conversation that is held at a place has posted there and can be answered: which message asks what. For the
 * surface that posts, not for people.
 */
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { SentMessage } from '../../domain/outbox/outbox.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'

export interface SentMessageView extends Pick<SentMessage, 'about' | 'name' | 'revision' | 'at'> {
  readonly message: string
  /** Whom it asks. */
  readonly to: string
  /** Whether it still asks: nothing has taken its place. */
  readonly live: boolean
}

/** In the order in which they were recorded; nothing for a generation that is not held at a place. */
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
