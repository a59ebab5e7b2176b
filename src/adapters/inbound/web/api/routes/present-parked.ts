/** Parked streams and generations as one list for operators. */
import type { z } from '@hono/zod-openapi'
import { generationStream } from '../../../../../domain/generation/generation-events.ts'
import type { parkedRow } from '../schemas/operating/operation.ts'
import type { ParkedList } from '../../../../../queries/operations/list-parked.ts'

/** In words for an operator. */
function failureText(undelivered: string | null): string {
  if (undelivered === null) return 'The document could not be made.'
  return undelivered === 'document' || undelivered === 'share'
    ? 'The finished document could not be posted, or it is not known whether it was.'
    : 'A message of the conversation could not be posted, or it is not known whether it was.'
}

/** Both kinds as one list; a stream's id is its subscription and itself. */
export function presentParked({ streams, generations }: ParkedList): z.output<typeof parkedRow>[] {
  return [
    ...generations.map(({ id, template_id, failed_at, undelivered }) => ({
      id,
      kind: 'generation' as const,
      stream: generationStream(id),
      subscription: null,
      template_id,
      error: `${failureText(undelivered)} The generation’s timeline says why.`,
      events: 0,
      retrying: false,
      since: failed_at,
    })),
    ...streams.map(({ subscription, stream, error, events, retrying, parked_at }) => ({
      id: `${subscription}~${stream}`,
      kind: 'stream' as const,
      stream,
      subscription,
      template_id: null,
      error,
      events,
      retrying,
      since: parked_at,
    })),
  ]
}
